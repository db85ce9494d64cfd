import type { Comparison } from '#contracts/query-plan.ts'
import { growTree } from '../plan/join-tree.ts'
import { columnRoles, type ColumnRole } from './column-features.ts'
import { type Conditions, mergeAlternatives, proposeConditions, type ValuePredicate } from './conditions.ts'
import type { Evidence } from './evidence.ts'
import type { Judged, Parts } from './judge.ts'
import { type Core, columnsOfCore, everyRow, type Figure, type Item, type LogicalForm, plain, type Predicate } from './logical-form.ts'
import { factorAt, factorsOf, showsEverything, type Sketch } from './sketch.ts'

export type Candidate = { readonly form: LogicalForm; readonly sketch: Sketch; readonly log: number; readonly parts: readonly number[] }

type Ground = { readonly evidence: Evidence; readonly judged: Judged }

const logYes = (x: number): number => -Math.log1p(Math.exp(-x))

/** What taking a column for a role adds to the logarithm of the probability of all that is taken and left. */
const roleLog = ({ judged }: Ground, column: number, role: ColumnRole): number => Math.max(-8, Math.min(8, judged.columns[column]?.[columnRoles.indexOf(role)] ?? -9))

type Scored<T> = { readonly value: T; readonly log: number }

const topColumns = (ground: Ground, role: ColumnRole, most: number, fits: (column: number) => boolean = () => true): readonly Scored<number>[] =>
  ground.evidence.schema.columns
    .filter((c) => fits(c.index))
    .map((c) => ({ value: c.index, log: roleLog(ground, c.index, role) }))
    .sort((a, b) => b.log - a.log)
    .slice(0, most)

/** The likeliest sets of `size` columns among the best ones. */
const combinations = (options: readonly Scored<number>[], size: number, most: number, sameAs: (a: number, b: number) => boolean): readonly Scored<readonly number[]>[] => {
  if (size === 0) return [{ value: [], log: 0 }]
  const found: Scored<readonly number[]>[] = []
  const grow = (from: number, value: readonly number[], log: number): void => {
    if (value.length === size) {
      found.push({ value, log })
      return
    }
    for (let i = from; i < options.length; i++) {
      const option = options[i]
      if (option && !value.some((v) => sameAs(v, option.value))) grow(i + 1, [...value, option.value], log + option.log)
    }
  }
  grow(0, [], 0)
  return found.sort((a, b) => b.log - a.log).slice(0, most)
}

const sameClass =
  ({ evidence }: Ground) =>
  (a: number, b: number): boolean =>
    evidence.schema.columns[a]?.same === evidence.schema.columns[b]?.same

const isNumeric = ({ evidence }: Ground, column: number): boolean => {
  const of = evidence.schema.columns[column]
  return of !== undefined && (of.type === 'integer' || of.type === 'number' || of.nature.numeric) && !of.nature.key && !of.nature.reference
}

const itemFor = (name: string, column: number): Item =>
  name === 'distinct' ? { figure: 'count', distinct: true, column } : { figure: name as Figure, distinct: false, column }

const figureColumns = (ground: Ground, name: string, role: ColumnRole, most: number): readonly Scored<number>[] =>
  topColumns(ground, role, most, (c) => (name === 'avg' || name === 'sum' ? isNumeric(ground, c) || ground.evidence.schema.columns[c]?.type === 'text' && (ground.evidence.columns[c]?.score ?? 0) > 0.9 : true))

const countEvery: Item = { figure: 'count', distinct: false, column: everyRow }

const figureSets = (ground: Ground, names: readonly string[]): readonly Scored<readonly Item[]>[] => {
  let sets: readonly Scored<readonly Item[]>[] = [{ value: [], log: 0 }]
  for (const [at, name] of names.entries()) {
    const options: readonly Scored<Item>[] =
      name === 'count*' ? [{ value: countEvery, log: 0 }] : figureColumns(ground, name, 'figure', 3).map(({ value, log }) => ({ value: itemFor(name, value), log }))
    const previous = (items: readonly Item[]): number => items[at - 1]?.column ?? everyRow
    sets = sets
      .flatMap((s) => options.map((o) => ({ value: [...s.value, o.value], log: s.log + o.log + (previous(s.value) === o.value.column && at > 0 ? 0.5 : 0) })))
      .sort((a, b) => b.log - a.log)
      .slice(0, 4)
  }
  return sets
}

const keyOf = ({ evidence }: Ground, table: number): number | undefined => evidence.schema.tables[table]?.key[0]

