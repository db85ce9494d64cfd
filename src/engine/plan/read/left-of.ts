import type { Expression } from '#contracts/query-plan.ts'
import { natureAt } from '../../understand/knowledge.ts'
import { aggregate } from '../expressions.ts'
import { chooseColumn, tableAt } from './choose.ts'
import { type Draft, previousFree } from './draft.ts'
import { formulaAt } from './formulas.ts'

/** What stands on the left of a comparison. */
type Left = { readonly expression: Expression; readonly indexes: readonly number[] }

const aggregates: Readonly<Record<string, 'avg' | 'sum' | 'max' | 'min'>> = { average: 'avg', sum: 'sum', maximum: 'max', minimum: 'min' }

/** What stands before a comparison: "la nota media (pasa de)", "el precio (mayor que)", "whose average age (is over)". */
export const leftOf = (draft: Draft, at: number): Left | null => {
  const near = previousFree(draft, at - 1, 5)
  if (near < 0) return null
  const cue = draft.pieces[near]
  if (cue?.kind === 'cue' && aggregates[cue.cue.name]) {
    const before = previousFree(draft, near - 1, 3)
    const measured = before >= 0 ? chooseColumn(draft, before, 'numeric') : null
    const name = aggregates[cue.cue.name]
    return measured && name ? { expression: aggregate(name, measured), indexes: [near, before] } : null
  }
  const formula = formulaAt(draft, near)
  if (formula) return { expression: formula.expression, indexes: formula.indexes }
  const measured = tableAt(draft, near) ? null : chooseColumn(draft, near, 'numeric', 0.45)
  if (!measured || !natureAt(draft.knowledge, measured.table, measured.column).numeric) return null
  const lead = previousFree(draft, near - 1, 3)
  const leading = draft.pieces[lead]
  const name = leading?.kind === 'cue' ? aggregates[leading.cue.name] : undefined
  return name ? { expression: aggregate(name, measured), indexes: [near, lead] } : { expression: measured, indexes: [near] }
}
