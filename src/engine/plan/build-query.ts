import type { Condition, Expression, Order, PerGroup, Query, Select } from '#contracts/query-plan.ts'
import { type Knowledge, natureAt } from '../understand/knowledge.ts'
import { displayColumns, keyColumns } from './defaults.ts'
import { existenceCondition, existences } from './existences.ts'
import {
  aggregate,
  allOf,
  column,
  compare,
  countAll,
  isAggregate,
  literal,
  sameExpression,
  scalar,
  tablesIn,
  tablesInCondition,
} from './expressions.ts'
import { figuresApart } from './facts.ts'
import { fromTable, growTree, isSingle, type JoinTree, joinsOf } from './join-tree.ts'
import type { Draft, Grouping } from './read/draft.ts'
import { nameOutputs } from './select.ts'
import { addComparisons } from './series.ts'
import { settleGroups } from './settle-groups.ts'

type Parts = {
  readonly root: string
  outputs: Expression[]
  groupBy: Expression[]
  where: Condition[]
  having: Condition[]
  order: Order[]
  limit: number | null
  perGroup: PerGroup | null
  distinct: boolean
}

const distinctExpressions = (list: readonly Expression[]): Expression[] =>
  list.filter((e, i) => list.findIndex((o) => sameExpression(e, o)) === i)

/** Groups by the rows of a table use its key as well, so that two rows of the same name stay apart. */
const groupKeys = (knowledge: Knowledge, groups: readonly Grouping[]): readonly Expression[] =>
  groups.flatMap((g) => (g.entity ? [...keyColumns(knowledge, g.entity), ...displayColumns(knowledge, g.entity)] : [g.expression]))

const groupOutputs = (knowledge: Knowledge, groups: readonly Grouping[]): readonly Expression[] =>
  groups.flatMap((g): readonly Expression[] =>
    g.entity && sameExpression(g.expression, displayColumns(knowledge, g.entity)[0] ?? g.expression)
      ? displayColumns(knowledge, g.entity)
      : [g.expression],
  )

/** Where the rows come from: the measured table, else the subject. */
const rootOf = (draft: Draft): string => {
  const measure = draft.measures[0]
  if (measure && draft.measures.every((m) => m.table === measure.table))
    return draft.ranking?.table && isAggregateRanking(draft) && measure.table === draft.subject ? draft.ranking.table : measure.table
  if (draft.ranking?.table && isAggregateRanking(draft)) return draft.ranking.table
  return measure?.table ?? draft.mean?.table ?? draft.subject
}

const isAggregateRanking = (draft: Draft): boolean => draft.ranking?.by?.kind === 'aggregate'

const isAggregated = (draft: Draft): boolean =>
  draft.measures.length > 0 ||
  draft.groups.length > 0 ||
  draft.having.length > 0 ||
  draft.mean !== null ||
  isAggregateRanking(draft) ||
  draft.order.some((o) => o.expression !== 'measure' && isAggregate(o.expression))

/** Counting rows that a join to many repeats counts each once. */
const withoutRepeats = (draft: Draft, tree: JoinTree, expression: Expression): Expression => {
  if (expression.kind !== 'aggregate' || expression.function !== 'count' || expression.argument) return expression
  const key = keyColumns(draft.knowledge, tree.root)
  const only = key[0]
  const repeated = [...tree.tables].some((t) => !isSingle(tree, t))
  return repeated && key.length === 1 && only ? aggregate('count', only, true, expression.filter) : expression
}

/** Conditions on rows that many-to-one joins do not reach become EXISTS where repeating rows would change a sum or an average. */
const splitConditions = (draft: Draft, root: string): { readonly joined: readonly Condition[]; readonly apart: readonly Condition[] } => {
  const sums = draft.measures.some(
    (m) =>
      m.expression.kind === 'aggregate' &&
      m.expression.function !== 'count' &&
      m.expression.function !== 'max' &&
      m.expression.function !== 'min',
  )
  if (!sums) return { joined: draft.where.map((w) => w.condition), apart: [] }
  const joined: Condition[] = []
  const below = new Map<string, Condition[]>()
  for (const { condition } of draft.where) {
    const far = tablesInCondition(condition).find((t) => t !== root && !isSingle(growTree(draft.knowledge, root, [t]), t))
    if (far) below.set(far, [...(below.get(far) ?? []), condition])
    else joined.push(condition)
  }
  const apart = [...below].flatMap(([table, where]) => existenceCondition(draft, root, table, false, where) ?? [])
  return { joined, apart }
}

