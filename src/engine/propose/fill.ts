import type { ColumnRole } from './column-features.ts'
import type { Conditions } from './conditions.ts'
import { type Ground, isNumeric, roleLog, type Scored, sameClass, tableLog, topColumns } from './ground.ts'
import { everyRow, type Figure, type Item, type Predicate, plain } from './logical-form.ts'
import type { Sketch } from './sketch.ts'

/** The likeliest sets of `size` columns among the best ones. */
export const combinations = (
  options: readonly Scored<number>[],
  size: number,
  most: number,
  sameAs: (a: number, b: number) => boolean,
): readonly Scored<readonly number[]>[] => {
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

const itemFor = (name: string, column: number): Item =>
  name === 'distinct' ? { figure: 'count', distinct: true, column } : { figure: name as Figure, distinct: false, column }

const figureColumns = (ground: Ground, name: string, role: ColumnRole, most: number): readonly Scored<number>[] =>
  topColumns(ground, role, most, (c) =>
    name === 'avg' || name === 'sum'
      ? isNumeric(ground, c) || (ground.evidence.schema.columns[c]?.type === 'text' && (ground.evidence.columns[c]?.score ?? 0) > 0.9)
      : true,
  )

const countEvery: Item = { figure: 'count', distinct: false, column: everyRow }

export const figureSets = (ground: Ground, names: readonly string[]): readonly Scored<readonly Item[]>[] => {
  let sets: readonly Scored<readonly Item[]>[] = [{ value: [], log: 0 }]
  for (const [at, name] of names.entries()) {
    const options: readonly Scored<Item>[] =
      name === 'count*'
        ? [{ value: countEvery, log: 0 }]
        : figureColumns(ground, name, 'figure', 3).map(({ value, log }) => ({ value: itemFor(name, value), log }))
    const previous = (items: readonly Item[]): number => items[at - 1]?.column ?? everyRow
    sets = sets
      .flatMap((s) =>
        options.map((o) => ({
          value: [...s.value, o.value],
          log: s.log + o.log + (previous(s.value) === o.value.column && at > 0 ? 0.5 : 0),
        })),
      )
      .sort((a, b) => b.log - a.log)
      .slice(0, 4)
  }
  return sets
}

const keyOf = ({ evidence }: Ground, table: number): number | undefined => evidence.schema.tables[table]?.key[0]

/** What rows are grouped by: what is shown, the key of what is shown, or what the text says. */
export const groupSets = (ground: Ground, sketch: Sketch, shown: readonly number[]): readonly Scored<readonly number[]>[] => {
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

export const orderItems = (ground: Ground, sketch: Sketch): readonly Scored<Item | null>[] => {
  if (sketch.order === null) return [{ value: null, log: 0 }]
  if (sketch.order === 'count*') return [{ value: countEvery, log: 0 }]
  const name = sketch.order
  if (name === 'plain') return topColumns(ground, 'order', 3).map(({ value, log }) => ({ value: plain(value), log }))
  return figureColumns(ground, name, 'order', 3).map(({ value, log }) => ({ value: itemFor(name, value), log }))
}

export const havingFor = (ground: Ground, sketch: Sketch, conditions: Conditions): readonly Scored<readonly Predicate[]>[] => {
  if (sketch.having === null) return conditions.having ? [] : [{ value: [], log: 0 }]
  if (!conditions.having || sketch.having === 'plain' || sketch.having === 'other') return []
  const { operator, value } = conditions.having
  const items: readonly Scored<Item>[] =
    sketch.having === 'count*'
      ? [{ value: countEvery, log: 0 }]
      : figureColumns(ground, sketch.having, 'figure', 2).map(({ value: c, log }) => ({ value: itemFor(sketch.having ?? '', c), log }))
  return items.map(({ value: item, log }) => ({ value: [{ kind: 'value', item, operator, values: [value] }], log }))
}

/** All columns of the likeliest tables. */
export const wholeTables = (ground: Ground): readonly Scored<readonly number[]>[] =>
  ground.evidence.schema.tables
    .map((t) => ({ value: t.columns, log: tableLog(ground, t.index, 0) }))
    .sort((a, b) => b.log - a.log)
    .slice(0, 2)