/** What rows are grouped by: what is shown, the key of what is shown, or what the text says. */
const groupSets = (ground: Ground, sketch: Sketch, shown: readonly number[]): readonly Scored<readonly number[]>[] => {
  if (sketch.group === 0) return [{ value: [], log: 0 }]
  const own = shown.slice(0, sketch.group)
  const options: Scored<readonly number[]>[] = []
  const said = topColumns(ground, 'group', 3)
  if (sketch.group > 1) {
    if (own.length === sketch.group) options.push({ value: own, log: own.reduce((sum, c) => sum + roleLog(ground, c, 'group'), 0) })
    options.push(...combinations(said, sketch.group, 2, sameClass(ground)))
    return options
  }
  const first = own[0]
  if (first !== undefined) {
    const table = ground.evidence.schema.columns[first]?.table ?? 0
    const key = keyOf(ground, table)
    options.push({ value: [first], log: roleLog(ground, first, 'group') })
    if (key !== undefined && key !== first) options.push({ value: [key], log: roleLog(ground, key, 'group') })
  }
  for (const s of said) if (!options.some((o) => o.value[0] === s.value)) options.push({ value: [s.value], log: s.log })
  return options.sort((a, b) => b.log - a.log).slice(0, 3)
}

const orderItems = (ground: Ground, sketch: Sketch): readonly Scored<Item | null>[] => {
  if (sketch.order === null) return [{ value: null, log: 0 }]
  if (sketch.order === 'count*') return [{ value: countEvery, log: 0 }]
  const name = sketch.order
  if (name === 'plain') return topColumns(ground, 'order', 3).map(({ value, log }) => ({ value: plain(value), log }))
  return figureColumns(ground, name, 'order', 3).map(({ value, log }) => ({ value: itemFor(name, value), log }))
}

const havingFor = (ground: Ground, sketch: Sketch, conditions: Conditions): readonly Scored<readonly Predicate[]>[] => {
  if (sketch.having === null) return conditions.having ? [] : [{ value: [], log: 0 }]
  if (!conditions.having || sketch.having === 'plain' || sketch.having === 'other') return []
  const { operator, value } = conditions.having
  const items: readonly Scored<Item>[] =
    sketch.having === 'count*' ? [{ value: countEvery, log: 0 }] : figureColumns(ground, sketch.having, 'figure', 2).map(({ value: c, log }) => ({ value: itemFor(sketch.having ?? '', c), log }))
  return items.map(({ value: item, log }) => ({ value: [{ kind: 'value', item, operator, values: [value] }], log }))
}

type Nested = Scored<Predicate | null> & { readonly inside: readonly ValuePredicate[] }

const tableLog = ({ judged }: Ground, table: number, output: 0 | 1): number => logYes(judged.tables[table]?.[output] ?? -9)

const reached = ({ evidence }: Ground, tables: readonly number[]): readonly number[] | null => {
  const names = tables.map((t) => evidence.schema.tables[t]?.name ?? '')
  const [root] = names
  if (root === undefined) return null
  const tree = growTree(evidence.knowledge, root, names)
  if (tree.unreachable.length > 0) return null
  return [...tree.tables].flatMap((n) => evidence.schema.tableAt.get(n) ?? [])
}

const emptyCore: Core = { select: [], distinct: false, tables: [], where: [], any: false, group: [], having: [], order: null, limit: null }

const columnTable = ({ evidence }: Ground, column: number): number => evidence.schema.columns[column]?.table ?? -1

const tablesOfColumns = (ground: Ground, columns: readonly number[]): readonly number[] => [...new Set(columns.filter((c) => c !== everyRow).map((c) => columnTable(ground, c)))]

/** Rows of one table that have none (or some) in another. */
const memberships = (ground: Ground, negated: boolean, main: number, predicates: readonly ValuePredicate[]): readonly Nested[] => {
  const { evidence } = ground
  const options = evidence.schema.tables
    .filter((t) => t.index !== main)
    .map((t) => ({ t: t.index, log: tableLog(ground, t.index, 1) }))
    .sort((a, b) => b.log - a.log)
    .slice(0, 3)
  return options.flatMap(({ t, log }): readonly Nested[] => {
    const own = evidence.schema.columns.filter((c) => c.table === main)
    const pairs = own.flatMap((o) =>
      (evidence.schema.tables[t]?.columns ?? []).filter((i) => evidence.schema.columns[i]?.same === o.same).map((i) => [o.index, i] as const),
    )
    const pair = pairs[0]
    if (!pair) return []
    const inside = predicates.filter((p) => columnTable(ground, p.item.column) !== main)
    const tables = reached(ground, [...new Set([t, ...inside.map((p) => columnTable(ground, p.item.column))])])
    if (!tables || tables.includes(main)) return []
    const inner: Core = { ...emptyCore, select: [plain(pair[1])], tables, where: mergeAlternatives(inside) }
    return [{ value: { kind: 'member', column: pair[0], negated, inner }, log, inside }]
  })
}

