import fc from 'fast-check'
import type { Catalog, ColumnType, Table } from '#contracts/catalog.ts'
import type { ChangeStep, ColumnSpec } from '#contracts/change.ts'
import { T7Error } from '#contracts/error.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { evolveCatalog } from '../evolve-catalog.ts'
import { col, column, text } from './plans.ts'

/** What a random step is made from: which kind, and which of the things there are at that point. */
export type Seed = { readonly kind: number; readonly a: number; readonly b: number; readonly c: number }

export const seeds = (length: number): fc.Arbitrary<readonly Seed[]> =>
  fc.array(fc.record({ kind: fc.nat(1000), a: fc.nat(1000), b: fc.nat(1000), c: fc.nat(1000) }), { minLength: 1, maxLength: length })

const names = ['ventas', 'Año fiscal', 'select', 'o"brien', "l'été", 'x y', 'total', 'código', 'ref', 'nota']
const types: readonly ColumnType[] = ['text', 'integer', 'number', 'boolean', 'date']

const pick = <T>(of: readonly T[], at: number): T | undefined => (of.length === 0 ? undefined : of[at % of.length])

const value = (type: ColumnType, at: number): Expression => {
  if (at % 7 === 0) return { kind: 'literal', value: null, type }
  switch (type) {
    case 'integer':
      return { kind: 'literal', value: at % 5, type }
    case 'number':
      return { kind: 'literal', value: (at % 50) / 4, type }
    case 'boolean':
      return { kind: 'literal', value: at % 2 === 0, type }
    case 'date':
      return { kind: 'literal', value: `2026-0${1 + (at % 9)}-1${at % 10}`, type }
    default:
      return text(pick(['', "l'été", '12', '3.5', 'a"b', 'ñ, (x)', '2026-01-01', '\\x'], at) ?? '')
  }
}

const spec = (name: string, seed: Seed, catalog: Catalog): ColumnSpec => {
  const type = pick(types, seed.c) ?? 'text'
  const target = pick(
    catalog.tables.filter((t) => t.primaryKey.length === 1 && t.kind === 'table'),
    seed.b,
  )
  const referring = seed.kind % 4 === 0 && target !== undefined
  const onDelete = pick(['no_action', 'cascade', 'set_null'] as const, seed.a) ?? 'no_action'
  return column(name, {
    type: referring ? 'integer' : type,
    scale: type === 'number' && seed.a % 2 === 0 ? 2 : null,
    unique: seed.kind % 5 === 0,
    default: !referring && seed.kind % 3 === 0 ? value(type, seed.b | 1) : null,
    allowedValues: type === 'text' && seed.kind % 7 === 0 ? ['', "l'été", '12', '3.5'] : null,
    references: referring && target !== undefined ? { table: target.name, column: target.primaryKey[0] ?? '', onDelete } : null,
    description: seed.a % 3 === 0 ? "it's described" : null,
  })
}

const createTable = (seed: Seed, catalog: Catalog): ChangeStep => {
  const count = 1 + (seed.b % 4)
  const columns = Array.from({ length: count }, (_, n) =>
    spec(names[(seed.c + n) % names.length] ?? 'c', { kind: seed.kind + n, a: seed.a + n, b: seed.b + n, c: seed.c * 3 + n }, catalog),
  )
  const keyed = seed.a % 4 !== 0
  const identity = column('id', { type: 'integer', identity: true })
  return {
    kind: 'create_table',
    table: `${pick(names, seed.a)} ${catalog.tables.length}`,
    columns: keyed ? [identity, ...columns] : columns,
    primaryKey: keyed ? ['id'] : [],
    constraints: [],
    description: null,
  }
}

