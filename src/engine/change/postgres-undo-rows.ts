import { T7Error } from '#contracts/error.ts'
import type { Run } from '#engine/ports.ts'
import { netChanges, type RowChange } from './captured-rows.ts'
import { ConflictFound, conflictOf, maximumConflicts } from './conflict.ts'
import { useImageSettings } from './postgres-capture.ts'
import { type DefinedColumn, readDefinition } from './postgres-definition.ts'
import { findChangedRows } from './postgres-row-conflicts.ts'
import { withoutTriggers } from './postgres-triggers.ts'
import { identifier, plain, textLiteral, withParameters } from './quoting.ts'
import type { TableUndo } from './table-undo.ts'
import type { RowsItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'postgres')

const chunkSize = 1000

const load = async (run: Run, changes: readonly RowChange[]): Promise<void> => {
  await run(
    plain(
      'CREATE TEMP TABLE t7_undo (n integer, relation text, before text, after text, "beforeKey" text, "afterKey" text) ON COMMIT DROP',
    ),
  )
  for (let start = 0; start < changes.length; start += chunkSize) {
    const rows = changes.slice(start, start + chunkSize).map((c, at) => ({ ...c, relation: c.table, n: start + at }))
    await run(
      withParameters(
        'INSERT INTO t7_undo SELECT * FROM jsonb_to_recordset($1::jsonb) AS r(n integer, relation text, before text, after text, "beforeKey" text, "afterKey" text)',
        [JSON.stringify(rows)],
      ),
    )
  }
  await run(plain('ANALYZE t7_undo'))
}

const prepare = async (run: Run, item: RowsItem): Promise<readonly TableUndo[]> => {
  const tables = [...new Set(item.changes.map((c) => c.table))]
  const prepared: TableUndo[] = []
  for (const [at, table] of tables.entries()) {
    const definition = await readDefinition(run, table)
    if (definition === null) throw new ConflictFound([conflictOf('change.object_gone', { object: table })])
    const layout = item.shapes[table]
    if (layout === undefined) throw new TypeError(`no layout for ${table}`)
    const gone = layout.columns.filter((c) => !definition.columns.some((d) => d.name === c))
    if (gone.length > 0) throw new ConflictFound(gone.map((c) => conflictOf('change.object_gone', { object: `${table}.${c}` })))
    const shape = `t7_shape_${at}`
    await run(
      plain(`CREATE TEMP TABLE ${shape} ON COMMIT DROP AS SELECT ${layout.columns.map(q).join(', ')} FROM ${q(table)} WITH NO DATA`),
    )
    prepared.push({ table, layout, definition, shape, changes: item.changes.filter((c) => c.table === table) })
  }
  return prepared
}

const foreignKeys = `
SELECT f.relname::text, k.conname::text, pg_get_constraintdef(k.oid)
FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
WHERE k.contype = 'f' AND k.conparentid = 0 AND f.relnamespace = current_schema()::regnamespace
AND ($1::jsonb ? f.relname::text OR $1::jsonb ? t.relname::text) ORDER BY k.oid`

/** Runs `work` without the foreign keys around the tables (so that no order matters and nothing cascades), then checks them all by making them again. */
const withoutForeignKeys = async (run: Run, tables: readonly string[], work: () => Promise<void>): Promise<void> => {
  const found = await run(withParameters(foreignKeys, [JSON.stringify(tables)]))
  const keys = found.rows.map((r) => ({ table: String(r[0]), name: String(r[1]), definition: String(r[2]) }))
  for (const key of keys) await run(plain(`ALTER TABLE ${q(key.table)} DROP CONSTRAINT ${q(key.name)}`))
  await work()
  for (const key of keys) {
    try {
      await run(plain(`ALTER TABLE ${q(key.table)} ADD CONSTRAINT ${q(key.name)} ${key.definition}`))
    } catch (error) {
      if (!(error instanceof T7Error) || error.kind !== 'user') throw error
      throw new ConflictFound([referenceConflict(key, error)])
    }
  }
}

const referenceConflict = (key: { table: string; name: string; definition: string }, error: T7Error) =>
  conflictOf('change.rows_refer', {
    table: key.table,
    target:
      /REFERENCES (?:"((?:[^"]|"")+)"|([^\s(]+))/
        .exec(key.definition)
        ?.slice(1)
        .find((t) => t !== undefined) ?? '',
    detail: String(error.params.detail ?? error.params.message ?? ''),
  })

const writable = (of: TableUndo, forUpdate: boolean): readonly DefinedColumn[] =>
  of.definition.columns.filter((c) => of.layout.columns.includes(c.name) && c.generated === '' && !(forUpdate && c.identity === 'a'))