const distinctOrders = (orders: readonly Order[]): Order[] =>
  orders.filter((o, i) => orders.findIndex((x) => sameExpression(x.expression, o.expression)) === i)

const rankingOrder = (draft: Draft): readonly Order[] => {
  const by = draft.ranking?.by ?? draft.measures[0]?.expression
  return draft.ranking && by ? [{ expression: by, direction: draft.ranking.direction }] : []
}

const saidOrder = (draft: Draft): readonly Order[] =>
  draft.order.flatMap((o) => {
    const expression = o.expression === 'measure' ? draft.measures[0]?.expression : o.expression
    return expression ? [{ expression, direction: o.direction }] : []
  })

/** Subject of an aggregated ranking: "los clientes con más pedidos" groups by client even where no "por" says so. */
const rankedGroup = (draft: Draft): readonly Grouping[] => {
  const perSubject = isAggregateRanking(draft) || (draft.mean !== null && draft.groups.length === 0)
  if (!perSubject || draft.groups.some((g) => g.entity === draft.subject || g.ranked)) return []
  const named = draft.outputs.filter(
    (o) =>
      o.expression.kind === 'column' &&
      o.expression.table === draft.subject &&
      natureAt(draft.knowledge, o.expression.table, o.expression.column).category,
  )
  const first = named[0]
  if (first && draft.ranking?.table === draft.subject) return [{ expression: first.expression, entity: null, unit: null, at: first.at }]
  if (draft.subject === draft.ranking?.table && draft.groups.length > 0) return []
  return [{ expression: displayColumns(draft.knowledge, draft.subject)[0] ?? countAll, entity: draft.subject, unit: null, at: 0 }]
}

const averagePer = (draft: Draft, parts: Parts, tree: JoinTree): Query | null => {
  const [group] = draft.groups
  if (!draft.averagePer || !group || tablesIn(group.expression).some((t) => tree.unreachable.includes(t))) return null
  return overGroups(draft, {
    ...selectOf(draft, parts, tree),
    columns: [{ expression: draft.measures[0]?.expression ?? countAll, name: 'n', label: '' }],
    groupBy: [...groupKeys(draft.knowledge, draft.groups.slice(0, 1))],
  })
}

/** Likeness by another word is no reason to join a table that nothing else needs. */
const isPlainlyNamed = (draft: Draft, { table, at }: { readonly table: string; readonly at: number }): boolean => {
  const piece = draft.pieces[at]
  const link = piece?.kind === 'mention' ? piece.links.find((l) => l.kind === 'table' && l.table === table) : undefined
  return (link?.score ?? 0) >= 0.6
}

/** Tables that are only named: they relate the rows of a list; beside figures they would multiply rows, so they count only as "with". */
const namedTables = (draft: Draft, aggregated: boolean): readonly string[] =>
  aggregated
    ? []
    : draft.named
        .filter((n) => isPlainlyNamed(draft, n))
        .map((n) => n.table)
        .filter((t) => !draft.existences.some((e) => e.table === t))

const neededTables = (draft: Draft, parts: Parts, aggregated: boolean): readonly string[] => [
  ...parts.outputs.flatMap(tablesIn),
  ...parts.groupBy.flatMap(tablesIn),
  ...parts.where.flatMap(tablesInCondition),
  ...parts.having.flatMap(tablesInCondition),
  ...parts.order.flatMap((o) => tablesIn(o.expression)),
  ...(draft.mean ? tablesIn(draft.mean.by) : []),
  ...(draft.compared ? tablesInCondition(draft.compared.current) : []),
  ...namedTables(draft, aggregated),
  ...(parts.where.some((w) => correlates(w)) || !aggregated ? [draft.subject] : []),
]