const nestedFor = (ground: Ground, sketch: Sketch, main: number, predicates: readonly ValuePredicate[]): readonly Nested[] => {
  if (sketch.nested === null) return [{ value: null, log: 0, inside: [] }]
  if (sketch.nested === 'present') return []
  if (sketch.nested === 'absent') return memberships(ground, true, main, predicates)
  const [figure = '', operator = ''] = sketch.nested.split(' ')
  return topColumns(ground, 'compared', 2, (c) => isNumeric(ground, c) || figure === 'max' || figure === 'min').flatMap(({ value, log }): readonly Nested[] => {
    const compared = (inside: readonly ValuePredicate[], tables: readonly number[], less: number): Nested => ({
      value: { kind: 'figure', column: value, operator: operator as Comparison, of: { figure: figure as Figure, distinct: false, column: value }, where: mergeAlternatives(inside), tables },
      log: log - less,
      inside,
    })
    const own = columnTable(ground, value)
    const joined = predicates.length > 0 ? reached(ground, [...new Set([own, ...predicates.map((p) => columnTable(ground, p.item.column))])]) : null
    return [compared([], [own], 0), ...(joined ? [compared(predicates, joined, 1)] : [])]
  })
}

/** Tables of a core: those of its columns, and those that the text names besides. */
const tableSets = (ground: Ground, columns: readonly number[]): readonly Scored<readonly number[]>[] => {
  const { evidence, judged } = ground
  const needed = tablesOfColumns(ground, columns)
  const likely = evidence.schema.tables
    .filter((t) => !needed.includes(t.index))
    .map((t) => ({ t: t.index, x: judged.tables[t.index]?.[0] ?? -9 }))
    .filter((t) => t.x > -1.2)
    .sort((a, b) => b.x - a.x)
    .slice(0, 2)
  const sets: (readonly number[])[] = [needed, ...likely.map((l) => [...needed, l.t]), ...(likely.length > 1 ? [[...needed, ...likely.map((l) => l.t)]] : [])]
  const best = evidence.schema.tables.map((t) => ({ t: t.index, x: judged.tables[t.index]?.[0] ?? -9 })).sort((a, b) => b.x - a.x)
  if (needed.length === 0) {
    const second = best[1]
    if (second && !sets.some((s) => s.length === 1 && s[0] === second.t)) sets.push([second.t])
    if (best[0] && !sets.some((s) => s.length === 1 && s[0] === best[0]?.t)) sets.push([best[0].t])
  }
  return sets.flatMap((set) => {
    const tables = set.length > 0 ? reached(ground, set) : null
    if (!tables) return []
    const log = evidence.schema.tables.reduce((sum, t) => {
      const x = judged.tables[t.index]?.[0] ?? -9
      return sum + Math.max(-6, tables.includes(t.index) ? logYes(x) : logYes(-x))
    }, 0)
    return [{ value: tables, log }]
  })
}

const combine = (ground: Ground, sketch: Sketch, core: Core, predicates: readonly ValuePredicate[]): readonly LogicalForm[] => {
  const { combined } = sketch
  if (combined === null) return []
  const side = (own: readonly ValuePredicate[], extra: readonly number[] = []): Core | null => {
    const tables = reached(ground, [...new Set([...tablesOfColumns(ground, [...columnsOfCore({ ...core, where: [] }), ...own.map((p) => p.item.column)]), ...extra])])
    return tables && { ...core, where: own, tables }
  }
  if (combined === 'except') {
    const all = side([])
    const out = predicates.length > 0 ? side(predicates) : null
    const forms: LogicalForm[] = []
    if (all && out) forms.push({ core: all, combined: { operator: 'except', core: out } })
    if (all && predicates.length === 0) {
      const t = ground.evidence.schema.tables.filter((x) => !all.tables.includes(x.index)).map((x) => ({ t: x.index, log: tableLog(ground, x.index, 1) })).sort((a, b) => b.log - a.log)[0]
      const joined = t && side([], [t.t])
      if (joined) forms.push({ core: all, combined: { operator: 'except', core: joined } })
    }
    return forms
  }
  if (predicates.length < 2) return []
  const half = Math.ceil(predicates.length / 2)
  const left = side(predicates.slice(0, half))
  const right = side(predicates.slice(half))
  return left && right ? [{ core: left, combined: { operator: combined, core: right } }] : []
}

/** All columns of the likeliest tables. */
const wholeTables = (ground: Ground): readonly Scored<readonly number[]>[] =>
  ground.evidence.schema.tables
    .map((t) => ({ value: t.columns, log: tableLog(ground, t.index, 0) }))
    .sort((a, b) => b.log - a.log)
    .slice(0, 2)

