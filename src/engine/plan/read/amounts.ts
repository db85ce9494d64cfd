import type { Expression } from '#contracts/query-plan.ts'
import { stems } from '../../understand/stem.ts'
import { fold } from '../../understand/tokens.ts'
import { factAmount } from '../defaults.ts'
import type { Draft } from './draft.ts'
import { mentionAt } from './draft.ts'

export type Amount = { readonly expression: Expression; readonly table: string }

const stemSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').flatMap((w) => stems(w)))

const saleWords = stemSet(
  'venta sale facturacion revenue ingreso ingresar facturado facturar facturamos turnover billing vender vendido sold gasto gastar gastado spend spent spending compra',
)
const amountWords = stemSet('importe dinero monto amount money valor value total facturacion ingreso')

const isOneOf = (said: string, set: ReadonlySet<string>): boolean => said.split(/\s+/).some((w) => stems(fold(w)).some((s) => set.has(s)))

const amount = (draft: Draft, table: string): Amount | null => {
  const expression = factAmount(draft.knowledge, table)
  return expression && { expression, table }
}

/** What the rows around a table are worth: its own amount, else that of the nearest table whose rows refer to it. */
export const amountNear = (draft: Draft, table: string): Amount | null => {
  const named = draft.named.map((n) => n.table)
  const around = [table, ...named, ...below(draft, table), ...below(draft, table).flatMap((t) => below(draft, t))]
  for (const candidate of around) {
    const found = amount(draft, candidate)
    if (found) return found
  }
  return null
}

const below = (draft: Draft, table: string): readonly string[] =>
  (draft.knowledge.graph.get(table) ?? []).filter((s) => !s.up).map((s) => s.to)

/** "ventas", "facturación", "gastado", "importe", "dinero": money that rows hold, whatever its column is called. */
export const saidAmount = (draft: Draft, at: number): Amount | null => {
  const mention = mentionAt(draft, at)
  const piece = draft.pieces[at]
  const said = mention?.said ?? (piece?.kind === 'word' && !draft.used.has(at) ? piece.said : null)
  if (said === null) return null
  const sale = isOneOf(said, saleWords)
  if (!sale && !isOneOf(said, amountWords)) return null
  const exact = mention?.links.find((l) => l.kind === 'column' && l.score >= 0.97)
  const inPlace = [draft.subject, ...draft.named.map((n) => n.table)]
  if (exact && inPlace.includes(exact.table)) return null
  const linked = sale ? (mention?.links.filter((l) => l.kind === 'table').map((l) => l.table) ?? []) : []
  for (const table of [...inPlace, ...linked]) {
    const found = amount(draft, table)
    if (found) return found
  }
  return amountNear(draft, draft.subject)
}

/** True where the words say money was earned or spent, rather than just "amount". */
export const isSale = (said: string): boolean => isOneOf(said, saleWords)
