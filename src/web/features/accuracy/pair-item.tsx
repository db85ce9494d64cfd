import { IconCode, IconPencil, IconTrash } from '@tabler/icons-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairView } from '#contracts/accuracy.ts'
import { useLanguage } from '../../i18n.ts'
import { formatDate, formatDuration } from '../../ui/format.ts'
import { SqlBlock } from '../../ui/sql-block.tsx'
import { PairDialog } from './pair-dialog.tsx'
import { RemoveDialog } from './remove-dialog.tsx'
import { VerdictMark } from './verdict-mark.tsx'

const Facts = ({ pair }: { readonly pair: PairView }) => {
  const { t } = useTranslation('accuracy')
  const language = useLanguage()
  const before = pair.history.at(-1)
  const choices = Object.keys(pair.overrides).length
  return (
    <div className="t7-history-facts">
      <VerdictMark last={pair.last} />
      <span>{t('day', { day: formatDate(pair.now.slice(0, 10)) })}</span>
      {pair.last === null ? null : <span>{formatDuration(pair.last.milliseconds, language)}</span>}
      {before ? <span className="text-break">{t('after', { question: before.question })}</span> : null}
      {choices > 0 ? <span>{t('choices', { count: choices })}</span> : null}
    </div>
  )
}

const Statements = ({ pair }: { readonly pair: PairView }) => {
  const { t } = useTranslation('accuracy')
  const given = pair.last?.verdict === 'right' ? null : (pair.last?.sql ?? null)
  return (
    <div className="t7-accuracy-sql">
      <div>
        <h3 className="t7-list-heading">{t('expected')}</h3>
        <SqlBlock sql={pair.sql} />
      </div>
      {given === null ? null : (
        <div>
          <h3 className="t7-list-heading">{t('given')}</h3>
          <SqlBlock sql={given} />
        </div>
      )}
    </div>
  )
}

type Props = { readonly pair: PairView; readonly mayEdit: boolean }

/** A question, what its right answer does in words, and how it went last time. */
export const PairItem = ({ pair, mayEdit }: Props) => {
  const { t } = useTranslation('accuracy')
  const [open, setOpen] = useState(false)
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null)
  const panelId = useId()
  const close = (): void => setDialog(null)
  return (
    <li className="t7-history-item">
      <div className="t7-history-main">
        <h2 className="t7-history-text t7-accuracy-question">{pair.question}</h2>
        {pair.explanation === null ? null : <p className="t7-accuracy-plan">{pair.explanation}</p>}
        <Facts pair={pair} />
        {pair.last?.reason ? <p className="t7-note mt-1">{pair.last.reason}</p> : null}
      </div>
      <div className="t7-history-actions">
        <button type="button" className="t7-quiet" aria-expanded={open} aria-controls={panelId} onClick={() => setOpen(!open)}>
          <IconCode size={16} aria-hidden="true" /> {t('see')}
        </button>
        {mayEdit ? (
          <>
            <button type="button" className="t7-quiet" onClick={() => setDialog('edit')}>
              <IconPencil size={16} aria-hidden="true" /> {t('edit')}
            </button>
            <button type="button" className="t7-quiet" onClick={() => setDialog('remove')}>
              <IconTrash size={16} aria-hidden="true" /> {t('remove')}
            </button>
          </>
        ) : null}
      </div>
      <div id={panelId} className="t7-history-sql" hidden={!open}>
        {open ? <Statements pair={pair} /> : null}
      </div>
      {dialog === 'edit' ? <PairDialog pair={pair} onClose={close} /> : null}
      {dialog === 'remove' ? <RemoveDialog pair={pair} onClose={close} /> : null}
    </li>
  )
}
