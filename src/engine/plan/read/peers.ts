import type { Step } from '../../understand/relation-graph.ts'
import { displayColumns, keyColumns } from '../defaults.ts'
import { type ColumnExpression, column } from '../expressions.ts'
import { type Draft, mentionAt } from './draft.ts'

const selfReference = (draft: Draft, table: string, name: string): Step | null =>
  (draft.knowledge.graph.get(table) ?? []).find((s) => s.up && s.to === table && s.relation.from.columns[0] === name) ?? null

const isId = (said: string): boolean => /\bids?\b|\bcod/i.test(said)

/** The relation of a table with itself that a mention names: "jefe", "manager", "recomendado por". */
export const selfStepAt = (draft: Draft, at: number): Step | null => {
  const mention = mentionAt(draft, at)
  if (!mention || isId(mention.said)) return null
  const tables = [draft.subject, ...draft.named.map((n) => n.table)]
  for (const link of mention.links) {
    if (link.kind !== 'column' || link.score < 0.45 || !tables.includes(link.table)) continue
    const step = selfReference(draft, link.table, link.column)
    if (step) return step
  }
  return null
}

const possessive = /^(?:su|sus|cuyo|cuya|cuyos|cuyas|propio|propia|their|his|her|its|own|whose)$/

/** "su jefe", "their own manager": the row that the rows talked about refer to. */
export const ownPeerAt = (draft: Draft, at: number): Step | null => {
  const before = draft.pieces.slice(Math.max(0, at - 2), at)
  return before.some((p) => possessive.test(p.said.toLowerCase().split(' ').at(-1) ?? '')) ? selfStepAt(draft, at) : null
}

/** "su jefe", "the manager of Ann", "managed by Ann": the relation, not a stored value that is spelled like it. */
export const namesPeer = (draft: Draft, at: number): boolean => {
  const next = draft.pieces[at + 1]
  const leads =
    next !== undefined && (next.kind === 'small' || next.kind === 'cue') && /^(?:de|del|of|by|por)$/.test(next.said.toLowerCase())
  return (leads ? selfStepAt(draft, at) : ownPeerAt(draft, at)) !== null
}

/** The name by which the other row of a self relation goes; `required`: rows that refer to none are left out. */
export const peerOf = (draft: Draft, step: Step, required = false): string => {
  const index = draft.peers.findIndex((p) => p.step === step)
  const known = draft.peers[index]
  const alias = known?.alias ?? `${step.to}_${draft.peers.length + 2}`
  if (!known) draft.peers.push({ alias, step, required })
  else if (required) draft.peers[index] = { ...known, required }
  return alias
}

const under = (alias: string, columns: readonly ColumnExpression[]): readonly ColumnExpression[] =>
  columns.map((c) => column(alias, c.column))

/** What tells people which row the other one is. */
export const peerNames = (draft: Draft, step: Step, required = false): readonly ColumnExpression[] =>
  under(peerOf(draft, step, required), displayColumns(draft.knowledge, step.to))

export const peerKeys = (draft: Draft, step: Step): readonly ColumnExpression[] =>
  under(peerOf(draft, step), keyColumns(draft.knowledge, step.to))
