import type { AggregateFunction, Expression } from '#contracts/query-plan.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { fold } from '../../understand/tokens.ts'
import { factAmount, keyColumns } from '../defaults.ts'
import { aggregate, type ColumnExpression, column, countAll, sameExpression } from '../expressions.ts'
import { type Amount, amountNear, isSale, isSaleVerb, saidAmount, salesTable } from './amounts.ts'
import { chooseColumn, isValue, tableAt } from './choose.ts'
import { type Draft, doubt, isCue, mentionAt, nextFree, previousFree, use } from './draft.ts'
import { durationAt } from './durations.ts'
import { formulaAt, takeFormula } from './formulas.ts'

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
  while (/^(?:kinds?|types?|sorts?|clases?)$/i.test(draft.pieces[next]?.said ?? '') && draft.pieces[next]?.kind === 'word')
    next = nextFree(draft, next + 1, 2)
  const noun = nextFree(draft, next + 1, 1)
  const adjective = next >= 0 && noun === next + 1 && !tableAt(draft, next) && tableAt(draft, noun)
  return adjective && (isValue(draft, next) || chooseColumn(draft, next, 'flag', 0.8) !== null) ? noun : next
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
  else add(draft, countAll, draft.existences.find((e) => e.atLeast)?.table ?? draft.subject, at)
  use(draft, at)
}

/** "phone number of Marta": a name that ends in "number", not a count. */
const isNumberOfThing = (draft: Draft, at: number): boolean => {
  const before = mentionAt(draft, at - 1)
  return (
    /^number of/i.test(draft.pieces[at]?.said ?? '') &&
    before !== null &&
    !tableAt(draft, at - 1) &&
    chooseColumn(draft, at - 1, 'text', 0.8) !== null
  )
}

const readCount = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'count')) return
  if (isNumberOfThing(draft, at)) {
    use(draft, at)
    return
  }
  const target = countedAt(draft, at)
  const table = target >= 0 ? tableAt(draft, target) : null
  if (table) {
    countTable(draft, at, target, table)
    return
  }
  const duration = target >= 0 ? durationAt(draft, target) : null
  if (duration) {
    const mean = draft.pieces.findIndex((p, i) => !draft.used.has(i) && p.kind === 'cue' && p.cue.name === 'average')
    add(draft, aggregate(mean >= 0 ? 'avg' : 'sum', duration.expression), duration.table, at)
    use(draft, at, ...duration.indexes, ...(mean >= 0 ? [mean] : []))
    return
  }
  const of = target >= 0 ? chooseColumn(draft, target, 'any', 0.45) : null
  if (of) countColumn(draft, at, target, of)
  else countBare(draft, at)
}

/** The only number a table holds: what summing it can mean ("suma de los objetivos"). */
const onlyFigure = (draft: Draft, table: string): Amount | null => {
  const numeric = tableOf(draft.knowledge, table).columns.filter((c) => natureAt(draft.knowledge, table, c.name).money)
  const only = numeric[0]
  return numeric.length === 1 && only ? { expression: column(table, only.name), table } : null
}

/** A table named where a figure is expected: money for words of sales, else its rows are counted. */
const figureOfTable = (draft: Draft, at: number, target: number, name: AggregateFunction): boolean => {
  const table = target >= 0 ? tableAt(draft, target) : null
  if (!table) return false
  const money = isSale(draft.pieces[target]?.said ?? '') ? saidAmount(draft, target) : name === 'sum' ? onlyFigure(draft, table) : null
  if (money) add(draft, aggregate(name, money.expression), money.table, at)
  else {
    if (name === 'avg') draft.averagePer = true
    add(draft, countAll, table, at)
  }
  use(draft, at, target)
  return true
}

/** "ticket medio", "average order value". */
const isTicket = (draft: Draft, at: number): boolean => /^(?:ticket|cesta|basket)$/.test(fold(draft.pieces[at]?.said ?? ''))

