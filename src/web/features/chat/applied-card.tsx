import { IconArrowBackUp, IconCircleCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AppliedOutcome } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'
import { formatInstant } from '../../ui/format.ts'
import { SqlBlock } from '../../ui/sql-block.tsx'
import { ChangePreview } from './change-preview.tsx'
import type { Turn } from './conversation.ts'

type Props = { readonly turn: Turn; readonly outcome: AppliedOutcome }

const UndoBar = ({ turn, outcome }: Props) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const { undo } = outcome
  switch (undo.state) {
    case 'possible':
      return (
        <button type="button" className="btn" disabled={turn.busy !== null} onClick={() => void chat.undo(turn.key)}>
          <IconArrowBackUp size={18} aria-hidden="true" /> {turn.busy === 'undo' ? t('applied.undoing') : t('applied.undo')}
        </button>
      )
    case 'done':
      return <span className="text-secondary">{t('applied.undone', { at: formatInstant(undo.at) })}</span>
    case 'impossible':
      return <span className="text-secondary">{t('applied.impossible', { reason: undo.reason })}</span>
  }
}

/** A change that was made: a bar with the way back, which stays. */
export const AppliedCard = ({ turn, outcome }: Props) => {
  const { t } = useTranslation('chat')
  const [open, setOpen] = useState<'see' | 'sql' | null>(null)
  const undone = outcome.undo.state === 'done'
  const Icon = undone ? IconArrowBackUp : IconCircleCheck
  return (
    <article className={`card t7-card ${undone ? '' : 't7-applied'}`}>
      <div className="t7-applied-bar" role="status">
        <Icon size={22} aria-hidden="true" className={undone ? 'text-secondary' : 't7-green'} />
        <p className="t7-sentence">{outcome.sentence}</p>
        <UndoBar turn={turn} outcome={outcome} />
      </div>
      <fieldset className="t7-actions" aria-label={t('actions')}>
        <button type="button" className="t7-quiet" aria-expanded={open === 'see'} onClick={() => setOpen(open === 'see' ? null : 'see')}>
          {t('change.see')}
        </button>
        <button type="button" className="t7-quiet" aria-expanded={open === 'sql'} onClick={() => setOpen(open === 'sql' ? null : 'sql')}>
          {t('sql')}
        </button>
      </fieldset>
      {open === null ? null : (
        <div className="t7-panel">
          {open === 'sql' ? <SqlBlock sql={outcome.sql} /> : <ChangePreview preview={outcome.preview} language={outcome.language} />}
        </div>
      )}
    </article>
  )
}
