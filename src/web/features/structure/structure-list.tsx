import { IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Table } from '#contracts/catalog.ts'
import { useLanguage } from '../../i18n.ts'
import { formatNumber } from '../../ui/format.ts'

type Props = { readonly tables: readonly Table[]; readonly selected: string | null; readonly onSelect: (name: string) => void }

/** The tables as text: what each holds; pressing one shows its detail. */
export const StructureList = ({ tables, selected, onSelect }: Props) => {
  const { t } = useTranslation('structure')
  const { t: tc } = useTranslation()
  const language = useLanguage()
  const count = (value: number) => ({ count: value, value: formatNumber(value, language) })
  return (
    <ul className="t7-structure-list">
      {tables.map((table) => (
        <li key={table.name}>
          <button
            type="button"
            aria-expanded={table.name === selected}
            className={table.name === selected ? 'active' : ''}
            onClick={() => onSelect(table.name)}
          >
            <span className="t7-structure-name">
              {table.name}
              {table.kind === 'view' ? <span className="text-secondary"> ({t('viewKind')})</span> : null}
            </span>
            <span className="text-secondary t7-structure-counts">
              {t('columnCount', count(table.columns.length))}
              {table.rowCount === null ? '' : ` · ${tc('rows', count(table.rowCount))}`}
            </span>
            <IconChevronRight size={18} aria-hidden="true" />
            {table.description ? <span className="text-secondary t7-structure-description">{table.description}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  )
}
