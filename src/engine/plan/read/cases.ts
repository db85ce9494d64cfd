import type { Condition } from '#contracts/query-plan.ts'
import { natureAt } from '../../understand/knowledge.ts'
import { aggregate, column, compare, literal } from '../expressions.ts'
import { flagCondition } from './absence.ts'
import { chooseColumn, chooseValue, isValue, tableAt } from './choose.ts'
import { type Draft, isCue, mentionAt, use } from './draft.ts'

type Part = {
  readonly at: number
  readonly table: string | null
  readonly condition: Condition | null
  readonly owner: string | null
  readonly indexes: readonly number[]
}

const conditionAt = (draft: Draft, at: number): { readonly condition: Condition; readonly owner: string } | null => {
  const mention = mentionAt(draft, at)
  if (!mention || tableAt(draft, at)) return null
  const value = isValue(draft, at) ? chooseValue(draft, mention.links, mention.said, null) : null
  if (value)
    return {
      condition: compare(column(value.table, value.column), '=', literal(value.value, 'text')),
      owner: `${value.table}.${value.column}`,
    }
  const flag = chooseColumn(draft, at, 'flag', 0.6)
  const condition = flag && natureAt(draft.knowledge, flag.table, flag.column).flag ? flagCondition(draft, flag, true) : null
  return flag && condition ? { condition, owner: `${flag.table}.${flag.column}` } : null
}

/** What one "cuántos" counts: a table, a state of its rows, or both. */
const partAt = (draft: Draft, at: number, end: number): Part => {
  let table: string | null = null
  let found: ReturnType<typeof conditionAt> = null
  const indexes: number[] = [at]
  for (let next = at + 1; next < Math.min(end, at + 5); next++) {
    const piece = draft.pieces[next]
    if (piece?.kind === 'stop' || isCue(draft, next, 'group', 'and', 'with', 'greater', 'less', 'at_least')) break
    if (piece?.kind === 'period') break
    const named: string | null = table ? null : tableAt(draft, next)
    if (named) table = named
    else found ??= conditionAt(draft, next)
    if (piece?.kind === 'mention' && (named || found)) indexes.push(next)
  }
  return { at, table, condition: found?.condition ?? null, owner: found?.owner ?? null, indexes }
}

/** "cuántos pedidos entregados y cuántos anulados", "paid orders and number of refunded ones": counts of rows in one state each, side by side. */
export const readCases = (draft: Draft): void => {
  const starts = draft.pieces.flatMap((_, at) => (isCue(draft, at, 'count') && !draft.used.has(at) ? [at] : []))
  if (starts.length < 2) return
  const parts = starts.map((at, i) => partAt(draft, at, starts[i + 1] ?? draft.pieces.length))
  const told = parts.filter((p) => p.condition !== null)
  const tables = new Set(parts.flatMap((p) => p.table ?? []))
  if (told.length === 0 || (told.length === 1 && parts[0] === told[0]) || tables.size > 1) return
  const [table = draft.subject] = tables
  for (const part of parts) {
    draft.measures.push({ expression: aggregate('count', null, false, part.condition), table, at: part.at })
    use(draft, ...part.indexes)
  }
}
