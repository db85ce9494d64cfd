import type { Expression } from '#contracts/query-plan.ts'
import { natureAt } from '../../understand/knowledge.ts'
import { fold } from '../../understand/tokens.ts'
import { dateColumns } from '../defaults.ts'
import type { ColumnExpression } from '../expressions.ts'
import { chooseColumn } from './choose.ts'
import { type Draft, isCue, nextFree, use } from './draft.ts'

export type Duration = { readonly expression: Expression; readonly table: string; readonly indexes: readonly number[] }

const unitsSaid: readonly (readonly [RegExp, 'day' | 'hour' | 'month' | 'year'])[] = [
  [/^(?:dias?|noches?|days?|nights?|duracion|duration)$/, 'day'],
  [/^(?:horas?|hours?)$/, 'hour'],
  [/^(?:mes|meses|months?)$/, 'month'],
  [/^(?:anos?|years?)$/, 'year'],
]

export const durationUnit = (draft: Draft, at: number): 'day' | 'hour' | 'month' | 'year' | null => {
  const piece = draft.pieces[at]
  if (!piece || draft.used.has(at) || (piece.kind !== 'word' && piece.kind !== 'mention')) return null
  return unitsSaid.find(([pattern]) => pattern.test(fold(piece.said)))?.[1] ?? null
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
  const named = namedBounds(draft, at)
  if (named) return { expression: difference(unit, named.from, named.to), table: named.from.table, indexes: [at, ...named.indexes] }
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
