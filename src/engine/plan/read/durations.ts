import type { Expression } from '#contracts/query-plan.ts'
import { natureAt } from '../../understand/knowledge.ts'
import { fold } from '../../understand/tokens.ts'
import { dateColumns } from '../defaults.ts'
import { type ColumnExpression, column } from '../expressions.ts'
import { chooseColumn } from './choose.ts'
import { type Draft, isCue, mentionAt, nextFree, use } from './draft.ts'

export type Duration = { readonly expression: Expression; readonly table: string; readonly indexes: readonly number[] }

const unitsSaid: readonly (readonly [RegExp, 'day' | 'hour' | 'month' | 'year'])[] = [
  [/^(?:dias?|noches?|days?|nights?|duracion|duration)$/, 'day'],
  [/^(?:horas?|hours?)$/, 'hour'],
  [/^(?:mes|meses|months?)$/, 'month'],
  [/^(?:anos?|years?)$/, 'year'],
]

/** Time in no unit of its own: days, unless another is said ("tiempo medio de cobro, en horas"). */
const waits = /^(?:tiempo|plazo|demora|time|delay)$/

const unitOf = (said: string): 'day' | 'hour' | 'month' | 'year' | null => unitsSaid.find(([pattern]) => pattern.test(said))?.[1] ?? null

export const durationUnit = (draft: Draft, at: number): 'day' | 'hour' | 'month' | 'year' | null => {
  const piece = draft.pieces[at]
  if (!piece || draft.used.has(at) || (piece.kind !== 'word' && piece.kind !== 'mention')) return null
  const said = fold(piece.said)
  if (!waits.test(said)) return unitOf(said)
  return draft.pieces.slice(at + 1).flatMap((p) => unitOf(fold(p.said)) ?? [])[0] ?? 'day'
}

const starts = /(?:entrada|inicio|start|begin|comienzo|llegada|arrival|checkin|check_in|from|desde|alta|apertura|recogida|pick)/i
const ends = /(?:salida|fin|end|termino|partida|departure|checkout|check_out|to|hasta|entrega|deliver|cierre|devolu|return|baja)/i

/** The dates that begin and end what a row is about; null where a table has no such pair. */
export const boundsOf = (draft: Draft, table: string): { readonly from: ColumnExpression; readonly to: ColumnExpression } | null => {
  const dates = dateColumns(draft.knowledge, table)
  const to = dates.find((d) => ends.test(d.column))
  const from = dates.find((d) => d !== to && starts.test(d.column))
  return from && to ? { from, to } : null
}

const difference = (unit: 'day' | 'hour' | 'month' | 'year', from: Expression, to: Expression): Expression => ({
  kind: 'date_diff',
  unit,
  from,
  to,
})

/** "between booking and delivery", "desde la reserva hasta la entrada": two dates named. */
const namedBounds = (
  draft: Draft,
  at: number,
): { readonly from: ColumnExpression; readonly to: ColumnExpression; readonly indexes: readonly number[] } | null => {
  for (let lead = at + 1; lead < Math.min(draft.pieces.length, at + 6); lead++) {
    const opens = isCue(draft, lead, 'between') || /^(?:desde|from)$/.test(fold(draft.pieces[lead]?.said ?? ''))
    if (!opens) continue
    const first = nextFree(draft, lead + 1, 2)
    const joint = nextFree(draft, first + 1, 2)
    const second = isCue(draft, joint, 'and') ? nextFree(draft, joint + 1, 2) : joint
    const from = first >= 0 ? chooseColumn(draft, first, 'temporal', 0.6) : null
    const to = second >= 0 ? chooseColumn(draft, second, 'temporal', 0.6) : null
    if (from && to && from.column !== to.column) return { from, to, indexes: [lead, first, joint, second] }
  }
  return null
}

type Bounds = { readonly from: ColumnExpression; readonly to: ColumnExpression; readonly indexes: readonly number[] }

const placing = /(?:reserva|pedido|compra|booked|booking|order|created|creacion|registro|alta|solicitud)/i

/** "con cuántos días de antelación": from asking for it to its beginning. */
const ahead = (draft: Draft, at: number): Bounds | null => {
  const word = draft.pieces.findIndex(
    (p, i) => i > at && i < at + 4 && /^(?:antelación|antelacion|anticipación|anticipacion|advance|ahead)$/i.test(p.said),
  )
  if (word < 0) return null
  for (const table of [draft.subject, ...draft.named.map((n) => n.table)]) {
    const dates = dateColumns(draft.knowledge, table)
    const from = dates.find((d) => placing.test(d.column) && !starts.test(d.column)) ?? dates.find((d) => placing.test(d.column))
    const to = dates.find((d) => d !== from && starts.test(d.column))
    if (from && to) return { from, to, indexes: [word] }
  }
  return null
}

