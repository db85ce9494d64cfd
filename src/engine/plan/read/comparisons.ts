import type { Comparison, Expression } from '#contracts/query-plan.ts'
import { addUnits } from '../../understand/calendar.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import type { PieceOf } from '../../understand/pieces.ts'
import { fold } from '../../understand/tokens.ts'
import { moneyColumns, reachesOne } from '../defaults.ts'
import { aggregate, type ColumnExpression, column, compare, countAll, literal } from '../expressions.ts'
import { amountNear, isSaleVerb } from './amounts.ts'
import { chooseColumn, tableAt } from './choose.ts'
import { type Draft, doubt, type Existence, isCue, isFree, nextFree, previousFree, use } from './draft.ts'
import { durationAt, durationUnit, endOf, useDuration } from './durations.ts'
import { leftOf } from './left-of.ts'
import { flipped, readAboveMean, withAverage, withPeer } from './relative.ts'

const operators: Readonly<Record<string, Comparison>> = {
  greater: '>',
  at_least: '>=',
  less: '<',
  at_most: '<=',
  equals: '=',
  differs: '<>',
}
const looser: Readonly<Record<string, Comparison>> = { or_more: '>=', or_less: '<=' }

const numberPiece = (draft: Draft, at: number): PieceOf<'number'> | null => {
  const piece = draft.pieces[at]
  return piece?.kind === 'number' && !draft.used.has(at) ? piece : null
}

const add = (draft: Draft, left: Expression, operator: Comparison, right: Expression, at: number): void => {
  const condition = compare(left, operator, right)
  if (left.kind === 'aggregate') draft.having.push(condition)
  else draft.where.push({ condition, at, kind: 'number' })
}

const asLiteral = (value: number): Expression => literal(value, Number.isInteger(value) ? 'integer' : 'number')

/** The column a bare number is about: money where an amount was said, else the subject's only fitting number. */
const impliedColumn = (draft: Draft, number: PieceOf<'number'>): ColumnExpression | null => {
  if (number.money) return moneyColumns(draft.knowledge, draft.subject)[0] ?? null
  const numeric = tableOf(draft.knowledge, draft.subject).columns.filter((c) => natureAt(draft.knowledge, draft.subject, c.name).numeric)
  const only = numeric[0]
  return numeric.length === 1 && only ? column(draft.subject, only.name) : null
}

/** "más de 3 pedidos", "al menos 5 estrellas": what the number counts or measures. */
const countedAfter = (draft: Draft, at: number): 'table' | 'rows' | 'duration' | 'column' | null => {
  if (at < 0) return null
  const table = tableAt(draft, at)
  if (table) return table === draft.subject ? 'rows' : 'table'
  if (durationAt(draft, at)) return 'duration'
  const measured = chooseColumn(draft, at, 'numeric', 0.6)
  if (measured && natureAt(draft.knowledge, measured.table, measured.column).numeric) return 'column'
  return rowsBelow(draft, at) ? 'table' : null
}

/** "at least two delegates": a column of rows below the subject stands for those rows. */
const rowsBelow = (draft: Draft, at: number): string | null => {
  const of = chooseColumn(draft, at, 'any', 0.6)
  return of && of.table !== draft.subject && !reachesOne(draft.knowledge, draft.subject, of.table) ? of.table : null
}

/** "visitaron a más de 4 clientes": what happened with each, counted once, where the verb names rows that belong to both. */
const countedThrough = (
  draft: Draft,
  at: number,
  table: string,
  operator: Comparison,
  value: number,
): Pick<Existence, 'table' | 'atLeast'> => {
  const event = draft.pieces.slice(0, at).findLastIndex((p, i) => p.kind === 'mention' && tableAt(draft, i, true) !== null)
  const through = tableAt(draft, event, true)
  const owners = through ? (draft.knowledge.graph.get(through) ?? []).filter((s) => s.up) : []
  const reference = owners.find((s) => s.to === table)?.relation.from.columns[0]
  if (!through || !reference || through === draft.subject || !owners.some((s) => s.to === draft.subject))
    return { table, atLeast: { operator, value } }
  use(draft, event)
  return { table: through, atLeast: { operator, value, of: aggregate('count', column(through, reference), true) } }
}