/** "average order value": what the rows of each order come to, on average. */
const readWorth = (draft: Draft, at: number, name: AggregateFunction, target: number): boolean => {
  const table = target >= 0 ? tableAt(draft, target) : null
  const amount =
    table && /^(?:value|amount|importe|valor|total|worth)$/i.test(draft.pieces[target + 1]?.said ?? '') ? amountNear(draft, table) : null
  if (!table || !amount || (name !== 'avg' && amount.table !== table)) return false
  if (amount.table !== table && draft.groups.length === 0) {
    draft.averagePer = true
    draft.groups.push({ expression: keyColumns(draft.knowledge, table)[0] ?? countAll, entity: table, unit: null, at })
    add(draft, aggregate('sum', amount.expression), amount.table, at)
  } else add(draft, aggregate(name, amount.expression), amount.table, at)
  use(draft, at, target, target + 1)
  return true
}

const readTicket = (draft: Draft, at: number, name: AggregateFunction, near: readonly number[]): boolean => {
  const ticket = near.find((n) => n >= 0 && isTicket(draft, n))
  const others = draft.named.filter((n) => n.at !== ticket)
  const money =
    ticket === undefined ? null : amountNear({ ...draft, named: others }, others[0]?.table ?? salesTable(draft.knowledge) ?? draft.subject)
  if (ticket === undefined || !money) return false
  add(draft, aggregate(name, money.expression), money.table, at)
  if (draft.named.find((n) => n.table === draft.subject)?.at === ticket) draft.subject = money.table
  draft.named.splice(0, draft.named.length, ...draft.named.filter((n) => n.at !== ticket))
  use(draft, at, ticket)
  return true
}

const adjective = /^(?:medi[oa]s?|total(?:es)?|maxim[oa]s?|minim[oa]s?|en total|suman?|en promedio|de media|on average|in total)$/

/** "margen medio", "total value of the stock". */
const readOnFormula = (draft: Draft, at: number, name: AggregateFunction, target: number): boolean => {
  const formula = formulaAt(draft, target)
  if (!formula) return false
  add(draft, aggregate(name, formula.expression), formula.table, at)
  use(draft, at)
  takeFormula(draft, formula)
  return true
}

/** A figure on the column said beside it: "precio medio", "average age of", "importe total". */
const readOnColumn = (draft: Draft, at: number, name: AggregateFunction, near: readonly number[]): boolean => {
  if (near.some((target) => readOnFormula(draft, at, name, target))) return true
  for (const target of near) {
    if (target < 0 || isCue(draft, target, 'group')) continue
    const duration = durationAt(draft, target)
    if (duration) {
      add(draft, aggregate(name, duration.expression), duration.table, at)
      use(draft, at, ...duration.indexes)
      return true
    }
    const money = name === 'max' || name === 'min' ? null : saidAmount(draft, target)
    if (money && !tableAt(draft, target)) {
      add(draft, aggregate(name, money.expression), money.table, at)
      use(draft, at, target)
      return true
    }
    const compound = tableAt(draft, target) && target === near[0] ? target + 1 : target
    const of =
      tableAt(draft, compound) && !(compound !== target && tableAt(draft, compound) === tableAt(draft, target))
        ? null
        : chooseColumn(draft, compound, 'numeric', compound === target ? 0.5 : 0.8)
    if (!of || !(isNumeric(draft, of) || name === 'max' || name === 'min')) continue
    if (compound !== target) use(draft, compound)
    add(draft, aggregate(name, of), of.table, at)
    use(draft, at, target)
    return true
  }
  return false
}

/** "precio máximo y mínimo": a second figure on the column of the first. */
const sharesColumn = (draft: Draft, at: number, name: AggregateFunction): boolean => {
  const last = draft.measures[draft.measures.length - 1]
  const joined = isCue(draft, at - 1, 'and') || isCue(draft, at + 1, 'and')
  if (!joined || last?.expression.kind !== 'aggregate' || last.expression.function === name || !last.expression.argument) return false
  add(draft, aggregate(name, last.expression.argument), last.table, at)
  use(draft, at)
  return true
}

