import { useTranslation } from 'react-i18next'
import type { AnswerOutcome } from '#contracts/outcome.ts'
import { useLanguage } from '../../i18n.ts'
import { formatDuration } from '../../ui/format.ts'
import type { Turn } from './conversation.ts'
import { useStepWords } from './step-words.ts'

type Timings = AnswerOutcome['timings']
type Props = { readonly turn: Turn; readonly timings: Timings }

const phases = ['understand', 'guard', 'database'] as const

/** Where the time went, and the steps on the way. */
export const TimePanel = ({ turn, timings }: Props) => {
  const { t } = useTranslation('chat')
  const language = useLanguage()
  const words = useStepWords()
  const rest = Math.max(0, timings.total - timings.understand - timings.guard - timings.database)
  const parts = [...phases.map((phase) => ({ phase, value: timings[phase] })), { phase: 'rest' as const, value: rest }]
  return (
    <>
      <div className="t7-time-bar" aria-hidden="true">
        {parts.map(({ phase, value }) => (
          <span key={phase} className={`t7-time-${phase}`} style={{ flexGrow: Math.max(value, timings.total / 200) }} />
        ))}
      </div>
      <dl className="t7-time-legend">
        {parts.map(({ phase, value }) => (
          <div key={phase}>
            <dt>
              <span className={`t7-time-key t7-time-${phase}`} aria-hidden="true" />
              {t(`timing.${phase}`)}
            </dt>
            <dd className="t7-figures">{formatDuration(value, language)}</dd>
          </div>
        ))}
      </dl>
      {turn.steps.length > 0 ? (
        <ol className="t7-steps-folded text-secondary">
          {turn.steps.map((step) => (
            <li key={step.sequence}>{words(step.body)}</li>
          ))}
        </ol>
      ) : null}
    </>
  )
}