/** Takes a comparison of counted rows or of a duration; false where it is of neither. */
const takeCounted = (
  draft: Draft,
  at: number,
  kind: ReturnType<typeof countedAfter>,
  unitAt: number,
  operator: Comparison,
  value: number,
): boolean => {
  if (kind === 'table') {
    const table = tableAt(draft, unitAt) ?? rowsBelow(draft, unitAt)
    if (table) draft.existences.push({ negated: false, at, where: [], ...countedThrough(draft, at, table, operator, value) })
  } else if (kind === 'rows') draft.having.push(compare(countAll, operator, asLiteral(value)))
  else if (kind === 'duration') {
    const duration = durationAt(draft, unitAt)
    if (duration) draft.where.push({ condition: compare(duration.expression, operator, asLiteral(value)), at, kind: 'number' })
    if (duration) useDuration(draft, duration)
  } else return false
  use(draft, at, unitAt)
  return true
}

const withNumber = (draft: Draft, at: number, operator: Comparison, numberAt: number): boolean => {
  const number = numberPiece(draft, numberAt)
  if (!number) return false
  const after = nextFree(draft, numberAt + 1, 2)
  const kind = isCue(draft, after, 'and', 'or') ? null : countedAfter(draft, after)
  const left = leftOf(draft, at)
  if (takeCounted(draft, at, kind, after, operator, number.value)) {
    use(draft, numberAt)
    return true
  }
  if (left) {
    add(draft, left.expression, operator, asLiteral(number.value), at)
    use(draft, at, numberAt, ...left.indexes)
    return true
  }
  if (kind === null && draft.context?.figure) {
    draft.having.push(compare(draft.context?.figure, operator, asLiteral(number.value)))
    use(draft, at, numberAt)
    return true
  }
  const target = kind === 'column' ? chooseColumn(draft, after, 'numeric', 0.6) : impliedColumn(draft, number)
  if (target) {
    add(draft, target, operator, asLiteral(number.value), at)
    use(draft, at, numberAt, ...(kind === 'column' ? [after] : []))
    return true
  }
  if (byMoney(draft, at, operator, number) || byAge(draft, at, operator, number, numberAt)) {
    use(draft, at, numberAt)
    return true
  }
  const counted = leftTable(draft, at)
  if (!counted || number.money || number.percent || draft.pieces[numberAt + 1]?.kind === 'word') return false
  draft.having.push(compare(countAll, operator, asLiteral(number.value)))
  use(draft, at, numberAt)
  return true
}

/** "clientes que han facturado más de 30.000 €": the sum of what belongs to each. */
const byMoney = (draft: Draft, at: number, operator: Comparison, number: PieceOf<'number'>): boolean => {
  const verb = previousFree(draft, at - 1, 3)
  const amount = number.money || (verb >= 0 && isSaleVerb(draft.pieces[verb]?.said ?? '')) ? amountNear(draft, draft.subject) : null
  if (!amount || amount.table === draft.subject) return false
  draft.existences.push({
    table: amount.table,
    negated: false,
    at,
    where: [],
    atLeast: { operator, value: number.value, of: aggregate('sum', amount.expression) },
  })
  if (verb >= 0) use(draft, verb)
  return true
}

/** "menores de 18 años", "older than 65": by the date of birth. */
const byAge = (draft: Draft, at: number, operator: Comparison, number: PieceOf<'number'>, numberAt: number): boolean => {
  const unit = durationUnit(draft, numberAt + 1)
  const said = fold(draft.pieces[at]?.said ?? '')
  const birth = tableOf(draft.knowledge, draft.subject).columns.find(
    (c) => natureAt(draft.knowledge, draft.subject, c.name).temporal && /nacim|birth|dob/i.test(c.name),
  )
  if (!birth || !(unit === 'year' || /menor|mayor|older|younger/.test(said))) return false
  const limit = addUnits(draft.today, 'year', -number.value)
  draft.where.push({ condition: compare(column(draft.subject, birth.name), flipped[operator], literal(limit, 'date')), at, kind: 'number' })
  if (unit) use(draft, numberAt + 1)
  return true
}

