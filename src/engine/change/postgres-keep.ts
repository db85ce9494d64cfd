import type { SchemaChange } from '#contracts/change.ts'
import type { Run } from '#engine/ports.ts'
import type { DefinedTable } from './postgres-definition.ts'
import { identifier, plain, withParameters } from './quoting.ts'
import type { Kept, KeptTable, KeptValues } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'postgres')

export const keptSchema = 't7_kept'

export const keptName = (name: string): string => `${q(keptSchema)}.${q(name)}`

/** `IF NOT EXISTS` would ask for a right that is only needed when it does not. */
const ensureKeptSchema = async (run: Run): Promise<void> => {
  const there = await run(withParameters('SELECT to_regnamespace($1)::text', [keptSchema]))
  if (there.rows[0]?.[0] == null) await run(plain(`CREATE SCHEMA ${q(keptSchema)}`))
}

export const primaryKeyColumns = (table: DefinedTable): readonly string[] => {
  const rule = table.rules.find((r) => r.type === 'p')
  return rule === undefined ? [] : rule.columns
}

/** The text that identifies a row: its key, or for tables without one everything but the column in question. */
export const rowKey = (alias: string, key: readonly string[], columns: readonly string[]): string =>
  `ROW(${(key.length > 0 ? key : columns).map((c) => `${alias}.${q(c)}`).join(', ')})::text`

/** Keeps every value of a column beside the key of its row. Returns what was kept. */
export const keepValues = async (run: Run, table: DefinedTable, column: string, name: string): Promise<KeptValues> => {
  await ensureKeptSchema(run)
  const primary = primaryKeyColumns(table)
  const key = primary.includes(column) ? [] : [...primary]
  const others = table.columns.map((c) => c.name).filter((c) => c !== column)
  const id = rowKey('t', key, others)
  await run(
    plain(`CREATE TABLE ${keptName(name)} AS SELECT ${id} AS t7_key, row_number() OVER (PARTITION BY ${id} ORDER BY t.ctid)::integer AS t7_number,
  t.${q(column)} AS t7_old, NULL::text AS t7_new FROM ${q(table.name)} AS t`),
  )
  return { kind: 'values', name, column, key }
}

/** The values after a retype, so that an undo can tell whether somebody changed them since. */
export const keepNewValues = async (run: Run, table: DefinedTable, kept: KeptValues): Promise<void> => {
  const others = table.columns.map((c) => c.name).filter((c) => c !== kept.column)
  const id = rowKey('t', kept.key, others)
  await run(
    plain(`UPDATE ${keptName(kept.name)} AS k SET t7_new = n.value FROM (
  SELECT ${id} AS id, row_number() OVER (PARTITION BY ${id} ORDER BY t.ctid)::integer AS number, t.${q(kept.column)}::text AS value FROM ${q(table.name)} AS t
) AS n WHERE n.id = k.t7_key AND n.number = k.t7_number`),
  )
}

const companions = `
SELECT 'INDEX', i.relname::text FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid WHERE x.indrelid = $1::regclass
UNION ALL
SELECT 'SEQUENCE', s.relname::text FROM pg_depend d JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid = $1::regclass AND d.deptype IN ('a', 'i')`

/**
 * Moves a table out of sight with all its rows, instead of dropping it. Its own foreign keys go, so that it holds nobody back;
 * its indexes and sequences take names that nothing else kept can have.
 */
export const keepTable = async (run: Run, table: DefinedTable, name: string): Promise<Kept> => {
  await ensureKeptSchema(run)
  for (const rule of table.rules) if (rule.type === 'f') await run(plain(`ALTER TABLE ${q(table.name)} DROP CONSTRAINT ${q(rule.name)}`))
  const found = await run(withParameters(companions, [q(table.name)]))
  const renamed = found.rows.map((row, at) => ({ kind: String(row[0]), from: String(row[1]), to: `${name}_${at}` }))
  for (const { kind, from, to } of renamed) await run(plain(`ALTER ${kind} ${q(from)} RENAME TO ${q(to)}`))
  await run(plain(`ALTER TABLE ${q(table.name)} RENAME TO ${q(name)}`))
  await run(plain(`ALTER TABLE ${q(name)} SET SCHEMA ${q(keptSchema)}`))
  return { kind: 'table', name, renamed }
}

/** Moves a kept table back under its name. The caller has made sure that the name is free. */
export const returnTable = async (run: Run, kept: KeptTable, name: string): Promise<void> => {
  const home = String((await run(plain('SELECT current_schema()::text'))).rows[0]?.[0])
  await run(plain(`ALTER TABLE ${keptName(kept.name)} SET SCHEMA ${q(home)}`))
  await run(plain(`ALTER TABLE ${q(kept.name)} RENAME TO ${q(name)}`))
  for (const { kind, from, to } of kept.renamed) await run(plain(`ALTER ${kind} ${q(to)} RENAME TO ${q(from)}`))
}

export const isKept = async (run: Run, name: string): Promise<boolean> =>
  (await run(withParameters('SELECT to_regclass($1)::text', [keptName(name)]))).rows[0]?.[0] != null

export const isDropOf = (sql: string, step: SchemaChange): boolean => step.kind === 'drop_table' && sql === `DROP TABLE ${q(step.table)}`

/** A sequence owned by a column would go with it. */
const letGoOfSequence = async (run: Run, table: string, column: string): Promise<void> => {
  const found = await run(
    withParameters(
      `SELECT pg_get_serial_sequence($1, $2) FROM pg_attribute WHERE attrelid = $1::regclass AND attname = $2 AND attidentity = ''`,
      [q(table), column],
    ),
  )
  const sequence = found.rows[0]?.[0]
  if (typeof sequence === 'string') await run(plain(`ALTER SEQUENCE ${sequence} OWNED BY NONE`))
}

/** Keeps aside what the step would lose, before it runs; null when it loses nothing. */
export const keepBefore = async (run: Run, step: SchemaChange, before: DefinedTable | null, name: string): Promise<Kept | null> => {
  if (before === null) return null
  if (step.kind === 'drop_column') await letGoOfSequence(run, before.name, step.column)
  if (step.kind === 'drop_column' || step.kind === 'change_type') return keepValues(run, before, step.column, name)
  return null
}

/** Forgets what was kept for a change that will not be undone any more, or that has been. */
export const discardPostgresKept = async (run: Run, kept: Kept): Promise<void> => {
  await run(plain(`DROP TABLE IF EXISTS ${keptName(kept.name)}`))
}

export const countRows = async (run: Run, table: string): Promise<number> =>
  Number((await run(withParameters(`SELECT count(*)::integer FROM ${q(table)}`, []))).rows[0]?.[0] ?? 0)
