import type { AggregateFunction, Expression } from '#contracts/query-plan.ts'
import { natureAt } from '../../understand/knowledge.ts'
import { stems } from '../../understand/stem.ts'
import { fold } from '../../understand/tokens.ts'
import { keyColumns, moneyColumns } from '../defaults.ts'
import { aggregate, type ColumnExpression, column, countAll } from '../expressions.ts'
import { chooseColumn, tableAt } from './choose.ts'
import { type Draft, doubt, isCue, mentionAt, nextFree, previousFree, use } from './draft.ts'

const functions: Readonly<Record<string, AggregateFunction>> = {
  average: 'avg',
  sum: 'sum',
  maximum: 'max',
  minimum: 'min',
  median: 'median',
}

const add = (draft: Draft, expression: Expression, table: string, at: number): void => {
  draft.measures.push({ expression, table, at })
}

const isNumeric = (draft: Draft, of: ColumnExpression): boolean => natureAt(draft.knowledge, of.table, of.column).numeric

const saleWords = new Set(
  'venta ventas sale sales facturacion revenue ingreso ingresos facturado facturar turnover billing vender gasto gastar spend spent'
    .split(' ')
    .flatMap((w) => stems(w)),
)

/** "ventas", "facturación": money that a table of facts holds, whatever its name. */
const saidMoney = (draft: Draft, at: number): { readonly money: ColumnExpression } | null => {
  const mention = mentionAt(draft, at)
  if (!mention?.said.split(/\s+/).some((w) => stems(fold(w)).some((s) => saleWords.has(s)))) return null
  const direct = mention.links.find((l) => l.kind === 'column' && l.score >= 0.8 && natureAt(draft.knowledge, l.table, l.column).money)
  if (direct?.kind === 'column') return { money: column(direct.table, direct.column) }
  for (const link of mention.links) {
    if (link.kind !== 'table') continue
    const money = moneyColumns(draft.knowledge, link.table)[0]
    if (money) return { money }
  }
  const partial = mention.links.find((l) => l.kind === 'column' && natureAt(draft.knowledge, l.table, l.column).money)
  return partial?.kind === 'column' ? { money: column(partial.table, partial.column) } : null
}

/** The table whose rows carry money for a subject: itself, or one that refers to it. */
const moneyNear = (draft: Draft, table: string): ColumnExpression | null => {
  const own = moneyColumns(draft.knowledge, table)[0]
  if (own) return own
  for (const step of draft.knowledge.graph.get(table) ?? []) {
    const below = step.up ? undefined : moneyColumns(draft.knowledge, step.to)[0]
    if (below) return below
  }
  return null
}

const isDistinct = (draft: Draft, from: number, to: number): boolean => {
  for (let at = from; at <= to; at++) {
    if (isCue(draft, at, 'distinct')) {
      use(draft, at)
      return true
    }
  }
  return false
}

/** Index of the counted thing after "cuántos", over "distintos" and small words. */
const countedAt = (draft: Draft, at: number): number => {
  let next = nextFree(draft, at + 1, 2)
  while (isCue(draft, next, 'distinct', 'with')) next = nextFree(draft, next + 1, 2)
  return next
}

const countTable = (draft: Draft, at: number, target: number, table: string): void => {
  const key = keyColumns(draft.knowledge, table)
  const distinct = isDistinct(draft, at, target + 1)
  const only = key.length === 1 ? key[0] : undefined
  add(draft, distinct && only ? aggregate('count', only, true) : countAll, table, at)
  if (!draft.named.some((n) => n.table === table)) draft.named.push({ table, at: target })
  use(draft, at, target)
}

const countColumn = (draft: Draft, at: number, target: number, of: ColumnExpression): void => {
  const nature = natureAt(draft.knowledge, of.table, of.column)
  const said = fold(draft.pieces[at]?.said ?? '')
  const distinct = isDistinct(draft, at, target + 1)
  if (nature.numeric && !distinct && /^(?:a |en |de )?cuant|^how many/.test(said)) add(draft, aggregate('sum', of), of.table, at)
  else if (nature.numeric && !distinct) draft.outputs.push({ expression: of, at })
  else add(draft, aggregate('count', of, true), of.table, at)
  use(draft, at, target)
}

/** "y cuántos", "and how many": the figure the ranking is made by, else the number of rows. */
const countBare = (draft: Draft, at: number): void => {
  const ranked = draft.ranking?.by
  if (draft.ranking && ranked?.kind === 'aggregate') add(draft, ranked, draft.ranking.table ?? draft.subject, at)
  else add(draft, countAll, draft.subject, at)
  use(draft, at)
}

const readCount = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'count')) return
  const target = countedAt(draft, at)
  const table = target >= 0 ? tableAt(draft, target) : null
  if (table) {
    countTable(draft, at, target, table)
    return
  }
  const of = target >= 0 ? chooseColumn(draft, target, 'any', 0.45) : null
  if (of) countColumn(draft, at, target, of)
  else countBare(draft, at)
}

const averageOfTable = (draft: Draft, at: number, target: number): boolean => {
  const table = target >= 0 ? tableAt(draft, target) : null
  if (!table) return false
  const money = saidMoney(draft, target)
  if (money) {
    add(draft, aggregate('avg', money.money), money.money.table, at)
  } else {
    draft.averagePer = true
    add(draft, countAll, table, at)
  }
  use(draft, at, target)
  return true
}