const leftTable = (draft: Draft, at: number): string | null => {
  const near = previousFree(draft, at - 1, 3)
  return near >= 0 ? tableAt(draft, near) : null
}

/** "entregados después de la fecha prometida": two dates of the same row compared. */
const withDate = (draft: Draft, at: number, after: number, operator: Comparison): boolean => {
  const right = chooseColumn(draft, after, 'temporal', 0.6)
  if (!right || !natureAt(draft.knowledge, right.table, right.column).temporal) return false
  const near = previousFree(draft, at - 1, 4)
  const said = near >= 0 ? chooseColumn(draft, near, 'temporal', 0.6) : null
  const left = said && said.table === right.table && said.column !== right.column ? said : endOf(draft, right)
  if (!left) return false
  draft.where.push({ condition: compare(left, operator, right), at, kind: 'number' })
  use(draft, at, after, ...(said && left === said ? [near] : []))
  return true
}

/** "stock por debajo del stock mínimo", "delivered after the promised date": two columns compared. */
const withColumn = (draft: Draft, at: number, operator: Comparison): boolean => {
  const after = nextFree(draft, at + 1, 2)
  if (after < 0 || tableAt(draft, after)) return false
  if (withDate(draft, at, after, operator)) return true
  const right = chooseColumn(draft, after, 'numeric', 0.75)
  if (!right || natureAt(draft.knowledge, right.table, right.column).reference) return false
  const left = leftOf(draft, at)
  const leftColumn = left?.expression.kind === 'column' ? left.expression : siblingOf(draft, right)
  if (!leftColumn || (leftColumn.table === right.table && leftColumn.column === right.column)) return false
  draft.where.push({ condition: compare(leftColumn, operator, right), at, kind: 'number' })
  use(draft, at, after, ...(left?.expression.kind === 'column' ? left.indexes : []))
  return true
}

/** The column that a limit column limits: `stock` for `stock_minimo`, else the only quantity beside it. */
const siblingOf = (draft: Draft, of: ColumnExpression): ColumnExpression | null => {
  const { columns } = tableOf(draft.knowledge, of.table)
  const bare = of.column.toLowerCase().replace(/(?:^|_)(?:minimo|min|maximo|max|minimum|maximum|limite|limit)(?=_|$)/g, '')
  const found = columns.find((c) => c.name !== of.column && c.name.toLowerCase() === bare)
  const numeric = columns.filter((c) => c.name !== of.column && natureAt(draft.knowledge, of.table, c.name).numeric)
  const amounts = numeric.length === 1 ? numeric : numeric.filter((c) => !natureAt(draft.knowledge, of.table, c.name).money)
  return found ? column(of.table, found.name) : amounts.length === 1 && amounts[0] ? column(of.table, amounts[0].name) : null
}

const readOperator = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  const operator = piece?.kind === 'cue' ? operators[piece.cue.name] : undefined
  if (!operator) return
  const target = nextFree(draft, at + 1, 3)
  if (target >= 0 && withNumber(draft, at, operator, target)) return
  if (
    operator !== '=' &&
    operator !== '<>' &&
    (withPeer(draft, at, operator) || withAverage(draft, at, operator) || withColumn(draft, at, operator))
  )
    return
}

/** "diez noches o más", "3 o más estrellas", "8 or higher". */
const readLooser = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  const operator = piece?.kind === 'cue' ? looser[piece.cue.name] : undefined
  if (!operator) return
  const before = previousFree(draft, at - 1, 3)
  const numberAt = numberPiece(draft, before) ? before : previousFree(draft, before - 1, 2)
  const number = numberPiece(draft, numberAt)
  if (!number) return
  const unitAt = numberAt === before ? nextFree(draft, at + 1, 2) : before
  const kind = countedAfter(draft, unitAt)
  if (takeCounted(draft, at, kind, unitAt, operator, number.value)) {
    use(draft, numberAt)
    return
  }
  const left = leftOf(draft, numberAt)
  const target = kind === 'column' ? chooseColumn(draft, unitAt, 'numeric', 0.6) : (left?.expression ?? impliedColumn(draft, number))
  if (!target) {
    doubt(draft, 'comparison without a column', 0.5)
    return
  }
  add(draft, target, operator, asLiteral(number.value), at)
  use(draft, at, numberAt, ...(kind === 'column' ? [unitAt] : (left?.indexes ?? [])))
}

