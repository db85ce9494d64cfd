import { IconAlertTriangle, IconEdit, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConfirmOutcome } from '#contracts/outcome.ts'
import { SqlBlock } from '../../ui/sql-block.tsx'
import { Assumptions } from './assumptions.tsx'
import { ChangePreview } from './change-preview.tsx'
import { ConfirmForm } from './confirm-form.tsx'
import type { Turn } from './conversation.ts'
import { Readings } from './readings.tsx'

type Props = { readonly turn: Turn; readonly outcome: ConfirmOutcome }

const destructive: ReadonlySet<string> = new Set(['delete', 'drop', 'truncate', 'other'])

const Warnings = ({ warnings }: { readonly warnings: readonly string[] }) => {
  const { t } = useTranslation('chat')
  if (warnings.length === 0) return null
  return (
    <ul className="t7-warnings" aria-label={t('change.warnings')}>
      {warnings.map((warning) => (
        <li key={warning}>
          <IconAlertTriangle size={18} aria-hidden="true" /> <span>{warning}</span>
        </li>
      ))}
    </ul>
  )
}

const Details = ({ outcome }: { readonly outcome: ConfirmOutcome }) => {
  const { t } = useTranslation('chat')
  const [open, setOpen] = useState<'sql' | 'plan' | null>(null)
  return (
    <>
      <fieldset className="t7-actions" aria-label={t('actions')}>
        {(['sql', 'plan'] as const).map((panel) => (
          <button
            key={panel}
            type="button"
            className={`t7-quiet${open === panel ? ' active' : ''}`}
            aria-expanded={open === panel}
            onClick={() => setOpen(open === panel ? null : panel)}
          >
            {t(panel)}
          </button>
        ))}
      </fieldset>
      {open === null ? null : (
        <div className="t7-panel">
          {open === 'sql' ? <SqlBlock sql={outcome.sql} /> : <p className="t7-explanation">{outcome.explanation}</p>}
        </div>
      )}
    </>
  )
}

/** A change that waits: amber, or red when it takes data away. What will happen, before and after, and one button with the verb. */
export const ChangeCard = ({ turn, outcome }: Props) => {
  const { t } = useTranslation('chat')
  const takesAway = destructive.has(outcome.statementClass)
  const Icon = takesAway ? IconTrash : IconEdit
  const cancelled = turn.status === 'cancelled'
  return (
    <article className={`card t7-card t7-change ${takesAway ? 't7-change-red' : 't7-change-amber'}`}>
      <div className="t7-change-kind">
        <Icon size={18} aria-hidden="true" /> {t(takesAway ? 'change.kind.destructive' : 'change.kind.change')}
      </div>
      <p className="t7-sentence">{outcome.sentence}</p>
      <Warnings warnings={outcome.warnings} />
      <ChangePreview preview={outcome.preview} language={outcome.language} />
      <Assumptions turn={turn} assumptions={outcome.assumptions} certainty={outcome.certainty} />
      {outcome.certainty === 'high' ? null : <Readings choices={outcome.alternatives} />}
      {cancelled ? <p className="t7-note">{t('cancelledByYou')}</p> : <ConfirmForm turn={turn} outcome={outcome} destructive={takesAway} />}
      <Details outcome={outcome} />
    </article>
  )
}
