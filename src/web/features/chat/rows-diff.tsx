import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { RowsPreview } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { Cell } from '#contracts/result.ts'
import { useApi } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'
import { findColumn, findTable } from '../../ui/catalog-lookup.ts'
import { formatCell, formatFixed, formatNumber, isNumeric } from '../../ui/format.ts'
import { cellsOf, type DiffCell, readingOrder } from './diff-cells.ts'

type Props = { readonly preview: RowsPreview; readonly language: Language }
type Say = { readonly value: (column: string, value: Cell) => string; readonly isNumeric: (column: string) => boolean }

const decimalsOf = (databaseType: string): number | null => {
  const match = /,\s*(\d+)\)/.exec(databaseType)
  return match ? Number(match[1]) : null
}

const useSay = (table: string, language: Language): Say => {
  const { data } = useQuery(queries(useApi()).catalog)
  const known = data ? findTable(data, table) : undefined
  const columnOf = (name: string) => (known ? findColumn(known, name) : undefined)
  return {
    isNumeric: (name) => isNumeric({ type: columnOf(name)?.type ?? 'text' }),
    value: (name, value) => {
      const column = columnOf(name)
      const decimals = column ? decimalsOf(column.databaseType) : null
      if (decimals !== null && typeof value === 'number') return formatFixed(value, language, decimals)
      return formatCell(value, { name, type: column?.type ?? 'text', format: 'plain' }, language)
    },
  }
}

const CellView = ({ cell, say }: { readonly cell: DiffCell; readonly say: Say }) => {
  const { t } = useTranslation('chat')
  const end = say.isNumeric(cell.column) ? ' text-end' : ''
  if (cell.kind === 'same') return <td className={end}>{say.value(cell.column, cell.value)}</td>
  return (
    <td className={`t7-cell-changed${end}`}>
      <span className="visually-hidden">{t('change.changed')}. </span>
      <del>
        <span className="visually-hidden">{t('change.before')}: </span>
        {say.value(cell.column, cell.before)}
      </del>{' '}
      <span aria-hidden="true">→</span>{' '}
      <ins>
        <span className="visually-hidden">{t('change.after')}: </span>
        {say.value(cell.column, cell.after)}
      </ins>
    </td>
  )
}

const AlsoAffected = ({ preview, language }: Props) => {
  const { t } = useTranslation('chat')
  if (preview.alsoAffected.length === 0) return null
  const items = preview.alsoAffected.map(({ table, rows }) =>
    t('change.alsoItem', { count: rows, value: formatNumber(rows, language), table }),
  )
  return <p className="t7-also">{t('change.also', { what: new Intl.ListFormat(language).format(items) })}</p>
}

const inOrder = (cells: readonly DiffCell[], columns: readonly string[]): readonly DiffCell[] =>
  [...cells].sort((a, b) => columns.indexOf(a.column) - columns.indexOf(b.column))

/** Rows shown before the reader asks for the rest of the sample: the button that confirms stays near. */
const firstRows = 6

const signs = { insert: '+', update: '~', delete: '−' } as const

/** The rows a change touches: new ones with +, deleted ones with −, and in the others the cells that change, from and to. */
export const RowsDiff = ({ preview, language }: Props) => {
  const { t } = useTranslation('chat')
  const say = useSay(preview.table, language)
  const [open, setOpen] = useState(false)
  const rows = open ? preview.sample : preview.sample.slice(0, firstRows)
  const title = t(`change.${preview.kind}`, { table: preview.table })
  const columns = readingOrder(preview.columns, preview.kind === 'update' ? preview.changedColumns : [])
  const counts = { affected: formatNumber(preview.affected, language), total: formatNumber(preview.total, language) }
  return (
    <section className={`t7-diff t7-diff-${preview.kind}`}>
      <h3 className="t7-diff-title">
        {title}
        <span className="text-secondary t7-figures">{preview.kind === 'insert' ? counts.affected : t('change.ofTotal', counts)}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, and the keyboard must reach it */}
      <section className="t7-scroll-x" tabIndex={0} aria-label={title}>
        <table className="table table-sm t7-mini-table">
          <thead>
            <tr>
              <td />
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={`${preview.kind === 'update' && preview.changedColumns.includes(column) ? 't7-column-changed' : ''}${say.isNumeric(column) ? ' text-end' : ''}`}
                >
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, index) => (
              <tr key={index}>
                <td className="t7-sign" aria-hidden="true">
                  {signs[preview.kind]}
                </td>
                {inOrder(cellsOf(preview.columns, row), columns).map((cell) => (
                  <CellView key={cell.column} cell={cell} say={say} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {rows.length < preview.affected ? (
        <p className="t7-note">
          {t('change.sample', { shown: formatNumber(rows.length, language), total: counts.affected })}{' '}
          {rows.length < preview.sample.length ? (
            <button type="button" className="btn btn-sm ms-1" onClick={() => setOpen(true)}>
              {t('change.more', { value: formatNumber(preview.sample.length, language) })}
            </button>
          ) : null}
        </p>
      ) : null}
      <AlsoAffected preview={preview} language={language} />
    </section>
  )
}
