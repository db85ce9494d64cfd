import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Table } from '#contracts/catalog.ts'
import { useLanguage } from '../../i18n.ts'
import { formatNumber } from '../../ui/format.ts'

type Props = { readonly tables: readonly Table[]; readonly openName: string; readonly onPick: () => void }

const worthFiltering = 10

/** The tables, with their rows; a box to find one where there are many. */
export const TableList = ({ tables, openName, onPick }: Props) => {
  const { t } = useTranslation('data')
  const language = useLanguage()
  const fieldId = useId()
  const [typed, setTyped] = useState('')
  const found = tables.filter((table) => table.name.toLowerCase().includes(typed.trim().toLowerCase()))
  return (
    <nav aria-label={t('tables')}>
      {tables.length > worthFiltering ? (
        <div className="px-2 mb-2">
          <label htmlFor={fieldId} className="visually-hidden">
            {t('filterTables')}
          </label>
          <input
            id={fieldId}
            type="search"
            className="form-control"
            placeholder={t('filterTables')}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      ) : null}
      <ul className="t7-table-list">
        {found.map((table) => (
          <li key={table.name}>
            <Link
              to="/data/{-$table}"
              params={{ table: table.name }}
              title={table.description ?? table.name}
              className={table.name === openName ? 'active' : ''}
              onClick={onPick}
              preload={false}
              {...(table.name === openName ? { 'aria-current': 'page' as const } : {})}
            >
              <span className="t7-table-name">{table.name}</span>
              <span className="text-secondary t7-figures">
                {table.kind === 'view' ? t('view') : table.rowCount === null ? '' : formatNumber(table.rowCount, language)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {found.length === 0 ? <p className="text-secondary px-2">{t('noMatch')}</p> : null}
    </nav>
  )
}