/** A subquery of the condition may refer to the subject's rows. */
const correlates = (condition: Condition): boolean =>
  condition.kind === 'exists' ||
  tablesInCondition(condition).length === 0 ||
  (condition.kind === 'compare' && condition.left.kind === 'subquery')

/** "clientes con pedidos" beside a figure: rows of the subject that have some. */
const relatedOnly = (draft: Draft, root: string, used: ReadonlySet<string>): readonly Condition[] =>
  draft.named.flatMap(({ table, at }) => {
    const before = draft.pieces.slice(0, at).findLast((p) => p.kind !== 'small')
    const related = before?.kind === 'cue' && (before.cue.name === 'with' || before.cue.name === 'which' || before.cue.name === 'who')
    if (!related || used.has(table) || table === root || table === draft.subject || draft.existences.some((e) => e.table === table))
      return []
    const condition = existenceCondition(draft, draft.subject, table, false, [])
    return condition ? [condition] : []
  })

const selectOf = (draft: Draft, parts: Parts, tree: JoinTree): Select => {
  const listed = parts.groupBy.length === 0 || !parts.outputs.some(isAggregate)
  const filtered = new Set(parts.where.flatMap(tablesInCondition))
  const keep = new Set(
    listed ? parts.outputs.flatMap(tablesIn).filter((t) => t !== parts.root && !filtered.has(t) && isSingle(tree, t)) : [],
  )
  const fix = (e: Expression): Expression => withoutRepeats(draft, tree, e)
  const order = parts.order.map((o) => ({ ...o, expression: fix(o.expression) }))
  return {
    kind: 'select',
    from: fromTable(parts.root),
    joins: joinsOf(draft.knowledge, tree, keep),
    columns: nameOutputs(parts.outputs.map(fix)),
    distinct: parts.distinct,
    where: allOf(parts.where),
    groupBy: parts.groupBy,
    having: allOf(parts.having.map((h) => (h.kind === 'compare' ? { ...h, left: fix(h.left) } : h))),
    perGroup: parts.perGroup && { ...parts.perGroup, orderBy: order },
    orderBy: parts.perGroup ? [] : order,
    limit: parts.perGroup ? null : parts.limit,
  }
}

const isNumericColumn = (knowledge: Knowledge, e: Expression): boolean =>
  e.kind === 'column' && (knowledge.natures.get(`${e.table}.${e.column}`)?.numeric ?? false)

/** Columns beside figures; without groups a number beside a figure is summed too: "cuántas y por qué importe". */
const plainOutputs = (draft: Draft, groups: readonly Grouping[]): readonly Expression[] => {
  const outputs = draft.outputs.map((o) => o.expression).filter((e) => !isAggregate(e))
  if (groups.length > 0 || draft.measures.length === 0 || draft.having.length > 0) return outputs
  return outputs.map((e) => (isNumericColumn(draft.knowledge, e) ? aggregate('sum', e) : e))
}