const inTable = (table: Table, seed: Seed, catalog: Catalog): readonly (ChangeStep | null)[] => {
  const own = table.columns.filter((c) => !c.generated)
  const chosen = pick(own, seed.b)
  const name = chosen?.name ?? ''
  const fresh = names.find((n) => !table.columns.some((c) => c.name === n)) ?? 'otra'
  const rule = pick([...table.uniques, ...table.checks], seed.c)
  const index = pick(table.indexes, seed.c)
  const some = {
    kind: 'compare' as const,
    operator: '>' as const,
    left: col(table.name, 'id'),
    right: { kind: 'literal' as const, value: seed.c % 4, type: 'integer' as const },
  }
  const where = table.primaryKey[0] === 'id' ? some : null
  const t = table.name
  const rows = Array.from({ length: 1 + (seed.a % 4) }, (_, n) => own.map((c, at) => value(c.type, seed.b + n * 13 + at * 5)))
  const insert: ChangeStep | null = own.length === 0 ? null : { kind: 'insert', table: t, columns: own.map((c) => c.name), rows }
  return [
    insert,
    insert,
    insert,
    insert,
    chosen === undefined ? null : { kind: 'update', table: t, set: [{ column: name, value: value(chosen.type, seed.c) }], where },
    { kind: 'delete', table: t, where },
    { kind: 'add_column', table: t, column: spec(fresh, seed, catalog) },
    chosen === undefined || table.columns.length < 2 ? null : { kind: 'drop_column', table: t, column: name },
    chosen === undefined ? null : { kind: 'rename_column', table: t, column: name, to: fresh },
    chosen === undefined
      ? null
      : { kind: 'change_type', table: t, column: name, type: pick(types, seed.c) ?? 'text', length: null, scale: null },
    chosen === undefined
      ? null
      : { kind: 'set_required', table: t, column: name, required: seed.a % 2 === 0, fill: seed.c % 2 === 0 ? value(chosen.type, 1) : null },
    chosen === undefined
      ? null
      : { kind: 'set_default', table: t, column: name, default: seed.a % 3 === 0 ? null : value(chosen.type, seed.c | 1) },
    chosen === undefined ? null : { kind: 'add_constraint', table: t, constraint: { kind: 'unique', name: null, columns: [name] } },
    rule === undefined ? null : { kind: 'drop_constraint', table: t, name: rule.name },
    chosen === undefined
      ? null
      : { kind: 'create_index', table: t, name: `idx_${catalog.version.length}`, columns: [name], unique: seed.a % 3 === 0 },
    index === undefined ? null : { kind: 'drop_index', table: t, name: index.name },
    { kind: 'rename_table', table: t, to: `${pick(names, seed.c)} r${catalog.tables.length}${seed.b % 10}` },
    { kind: 'drop_table', table: t },
    { kind: 'truncate_table', table: t },
    {
      kind: 'create_view',
      name: `vista ${seed.a % 5}`,
      query: viewOf(
        t,
        table.columns.map((c) => c.name),
      ),
    },
    { kind: 'describe', table: t, column: chosen?.name ?? null, description: seed.a % 2 === 0 ? null : "it's" },
  ]
}

const viewOf = (table: string, columns: readonly string[]) => ({
  kind: 'select' as const,
  from: { kind: 'table' as const, table, as: 't' },
  joins: [],
  columns: columns.map((name) => ({ expression: col('t', name), name, label: name })),
  distinct: false,
  where: null,
  groupBy: [],
  having: null,
  perGroup: null,
  orderBy: [],
  limit: null,
})

const stepFrom = (seed: Seed, catalog: Catalog): ChangeStep | null => {
  const tables = catalog.tables.filter((t) => t.kind === 'table')
  const table = pick(tables, seed.a)
  if (table === undefined || (seed.kind % 7 === 0 && tables.length < 5)) return createTable(seed, catalog)
  const steps = inTable(table, seed, catalog)
  return steps[seed.kind % steps.length] ?? null
}

/** Steps that fit one after another; a seed that gives none that fits is left out. */
export const stepsFrom = (from: readonly Seed[], start: Catalog): readonly ChangeStep[] => {
  const steps: ChangeStep[] = []
  let catalog = start
  for (const seed of from) {
    const step = stepFrom(seed, catalog)
    if (step === null) continue
    try {
      catalog = evolveCatalog(catalog, step)
      steps.push(step)
    } catch (error) {
      if (!(error instanceof T7Error)) throw error
    }
  }
  return steps
}
