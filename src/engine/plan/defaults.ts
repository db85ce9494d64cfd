import type { Column } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { type Knowledge, natureAt, tableOf } from '../understand/knowledge.ts'
import { codeNaming } from '../understand/nature.ts'
import { findPath } from '../understand/relation-graph.ts'
import { stems } from '../understand/stem.ts'
import { identifierWords, nameStems } from '../understand/vocabulary.ts'
import type { ColumnExpression } from './expressions.ts'
import { column } from './expressions.ts'

/** Columns that identify a row to people: its name (with surname), else its key. */
export const displayColumns = (knowledge: Knowledge, table: string): readonly ColumnExpression[] => {
  const { columns, primaryKey } = tableOf(knowledge, table)
  const scored = columns.map((c) => ({ name: c.name, score: natureAt(knowledge, table, c.name).naming })).filter((c) => c.score > 0)
  const best = Math.max(0, ...scored.map((s) => s.score))
  const names = scored.filter((s) => s.score === best).map((s) => s.name)
  const surname = columns.filter((c) => hasWord(c, 'apellido surname') && c.type === 'text').map((c) => c.name)
  if (best > 0 && best < 1.5 && primaryKey.length === 1) return [...primaryKey, ...names.slice(0, 1)].map((n) => column(table, n))
  if (names.length > 0)
    return [...new Set([...names.slice(0, surname.length > 0 ? 1 : 2), ...surname.slice(0, 2)])]
      .slice(0, surname.length > 0 ? 3 : 1)
      .map((n) => column(table, n))
  const key = primaryKey.length > 0 ? primaryKey : columns.slice(0, 1).map((c) => c.name)
  return key.map((k) => column(table, k))
}

/** True where rows have no name of their own, only a key or a code: who they belong to tells more. */
export const isNameless = (knowledge: Knowledge, table: string): boolean =>
  tableOf(knowledge, table).columns.every(
    (c) => natureAt(knowledge, table, c.name).naming === 0 || natureAt(knowledge, table, c.name).naming === codeNaming,
  )

export const keyColumns = (knowledge: Knowledge, table: string): readonly ColumnExpression[] =>
  tableOf(knowledge, table).primaryKey.map((k) => column(table, k))

const wantedStems = new Map<string, ReadonlySet<string>>()

const stemsOf = (words: string): ReadonlySet<string> => {
  const known = wantedStems.get(words) ?? new Set(words.split(' ').flatMap((w) => stems(w)))
  wantedStems.set(words, known)
  return known
}

const hasWord = (of: Column, words: string): boolean => {
  const wanted = stemsOf(words)
  return identifierWords(of.name).some((w) => [...nameStems(w).keys()].some((s) => wanted.has(s)))
}

const eventful =
  'fecha date dia pedido order venta sale compra visita visit entrada registro creado created emision issued factura booked reserva inicio start hora'
const biographical =
  'nacimiento birth baja end fin cierre close vencimiento caducidad expiry due entrega promised actualizacion updated modificacion itv contratacion'

const dateScore = (c: Column, index: number): number => {
  const words = identifierWords(c.name)
  const bare = words.length === 1 && hasWord(c, 'fecha date dia day')
  return (bare ? 3 : 0) + (hasWord(c, eventful) ? 1 : 0) - (hasWord(c, biographical) ? 2 : 0) + (c.nullable ? -0.5 : 0) - index * 0.05
}

/** Date columns of a table, the one that dates its rows first. */
export const dateColumns = (knowledge: Knowledge, table: string): readonly ColumnExpression[] =>
  tableOf(knowledge, table)
    .columns.filter((c) => natureAt(knowledge, table, c.name).temporal)
    .map((c, index) => ({ name: c.name, score: dateScore(c, index) }))
    .sort((a, b) => b.score - a.score)
    .map((c) => column(table, c.name))

/** The date that places rows of a table in time: its own, or that of the row it belongs to (an order line's order). */
export const dateFor = (knowledge: Knowledge, table: string): ColumnExpression | null => {
  const own = dateColumns(knowledge, table)[0]
  if (own) return own
  const owners = (knowledge.graph.get(table) ?? []).filter((s) => s.up).flatMap((s) => dateColumns(knowledge, s.to).slice(0, 1))
  return owners[0] ?? null
}

const measureWords = 'importe total amount monto revenue venta sale facturado subtotal cost coste price precio'
const totalWords = 'total importe amount monto facturacion revenue'

/** Money columns of a table, the one that says what a row is worth first. */
export const moneyColumns = (knowledge: Knowledge, table: string): readonly ColumnExpression[] =>
  tableOf(knowledge, table)
    .columns.filter((c) => natureAt(knowledge, table, c.name).money)
    .map((c, index) => ({
      name: c.name,
      score:
        (hasWord(c, totalWords) ? 3 : 0) +
        (hasWord(c, 'total') ? 1 : 0) +
        (hasWord(c, measureWords) ? 1 : 0) -
        (hasWord(c, 'unitario unit coste cost') ? 1.5 : 0) -
        index * 0.05,
    }))
    .sort((a, b) => b.score - a.score)
    .map((c) => column(table, c.name))

const unitPrice = 'unitario unit ud precio price pvp'
const quantity = 'cantidad quantity unidades uds units qty'

/**
 * What a row is worth: its total, else quantity times unit price where it holds both (an order line); null for rows that only carry
 * a price.
 */
export const factAmount = (knowledge: Knowledge, table: string): Expression | null => {
  const { columns } = tableOf(knowledge, table)
  const money = columns.filter((c) => natureAt(knowledge, table, c.name).money)
  const total = moneyColumns(knowledge, table).find((m) =>
    money.some((c) => c.name === m.column && hasWord(c, totalWords) && !hasWord(c, unitPrice)),
  )
  if (total) return total
  const count = columns.find(
    (c) => natureAt(knowledge, table, c.name).numeric && !natureAt(knowledge, table, c.name).money && hasWord(c, quantity),
  )
  const price = money.find((c) => c.name !== count?.name && hasWord(c, unitPrice))
  return count && price ? { kind: 'arithmetic', operator: '*', left: column(table, count.name), right: column(table, price.name) } : null
}

/** Whether rows of `from` reach at most one row of `to`: every step goes up. */
export const reachesOne = (knowledge: Knowledge, from: string, to: string): boolean =>
  findPath(knowledge.graph, from, to)?.steps.every((s) => s.up) ?? false
