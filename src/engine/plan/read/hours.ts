import type { Comparison } from '#contracts/query-plan.ts'
import { tableOf } from '../../understand/knowledge.ts'
import { fold } from '../../understand/tokens.ts'
import { type ColumnExpression, column, compare, literal } from '../expressions.ts'
import { type Draft, isCue, use } from './draft.ts'

/** The moment that rows talked about happened at: their first date with a time of day. */
const momentOf = (draft: Draft): ColumnExpression | null => {
  const near = (draft.knowledge.graph.get(draft.subject) ?? []).map((s) => s.to)
  for (const table of [draft.subject, ...draft.named.map((n) => n.table), ...near]) {
    const found = tableOf(draft.knowledge, table).columns.find((c) => c.type === 'datetime')
    if (found) return column(table, found.name)
  }
  return null
}

type Clock = { readonly hour: number; readonly indexes: readonly number[] }

/** "las 11 de la mañana", "6 pm": an hour of the day, only where the words say so. */
const clockAt = (draft: Draft, at: number): Clock | null => {
  const piece = draft.pieces[at]
  if (piece?.kind !== 'number' || draft.used.has(at) || !Number.isInteger(piece.value) || piece.value < 0 || piece.value > 24) return null
  if (piece.money || piece.percent) return null
  const after = draft.pieces.slice(at + 1, at + 4)
  const said = fold(after.map((p) => p.said).join(' '))
  const suffix = /^(?:am|pm|h|hrs|o'clock|de la (?:manana|tarde|noche)|in the (?:morning|afternoon|evening))\b/.exec(said)?.[0]
  if (!suffix && !/^(?:las|la)$/.test(fold(draft.pieces[at - 1]?.said ?? ''))) return null
  const late = suffix !== undefined && /pm|tarde|noche|afternoon|evening/.test(suffix) && piece.value < 12
  const length = suffix ? suffix.split(' ').length : 0
  return { hour: late ? piece.value + 12 : piece.value, indexes: [at, ...after.slice(0, length).map((_, i) => at + 1 + i)] }
}

const wordsBefore = (draft: Draft, at: number): string =>
  fold(
    draft.pieces
      .slice(Math.max(0, at - 4), at)
      .map((p) => p.said)
      .join(' '),
  )

const operatorBefore = (draft: Draft, at: number): { readonly operator: Comparison; readonly indexes: readonly number[] } | null => {
  const lead = [at - 1, at - 2].find((i) => isCue(draft, i, 'less', 'greater', 'at_least', 'at_most'))
  if (lead !== undefined) return { operator: isCue(draft, lead, 'less', 'at_most') ? '<' : '>=', indexes: [lead] }
  const words = wordsBefore(draft, at)
  const partir = draft.pieces.findLastIndex((p, i) => i < at && i > at - 5 && /^partir$/i.test(p.said))
  if (/(?:a partir de|desde|from|since)(?: las?)?$/.test(words)) return { operator: '>=', indexes: partir >= 0 ? [partir] : [] }
  return /(?:hasta|until)(?: las?)?$/.test(words) ? { operator: '<', indexes: [] } : null
}

/** "antes de las 11 de la mañana", "a partir de las nueve de la noche", "after 6 pm": by the hour of the day. */
export const readHours = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) {
    const clock = clockAt(draft, at)
    const lead = clock && operatorBefore(draft, at)
    const moment = lead && momentOf(draft)
    if (!clock || !lead || !moment) continue
    const hour = { kind: 'date_part', part: 'hour', of: moment } as const
    draft.where.push({ condition: compare(hour, lead.operator, literal(clock.hour, 'integer')), at, kind: 'number' })
    use(draft, ...clock.indexes, ...lead.indexes)
  }
}
