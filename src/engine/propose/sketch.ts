import { type Core, everyRow, type Item, type LogicalForm, type Predicate } from './logical-form.ts'
import type { Schema } from './schema.ts'

/** A logical form without its columns and values: how many of what is shown, grouped, ordered, nested, combined. */
export type Sketch = {
  /** Columns shown as they are. */
  readonly plain: number
  /** Figures shown, as `count*`, `count`, `distinct`, `avg`..., sorted. */
  readonly figures: readonly string[]
  readonly group: number
  readonly having: string | null
  /** `plain` or a figure; null where no order is asked. */
  readonly order: string | null
  readonly direction: 'asc' | 'desc'
  readonly limit: 'none' | 'one' | 'said'
  /** `absent`, `present`, or a comparison with a figure as `avg >`. */
  readonly nested: string | null
  readonly combined: 'union' | 'intersect' | 'except' | null
}

export const figureName = (item: Item): string =>
  item.figure === 'none'
    ? 'plain'
    : item.column === everyRow
      ? 'count*'
      : item.figure === 'count' && item.distinct
        ? 'distinct'
        : item.figure

const nestedName = (predicate: Predicate): string | null => {
  if (predicate.kind === 'value') return null
  if (predicate.kind === 'member') return predicate.negated ? 'absent' : 'present'
  return `${predicate.of.figure} ${predicate.operator}`
}

const coreSketch = (core: Core, schema: Schema): Omit<Sketch, 'combined'> => {
  const nested = core.where.map(nestedName).find((n) => n !== null) ?? null
  const having = core.having[0]
  return {
    plain: plainCount(core, schema),
    figures: core.select
      .filter((i) => i.figure !== 'none')
      .map(figureName)
      .sort(),
    group: core.group.length,
    having: having?.kind === 'value' ? figureName(having.item) : having ? 'other' : null,
    order: core.order ? figureName(core.order.by) : null,
    direction: core.order?.direction ?? 'asc',
    limit: core.limit === null ? 'none' : core.limit === 1 ? 'one' : 'said',
    nested,
  }
}

/** Shown columns are told apart up to six; more, or all of one table, are `everything`. */
const everything = 99

const plainCount = (core: Core, schema: Schema): number => {
  const shown = core.select.filter((i) => i.figure === 'none').map((i) => i.column)
  const tables = [...new Set(shown.map((c) => schema.columns[c]?.table ?? -1))]
  const whole = shown.length > 1 && tables.length === 1 && shown.length === schema.tables[tables[0] ?? -1]?.columns.length
  return shown.length > 6 || (whole && shown.length > 2) ? everything : shown.length
}

export const showsEverything = (sketch: Sketch): boolean => sketch.plain === everything

export const sketchOf = (form: LogicalForm, schema: Schema): Sketch => ({
  ...coreSketch(form.core, schema),
  combined: form.combined?.operator ?? null,
})

export const sketchKey = (sketch: Sketch): string => JSON.stringify(sketch)

/** The independent choices of a sketch, each with its number of classes: what the sketch network tells probabilities of. */
export const factorSizes = [6, 4, 2, 2, 2, 2, 2, 2, 2, 4, 2, 3, 4, 8, 3, 6, 4] as const

/** Where each choice stands among the factors. */
export const factorAt = {
  plain: 0,
  figures: 1,
  conditions: 9,
  any: 10,
  group: 11,
  having: 12,
  order: 13,
  limit: 14,
  nested: 15,
  combined: 16,
} as const

const figureKinds = ['count*', 'count', 'distinct', 'avg', 'sum', 'min', 'max']
const orderClasses = ['plain', 'count*']

const nestedClass = (nested: string | null): number =>
  nested === null ? 0 : nested === 'absent' ? 1 : nested === 'present' ? 2 : nested === 'avg >' ? 3 : nested === 'avg <' ? 4 : 5

const havingClass = (having: string | null): number =>
  having === null ? 0 : having === 'count*' || having === 'count' ? 1 : having === 'avg' ? 2 : 3

const orderClass = ({ order, direction }: Sketch): number =>
  order === null ? 0 : 1 + (direction === 'desc' ? 1 : 0) + 2 * (orderClasses.indexOf(order) < 0 ? 2 : orderClasses.indexOf(order))

/** Class of each factor; `conditions` and `any` are of the predicates that values make. */
export const factorsOf = (sketch: Sketch, conditions: number, any: boolean): readonly number[] => [
  showsEverything(sketch) ? 5 : Math.min(4, sketch.plain),
  Math.min(3, sketch.figures.length),
  ...figureKinds.map((kind) => (sketch.figures.includes(kind) ? 1 : 0)),
  Math.min(3, conditions),
  any ? 1 : 0,
  Math.min(2, sketch.group),
  havingClass(sketch.having),
  orderClass(sketch),
  sketch.limit === 'none' ? 0 : sketch.limit === 'one' ? 1 : 2,
  nestedClass(sketch.nested),
  sketch.combined === null ? 0 : sketch.combined === 'union' ? 1 : sketch.combined === 'intersect' ? 2 : 3,
]

/** Predicates with values anywhere in a form: what a text says to compare with. */
export const valuePredicates = (form: LogicalForm): readonly Extract<Predicate, { kind: 'value' }>[] => {
  const ofCore = (core: Core): readonly Extract<Predicate, { kind: 'value' }>[] =>
    core.where.flatMap((p) =>
      p.kind === 'value' ? [p] : p.kind === 'member' ? ofCore(p.inner) : p.where.filter((w) => w.kind === 'value'),
    )
  return [...ofCore(form.core), ...(form.combined ? ofCore(form.combined.core) : [])]
}

export const conditionCount = (form: LogicalForm): number => valuePredicates(form).reduce((n, p) => n + Math.max(1, p.values.length), 0)

export const isAny = (form: LogicalForm): boolean =>
  form.core.any || valuePredicates(form).some((p) => p.values.length > 1 && p.operator === '=')
