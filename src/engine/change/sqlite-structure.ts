import type { Catalog } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Run } from '#engine/ports.ts'
import { asOwner } from './as-owner.ts'
import { identifier, plain } from './quoting.ts'
import { keepSqliteNewValues, keepSqliteTable, keepSqliteValues, readSequence } from './sqlite-keep.ts'
import { objectChanges, readObjects } from './sqlite-objects.ts'
import type { StructureStep } from './step-groups.ts'
import type { Kept, SqliteItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'sqlite')

const keepBefore = async (run: Run, step: StructureStep, name: string): Promise<Kept | null> => {
  switch (step.kind) {
    case 'drop_table':
      return keepSqliteTable(run, step.table, name)
    case 'drop_column':
    case 'change_type':
      return keepSqliteValues(run, step.table, step.column, name)
    default:
      return null
  }
}

const addedValue = async (run: Run, step: StructureStep, after: Catalog): Promise<SqliteItem['added']> => {
  if (step.kind !== 'add_column') return null
  const column = after.tables.find((t) => t.name === step.table)?.columns.find((c) => c.name === step.column.name)
  const text = column?.default ?? null
  if (text === null) return { column: step.column.name, value: 'NULL', checked: true }
  if (/current_/i.test(text)) return { column: step.column.name, value: null, checked: false }
  const value = await run(plain(`SELECT quote(${text})`))
  return { column: step.column.name, value: String(value.rows[0]?.[0]), checked: true }
}

/** What a value of each type may be stored as; SQLite itself would keep anything. */
const fitting: Readonly<Record<string, (column: string) => string>> = {
  integer: (c) => `typeof(${c}) = 'integer'`,
  number: (c) => `typeof(${c}) IN ('integer', 'real')`,
  boolean: (c) => `${c} IN (0, 1)`,
  date: (c) => `date(${c}) IS NOT NULL`,
  datetime: (c) => `datetime(${c}) IS NOT NULL`,
  time: (c) => `time(${c}) IS NOT NULL`,
  json: (c) => `json_valid(${c})`,
}

/** Throws `source.type_mismatch` like a database with strict types would, if a retyped column holds what its type can't be. */
const refuseMisfits = async (run: Run, step: StructureStep): Promise<void> => {
  if (step.kind !== 'change_type') return
  const fits = fitting[step.type]
  const length = step.type === 'text' && step.length !== null ? `length(${q(step.column)}) <= ${step.length}` : null
  const rule = fits === undefined ? length : fits(q(step.column))
  if (rule === null) return
  const found = await run(
    plain(
      `SELECT quote(${q(step.column)}), count(*) OVER () FROM main.${q(step.table)} WHERE ${q(step.column)} IS NOT NULL AND NOT coalesce(${rule}, 0) LIMIT 1`,
    ),
  )
  const row = found.rows[0]
  if (row === undefined) return
  throw new T7Error({
    code: 'source.type_mismatch',
    kind: 'user',
    params: { table: step.table, column: step.column, message: String(row[0]), rows: Number(row[1]), constraint: null, detail: null },
  })
}

/** A rebuild fails under the name of the new table: people know the old one. */
const underOwnName = async (work: () => Promise<unknown>): Promise<void> => {
  try {
    await work()
  } catch (error) {
    if (!(error instanceof T7Error)) throw error
    const params = Object.fromEntries(
      Object.entries(error.params).map(([key, value]) => [key, typeof value === 'string' ? value.replaceAll('_t7_new_', '') : value]),
    )
    throw new T7Error({ code: error.code, kind: error.kind, params, cause: error, retryable: error.retryable })
  }
}

/** Runs one structure step and returns what its undo needs: the texts of all that changed, and what it took away. */
export const applySqliteStep = async (
  person: Run,
  step: StructureStep,
  statements: readonly Statement[],
  name: string,
  after: Catalog,
): Promise<SqliteItem> => {
  const run = asOwner(person)
  const before = await readObjects(run)
  const kept = await keepBefore(run, step, name)
  const sequence = step.kind === 'drop_table' ? await readSequence(run, step.table) : null
  for (const statement of statements) await underOwnName(() => person(statement))
  await refuseMisfits(run, step)
  if (step.kind === 'change_type' && kept?.kind === 'values') await keepSqliteNewValues(run, step.table, kept)
  const objects = objectChanges(before, await readObjects(run))
  return { kind: 'sqlite', step, objects, added: await addedValue(run, step, after), kept, sequence }
}