const images = (of: TableUndo, where: string): string =>
  `(SELECT u.n, u.before::pg_temp.${of.shape} AS b, u.after::pg_temp.${of.shape} AS a FROM t7_undo AS u WHERE u.relation = ${textLiteral(of.table, 'postgres')} AND ${where} OFFSET 0) AS u`

const keyMatch = (of: TableUndo): string => of.layout.key.map((k) => `t.${q(k)} = (u.a).${q(k)}`).join(' AND ')

const restoreKeyed = async (run: Run, of: TableUndo): Promise<void> => {
  const name = q(of.table)
  await run(plain(`DELETE FROM ${name} AS t USING ${images(of, 'u.before IS NULL')} WHERE ${keyMatch(of)}`))
  const sets = writable(of, true).map((c) => `${q(c.name)} = (u.b).${q(c.name)}`)
  if (sets.length > 0)
    await run(
      plain(
        `UPDATE ${name} AS t SET ${sets.join(', ')} FROM ${images(of, 'u.before IS NOT NULL AND u.after IS NOT NULL')} WHERE ${keyMatch(of)}`,
      ),
    )
  const columns = writable(of, false).map((c) => q(c.name))
  await run(
    plain(
      `INSERT INTO ${name} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${columns.map((c) => `(u.b).${c}`).join(', ')} FROM ${images(of, 'u.after IS NULL')} ORDER BY u.n`,
    ),
  )
}

const currentText = (of: TableUndo): string => `ROW(${of.layout.columns.map((c) => `t.${q(c)}`).join(', ')})::text`

/** One row back, found by its whole image: for tables without a key, and where the order in which unique values move matters. */
const restoreOne = async (run: Run, of: TableUndo, change: RowChange): Promise<void> => {
  const name = q(of.table)
  const place = (parameter: string): string => `t.ctid = (SELECT t.ctid FROM ${name} AS t WHERE ${currentText(of)} = ${parameter} LIMIT 1)`
  if (change.before === null) {
    await run(withParameters(`DELETE FROM ${name} AS t WHERE ${place('$1')}`, [change.after]))
    return
  }
  if (change.after === null) {
    const columns = writable(of, false).map((c) => q(c.name))
    const values = columns.map((c) => `(u.b).${c}`).join(', ')
    await run(
      withParameters(
        `INSERT INTO ${name} (${columns.join(', ')}) OVERRIDING SYSTEM VALUE SELECT ${values} FROM (SELECT $1::pg_temp.${of.shape} AS b OFFSET 0) AS u`,
        [change.before],
      ),
    )
    return
  }
  const sets = writable(of, true).map((c) => `${q(c.name)} = (u.b).${q(c.name)}`)
  if (sets.length === 0) return
  await run(
    withParameters(
      `UPDATE ${name} AS t SET ${sets.join(', ')} FROM (SELECT $2::pg_temp.${of.shape} AS b OFFSET 0) AS u WHERE ${place('$1')}`,
      [change.after, change.before],
    ),
  )
}

const restoreInReverse = async (run: Run, of: TableUndo): Promise<void> => {
  for (const change of [...of.changes].reverse()) await restoreOne(run, of, change)
}

const restore = async (run: Run, of: TableUndo): Promise<void> => {
  if (of.layout.key.length === 0) return restoreInReverse(run, of)
  await run(plain('SAVEPOINT t7_restore'))
  try {
    await restoreKeyed(run, of)
    await run(plain('RELEASE SAVEPOINT t7_restore'))
  } catch (error) {
    if (!(error instanceof T7Error) || error.code !== 'source.unique_violation') throw error
    await run(plain('ROLLBACK TO SAVEPOINT t7_restore'))
    await restoreInReverse(run, of)
  }
}

/** Gives rows back as they were (run as owner), provided that they still are as the change left them; throws ConflictFound otherwise. */
export const undoPostgresRows = async (run: Run, item: RowsItem): Promise<void> => {
  await useImageSettings(run)
  const tables = await prepare(run, item)
  await load(run, netChanges(item.changes))
  const conflicts = []
  for (const of of tables) conflicts.push(...(await findChangedRows(run, of)))
  if (conflicts.length > 0) throw new ConflictFound(conflicts.slice(0, maximumConflicts))
  const names = tables.map((t) => t.table)
  await withoutForeignKeys(run, names, () =>
    withoutTriggers(run, names, async () => {
      for (const of of tables) await restore(run, of)
    }),
  )
  for (const of of tables) await run(plain(`DROP TABLE pg_temp.${of.shape}`))
  await run(plain('DROP TABLE pg_temp.t7_undo'))
}
