import { Link } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalog, Table } from '#contracts/catalog.ts'
import { useLanguage } from '../../i18n.ts'
import { formatNumber } from '../../ui/format.ts'
import { SqlBlock } from '../../ui/sql-block.tsx'
import { ColumnList } from './column-list.tsx'
import { RelationList } from './relation-list.tsx'

type Props = { readonly table: Table; readonly catalog: Catalog; readonly onClose: () => void; readonly onSelect: (name: string) => void }

const Named = ({ title, items }: { readonly title: string; readonly items: readonly string[] }) =>
  items.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      <ul className="t7-named">
        {items.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    </section>
  )

/** Everything known of one table. Takes the focus when it opens, so that the keyboard is where the news is. */
export const DetailPanel = ({ table, catalog, onClose, onSelect }: Props) => {
  const { t } = useTranslation('structure')
  const { t: tc } = useTranslation()
  const language = useLanguage()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    heading.current?.focus({ preventScroll: true })
  }, [table.name])
  return (
    <aside className="t7-detail" aria-label={t('detail', { table: table.name })} onKeyDown={(event) => event.key === 'Escape' && onClose()}>
      <div className="t7-detail-head">
        <h2 ref={heading} tabIndex={-1}>
          {table.name}
        </h2>
        <button type="button" className="btn-close" onClick={onClose} aria-label={t('close')} />
      </div>
      <p className="text-secondary mb-2">
        {table.description ? `${table.description} ` : ''}
        {table.rowCount === null ? '' : tc('rows', { count: table.rowCount, value: formatNumber(table.rowCount, language) })}
      </p>
      <Link to="/data/{-$table}" params={{ table: table.name }} className="btn btn-sm mb-3">
        {t('data')}
      </Link>
      <ColumnList table={table} relations={catalog.relations} />
      <RelationList table={table.name} relations={catalog.relations} onSelect={onSelect} />
      <Named title={t('checks')} items={table.checks.map((check) => check.expression)} />
      <Named title={t('uniques')} items={table.uniques.filter((key) => key.columns.length > 1).map((key) => key.columns.join(', '))} />
      <Named title={t('indexes')} items={table.indexes.map((index) => `${index.name} (${index.columns.join(', ')})`)} />
      {table.definition === null ? null : (
        <section>
          <h3>{t('definition')}</h3>
          <SqlBlock sql={table.definition} />
        </section>
      )}
    </aside>
  )
}
