import { useTranslation } from 'react-i18next'
import type { Relation } from '#contracts/catalog.ts'

type Props = { readonly table: string; readonly relations: readonly Relation[]; readonly onSelect: (name: string) => void }

/** What the table links to and what links to it; pressing one goes there. */
export const RelationList = ({ table, relations, onSelect }: Props) => {
  const { t } = useTranslation('structure')
  const own = relations.filter((relation) => relation.from.table === table || relation.to.table === table)
  if (own.length === 0) return null
  return (
    <section>
      <h3>{t('relations')}</h3>
      <ul className="t7-relations">
        {own.map((relation) => {
          const outgoing = relation.from.table === table
          const other = outgoing ? relation.to.table : relation.from.table
          const columns = relation.from.columns.join(', ')
          return (
            <li key={`${relation.name} ${relation.from.table}`}>
              <button type="button" className="t7-link" onClick={() => onSelect(other)}>
                {outgoing ? t('pointsTo', { from: columns, to: other }) : t('pointedBy', { from: `${other}.${columns}` })}
              </button>
              <div className="text-secondary small">
                {t(`onDelete.${relation.onDelete}`)}
                {relation.declared ? '' : ` · ${t('inferred')}`}
              </div>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