const aggregatedParts = (draft: Draft, root: string): Parts => {
  const ranked = rankedGroup(draft)
  const groups = [
    ...draft.groups.filter(
      (g) =>
        !(
          g.entity === root &&
          draft.groups.length > 1 &&
          draft.measures.some((m) => m.expression.kind === 'aggregate' && m.expression.function === 'avg')
        ),
    ),
    ...ranked,
  ]
  const { joined, apart } = splitConditions(draft, root)
  const plain = plainOutputs(draft, groups)
  const measures = draft.measures.map((m) => m.expression)
  const implicit =
    measures.length === 0 && plain.length === 0 && groups.length > 0 && !isAggregateRanking(draft) && draft.having.length === 0
      ? [countAll]
      : []
  const extreme = draft.ranking && !isAggregateRanking(draft) && draft.groups.length > 0
  const groupBy =
    extreme || (groups.length === 0 && draft.having.length === 0)
      ? []
      : groups.length === 0
        ? plain.length > 0
          ? plain
          : [...keyColumns(draft.knowledge, draft.subject), ...displayColumns(draft.knowledge, draft.subject)]
        : [...groupKeys(draft.knowledge, groups), ...plain]
  const shown = groups.length === 0 && draft.having.length > 0 && plain.length === 0 ? displayColumns(draft.knowledge, draft.subject) : []
  const perGroup =
    draft.ranking && draft.groups.length > 0 && !draft.groups.every((g) => g.entity === draft.subject || g.ranked)
      ? perGroupOf(draft)
      : null
  return {
    root,
    outputs: distinctExpressions([
      ...groupOutputs(draft.knowledge, groups),
      ...shown,
      ...plain,
      ...(extreme ? displayColumns(draft.knowledge, draft.subject) : []),
      ...(extreme ? [] : measures),
      ...(perGroup && !extreme && draft.ranking?.by ? [draft.ranking.by] : []),
      ...(extreme ? [] : implicit),
    ]),
    groupBy: distinctExpressions(groupBy),
    where: [...joined, ...apart, ...existences(draft)],
    having: [...draft.having],
    order: distinctOrders([...rankingOrder(draft), ...saidOrder(draft)]),
    limit: draft.ranking?.limit ?? null,
    perGroup,
    distinct: false,
  }
}

/** The last row of each is one row, even where two bear the same date. */
const isDated = (draft: Draft): boolean => {
  const by = draft.ranking?.by
  return by?.kind === 'column' && (draft.knowledge.natures.get(`${by.table}.${by.column}`)?.temporal ?? false)
}

const perGroupOf = (draft: Draft): PerGroup => ({
  partitionBy: groupKeys(
    draft.knowledge,
    draft.groups.filter((g) => !g.ranked),
  ),
  orderBy: rankingOrder(draft),
  limit: draft.ranking?.said ? (draft.ranking.limit ?? 1) : 1,
  ties: !isDated(draft),
})

const listedParts = (draft: Draft): Parts => {
  const outputs = draft.outputs.length > 0 ? draft.outputs.map((o) => o.expression) : displayColumns(draft.knowledge, draft.subject)
  return {
    root: draft.subject,
    outputs: distinctExpressions(outputs),
    groupBy: [],
    where: [...draft.where.map((w) => w.condition), ...existences(draft)],
    having: [],
    order: distinctOrders([...rankingOrder(draft), ...saidOrder(draft)]),
    limit: draft.ranking?.limit ?? null,
    perGroup: null,
    distinct: draft.distinct,
  }
}

const isCategory = (knowledge: Knowledge, table: string, name: string): boolean => {
  const nature = knowledge.natures.get(`${table}.${name}`)
  return nature !== undefined && !nature.key && nature.category
}

/** Rows repeat when a list joins down to many, or shows only categories of its subject. */
const needsDistinct = (draft: Draft, parts: Parts, tree: JoinTree): boolean => {
  if (parts.groupBy.length > 0 || parts.order.some((o) => !parts.outputs.some((e) => sameExpression(e, o.expression)))) return false
  const shown = new Set(parts.outputs.flatMap(tablesIn))
  const repeats = [...tree.tables].some((t) => !isSingle(tree, t) && !shown.has(t))
  const categories =
    draft.outputs.length > 0 &&
    parts.outputs.length === 1 &&
    parts.outputs.every((e) => e.kind === 'column' && isCategory(draft.knowledge, e.table, e.column))
  return repeats || categories
}

/** What no relation reaches cannot be answered with the rest; the confidence tells. */
const dropUnreachable = (parts: Parts, far: ReadonlySet<string>, subject: string): void => {
  if (far.size === 0) return
  const near = (e: Expression): boolean => !tablesIn(e).some((t) => far.has(t))
  parts.outputs = parts.outputs.filter(near)
  parts.groupBy = parts.groupBy.filter(near)
  parts.where = parts.where.filter((c) => !tablesInCondition(c).some((t) => far.has(t)) && !(far.has(subject) && correlates(c)))
  parts.having = parts.having.filter((c) => !tablesInCondition(c).some((t) => far.has(t)))
  parts.order = parts.order.filter((o) => near(o.expression))
  if (parts.perGroup && !parts.perGroup.partitionBy.every(near)) parts.perGroup = null
  if (parts.outputs.length === 0) parts.outputs = [countAll]
}