/** "días que tardamos en entregar", "tiempo medio de cobro": from the date of a row to the date that the words name. */
const untilNamed = (draft: Draft, at: number): Bounds | null => {
  for (const index of [at + 1, at + 2, at + 3, at + 4, at + 5, at + 6, at - 1, at - 2, at - 3]) {
    const piece = draft.pieces[index]
    if (piece?.kind === 'stop' || draft.used.has(index)) continue
    const to = namedDate(draft, index)
    const from = to && dateColumns(draft.knowledge, to.table).find((d) => d.column !== to.column && !promised.test(d.column))
    if (from && to && leadsThere(draft, at, index)) return { from, to, indexes: [index, ...slow(draft, at)] }
  }
  return null
}

/** "en entregar", "tiempo de cobro", "tardamos": the words are about getting there; "noches con entrada en marzo" are not. */
const leadsThere = (draft: Draft, at: number, index: number): boolean =>
  waits.test(fold(draft.pieces[at]?.said ?? '')) ||
  slow(draft, at).length > 0 ||
  /^(?:en|to|until|hasta)$/.test(draft.pieces[index - 1]?.said.toLowerCase() ?? '')

/** A date that a word names, or a verb that its name is made from: "cobro", "entregar". */
const namedDate = (draft: Draft, at: number): ColumnExpression | null => {
  const mention = mentionAt(draft, at)
  const tables = [draft.subject, ...draft.named.map((n) => n.table)]
  const found = mention?.links.find(
    (l) =>
      l.kind === 'column' &&
      l.score >= 0.3 &&
      tables.includes(l.table) &&
      natureAt(draft.knowledge, l.table, l.column).temporal &&
      dateColumns(draft.knowledge, l.table)[0]?.column !== l.column,
  )
  return found?.kind === 'column' ? column(found.table, found.column) : null
}

const slow = (draft: Draft, at: number): readonly number[] =>
  draft.pieces.flatMap((p, i) => (i > at - 4 && i < at + 6 && /^(?:tard\p{L}*|demor\p{L}*|takes?|took)$/iu.test(p.said) ? [i] : []))

/** What "noches", "días", "hours" measure at piece `at`: time between two dates of the rows talked about. */
export const durationAt = (draft: Draft, at: number): Duration | null => {
  const unit = durationUnit(draft, at)
  if (!unit) return null
  const piece = draft.pieces[at]
  if (
    piece?.kind === 'mention' &&
    piece.links.some(
      (l) =>
        l.kind === 'column' &&
        l.score >= 0.5 &&
        natureAt(draft.knowledge, l.table, l.column).numeric &&
        (l.table === draft.subject || draft.named.some((n) => n.table === l.table)),
    )
  )
    return null
  const delay = draft.pieces.slice(at + 1, at + 4).some((p) => /^(?:retraso|tarde|late|delay)$/i.test(p.said)) ? delayOf(draft) : null
  if (delay) return { expression: difference(unit, delay.from, delay.to), table: delay.from.table, indexes: [at] }
  const named = namedBounds(draft, at) ?? ahead(draft, at) ?? untilNamed(draft, at)
  if (named) return { expression: difference(unit, named.from, named.to), table: named.from.table, indexes: [at, ...named.indexes] }
  if (waits.test(fold(piece?.said ?? ''))) return null
  for (const table of [
    draft.subject,
    ...draft.named.map((n) => n.table),
    ...(draft.knowledge.graph.get(draft.subject) ?? []).map((s) => s.to),
  ]) {
    const bounds = boundsOf(draft, table)
    if (bounds) return { expression: difference(unit, bounds.from, bounds.to), table, indexes: [at] }
  }
  return null
}

export const useDuration = (draft: Draft, duration: Duration): void => use(draft, ...duration.indexes.filter((i) => i >= 0))

const promised = /(?:prometid|prevista|previsto|promised|due|expected|estimad|vencimiento|limite|deadline)/i

/** The date when something really happened, beside a promised one of the same table. */
export const endOf = (draft: Draft, promise: ColumnExpression): ColumnExpression | null =>
  dateColumns(draft.knowledge, promise.table).find((d) => d.column !== promise.column && ends.test(d.column) && !promised.test(d.column)) ??
  null

/** A promised date and the real one of the rows talked about; null where they hold no promise. */
export const delayOf = (draft: Draft): { readonly from: ColumnExpression; readonly to: ColumnExpression } | null => {
  for (const table of [draft.subject, ...draft.named.map((n) => n.table)]) {
    const from = dateColumns(draft.knowledge, table).find((d) => promised.test(d.column))
    const to = from && endOf(draft, from)
    if (from && to) return { from, to }
  }
  return null
}
