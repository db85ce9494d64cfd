import { IconClock, IconCode, IconDownload, IconListDetails, IconThumbDown, IconThumbUp } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerOutcome } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'
import { CopyButton } from '../../ui/copy-button.tsx'
import { downloadText, toCsv, toTsv } from '../../ui/csv.ts'
import { fileName } from '../../ui/file-name.ts'
import { formatDuration } from '../../ui/format.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { SqlBlock } from '../../ui/sql-block.tsx'
import type { Turn } from './conversation.ts'
import { TimePanel } from './time-panel.tsx'

type Panel = 'sql' | 'plan' | 'time'

type ToggleProps = {
  readonly panel: Panel
  readonly open: Panel | null
  readonly controls: string
  readonly onToggle: (panel: Panel) => void
  readonly children: ReactNode
}

const Toggle = ({ panel, open, controls, onToggle, children }: ToggleProps) => (
  <button
    type="button"
    className={`t7-quiet${open === panel ? ' active' : ''}`}
    aria-expanded={open === panel}
    aria-controls={controls}
    onClick={() => onToggle(panel)}
  >
    {children}
  </button>
)

/** A right answer is kept to measure with; SQL typed by hand has nothing to understand, and is only rated. */
const Thumbs = ({ turn, kept }: { readonly turn: Turn; readonly kept: boolean }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const announce = useAnnounce()
  const press = (rating: -1 | 1) => () => {
    const next = turn.rating === rating ? 0 : rating
    chat.rate(turn.key, next)
    if (kept && (next === 1 || turn.rating === 1)) announce(t(next === 1 ? 'kept' : 'letGo'))
  }
  return (
    <>
      <button
        type="button"
        className="t7-quiet t7-icon-only"
        aria-label={t('good')}
        title={t('good')}
        aria-pressed={turn.rating === 1}
        onClick={press(1)}
      >
        <IconThumbUp size={16} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="t7-quiet t7-icon-only"
        aria-label={t('bad')}
        title={t('bad')}
        aria-pressed={turn.rating === -1}
        onClick={press(-1)}
      >
        <IconThumbDown size={16} aria-hidden="true" />
      </button>
      {kept && turn.rating === 1 ? (
        <Link to="/accuracy" className="t7-quiet">
          {t('kept')}
        </Link>
      ) : null}
    </>
  )
}

type Props = { readonly turn: Turn; readonly outcome: AnswerOutcome }

/** The quiet row below an answer: SQL, the plan in words, CSV, copy, thumbs, time. */
export const AnswerActions = ({ turn, outcome }: Props) => {
  const { t } = useTranslation('chat')
  const { t: tc } = useTranslation()
  const language = useLanguage()
  const [open, setOpen] = useState<Panel | null>(null)
  const panelId = useId()
  const toggle = (panel: Panel): void => setOpen(open === panel ? null : panel)
  const { result } = outcome
  const comma = outcome.language === 'es'
  return (
    <>
      <fieldset className="t7-actions" aria-label={t('actions')}>
        <Toggle panel="sql" open={open} controls={panelId} onToggle={toggle}>
          <IconCode size={16} aria-hidden="true" /> {t('sql')}
        </Toggle>
        <Toggle panel="plan" open={open} controls={panelId} onToggle={toggle}>
          <IconListDetails size={16} aria-hidden="true" /> {t('plan')}
        </Toggle>
        <button
          type="button"
          className="t7-quiet"
          title={tc('csvTitle')}
          onClick={() => downloadText(`${fileName(turn.text)}.csv`, toCsv(result.columns, result.rows, comma))}
        >
          <IconDownload size={16} aria-hidden="true" /> {tc('csv')}
        </button>
        <CopyButton text={() => `${outcome.sentence}\n\n${toTsv(result.columns, result.rows, comma)}`} />
        <Thumbs turn={turn} kept={outcome.plan.kind === 'query'} />
        <span className="ms-auto" />
        <Toggle panel="time" open={open} controls={panelId} onToggle={toggle}>
          <IconClock size={16} aria-hidden="true" />
          <span className="visually-hidden">{t('time')}: </span>
          <span className="t7-figures">{formatDuration(outcome.timings.total, language)}</span>
        </Toggle>
      </fieldset>
      <div id={panelId} className="t7-panel" hidden={open === null}>
        {open === 'sql' ? <SqlBlock sql={outcome.sql} /> : null}
        {open === 'plan' ? <p className="t7-explanation">{outcome.explanation}</p> : null}
        {open === 'time' ? <TimePanel turn={turn} timings={outcome.timings} /> : null}
      </div>
    </>
  )
}
