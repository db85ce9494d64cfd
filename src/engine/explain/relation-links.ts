import type { Relation } from '#contracts/catalog.ts'
import type { Condition, Expression, Join, Query, Select } from '#contracts/query-plan.ts'
import { isNaming } from './names.ts'
import { insideSelect, type Speech, sourceOf, storedColumn } from './speech.ts'

type ColumnPair = { readonly near: Extract<Expression, { kind: 'column' }>; readonly far: Extract<Expression, { kind: 'column' }> }

export const partsOf = (condition: Condition | null): readonly Condition[] =>
  condition === null ? [] : condition.kind === 'and' ? condition.parts.flatMap(partsOf) : [condition]

const samePair = (relation: Relation, a: string, b: string): boolean =>
  relation.from.columns.some((c, i) => {
    const from = `${relation.from.table}.${c}`
    const to = `${relation.to.table}.${relation.to.columns[i] ?? ''}`
    return (from === a && to === b) || (from === b && to === a)
  })

/** Whether a condition only says that two tables go together by a relation of the catalog. */
export const isRelationLink = (condition: Condition, speech: Speech): boolean => {
  if (condition.kind === 'and') return condition.parts.every((p) => isRelationLink(p, speech))
  if (condition.kind !== 'compare' || condition.operator !== '=') return false
  const left = storedColumn(condition.left, speech)
  const right = storedColumn(condition.right, speech)
  if (!left || !right) return false
  return speech.catalog.relations.some((r) => samePair(r, `${left.table}.${left.column.name}`, `${right.table}.${right.column.name}`))
}

/** How conditions tie sources: by the columns that refer, empty where no other tie is possible; and the conditions that are left. */
export type Tie = { readonly by: readonly Expression[]; readonly rest: readonly Condition[] }

const tableOf = (alias: string, speech: Speech): string | null => {
  const source = sourceOf(alias, speech)
  return source?.kind === 'table' ? source.table : null
}

const pairOf = (condition: Condition, alias: string, other: string): ColumnPair | null => {
  if (condition.kind !== 'compare' || condition.operator !== '=') return null
  const { left, right } = condition
  if (left.kind !== 'column' || right.kind !== 'column') return null
  if (left.table === alias && right.table === other) return { near: left, far: right }
  return left.table === other && right.table === alias ? { near: right, far: left } : null
}

type Side = 'near' | 'far'

/** The columns that refer, if the pairs are exactly those of the relation, `from` being its referring side. */
const referring = (relation: Relation, pairs: readonly ColumnPair[], from: Side): readonly Expression[] | null => {
  const to = from === 'near' ? 'far' : 'near'
  const found = relation.from.columns.map((c, i) => pairs.find((p) => p[from].column === c && p[to].column === relation.to.columns[i]))
  return found.length === pairs.length && found.every((p) => p !== undefined) ? found.map((p) => p[from]) : null
}

type Candidate = { readonly relation: Relation; readonly alias: string; readonly other: string; readonly from: Side }

/** Every way in which the catalog could tie one of the sources to one of the others. */
const candidates = (aliases: readonly string[], others: readonly string[], speech: Speech): readonly Candidate[] =>
  aliases.flatMap((alias) =>
    others.flatMap((other) =>
      speech.catalog.relations.flatMap((relation) => {
        const [table, far] = [tableOf(alias, speech), tableOf(other, speech)]
        const sides: readonly Side[] = [
          ...(relation.from.table === table && relation.to.table === far ? ['near' as const] : []),
          ...(relation.to.table === table && relation.from.table === far ? ['far' as const] : []),
        ]
        return sides.map((from) => ({ relation, alias, other, from }))
      }),
    ),
  )

/** The alias whose columns refer, and the one that is referred to. */
const endsOf = (of: Candidate): { readonly referring: string; readonly referred: string } =>
  of.from === 'near' ? { referring: of.alias, referred: of.other } : { referring: of.other, referred: of.alias }