const readBetween = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'between')) return
  const lowAt = nextFree(draft, at + 1, 2)
  const low = numberPiece(draft, lowAt)
  const joint = nextFree(draft, lowAt + 1, 2)
  const highAt = isCue(draft, joint, 'and') ? nextFree(draft, joint + 1, 2) : -1
  const high = numberPiece(draft, highAt)
  if (!low || !high) return
  const unitAt = nextFree(draft, highAt + 1, 2)
  const unit = unitAt >= 0 ? chooseColumn(draft, unitAt, 'numeric', 0.6) : null
  const left = unit ? null : leftOf(draft, at)
  const target = unit ?? left?.expression ?? impliedColumn(draft, high)
  if (!target) return
  const condition = { kind: 'between', value: target, low: asLiteral(low.value), high: asLiteral(high.value), negated: false } as const
  if (target.kind === 'aggregate') draft.having.push(condition)
  else draft.where.push({ condition, at, kind: 'number' })
  use(draft, at, lowAt, joint, highAt, ...(unit ? [unitAt] : (left?.indexes ?? [])))
}

/** "5 estrellas", "planta 3", "la reserva 1352", "id 7": a number beside the column or key it equals. */
const readBareNumber = (draft: Draft, at: number): void => {
  const number = numberPiece(draft, at)
  if (!number || number.ordinal) return
  const before = draft.pieces[at - 1]?.kind === 'small' ? at - 2 : at - 1
  const after = at + 1
  const beforeColumn = isFree(draft, before) ? chooseColumn(draft, before, 'any', 0.6) : null
  if (beforeColumn && numberFits(draft, beforeColumn)) {
    draft.where.push({ condition: compare(beforeColumn, '=', numberAs(draft, beforeColumn, number.value)), at, kind: 'number' })
    use(draft, at, before)
    return
  }
  const afterColumn = isFree(draft, after) && !tableAt(draft, after) ? chooseColumn(draft, after, 'numeric', 0.7) : null
  if (afterColumn && !natureAt(draft.knowledge, afterColumn.table, afterColumn.column).money) {
    draft.where.push({ condition: compare(afterColumn, '=', asLiteral(number.value)), at, kind: 'number' })
    use(draft, at, after)
    return
  }
  const table = isFree(draft, before) && draft.pieces[at - 1]?.kind === 'mention' ? tableAt(draft, before) : null
  const key = table ? tableOf(draft.knowledge, table).primaryKey : []
  const only = key[0]
  if (!table || key.length !== 1 || !only || !numberFits(draft, column(table, only))) return
  draft.where.push({ condition: compare(column(table, only), '=', numberAs(draft, column(table, only), number.value)), at, kind: 'number' })
  draft.named.push({ table, at: before })
  use(draft, at)
}

const typeOf = (draft: Draft, of: ColumnExpression): string | undefined =>
  tableOf(draft.knowledge, of.table).columns.find((c) => c.name === of.column)?.type

const numberFits = (draft: Draft, of: ColumnExpression): boolean => {
  const type = typeOf(draft, of)
  return type === 'integer' || type === 'number' || (type === 'text' && natureAt(draft.knowledge, of.table, of.column).naming === 0)
}

const numberAs = (draft: Draft, of: ColumnExpression, value: number): Expression =>
  typeOf(draft, of) === 'text' ? literal(String(value), 'text') : asLiteral(value)

/** Reads every comparison with numbers, averages and other columns. */
export const readComparisons = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) readAboveMean(draft, at)
  for (let at = 0; at < draft.pieces.length; at++) {
    if (draft.used.has(at)) continue
    readBetween(draft, at)
    readLooser(draft, at)
  }
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readOperator(draft, at)
}

/** Reads numbers that nothing else took, as equalities. To be called after rankings have taken theirs. */
export const readBareNumbers = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readBareNumber(draft, at)
}