/** "maximum, minimum and average age", "average number of medals": over the figures between, to what they are of. */
const overFigures = (draft: Draft, at: number): number => {
  let next = nextFree(draft, at + 1, 2)
  while (isCue(draft, next, 'and') && isCue(draft, next + 1, 'average', 'minimum', 'maximum', 'sum')) next = nextFree(draft, next + 2, 2)
  const counted = isCue(draft, next, 'count') ? nextFree(draft, next + 1, 2) : -1
  const of = counted >= 0 && !tableAt(draft, counted) ? chooseColumn(draft, counted, 'numeric', 0.8) : null
  if (!of || !isNumeric(draft, of)) return next
  use(draft, next)
  return counted
}

const readAggregate = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  const name = piece?.kind === 'cue' ? functions[piece.cue.name] : undefined
  if (!name) return
  const after = overFigures(draft, at)
  const before = previousFree(draft, at - 1, 3)
  const near = adjective.test(fold(piece?.said ?? '')) ? [before, after] : [after, before]
  if (
    readWorth(draft, at, name, after) ||
    readTicket(draft, at, name, near) ||
    readOnColumn(draft, at, name, near) ||
    sharesColumn(draft, at, name)
  )
    return
  if (isCue(draft, after, 'count') || (name === 'avg' && draft.measures.length > 0)) {
    draft.averagePer = name === 'avg'
    use(draft, at)
    return
  }
  if ((name === 'avg' || name === 'sum') && near.some((target) => figureOfTable(draft, at, target, name))) return
  if (name === 'sum') use(draft, at)
}

const hasSingleFilter = (draft: Draft): boolean => draft.where.some((w) => w.kind === 'value' || w.kind === 'number')

const costs = /^(?:cuesta|cuestan|vale|valen|cost|costs|price)/

/** "¿Cuánto facturamos?", "cuánto gasta cada cliente", "how much does it cost". */
const readHowMuch = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'how_much')) return
  if (draft.measures.some((m) => m.at === at + 1)) {
    use(draft, at)
    return
  }
  for (let target = at + 1; target < draft.pieces.length && target < at + 6; target++) {
    if (readOnFormula(draft, at, 'sum', target)) return
    const said = fold(draft.pieces[target]?.said ?? '')
    const money = saidAmount(draft, target)
    const of = money || tableAt(draft, target) ? null : chooseColumn(draft, target, 'money', 0.55)
    if (!money && !of) continue
    if (of && of.table === draft.subject && draft.groups.length === 0 && (costs.test(said) || hasSingleFilter(draft)))
      draft.outputs.push({ expression: of, at })
    else if (money) add(draft, aggregate('sum', money.expression), money.table, at)
    else if (of) add(draft, aggregate('sum', of), of.table, at)
    use(draft, at, target)
    return
  }
  if (draft.ranking?.by?.kind === 'aggregate') {
    add(draft, draft.ranking.by, draft.ranking.table ?? draft.subject, at)
    use(draft, at)
    return
  }
  const near = amountNear(draft, draft.subject)
  if (near) add(draft, aggregate('sum', near.expression), near.table, at)
  else doubt(draft, 'how much of what', 0.5)
  use(draft, at)
}

const isAsked = (draft: Draft): boolean =>
  (draft.context?.figure ?? null) !== null || draft.groups.length > 0 || draft.percent !== null || draft.running || draft.previous

const asksList = (draft: Draft): boolean =>
  draft.groups.length === 0 && draft.pieces.some((p) => p.kind === 'cue' && p.cue.name === 'list' && /list/i.test(p.said))

/** "sales reps": the word only tells which people. */
const modifies = (draft: Draft, at: number): boolean => {
  const next = draft.pieces[at + 1]
  return (
    draft.pieces[at]?.said.toLowerCase() === 'sales' &&
    next?.kind === 'mention' &&
    next.links.some((l) => l.kind === 'table' && l.score > 0.75)
  )
}

