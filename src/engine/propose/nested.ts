import type { Comparison } from '#contracts/query-plan.ts'
import { mergeAlternatives, type ValuePredicate } from './conditions.ts'
import { columnTable, type Ground, isNumeric, reached, type Scored, tableLog, topColumns } from './ground.ts'
import { type Core, type Figure, type Predicate, plain } from './logical-form.ts'
import type { Sketch } from './sketch.ts'

export const emptyCore: Core = {
  select: [],
  distinct: false,
  tables: [],
  where: [],
  any: false,
  group: [],
  having: [],
  order: null,
  limit: null,
}

/** A nested condition, with the conditions of the text that went inside it. */
export type Nested = Scored<Predicate | null> & { readonly inside: readonly ValuePredicate[] }

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
      (evidence.schema.tables[t]?.columns ?? [])
        .filter((i) => evidence.schema.columns[i]?.same === o.same)
        .map((i) => [o.index, i] as const),
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

export const nestedFor = (ground: Ground, sketch: Sketch, main: number, predicates: readonly ValuePredicate[]): readonly Nested[] => {
  if (sketch.nested === null) return [{ value: null, log: 0, inside: [] }]
  if (sketch.nested === 'present') return []
  if (sketch.nested === 'absent') return memberships(ground, true, main, predicates)
  const [figure = '', operator = ''] = sketch.nested.split(' ')
  return topColumns(ground, 'compared', 2, (c) => isNumeric(ground, c) || figure === 'max' || figure === 'min').flatMap(
    ({ value, log }): readonly Nested[] => {
      const compared = (inside: readonly ValuePredicate[], tables: readonly number[], less: number): Nested => ({
        value: {
          kind: 'figure',
          column: value,
          operator: operator as Comparison,
          of: { figure: figure as Figure, distinct: false, column: value },
          where: mergeAlternatives(inside),
          tables,
        },
        log: log - less,
        inside,
      })
      const own = columnTable(ground, value)
      const joined =
        predicates.length > 0 ? reached(ground, [...new Set([own, ...predicates.map((p) => columnTable(ground, p.item.column))])]) : null
      return [compared([], [own], 0), ...(joined ? [compared(predicates, joined, 1)] : [])]
    },
  )
}
