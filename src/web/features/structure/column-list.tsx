import { IconKey, IconLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Column, Relation, Table } from '#contracts/catalog.ts'

type Props = { readonly table: Table; readonly relations: readonly Relation[] }

const useFacts = (table: Table) => {
  const { t } = useTranslation('structure')
  return (column: Column): readonly string[] => [
    ...(column.nullable || table.primaryKey.includes(column.name) ? [] : [t('required')]),
    ...(table.uniques.some((key) => key.columns.length === 1 && key.columns[0] === column.name) ? [t('unique')] : []),
    ...(column.generated ? [t('automatic')] : column.default === null ? [] : [t('default', { value: column.default })]),
    ...(column.allowedValues ? [t('allowed', { values: column.allowedValues.join(', ') })] : []),
    ...(column.sensitive ? [t('sensitive')] : []),
  ]
}

/** Columns with their type in words and what is asked of their values. */
export const ColumnList = ({ table, relations }: Props) => {
  const { t } = useTranslation('structure')
  const { t: tc } = useTranslation()
  const factsOf = useFacts(table)
  const target = (name: string): string | undefined =>
    relations.find((relation) => relation.from.table === table.name && relation.from.columns.includes(name))?.to.table
  return (
    <section>
      <h3>{t('columns')}</h3>
      <ul className="t7-columns">
        {table.columns.map((column) => {
          const links = target(column.name)
          const facts = factsOf(column)
          return (
            <li key={column.name}>
              <div className="t7-column-head">
                <span className="t7-column-name">{column.name}</span>
                <span className="text-secondary" title={column.databaseType}>
                  {tc(`type.${column.type}`)}
                </span>
                {table.primaryKey.includes(column.name) ? (
                  <span className="t7-tag">
                    <IconKey size={14} aria-hidden="true" /> {t('primary')}
                  </span>
                ) : null}
                {links ? (
                  <span className="t7-tag">
                    <IconLink size={14} aria-hidden="true" /> {t('foreign', { table: links })}
                  </span>
                ) : null}
              </div>
              {facts.length > 0 ? <div className="text-secondary small">{facts.join(' · ')}</div> : null}
              {column.description ? <div className="small">{column.description}</div> : null}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
