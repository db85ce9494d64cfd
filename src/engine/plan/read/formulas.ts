import type { Expression } from '#contracts/query-plan.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { distance } from '../../understand/relation-graph.ts'
import { stems } from '../../understand/stem.ts'
import { fold } from '../../understand/tokens.ts'
import { identifierWords, nameStems } from '../../understand/vocabulary.ts'
import { reachesOne } from '../defaults.ts'
import { aggregate, type ColumnExpression, column, literal } from '../expressions.ts'
import { chooseColumn, displayOf, tableAt } from './choose.ts'
import { type Draft, isCue, mentionAt, note, use } from './draft.ts'

/** Something computed from columns of one row, and of rows it belongs to. `table`: whose rows. */
export type Formula = { readonly expression: Expression; readonly table: string; readonly indexes: readonly number[] }

type Operator = '+' | '-' | '*' | '/'

const stemSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').flatMap((w) => stems(w)))

const costWords = stemSet('coste costo cost compra purchase')
const priceWords = stemSet('precio pvp price tarifa venta sale list')
const worthWords = stemSet('valor value worth')
const stockWords = stemSet('stock existencia inventario inventory hand almacen')
const quantityWords = stemSet('cantidad quantity unidades uds units qty')

const calculate = (operator: Operator, left: Expression, right: Expression): Expression => ({ kind: 'arithmetic', operator, left, right })

/** The number of a table whose name tells of one of these things and of none of the others. */
const numberOf = (draft: Draft, table: string, wanted: ReadonlySet<string>, unwanted?: ReadonlySet<string>): ColumnExpression | null => {
  const found = tableOf(draft.knowledge, table).columns.find((c) => {
    const words = identifierWords(c.name).flatMap((w) => [...nameStems(w).keys()])
    const numeric = natureAt(draft.knowledge, table, c.name).numeric
    const limit = identifierWords(c.name).some((w) => /^(?:min|max|minimo|minimum|maximo|reorder|level|limit)/.test(w))
    return numeric && !limit && words.some((w) => wanted.has(w)) && !words.some((w) => unwanted?.has(w))
  })
  return found ? column(table, found.name) : null
}

/** Tables a question may compute over, nearest first. */
const nearTables = (draft: Draft): readonly string[] => {
  const { graph, catalog } = draft.knowledge
  const far = catalog.tables
    .map((t) => ({ name: t.name, steps: distance(graph, draft.subject, t.name) }))
    .filter((t) => Number.isFinite(t.steps))
    .sort((a, b) => a.steps - b.steps)
  return [...new Set([draft.subject, ...draft.named.map((n) => n.table), ...far.map((t) => t.name)])]
}

const saidAt = (draft: Draft, at: number): string => fold(draft.pieces[at]?.said ?? '')

const isPlain = (draft: Draft, at: number): boolean => {
  const piece = draft.pieces[at]
  return !draft.used.has(at) && (piece?.kind === 'word' || piece?.kind === 'mention')
}

/** Words that say a formula is a margin: "margen", "profit". */
export const saysProfit = (said: string): boolean => profit.test(fold(said))

const profit = /^(?:margen(?:es)?|beneficios?|ganancias?|margins?|profits?|markup)$/

const qualifier = /^(?:unitari[oa]s?|brut[oa]s?|comercial(?:es)?|unit|gross|porcentual(?:es)?)$/

/** Column of its own that a word names outright: then there is nothing to compute. */
const isStored = (draft: Draft, at: number): boolean =>
  mentionAt(draft, at)?.links.some((l) => l.kind === 'column' && l.score >= 0.8 && natureAt(draft.knowledge, l.table, l.column).numeric) ??
  false

/** Tables from whose rows a question's groups or ranked things are not reached: then what was sold says more than the goods. */
const asksOfSales = (draft: Draft, goods: string): boolean =>
  [draft.subject, ...draft.named.map((n) => n.table)].some((t) => t !== goods && !reachesOne(draft.knowledge, goods, t)) ||
  draft.pieces.some((p) => p.kind === 'period')

const inPercent = (draft: Draft, at: number): boolean =>
  draft.pieces.slice(Math.max(0, at - 2), at + 4).some((p) => (p.kind === 'cue' && p.cue.name === 'percent') || /^porcentual/i.test(p.said))

/** "margen": price less cost, of each product or of what was sold of it. */
const profitAt = (draft: Draft, at: number): Formula | null => {
  if (!isPlain(draft, at) || !profit.test(saidAt(draft, at)) || isStored(draft, at)) return null
  for (const table of nearTables(draft)) {
    const cost = numberOf(draft, table, costWords)
    const price = numberOf(draft, table, priceWords, costWords)
    if (!cost || !price) continue
    const line = asksOfSales(draft, table)
      ? (draft.knowledge.graph.get(table) ?? []).find((s) => !s.up && numberOf(draft, s.to, quantityWords))
      : undefined
    const count = line && numberOf(draft, line.to, quantityWords, priceWords)
    const sold = line && numberOf(draft, line.to, priceWords)
    const indexes = qualifier.test(saidAt(draft, at + 1)) ? [at, at + 1] : [at]
    if (line && count && sold) return { expression: calculate('*', count, calculate('-', sold, cost)), table: line.to, indexes }
    const gain = calculate('-', price, cost)
    const share = inPercent(draft, at) ? calculate('/', calculate('*', literal(100, 'integer'), gain), price) : gain
    return { expression: share, table, indexes }
  }
  return null
}

const stockSaid = /^(?:stock|existencias?|inventario|almacen(?:es|ado|ada|ados|adas)?|inventory|stored|warehouses?|mercancias?|goods)$/