/** Periods of a date that no relation reaches are not set side by side. */
const withinReach = (draft: Draft, { unreachable }: JoinTree): Draft =>
  draft.compared && tablesInCondition(draft.compared.current).some((t) => unreachable.includes(t)) ? { ...draft, compared: null } : draft

/** Groups above or below the mean of all groups. */
const withMean = (draft: Draft, tree: JoinTree, select: Select): Select => {
  const { mean } = draft
  if (!mean) return select
  const by = withoutRepeats(draft, tree, mean.by)
  const all = scalar(overGroups(draft, { ...select, columns: [{ expression: by, name: 'n', label: '' }] }))
  const bound: Expression =
    mean.factor === 1 ? all : { kind: 'arithmetic', operator: '*', left: literal(mean.factor, 'number'), right: all }
  return { ...select, having: allOf([...(select.having ? [select.having] : []), compare(by, mean.operator, bound)]) }
}

/** The mean of a figure over the groups of a query. */
const overGroups = (draft: Draft, grouped: Select): Select => {
  const inner: Select = { ...grouped, having: null, perGroup: null, orderBy: [], limit: null }
  return {
    kind: 'select',
    from: { kind: 'query', query: settleGroups(draft.knowledge, inner), as: 'grouped' },
    joins: [],
    columns: [{ expression: aggregate('avg', column('grouped', 'n')), name: 'average', label: '' }],
    distinct: false,
    where: null,
    groupBy: [],
    having: null,
    perGroup: null,
    orderBy: [],
    limit: null,
  }
}

/** Turns what was read into a query over the relation graph. */
export const buildQuery = (draft: Draft): { readonly query: Query; readonly unreachable: readonly string[] } => {
  const apart = figuresApart(draft)
  if (apart) return { query: apart, unreachable: [] }
  const root = rootOf(draft)
  const aggregated = isAggregated(draft)
  const parts = aggregated ? aggregatedParts(draft, root) : listedParts(draft)
  if (aggregated && parts.outputs.length === 0) parts.outputs = [countAll]
  if (aggregated) {
    const used = new Set([
      ...parts.outputs.flatMap(tablesIn),
      ...parts.groupBy.flatMap(tablesIn),
      ...parts.where.flatMap(tablesInCondition),
      ...parts.order.flatMap((o) => tablesIn(o.expression)),
    ])
    parts.where = [...parts.where, ...relatedOnly(draft, parts.root, used)]
  }
  const tree = growTree(draft.knowledge, parts.root, neededTables(draft, parts, aggregated))
  dropUnreachable(parts, new Set(tree.unreachable), draft.subject)
  const average = averagePer(draft, parts, tree)
  if (average) return { query: average, unreachable: tree.unreachable }
  if (!aggregated && !parts.distinct) parts.distinct = needsDistinct(draft, parts, tree)
  const made = withMean(draft, tree, selectOf(draft, parts, tree))
  const select = settleGroups(draft.knowledge, withSeriesOrder(draft, made))
  return { query: settleGroups(draft.knowledge, addComparisons(withinReach(draft, tree), select)), unreachable: tree.unreachable }
}

/** Series in time read in order of time unless another order was said. */
const withSeriesOrder = (draft: Draft, select: Select): Select => {
  if (select.orderBy.length > 0 || select.perGroup || select.groupBy.length === 0) return select
  const units = draft.groups
    .filter((g) => g.unit !== null && select.groupBy.some((by) => sameExpression(by, g.expression)))
    .map((g): Order => ({ expression: g.expression, direction: 'asc' }))
  return units.length > 0 ? { ...select, orderBy: units } : select
}
