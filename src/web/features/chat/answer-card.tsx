import { IconDatabaseOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AnswerOutcome } from '#contracts/outcome.ts'
import { readingKey } from '#contracts/reading-key.ts'
import { AnswerActions } from './answer-actions.tsx'
import { Assumptions } from './assumptions.tsx'
import type { Turn } from './conversation.ts'
import { Readings } from './readings.tsx'
import { ResultView } from './result-view.tsx'

type Props = { readonly turn: Turn; readonly outcome: AnswerOutcome }

/** An answer, in this order: the sentence; the smallest form that answers; what was assumed; a quiet row of actions. */
export const AnswerCard = ({ turn, outcome }: Props) => {
  const { t } = useTranslation('chat')
  const { assumptions } = outcome
  const sure = outcome.certainty === 'high'
  // Other readings of the whole text stand below, one press away, where T7 is not sure.
  const ofParts = assumptions.filter((a) => a.key !== readingKey)
  return (
    <article className="card t7-card">
      <p className="t7-sentence">{outcome.sentence}</p>
      {outcome.result.rows.length === 0 ? (
        <p className="t7-nothing text-secondary">
          <IconDatabaseOff size={18} aria-hidden="true" /> {t('noRows')}
        </p>
      ) : (
        <ResultView result={outcome.result} chart={outcome.chart} language={outcome.language} />
      )}
      <Assumptions turn={turn} assumptions={sure ? assumptions : ofParts} certainty={outcome.certainty} />
      {sure ? null : <Readings choices={outcome.alternatives} />}
      <AnswerActions turn={turn} outcome={outcome} />
    </article>
  )
}
