import { IconArrowBackUp, IconCode, IconMessage } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HistoryEntry } from '../../api.ts'
import { useApi, useChat } from '../../app/context.tsx'
import { refreshAfter } from '../../app/queries.ts'
import { useLanguage } from '../../i18n.ts'
import { useErrorWords } from '../../ui/error-words.ts'
import { formatDuration, formatInstant, formatNumber } from '../../ui/format.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { usePersonName } from '../../ui/person-name.ts'
import { SqlBlock } from '../../ui/sql-block.tsx'
import { StatusMark } from '../../ui/status-mark.tsx'

const structural: ReadonlySet<string> = new Set(['create', 'alter', 'drop'])

const changesStructure = (entry: HistoryEntry): boolean => entry.statementClass !== null && structural.has(entry.statementClass)

const Facts = ({ entry }: { readonly entry: HistoryEntry }) => {
  const personName = usePersonName()
  const { t } = useTranslation('history')
  const { t: tc } = useTranslation()
  const language = useLanguage()
  return (
    <div className="t7-history-facts">
      <StatusMark status={entry.status} />
      <time dateTime={entry.at}>{formatInstant(entry.at)}</time>
      <span>{personName(entry.person)}</span>
      {entry.statementClass && entry.statementClass !== 'read' ? <span>{t(`class.${entry.statementClass}`)}</span> : null}
      {entry.rows === null || changesStructure(entry) ? null : (
        <span>{tc('rows', { count: entry.rows, value: formatNumber(entry.rows, language) })}</span>
      )}
      {entry.milliseconds === null ? null : <span>{formatDuration(entry.milliseconds, language)}</span>}
    </div>
  )
}

const UndoButton = ({ entry }: { readonly entry: HistoryEntry }) => {
  const { t } = useTranslation('history')
  const api = useApi()
  const chat = useChat()
  const client = useQueryClient()
  const announce = useAnnounce()
  const words = useErrorWords()
  const undo = useMutation({
    mutationFn: () => api.undo(entry.askId),
    onSuccess: (view) => {
      chat.adopt(view)
      announce(view.outcome?.sentence ?? t('undone', { text: entry.text }))
    },
    onSettled: () => refreshAfter(client, 'changed'),
  })
  const reason =
    undo.data?.outcome?.kind === 'applied' && undo.data.outcome.undo.state === 'impossible' ? undo.data.outcome.undo.reason : null
  return (
    <>
      {entry.canUndo ? (
        <button type="button" className="btn btn-sm" disabled={undo.isPending} onClick={() => undo.mutate()}>
          <IconArrowBackUp size={16} aria-hidden="true" /> {undo.isPending ? t('undoing') : t('undo')}
        </button>
      ) : null}
      {undo.error ? (
        <p className="t7-note text-danger w-100" role="alert">
          {words(undo.error).title}. {words(undo.error).way}
        </p>
      ) : null}
      {reason ? (
        <p className="t7-note w-100" role="alert">
          {reason}
        </p>
      ) : null}
    </>
  )
}

/** One ask or change: who, when, what, its SQL, its rows, its status, and the way back. */
export const HistoryItem = ({ entry }: { readonly entry: HistoryEntry }) => {
  const { t } = useTranslation('history')
  const [open, setOpen] = useState(false)
  return (
    <li className="t7-history-item">
      <div className="t7-history-main">
        <p className="t7-history-text">{entry.text}</p>
        <Facts entry={entry} />
      </div>
      <div className="t7-history-actions">
        {entry.sql === null ? null : (
          <button type="button" className="t7-quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            <IconCode size={16} aria-hidden="true" /> {t('sql')}
          </button>
        )}
        <Link to="/c/$conversationId" params={{ conversationId: entry.conversationId }} className="t7-quiet" preload={false}>
          <IconMessage size={16} aria-hidden="true" /> {t('open')}
        </Link>
        <UndoButton entry={entry} />
      </div>
      {open && entry.sql !== null ? (
        <div className="t7-history-sql">
          <SqlBlock sql={entry.sql} />
        </div>
      ) : null}
    </li>
  )
}
