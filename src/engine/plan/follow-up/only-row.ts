import type { Select } from '#contracts/query-plan.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import { displayColumns, keyColumns } from '../defaults.ts'
import { column, compare } from '../expressions.ts'
import { simpleSelect } from '../select.ts'
import { withAlias } from './aliases.ts'

/** The one row of `entity` that an answer showed, as a query of its own; null where it showed several, or rows of nothing. */
export const onlyRow = (knowledge: Knowledge, select: Select, entity: string | null): Select | null => {
  const [key, second] = entity ? keyColumns(knowledge, entity) : []
  const listed = select.groupBy.length === 0 || select.groupBy.some((g) => g.kind === 'column' && g.table === entity)
  if (!entity || !key || second || select.limit !== 1 || select.perGroup || !listed) return null
  const alias = `${entity}_shown`
  const inner = withAlias(select, entity, alias)
  const shown = column(alias, key.column)
  const groupBy = select.groupBy.length > 0 ? [...inner.groupBy, shown] : []
  const query: Select = { ...inner, columns: [{ expression: shown, name: key.column, label: '' }], distinct: false, groupBy }
  return simpleSelect(entity, displayColumns(knowledge, entity), [compare(key, '=', { kind: 'subquery', query })])
}
