import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { findPath } from '../../understand/relation-graph.ts'
import { type ColumnExpression, column, compare, literal } from '../expressions.ts'
import { chooseColumn, chooseValue, isValue, tableAt } from './choose.ts'
import { type Draft, isCue, isFree, mentionAt, nextFree, use } from './draft.ts'

const flagLiteral = (value: string | number | boolean): ReturnType<typeof literal> =>
  literal(value, typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'integer' : 'text')

export const flagCondition = (draft: Draft, of: ColumnExpression, wanted: boolean) => {
  const flag = natureAt(draft.knowledge, of.table, of.column).flag
  return flag ? compare(of, '=', flagLiteral(wanted ? flag.yes : flag.no)) : null
}

/** What a negation is about: the nearest mention after it, over words that add nothing ("que no nos han dejado ni correo"). */
const scopeAfter = (draft: Draft, at: number): number => {
  for (let next = at + 1, words = 0; next < draft.pieces.length && words < 4; next++) {
    const piece = draft.pieces[next]
    if (!piece || piece.kind === 'small') continue
    if (piece.kind === 'stop') return -1
    if (piece.kind === 'cue') {
      if (['not', 'with', 'which', 'all', 'nobody', 'without', 'only'].includes(piece.cue.name)) {
        if (piece.cue.name !== 'with') use(draft, next)
        continue
      }
      return -1
    }
    if (piece.kind === 'word') {
      words++
      continue
    }
    if (piece.kind === 'mention' && !draft.used.has(next)) return next
    if (piece.kind === 'period') continue
    return -1
  }
  return -1
}

const negateValue = (draft: Draft, at: number, target: number): boolean => {
  const mention = mentionAt(draft, target)
  const value = mention && chooseValue(draft, mention.links, mention.said, null)
  if (!value) return false
  const targets = [literal(value.value, 'text')]
  const indexes = [target]
  for (let next = nextFree(draft, target + 1, 2); isCue(draft, next, 'and', 'or'); next = nextFree(draft, next + 1, 2)) {
    const further = nextFree(draft, next + 1, 2)
    const other = further >= 0 ? mentionAt(draft, further) : null
    const found =
      other && isValue(draft, further) ? chooseValue(draft, other.links, other.said, { table: value.table, column: value.column }) : null
    if (!found || found.table !== value.table || found.column !== value.column) break
    targets.push(literal(found.value, 'text'))
    indexes.push(next, further)
    next = further
  }
  const of = column(value.table, value.column)
  const first = targets[0]
  if (targets.length === 1 && first) draft.where.push({ condition: compare(of, '<>', first), at, kind: 'value' })
  else draft.where.push({ condition: { kind: 'in', value: of, options: targets, negated: true }, at, kind: 'value' })
  use(draft, at, ...indexes)
  return true
}

const isNullable = (draft: Draft, of: ColumnExpression): boolean =>
  tableOf(draft.knowledge, of.table).columns.find((c) => c.name === of.column)?.nullable ?? false

/** "ni correo ni teléfono", "sin email o teléfono": further columns of the same absence. */
const absentColumns = (draft: Draft, first: number): readonly number[] => {
  const found = [first]
  for (let at = first + 1; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    const joins = (piece?.kind === 'small' && piece.norm === 'ni') || (isCue(draft, at, 'and', 'or') && isFree(draft, at))
    if (!joins) break
    const next = nextFree(draft, at + 1, 2)
    if (next < 0 || tableAt(draft, next) || !mentionAt(draft, next)) break
    found.push(next)
    at = next
  }
  return found
}

const negateColumn = (draft: Draft, at: number, target: number): boolean => {
  const of = chooseColumn(draft, target, 'any', 0.4)
  if (!of) return false
  const flag = flagCondition(draft, of, false)
  if (flag) {
    draft.where.push({ condition: flag, at, kind: 'flag' })
    use(draft, at, target)
    return true
  }
  if (!isNullable(draft, of) && natureAt(draft.knowledge, of.table, of.column).reference === false) return false
  for (const index of absentColumns(draft, target)) {
    const absent = index === target ? of : chooseColumn(draft, index, 'any', 0.4)
    if (absent) draft.where.push({ condition: { kind: 'is_null', value: absent, negated: false }, at, kind: 'null' })
    use(draft, index)
  }
  use(draft, at)
  return true
}

/** A reference column that may be empty says the absence better than a missing row: "empleado que no tiene jefe". */
const isOptionalReference = (draft: Draft, at: number, table: string): boolean => {
  const path = findPath(draft.knowledge.graph, draft.subject, table)
  const step = path?.steps.length === 1 ? path.steps[0] : undefined
  const from = step?.up ? step.relation.from.columns[0] : undefined
  if (!from) return false
  draft.where.push({ condition: { kind: 'is_null', value: column(draft.subject, from), negated: false }, at, kind: 'null' })
  return true
}

const readNegation = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'not', 'without', 'except', 'nobody', 'differs')) return
  const target = scopeAfter(draft, at)
  if (target < 0) return
  if (isValue(draft, target) && negateValue(draft, at, target)) return
  const table = tableAt(draft, target)
  const verb = table ? null : tableAt(draft, target, true)
  const absent = table ?? (verb !== draft.subject ? verb : null)
  if (absent && absent !== draft.subject) {
    if (!isOptionalReference(draft, at, absent)) draft.existences.push({ table: absent, negated: true, at, where: [], atLeast: null })
    use(draft, at, target)
    useEcho(draft, target, absent)
    return
  }
  if (negateColumn(draft, at, target)) return
  if (table === draft.subject) use(draft, at)
}

/** "no han hecho ninguna reserva": the noun after a verb that already named the table. */
const useEcho = (draft: Draft, from: number, table: string): void => {
  for (let at = from + 1; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    if (piece?.kind === 'stop' || (piece?.kind === 'cue' && piece.cue.name === 'and')) return
    if (piece?.kind === 'cue' && (piece.cue.name === 'not' || piece.cue.name === 'nobody')) use(draft, at)
    if (piece?.kind === 'mention' && !draft.used.has(at) && tableAt(draft, at) === table) use(draft, at)
  }
}

/** "services that nobody has ordered", "que nadie ha comprado": the table comes from the verb, before or after. */
export const readAbsence = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readNegation(draft, at)
}