const coresOf = (ground: Ground, sketch: Sketch, conditions: Conditions, sketchLog: number, any: boolean, report: (c: Candidate) => void): void => {
  const havings = havingFor(ground, sketch, conditions)
  if (havings.length === 0) return
  const limit = sketch.limit === 'none' ? null : sketch.limit === 'one' ? 1 : conditions.limit
  if ((sketch.limit === 'said') !== (conditions.limit !== null) || (sketch.limit === 'said' && limit === null)) return
  const selects = showsEverything(sketch) ? wholeTables(ground) : combinations(topColumns(ground, 'select', sketch.plain + 3), sketch.plain, 5, sameClass(ground))
  const figures = figureSets(ground, sketch.figures)
  const orders = orderItems(ground, sketch)
  for (const select of selects) {
    for (const figure of figures) {
      for (const group of groupSets(ground, sketch, select.value)) {
        for (const order of orders) {
          for (const having of havings) {
            const log = select.log + figure.log + group.log + order.log + having.log
            const shown = [...select.value.map(plain), ...figure.value]
            const base: Core = { ...emptyCore, select: shown, group: group.value, having: having.value, order: order.value ? { by: order.value, direction: sketch.direction } : null, limit, any }
            const columns = columnsOfCore(base)
            const main = columns.length > 0 ? columnTable(ground, columns[0] ?? -1) : (ground.judged.tables.map((t, i) => [t[0] ?? -9, i] as const).sort((a, b) => b[0] - a[0])[0]?.[1] ?? 0)
            for (const nested of nestedFor(ground, sketch, main, conditions.predicates)) {
              const outside = conditions.predicates.filter((p) => !nested.inside.includes(p))
              const where: readonly Predicate[] = [...(any ? outside : mergeAlternatives(outside)), ...(nested.value ? [nested.value] : [])]
              if (sketch.combined !== null) {
                for (const form of combine(ground, sketch, base, outside)) report({ form, sketch, log: sketchLog + conditions.log + log + nested.log - 1, parts: [sketchLog, conditions.log, log, nested.log, -1] })
                continue
              }
              const core = { ...base, where }
              const used = columnsOfCore(core)
              const sets = tableSets(ground, nested.value?.kind === 'member' && used.length === 0 ? [nested.value.column] : used)
              for (const tables of sets)
                report({ form: { core: { ...core, tables: tables.value }, combined: null }, sketch, log: sketchLog + conditions.log + log + nested.log + tables.log, parts: [sketchLog, conditions.log, log, nested.log, tables.log] })
            }
          }
        }
      }
    }
  }
}

const sketchesFor = (judged: Judged, inventory: readonly { readonly sketch: Sketch; readonly count: number }[], conditions: Conditions, any: boolean): readonly Scored<Sketch>[] => {
  const count = conditions.predicates.length
  const either = any || mergeAlternatives(conditions.predicates).length < count
  return inventory
    .map(({ sketch, count: seen }) => {
      const factors = factorsOf(sketch, count, either)
      const log = factors.reduce((sum, f, i) => sum + (judged.factors[i]?.[f] ?? -9), 0) + 0.15 * Math.log(seen)
      return { value: sketch, log }
    })
    .sort((a, b) => b.log - a.log)
}

const parsed = new WeakMap<Parts['inventory'], readonly { readonly sketch: Sketch; readonly count: number }[]>()

const inventoryOf = (models: Parts): readonly { readonly sketch: Sketch; readonly count: number }[] => {
  const known = parsed.get(models.inventory) ?? models.inventory.map(({ key, count }) => ({ sketch: JSON.parse(key) as Sketch, count }))
  parsed.set(models.inventory, known)
  return known
}

/** Logical forms a text may ask for, likeliest first, each once. */
export const generate = (evidence: Evidence, judged: Judged, models: Parts, most: number): readonly Candidate[] => {
  const ground: Ground = { evidence, judged }
  const found = new Map<string, Candidate>()
  const inventory = inventoryOf(models)
  const plans = proposeConditions(evidence, judged).flatMap((conditions) => {
    const anyLikely = conditions.predicates.length > 1 && (judged.factors[factorAt.any]?.[1] ?? -9) > -2.5
    return (anyLikely ? [false, true] : [false]).flatMap((any) =>
      sketchesFor(judged, inventory, conditions, any)
        .slice(0, 10)
        .map((s) => ({ conditions, any, sketch: s.value, sketchLog: s.log, log: s.log + conditions.log })),
    )
  })
  const chosen = plans.sort((a, b) => b.log - a.log).slice(0, 24)
  for (const plan of chosen)
    coresOf(ground, plan.sketch, plan.conditions, plan.sketchLog, plan.any, (candidate) => {
      const key = JSON.stringify(candidate.form)
      if ((found.get(key)?.log ?? Number.NEGATIVE_INFINITY) < candidate.log) found.set(key, candidate)
    })
  return [...found.values()].sort((a, b) => b.log - a.log).slice(0, most)
}
