import type { Comparison } from '#contracts/query-plan.ts'
import { fold } from '../../understand/tokens.ts'
import { reachesOne } from '../defaults.ts'
import { tableAt } from './choose.ts'
import { type Draft, isCue, use } from './draft.ts'

const operators: Readonly<Record<string, Comparison>> = { greater: '>', at_least: '>=', less: '<', at_most: '<=', equals: '=', only: '=' }

type Times = { readonly operator: Comparison; readonly value: number; readonly indexes: readonly number[] }

const said = (draft: Draft, at: number): string => fold(draft.pieces[at]?.said ?? '')

/** How many times, said before "veces": "más de dos", "una sola", "dos o más", "exactly three". */
const countBefore = (draft: Draft, at: number): Times | null => {
  const word = said(draft, at)
  if (word === 'once' || word === 'twice') {
    const lead = operators[cueNameAt(draft, at - 1)]
    return { operator: lead ?? '=', value: word === 'once' ? 1 : 2, indexes: lead ? [at - 1] : [] }
  }
  let operator: Comparison | null = null
  const indexes: number[] = []
  for (let before = at - 1; before >= Math.max(0, at - 4); before--) {
    const piece = draft.pieces[before]
    if (isCue(draft, before, 'or_more')) operator = '>='
    else if (isCue(draft, before, 'or_less')) operator = '<='
    else if (/^(?:sola|unica|single|solo)$/.test(said(draft, before)) || isCue(draft, before, 'distinct')) operator = '='
    else if (piece?.kind === 'number' || /^(?:un|una|one)$/.test(said(draft, before))) {
      const value = piece?.kind === 'number' ? piece.value : 1
      const lead = operators[cueNameAt(draft, before - 1)]
      if (!operator && !lead && piece?.kind !== 'number') return null
      return { operator: operator ?? lead ?? '=', value, indexes: [...indexes, before, ...(lead ? [before - 1] : [])] }
    } else return null
    indexes.push(before)
  }
  return null
}

const cueNameAt = (draft: Draft, at: number): string => {
  const piece = draft.pieces[at]
  return piece?.kind === 'cue' ? piece.cue.name : ''
}

/** What happened so many times: the nearest thing named before or after whose rows belong to the subject. */
const happening = (draft: Draft, at: number): { readonly table: string; readonly at: number } | null => {
  const near = [at - 1, at - 2, at - 3, at - 4, at - 5, at - 6, at + 1, at + 2, at + 3].filter(
    (i) => i >= 0 && draft.pieces[i]?.kind === 'mention',
  )
  for (const index of near) {
    const table = tableAt(draft, index, true)
    if (table && table !== draft.subject && !reachesOne(draft.knowledge, draft.subject, table)) return { table, at: index }
  }
  const below = new Set((draft.knowledge.graph.get(draft.subject) ?? []).filter((s) => !s.up && s.to !== draft.subject).map((s) => s.to))
  const [only] = below
  return below.size === 1 && only ? { table: only, at } : null
}

/** "clientes que han pedido una sola vez", "bought more than twice", "al menos dos veces". */
export const readTimes = (draft: Draft): void => {
  for (const [at, piece] of draft.pieces.entries()) {
    if (draft.used.has(at) || !/^(?:vez|veces|times|once|twice)$/.test(fold(piece.said)) || piece.kind === 'cue') continue
    const times = countBefore(draft, at)
    const found = times && happening(draft, at)
    if (!times || !found) continue
    draft.existences.push({ table: found.table, negated: false, at, where: [], atLeast: { operator: times.operator, value: times.value } })
    use(draft, at, found.at, ...times.indexes)
  }
}
