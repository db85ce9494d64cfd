import type { Relation } from '#contracts/catalog.ts'
import type { Assumption, Language } from '#contracts/plan.ts'
import type { Condition, From, Query, Select } from '#contracts/query-plan.ts'
import { quote } from '../explain/format-value.ts'
import { humanName } from '../understand/human-name.ts'
import type { Knowledge } from '../understand/knowledge.ts'
import { type Role, rolesOf } from '../understand/roles.ts'
import { queriesInCondition, subqueriesIn } from './expressions.ts'
import { keyOfRole } from './role-links.ts'

type Sources = ReadonlyMap<string, string>
type Pair = readonly [{ readonly table: string; readonly column: string }, { readonly table: string; readonly column: string }]

const conditionsOf = (select: Select): readonly Condition[] => [...select.joins.map((j) => j.on), ...(select.where ? [select.where] : [])]

const queryOf = (from: From): readonly Query[] => (from.kind === 'query' ? [from.query] : [])

const inside = (select: Select): readonly Query[] => [
  ...[select.from, ...select.joins.map((j) => j.source)].flatMap(queryOf),
  ...[...conditionsOf(select), ...(select.having ? [select.having] : [])].flatMap(queriesInCondition),
  ...select.columns.flatMap((c) => subqueriesIn(c.expression)),
]

const pairsIn = (condition: Condition): readonly Pair[] => {
  if (condition.kind === 'and') return condition.parts.flatMap(pairsIn)
  if (condition.kind !== 'compare' || condition.operator !== '=') return []
  return condition.left.kind === 'column' && condition.right.kind === 'column' ? [[condition.left, condition.right]] : []
}

/** Pairs of columns that a query joins by, each side with its table's alias and real name. */
const joinedPairs = (query: Query, outer: Sources): readonly (readonly string[])[] => {
  if (query.kind === 'compound') return [...joinedPairs(query.left, outer), ...joinedPairs(query.right, outer)]
  const own = [query.from, ...query.joins.map((j) => j.source)].flatMap((s) => (s.kind === 'table' ? [[s.as, s.table] as const] : []))
  const sources = new Map([...outer, ...own])
  const named = ({ table, column }: Pair[number]): string => `${sources.get(table) ?? table}.${column}`
  const pairs = conditionsOf(query)
    .flatMap(pairsIn)
    .map(([a, b]) => [named(a), named(b), a.table, b.table])
  return [...pairs, ...inside(query).flatMap((q) => joinedPairs(q, sources))]
}

const joins = (relation: Relation, [a, b]: readonly string[]): boolean => {
  const from = `${relation.from.table}.${relation.from.columns[0]}`
  const to = `${relation.to.table}.${relation.to.columns[0]}`
  return (a === from && b === to) || (a === to && b === from)
}

const inferredAssumption = (relation: Relation, language: Language): Assumption => {
  const [from, to] = [humanName(relation.from.table), humanName(relation.to.table)]
  const by = quote(relation.from.columns.map(humanName).join(', '), language)
  return {
    key: `inferred:${relation.name}`,
    kind: 'relation',
    said: null,
    label:
      language === 'es'
        ? `${from} y ${to} se unen por ${by}, aunque la base de datos no lo declara`
        : `${from} and ${to} are joined by ${by}, though the database does not declare it`,
    value: `${relation.from.table}.${relation.from.columns.join(',')} → ${relation.to.table}.${relation.to.columns.join(',')}`,
    alternatives: [],
  }
}

const roleAssumption = (role: Role, others: readonly Role[], language: Language): Assumption => {
  const as = ({ alias }: Role): string =>
    language === 'es' ? `como ${quote(humanName(alias), language)}` : `as ${quote(humanName(alias), language)}`
  return {
    key: keyOfRole(role.table),
    kind: 'relation',
    said: null,
    label: `${humanName(role.table)} ${as(role)}`,
    value: role.alias,
    alternatives: others.map((other) => ({ label: as(other), value: other.alias })),
  }
}

/** What a query takes for granted about relations: those that nobody declared, and one of several between two tables where none was said. */
export const relationAssumptions = (query: Query, knowledge: Knowledge, language: Language): readonly Assumption[] => {
  const pairs = joinedPairs(query, new Map())
  const roles = rolesOf(knowledge.catalog)
  const inferred = knowledge.catalog.relations.filter((r) => !r.declared && pairs.some((pair) => joins(r, pair)))
  const unsaid = roles.filter(
    (role) =>
      role.relation.from.table !== role.table &&
      pairs.some((pair) => joins(role.relation, pair) && pair.includes(role.table) && !roles.some((r) => pair.includes(r.alias))),
  )
  return [
    ...inferred.map((relation) => inferredAssumption(relation, language)),
    ...unsaid.map((role) =>
      roleAssumption(
        role,
        roles.filter((r) => r !== role && r.table === role.table && r.relation.from.table === role.relation.from.table),
        language,
      ),
    ),
  ]
}