/** "valor del stock", "worth of the goods stored": quantity kept times what one is worth, at cost where that is said. */
const stockValueAt = (draft: Draft, at: number): Formula | null => {
  const near = [at - 1, at + 1, at + 2, at + 3, at + 4, at + 5]
  const word = /^(?:valor|valorad[oa]|vale|value|worth)$/
  if (!isPlain(draft, at) || !word.test(saidAt(draft, at).split(' ').at(-1) ?? '')) return null
  if (
    !near.some((i) =>
      saidAt(draft, i)
        .split(' ')
        .some((w) => stockSaid.test(w)),
    )
  )
    return null
  const costAt = draft.pieces.findIndex((_, i) => i > at && i < at + 9 && /(?:^| )(?:coste|costo|cost)$/.test(saidAt(draft, i)))
  for (const table of nearTables(draft)) {
    const kept = numberOf(draft, table, stockWords)
    if (!kept) continue
    const owners = [table, ...(draft.knowledge.graph.get(table) ?? []).filter((s) => s.up).map((s) => s.to)]
    const wanted = costAt >= 0 ? [costWords] : [worthWords, costWords, priceWords]
    const each = wanted.flatMap((set) =>
      owners.flatMap((o) => numberOf(draft, o, set, set === priceWords ? costWords : undefined) ?? []),
    )[0]
    if (!each) continue
    const beside = near.filter(
      (i) =>
        isPlain(draft, i) &&
        saidAt(draft, i)
          .split(' ')
          .some((w) => stockSaid.test(w)) &&
        !isOwnTable(draft, i),
    )
    const cost = costAt >= 0 ? [costAt, ...(/^precio|price$/.test(saidAt(draft, costAt - 2)) ? [costAt - 2] : [])] : []
    return { expression: calculate('*', kept, each), table, indexes: [at, ...beside, ...cost] }
  }
  return null
}

const isOwnTable = (draft: Draft, at: number): boolean => tableAt(draft, at) !== null

const minus = /^(?:menos|minus|less|-|–)$/
const times = /^(?:por|x|\*|times|multiplicad[oa] por|multiplied by)$/
const over = /^(?:entre|dividid[oa] (?:entre|por)|divided by|\/)$/

const operatorAt = (draft: Draft, at: number): Operator | null => {
  const said = saidAt(draft, at)
  return minus.test(said) ? '-' : times.test(said) ? '*' : over.test(said) ? '/' : null
}

/** "pvp menos coste", "cantidad por precio": two numbers of a row said with what to do with them. */
const saidFormulaAt = (draft: Draft, at: number): Formula | null => {
  const operator = operatorAt(draft, at + 1)
  const second = draft.pieces[at + 2]?.kind === 'small' ? at + 3 : at + 2
  if (!operator || isCue(draft, at) || !mentionAt(draft, at) || !mentionAt(draft, second) || tableAt(draft, at) || tableAt(draft, second))
    return null
  const left = chooseColumn(draft, at, 'numeric', 0.5)
  const right = left && chooseColumn(draft, second, 'numeric', 0.5)
  if (!left || !right || (left.table === right.table && left.column === right.column)) return null
  if (![left, right].every((c) => natureAt(draft.knowledge, c.table, c.column).numeric)) return null
  const table = left.table === right.table || reachesOne(draft.knowledge, left.table, right.table) ? left.table : right.table
  return { expression: calculate(operator, left, right), table, indexes: [at, at + 1, second] }
}

/** What is computed of a row at a piece: a margin, the worth of a stock, or a calculation said in full. */
export const formulaAt = (draft: Draft, at: number): Formula | null => {
  if (at < 0 || draft.used.has(at)) return null
  const formula = profitAt(draft, at) ?? stockValueAt(draft, at)
  if (!formula) return saidFormulaAt(draft, at)
  const explained = draft.pieces.findIndex((_, i) => i > at && i < at + 12 && saidFormulaAt(draft, i) !== null)
  const said = explained >= 0 ? saidFormulaAt(draft, explained) : null
  return said ? { ...said, indexes: [...formula.indexes, ...said.indexes] } : formula
}

/** Takes the words of a formula; a margin in percent is no share of a total. */
export const takeFormula = (draft: Draft, formula: Formula): void => {
  const percent = formula.expression.kind === 'arithmetic' && formula.expression.operator === '/'
  if (percent && draft.percent) draft.percent = null
  use(draft, ...formula.indexes)
  note(draft, formula.indexes.map((i) => draft.pieces[i]?.said ?? '').join(' '), formula.table, 0.9)
}

/** "margen de cada producto", "productos y su margen", "valor del stock": formulas that no figure, ranking or comparison took. */
export const readFormulas = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) {
    const formula = formulaAt(draft, at)
    if (!formula) continue
    const listed = draft.groups.length === 0 && formula.table === draft.subject && draft.named.some((n) => n.table === draft.subject)
    if (listed && !stockWorth(formula)) {
      for (const expression of displayOf(draft, draft.subject)) draft.outputs.push({ expression, at })
      draft.outputs.push({ expression: formula.expression, at })
    } else draft.measures.push({ expression: aggregate('sum', formula.expression), table: formula.table, at })
    takeFormula(draft, formula)
    takeSales(draft, at)
  }
}

/** "margen de las ventas": what the margin is of, not another figure. */
const takeSales = (draft: Draft, at: number): void => {
  const next = draft.pieces.findIndex((p, i) => i > at && p.kind !== 'small' && !draft.used.has(i))
  if (/^(?:ventas?|sales?)$/.test(saidAt(draft, next))) use(draft, next)
}

/** Worth is added up unless it is told row by row. */
const stockWorth = ({ expression }: Formula): boolean => expression.kind === 'arithmetic' && expression.operator === '*'