/** Whether the columns that refer could refer to another source of the same table. */
const isDoubtful = (of: Candidate, possible: readonly Candidate[]): boolean =>
  possible.some(
    (other) =>
      other.relation === of.relation && endsOf(other).referring === endsOf(of).referring && endsOf(other).referred !== endsOf(of).referred,
  )

/** Reads conditions that tie one of `aliases` to one of `others` by a relation; null where none does. */
const tieOf = (conditions: readonly Condition[], aliases: readonly string[], others: readonly string[], speech: Speech): Tie | null => {
  const possible = candidates(aliases, others, speech)
  for (const candidate of possible) {
    const { relation, alias, other, from } = candidate
    if (isDoubtful(candidate, possible)) continue
    const tying = conditions.filter((c) => pairOf(c, alias, other) !== null)
    const pairs = tying.flatMap((c) => pairOf(c, alias, other) ?? [])
    const by = referring(relation, pairs, from)
    if (by) return { by: possible.length === 1 ? [] : by, rest: conditions.filter((c) => !tying.includes(c)) }
  }
  return null
}

/** How a join ties its source to those before it. */
export const joinTie = (join: Join, before: readonly string[], speech: Speech): Tie | null =>
  tieOf(partsOf(join.on), [join.source.as], before, speech)

/** What an EXISTS is about: the table its relations lead to, the tables between, and what is asked of its rows beyond being related. */
export type Existence = {
  readonly table: string
  readonly alias: string
  /** Aliases of the other tables. */
  readonly via: readonly string[]
  /** How its rows are tied to those outside; null where they aren't. */
  readonly tie: readonly Expression[] | null
  readonly rest: readonly Condition[]
  readonly inner: Speech
}

/** Whether a condition asks something of a table's rows other than their name. */
const asksOf = (condition: Condition, alias: string, speech: Speech): boolean => {
  if (condition.kind === 'and' || condition.kind === 'or') return condition.parts.some((p) => asksOf(p, alias, speech))
  const value =
    condition.kind === 'compare' ? condition.left : condition.kind === 'exists' || condition.kind === 'not' ? null : condition.value
  const stored = value && storedColumn(value, speech)
  return value?.kind === 'column' && value.table === alias && stored !== null && stored !== undefined && !isNaming(stored.column.name)
}

const aliasesOutside = (speech: Speech | null): readonly string[] =>
  speech === null ? [] : [...speech.sources.keys(), ...aliasesOutside(speech.outer)]

const isPlain = (query: Query): query is Select =>
  query.kind === 'select' && query.groupBy.length === 0 && query.having === null && query.perGroup === null && query.limit === null

/** What the joins of a subquery ask beyond following relations; null where one follows none. */
const joinRest = (select: Select, path: readonly string[], inner: Speech): readonly Condition[] | null => {
  const asked = select.joins.map((join, at) => {
    const tie = joinTie(join, path.slice(0, at + 1), inner)
    return tie && (tie.by.length === 0 ? tie.rest : partsOf(join.on))
  })
  return asked.every((one) => one !== null) ? asked.flat() : null
}

/** Reads a subquery that only follows relations; null where it does more. */
export const existenceOf = (query: Query, speech: Speech): Existence | null => {
  if (!isPlain(query) || query.from.kind !== 'table') return null
  if (query.joins.some((j) => j.type !== 'inner' || j.source.kind !== 'table')) return null
  const inner = insideSelect(query, speech)
  const path = [query.from.as, ...query.joins.map((j) => j.source.as)]
  const outside = aliasesOutside(speech).filter((alias) => !path.includes(alias))
  const between = joinRest(query, path, inner)
  if (between === null) return null
  const asked = partsOf(query.where)
  const tie = tieOf(asked, path, outside, inner)
  const rest = tie?.rest ?? asked
  const alias = (rest.length === 0 ? path.at(-1) : path.findLast((one) => rest.some((c) => asksOf(c, one, inner)))) ?? query.from.as
  return {
    table: tableOf(alias, inner) ?? alias,
    alias,
    via: path.filter((one) => one !== alias),
    tie: tie?.by ?? null,
    rest: [...between, ...rest],
    inner,
  }
}
