import { IconShieldX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '#contracts/outcome.ts'
import { MiniTable } from '../../ui/mini-table.tsx'
import { SqlBlock } from '../../ui/sql-block.tsx'

/** Something that was not done: why, the rows in the way, and the way out (in the sentence and the suggestions below). */
export const RefuseCard = ({ outcome }: { readonly outcome: Extract<Outcome, { kind: 'refuse' }> }) => {
  const { t } = useTranslation('chat')
  const [open, setOpen] = useState(false)
  return (
    <article className="card t7-card t7-refused">
      <div className="t7-change-kind">
        <IconShieldX size={18} aria-hidden="true" /> {t('refused')}
      </div>
      <p className="t7-sentence">{outcome.sentence}</p>
      {outcome.offending && outcome.offending.rows.length > 0 ? (
        <>
          <h3 className="t7-list-heading">{t('offending')}</h3>
          <MiniTable result={outcome.offending} language={outcome.language} caption={t('offending')} />
        </>
      ) : null}
      {outcome.sql === null ? null : (
        <>
          <div className="t7-actions">
            <button type="button" className="t7-quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
              {t('sql')}
            </button>
          </div>
          {open ? (
            <div className="t7-panel">
              <SqlBlock sql={outcome.sql} />
            </div>
          ) : null}
        </>
      )}
    </article>
  )
}