const sumOfTable = (draft: Draft, at: number, target: number): boolean => {
  const table = target >= 0 ? tableAt(draft, target) : null
  if (!table) return false
  const money = saidMoney(draft, target)
  if (money) add(draft, aggregate('sum', money.money), money.money.table, at)
  else add(draft, countAll, table, at)
  use(draft, at, target)
  return true
}

/** "ticket medio", "average order value". */
const isTicket = (draft: Draft, at: number): boolean => /^(?:ticket|cesta|basket)$/.test(fold(draft.pieces[at]?.said ?? ''))

const readAggregate = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  const name = piece?.kind === 'cue' ? functions[piece.cue.name] : undefined
  if (!name) return
  const after = nextFree(draft, at + 1, 2)
  const before = previousFree(draft, at - 1, 3)
  if (isTicket(draft, before) || isTicket(draft, after)) {
    const money = moneyNear(draft, draft.subject)
    if (money) add(draft, aggregate(name, money), money.table, at)
    use(draft, at, isTicket(draft, before) ? before : after)
    return
  }
  const adjective = /^(?:medi[oa]s?|total(?:es)?|maxim[oa]s?|minim[oa]s?|en total|suman?|en promedio|de media|on average|in total)$/.test(
    fold(piece?.said ?? ''),
  )
  const order = adjective ? [before, after] : [after, before]
  for (const near of order) {
    if (near < 0 || (near === after && isCue(draft, near, 'group'))) continue
    const of = tableAt(draft, near) ? null : chooseColumn(draft, near, 'numeric', 0.5)
    if (of && (isNumeric(draft, of) || name === 'max' || name === 'min')) {
      add(draft, aggregate(name, of), of.table, at)
      use(draft, at, near)
      return
    }
  }
  if (isCue(draft, after, 'count')) {
    draft.averagePer = name === 'avg'
    use(draft, at)
    return
  }
  if (name === 'avg' && (averageOfTable(draft, at, after) || averageOfTable(draft, at, before))) return
  if (name === 'sum' && (sumOfTable(draft, at, after) || sumOfTable(draft, at, before))) return
  if (name === 'avg' && previousMeasure(draft)) {
    draft.averagePer = true
    use(draft, at)
    return
  }
  if (name === 'sum') use(draft, at)
}

const previousMeasure = (draft: Draft): boolean => draft.measures.length > 0

const hasSingleFilter = (draft: Draft): boolean => draft.where.some((w) => w.kind === 'value' || w.kind === 'number')

/** "¿Cuánto facturamos?", "cuánto gasta cada cliente", "how much does it cost". */
const readHowMuch = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'how_much')) return
  for (let target = at + 1; target < draft.pieces.length && target < at + 6; target++) {
    if (!mentionAt(draft, target)) continue
    const money = saidMoney(draft, target)?.money ?? chooseColumn(draft, target, 'money', 0.55)
    if (!money || !isNumeric(draft, money)) continue
    const plain =
      money.table === draft.subject &&
      draft.groups.length === 0 &&
      hasSingleFilter(draft) &&
      /^(?:cuesta|cuestan|vale|valen|cost|costs|price)/.test(fold(draft.pieces[target]?.said ?? ''))
    if (plain) draft.outputs.push({ expression: money, at })
    else add(draft, aggregate('sum', money), money.table, at)
    use(draft, at, target)
    return
  }
  if (draft.ranking?.by?.kind === 'aggregate') {
    add(draft, draft.ranking.by, draft.ranking.table ?? draft.subject, at)
    use(draft, at)
    return
  }
  const near = moneyNear(draft, draft.subject)
  if (!near) {
    doubt(draft, 'how much of what', 0.5)
    return
  }
  add(draft, aggregate('sum', near), near.table, at)
  use(draft, at)
}

const isAsked = (draft: Draft): boolean => draft.groups.length > 0 || draft.percent || draft.running || draft.previous

/** Figures said without an aggregate word: "importe por zona", "ventas del mes pasado". */
const readBare = (draft: Draft, at: number): void => {
  const mention = mentionAt(draft, at)
  if (!mention) return
  const money = saidMoney(draft, at)
  const topTable = mention.links.find((l) => l.kind === 'table')
  if (money && (!topTable || topTable.score < 0.95 || isAsked(draft)) && !hasList(draft)) {
    add(draft, aggregate('sum', money.money), money.money.table, at)
    use(draft, at)
    return
  }
  if (!isAsked(draft) || tableAt(draft, at)) return
  const of = chooseColumn(draft, at, 'numeric', 0.62)
  if (!of || !isNumeric(draft, of)) return
  const ownRows = draft.groups.some((g) => g.entity === of.table)
  if (ownRows) return
  add(draft, aggregate('sum', of), of.table, at)
  use(draft, at)
}

const hasList = (draft: Draft): boolean =>
  draft.pieces.some(
    (p, at) => p.kind === 'cue' && p.cue.name === 'list' && /list|lista/i.test(p.said) && !draft.used.has(at) && draft.groups.length === 0,
  )

/** Reads what is computed: counts, sums, averages, extremes, shares. */
export const readMeasures = (draft: Draft): void => {
  const all = draft.pieces.map((_, at) => at)
  for (const at of all) if (!draft.used.has(at)) readCount(draft, at)
  for (const at of all) if (!draft.used.has(at)) readAggregate(draft, at)
  for (const at of all) if (!draft.used.has(at)) readHowMuch(draft, at)
}

export const readBareMeasures = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readBare(draft, at)
}