/** "objetivo de ventas": the goal's own figure. */
const goalBefore = (draft: Draft, at: number): Amount | null => {
  const of = draft.pieces[at - 1]
  const table = of?.kind === 'small' && /^(?:de|of)$/.test(of.norm) ? tableAt(draft, at - 2) : null
  return table ? onlyFigure(draft, table) : null
}

/** "clientes que han comprado vino": a verb that relates rows of the subject to what was sold; nothing is summed. */
const tellsWhat = (draft: Draft, at: number): boolean => {
  const before = draft.pieces[at - 1]
  const relative = before?.kind === 'cue' && ['with', 'which', 'who'].includes(before.cue.name)
  const counted = draft.measures.length > 0 && isSaleVerb(draft.pieces[at]?.said ?? '')
  const sold = amountNear(draft, draft.subject)
  if (draft.percent && relative && sold && sold.table !== draft.subject && isSaleVerb(draft.pieces[at]?.said ?? '')) {
    draft.existences.push({ table: sold.table, negated: false, at, where: [], atLeast: null })
    use(draft, at)
    return true
  }
  if ((!relative && !counted) || draft.percent || (draft.groups.length > 0 && !counted)) return false
  if (sold && !draft.named.some((n) => n.table === sold.table)) draft.named.push({ table: sold.table, at })
  use(draft, at)
  return true
}

/** No content before it. */
const isFirst = (draft: Draft, at: number): boolean => draft.pieces.slice(0, at).every((p) => p.kind === 'small' || p.kind === 'stop')

/** "importe total de los pedidos": the rows' worth, named in full and asked for as one figure. */
const totalled = (draft: Draft, at: number): boolean => {
  const of = tableAt(draft, at) ? null : chooseColumn(draft, at, 'money', 0.6)
  const amount = of && factAmount(draft.knowledge, of.table)
  const whole = amount?.kind === 'column' && of && amount.column === of.column && /total|importe|amount/i.test(draft.pieces[at]?.said ?? '')
  if (!whole || !of) return false
  add(draft, aggregate('sum', of), of.table, at)
  use(draft, at)
  return true
}

/** Figures said without an aggregate word: "importe por zona", "ventas del mes pasado". */
const readBare = (draft: Draft, at: number): void => {
  const word = draft.pieces[at]
  const planned = isSale(word?.said ?? '') ? goalBefore(draft, at) : null
  if (planned) {
    add(draft, aggregate('sum', planned.expression), planned.table, at)
    use(draft, at)
    return
  }
  if (modifies(draft, at)) {
    use(draft, at)
    return
  }
  if (isSale(word?.said ?? '') && tellsWhat(draft, at)) return
  if (word?.kind === 'word' && isSale(word.said)) {
    const sold = saidAmount(draft, at)
    if (sold) add(draft, aggregate('sum', sold.expression), sold.table, at)
    use(draft, at)
    return
  }
  const mention = mentionAt(draft, at)
  if (!mention) return
  if (isFirst(draft, at) && !asksList(draft) && draft.measures.length === 0 && totalled(draft, at)) return
  const named = mention.links.find((l) => l.kind === 'table')
  const money =
    (isSale(mention.said) && (!named || named.score < 0.97)) ||
    (isAsked(draft) && !tableAt(draft, at)) ||
    (isAsked(draft) && isSale(mention.said))
      ? saidAmount(draft, at)
      : null
  if (money && !asksList(draft)) {
    add(draft, aggregate('sum', money.expression), money.table, at)
    use(draft, at)
    return
  }
  if (!isAsked(draft) || tableAt(draft, at)) return
  const top = mention.links[0]?.score ?? 0
  const of = chooseColumn(draft, at, 'numeric', 0.62)
  if (of && !mention.links.some((l) => l.kind === 'column' && l.table === of.table && l.column === of.column && l.score >= top - 0.15))
    return
  if (
    !of ||
    !isNumeric(draft, of) ||
    (draft.context?.entity === of.table && draft.groups.length === 0) ||
    draft.groups.some((g) => g.entity === of.table || sameExpression(g.expression, of))
  )
    return
  add(draft, aggregate('sum', of), of.table, at)
  use(draft, at)
}

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
