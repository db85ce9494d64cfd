import type { Expression } from '#contracts/query-plan.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import { distance } from '../../understand/relation-graph.ts'
import { stems } from '../../understand/stem.ts'
import { fold } from '../../understand/tokens.ts'
import { identifierWords, nameStems } from '../../understand/vocabulary.ts'
import { dateColumns, factAmount, reachesOne } from '../defaults.ts'
import { type Draft, mentionAt, note } from './draft.ts'

export type Amount = { readonly expression: Expression; readonly table: string }

const stemSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').flatMap((w) => stems(w)))

const saleWords = stemSet(
  'venta sale facturacion revenue ingreso ingresar facturado facturar facturamos turnover billing vender vendido sold gasto gastar gastado vendio vendieron compro compraron gasto facturo facturaron bought buy purchased spend spent spending compra',
)
const amountWords = stemSet('importe dinero monto amount money valor value total facturacion ingreso')

const isOneOf = (said: string, set: ReadonlySet<string>): boolean => said.split(/\s+/).some((w) => stems(fold(w)).some((s) => set.has(s)))

const saleTables = stemSet(
  'venta sale pedido orden order factura invoice linea line ticket reserva booking consumo compra purchase transaccion transaction detalle',
)
const plannedTables = stemSet('objetivo meta goal target presupuesto budget promocion promotion tarifa producto product servicio service')

const isNamed = (table: string, set: ReadonlySet<string>): boolean =>
  identifierWords(table).some((w) => [...nameStems(w).keys()].some((s) => set.has(s)))

/** How well a table's money answers for the tables talked about: its rows belong to one row of each, and its name tells of sales. */
const fitness = (draft: Draft, candidate: string, tables: readonly string[]): number => {
  const { graph } = draft.knowledge
  const steps = tables.map((t) => (t === candidate ? 0 : distance(graph, candidate, t)))
  if (steps.some((s) => !Number.isFinite(s))) return Number.NEGATIVE_INFINITY
  const owned = tables.filter((t) => t === candidate || reachesOne(draft.knowledge, candidate, t)).length / tables.length
  const name = (isNamed(candidate, saleTables) ? 0.6 : 0) - (isNamed(candidate, plannedTables) ? 0.9 : 0)
  const dated = dateColumns(draft.knowledge, candidate).length > 0 ? 0.15 : 0
  const said = draft.pieces[draft.named.find((n) => n.table === candidate)?.at ?? -1]?.said ?? ''
  const own = isSale(said) ? 0 : candidate === tables[0] ? 0.5 : tables.includes(candidate) ? 0.25 : 0
  return 1.8 * owned + own + name + dated - 0.1 * steps.reduce((a, b) => a + b, 0)
}

/** What the rows around the tables talked about are worth, in the table that answers for them best. */
export const amountNear = (draft: Draft, table: string): Amount | null => {
  const tables = [...new Set([table, ...draft.named.map((n) => n.table), ...draft.filtered])]
  const ranked = draft.knowledge.catalog.tables
    .flatMap((t) => {
      const expression = factAmount(draft.knowledge, t.name)
      return expression ? [{ expression, table: t.name, score: fitness(draft, t.name, tables) }] : []
    })
    .filter((a) => Number.isFinite(a.score))
    .sort((a, b) => b.score - a.score)
  const [best] = ranked
  return best ? { expression: best.expression, table: best.table } : null
}

/** "ventas", "facturación", "gastado", "importe", "dinero": money that rows hold, whatever its column is called. */
export const saidAmount = (draft: Draft, at: number): Amount | null => {
  const mention = mentionAt(draft, at)
  const piece = draft.pieces[at]
  const said = mention?.said ?? (piece?.kind === 'word' && !draft.used.has(at) ? piece.said : null)
  if (said === null) return null
  const sale = isSale(said)
  if (!sale && !isOneOf(said, amountWords)) return null
  const exact = mention?.links.find((l) => l.kind === 'column' && l.score >= 0.97)
  const inPlace = [draft.subject, ...draft.named.map((n) => n.table)]
  if (exact && inPlace.includes(exact.table)) return null
  const near = amountNear(draft, draft.subject)
  if (near) note(draft, said, near.expression.kind === 'column' ? `${near.table}.${near.expression.column}` : near.table, sale ? 0.9 : 0.82)
  return near
}

/** True where the words say money was earned or spent, rather than just "amount". */
export const isSale = (said: string): boolean =>
  isOneOf(said, saleWords) && !/^(?:facturas|invoices?|compras|purchases|bills?)$/i.test(said)

/** Verb forms: "compraron", "vendido", "bought". */
export const isSaleVerb = (said: string): boolean =>
  isSale(said) && /(?:aron|ieron|[ai]d[oa]s?|amos|imos|ó|io|an|en|bought|sold|purchased|spent)$/i.test(said)

/** True where the words say an amount, sold or not. */
export const isAmount = (said: string): boolean => isSale(said) || isOneOf(said, amountWords)

/** The table of a catalog that best holds what was sold, for questions about sales that name no table. */
export const salesTable = (knowledge: Knowledge): string | null => {
  const scored = knowledge.catalog.tables
    .filter((t) => t.kind === 'table' && factAmount(knowledge, t.name) !== null)
    .map((t) => ({
      table: t.name,
      score:
        (isNamed(t.name, saleTables) ? 1 : 0) -
        (isNamed(t.name, plannedTables) ? 1 : 0) +
        (dateColumns(knowledge, t.name).length > 0 ? 0.5 : 0),
    }))
    .sort((a, b) => b.score - a.score)
  return scored[0]?.table ?? null
}
