import type { Comparison } from '#contracts/query-plan.ts'
import type { Evidence } from './evidence.ts'
import type { Judged } from './judge.ts'
import { type Literal, type Operator, type Predicate, plain } from './logical-form.ts'
import { valueRoles } from './value-features.ts'

export type ValuePredicate = Extract<Predicate, { kind: 'value' }>

/** One way to use all values of a text. `log`: logarithm of its probability. */
export type Conditions = {
  readonly predicates: readonly ValuePredicate[]
  readonly having: { readonly operator: Comparison; readonly value: Literal } | null
  readonly limit: number | null
  readonly log: number
}

const widest = 14

type Use = { readonly log: number; readonly apply: (so: Conditions) => Conditions | null }

const partly: readonly string[] = ['contains', 'starts', 'ends', 'lacks']

const literalFor = (evidence: Evidence, at: number, column: number, role: string): readonly Literal[] => {
  const mention = evidence.values[at]
  if (mention && partly.includes(role)) return [mention.said]
  if (!mention || mention.kind === 'range') return mention?.literals ?? []
  const link = mention.links.find((l) => l.column === column)
  return link && mention.kind !== 'read' ? [link.value] : mention.literals
}

const usesOf = (evidence: Evidence, judged: Judged, at: number): readonly Use[] => {
  const value = judged.values[at]
  const mention = evidence.values[at]
  if (!value || !mention) return []
  const ranked = value.roles.map((log, i) => ({ log, role: valueRoles[i] ?? 'none' })).sort((a, b) => b.log - a.log)
  return ranked.slice(0, 4).flatMap(({ log, role }): readonly Use[] => {
    if (log < -5) return []
    if (role === 'none') return [{ log, apply: (so) => so }]
    const first = mention.literals[0]
    if (role === 'limit')
      return typeof first === 'number' && Number.isInteger(first) && first > 0
        ? [{ log, apply: (so) => (so.limit === null ? { ...so, limit: first } : null) }]
        : []
    if (role.startsWith('having ')) {
      const operator = role.slice(7) as Comparison
      return first === undefined
        ? []
        : [{ log, apply: (so) => (so.having === null ? { ...so, having: { operator, value: first } } : null) }]
    }
    if ((role === 'between') !== (mention.kind === 'range')) return []
    return value.columns.slice(0, 4).map(({ column, log: columnLog }) => {
      const values = role === 'empty' || role === 'filled' ? [] : literalFor(evidence, at, column, role)
      const predicate: ValuePredicate = { kind: 'value', item: plain(column), operator: role as Operator, values }
      return { log: log + columnLog, apply: (so) => ({ ...so, predicates: [...so.predicates, predicate] }) }
    })
  })
}

/** Equalities of one column cannot hold together: they are alternatives. */
export const mergeAlternatives = (predicates: readonly ValuePredicate[]): readonly ValuePredicate[] => {
  const merged: ValuePredicate[] = []
  for (const p of predicates) {
    const at = merged.findIndex((m) => m.item.column === p.item.column && m.operator === '=' && p.operator === '=')
    const known = merged[at]
    if (known) merged[at] = { ...known, values: [...new Set([...known.values, ...p.values])] }
    else merged.push(p)
  }
  return merged
}

/** The likeliest ways to use the values of a text, by beam search. */
export const proposeConditions = (evidence: Evidence, judged: Judged): readonly Conditions[] => {
  let beam: readonly Conditions[] = [{ predicates: [], having: null, limit: null, log: 0 }]
  for (let at = 0; at < evidence.values.length; at++) {
    const uses = usesOf(evidence, judged, at)
    if (uses.length === 0) continue
    beam = beam
      .flatMap((so) =>
        uses.flatMap(({ log, apply }) => {
          const next = apply(so)
          return next ? [{ ...next, log: so.log + log }] : []
        }),
      )
      .sort((a, b) => b.log - a.log)
      .slice(0, widest)
  }
  return beam
}
