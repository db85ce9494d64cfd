import { growTree } from '../plan/join-tree.ts'
import { type ColumnRole, columnRoles } from './column-features.ts'
import type { Evidence } from './evidence.ts'
import type { Judged } from './judge.ts'
import { everyRow } from './logical-form.ts'

export type Ground = { readonly evidence: Evidence; readonly judged: Judged }

export type Scored<T> = { readonly value: T; readonly log: number }

const logYes = (x: number): number => -Math.log1p(Math.exp(-x))

/** What taking a column for a role adds to the logarithm of the probability of all that is taken and left. */
export const roleLog = ({ judged }: Ground, column: number, role: ColumnRole): number =>
  Math.max(-8, Math.min(8, judged.columns[column]?.[columnRoles.indexOf(role)] ?? -9))

export const tableLog = ({ judged }: Ground, table: number, output: 0 | 1): number => logYes(judged.tables[table]?.[output] ?? -9)

export const topColumns = (
  ground: Ground,
  role: ColumnRole,
  most: number,
  fits: (column: number) => boolean = () => true,
): readonly Scored<number>[] =>
  ground.evidence.schema.columns
    .filter((c) => fits(c.index))
    .map((c) => ({ value: c.index, log: roleLog(ground, c.index, role) }))
    .sort((a, b) => b.log - a.log)
    .slice(0, most)

export const sameClass =
  ({ evidence }: Ground) =>
  (a: number, b: number): boolean =>
    evidence.schema.columns[a]?.same === evidence.schema.columns[b]?.same

export const isNumeric = ({ evidence }: Ground, column: number): boolean => {
  const of = evidence.schema.columns[column]
  return of !== undefined && (of.type === 'integer' || of.type === 'number' || of.nature.numeric) && !of.nature.key && !of.nature.reference
}

export const columnTable = ({ evidence }: Ground, column: number): number => evidence.schema.columns[column]?.table ?? -1

export const tablesOfColumns = (ground: Ground, columns: readonly number[]): readonly number[] => [
  ...new Set(columns.filter((c) => c !== everyRow).map((c) => columnTable(ground, c))),
]

export const reached = ({ evidence }: Ground, tables: readonly number[]): readonly number[] | null => {
  const names = tables.map((t) => evidence.schema.tables[t]?.name ?? '')
  const [root] = names
  if (root === undefined) return null
  const tree = growTree(evidence.knowledge, root, names)
  if (tree.unreachable.length > 0) return null
  return [...tree.tables].flatMap((n) => evidence.schema.tableAt.get(n) ?? [])
}

/** Tables of a core: those of its columns, and those that the text names besides. */
export const tableSets = (ground: Ground, columns: readonly number[]): readonly Scored<readonly number[]>[] => {
  const { evidence, judged } = ground
  const needed = tablesOfColumns(ground, columns)
  const likely = evidence.schema.tables
    .filter((t) => !needed.includes(t.index))
    .map((t) => ({ t: t.index, x: judged.tables[t.index]?.[0] ?? -9 }))
    .filter((t) => t.x > -1.2)
    .sort((a, b) => b.x - a.x)
    .slice(0, 2)
  const sets: (readonly number[])[] = [
    needed,
    ...likely.map((l) => [...needed, l.t]),
    ...(likely.length > 1 ? [[...needed, ...likely.map((l) => l.t)]] : []),
  ]
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
