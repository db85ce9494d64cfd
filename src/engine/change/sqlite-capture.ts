import type { Run } from '#engine/ports.ts'
import type { Capture } from './capture.ts'
import type { Captured, CaptureLimits, ChangeKind, RowChange, RowShape } from './captured-rows.ts'
import { identifier, plain, textLiteral } from './quoting.ts'
import { type SqliteTableShape, sqliteShape } from './sqlite-shape.ts'

const q = (name: string): string => identifier(name, 'sqlite')
const literal = (text: string): string => textLiteral(text, 'sqlite')

const image = (record: 'OLD' | 'NEW', shape: SqliteTableShape): string =>
  `json_array(${[...(shape.rowid ? [`${record}.rowid`] : []), ...shape.columns.map((c) => `${record}.${q(c)}`)].map((c) => `quote(${c})`).join(', ')})`

const key = (record: 'OLD' | 'NEW', shape: SqliteTableShape): string =>
  shape.rowid ? `CAST(${record}.rowid AS TEXT)` : `json_array(${shape.key.map((c) => `quote(${record}.${q(c)})`).join(', ')})`

const triggerSql = (at: number, event: 'INSERT' | 'UPDATE' | 'DELETE', table: string, shape: SqliteTableShape): string => {
  const before = event === 'INSERT' ? 'NULL, NULL' : `${key('OLD', shape)}, ${image('OLD', shape)}`
  const after = event === 'DELETE' ? 'NULL, NULL' : `${key('NEW', shape)}, ${image('NEW', shape)}`
  return `CREATE TEMP TRIGGER "_t7_capture_${at}_${event.toLowerCase()}" AFTER ${event} ON main.${q(table)} BEGIN INSERT INTO _t7_capture (relation, before_key, before, after_key, after) VALUES (${literal(table)}, ${before}, ${after}); END`
}

const tablesOf = async (run: Run): Promise<readonly string[]> => {
  const found = await run(
    plain(
      "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_t7\\_%' ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
    ),
  )
  return found.rows.map((row) => String(row[0]))
}

const take = async (run: Run, known: ReadonlyMap<string, SqliteTableShape>, limits: CaptureLimits): Promise<Captured> => {
  const found = await run(
    plain(
      "SELECT relation, CASE WHEN before IS NULL THEN 'insert' WHEN after IS NULL THEN 'delete' ELSE 'update' END, count(*), sum(coalesce(length(before), 0) + coalesce(length(after), 0)) FROM temp._t7_capture GROUP BY 1, 2 ORDER BY min(sequence)",
    ),
  )
  const counts = found.rows.map((row) => ({
    table: String(row[0]),
    kind: String(row[1]) as ChangeKind,
    rows: Number(row[2]),
    bytes: Number(row[3]),
  }))
  const total = (of: 'rows' | 'bytes'): number => counts.reduce((sum, c) => sum + c[of], 0)
  const tooLarge = total('rows') > limits.rows || total('bytes') > limits.bytes
  const changes = tooLarge ? [] : await readChanges(run)
  await run(plain('DELETE FROM temp._t7_capture'))
  return {
    changes,
    counts,
    shapes: shapesOf(
      known,
      counts.map((c) => c.table),
    ),
    tooLarge,
  }
}

const shapesOf = (known: ReadonlyMap<string, SqliteTableShape>, tables: readonly string[]): Readonly<Record<string, RowShape>> =>
  Object.fromEntries(
    [...known].filter(([name]) => tables.includes(name)).map(([name, { columns, key, rowid }]) => [name, { columns, key, rowid }]),
  )

const textOrNull = (cell: unknown): string | null => (cell === null || cell === undefined ? null : String(cell))

const readChanges = async (run: Run): Promise<readonly RowChange[]> => {
  const found = await run(plain('SELECT relation, before, after, before_key, after_key FROM temp._t7_capture ORDER BY sequence'))
  return found.rows.map((row) => ({
    table: String(row[0]),
    before: textOrNull(row[1]),
    after: textOrNull(row[2]),
    beforeKey: textOrNull(row[3]),
    afterKey: textOrNull(row[4]),
  }))
}

/**
 * TEMP triggers on every table: SQLite fires them for cascades and inside other triggers too. REPLACE fires delete triggers only with
 * recursive_triggers, which is switched on where no trigger of the database itself would notice.
 */
export const installSqliteCapture = async (run: Run): Promise<Capture> => {
  const tables = await tablesOf(run)
  await run(
    plain(
      'CREATE TEMP TABLE _t7_capture (sequence INTEGER PRIMARY KEY, relation TEXT, before_key TEXT, before TEXT, after_key TEXT, after TEXT)',
    ),
  )
  const names: string[] = []
  const shapes = new Map<string, SqliteTableShape>()
  for (const [at, table] of tables.entries()) {
    const shape = await sqliteShape(run, table)
    shapes.set(table, shape)
    for (const event of ['INSERT', 'UPDATE', 'DELETE'] as const) {
      await run(plain(triggerSql(at, event, table, shape)))
      names.push(`_t7_capture_${at}_${event.toLowerCase()}`)
    }
  }
  const own = await run(plain("SELECT count(*) FROM main.sqlite_master WHERE type = 'trigger'"))
  if (Number(own.rows[0]?.[0]) === 0) await run(plain('PRAGMA recursive_triggers = ON'))
  return {
    take: (limits) => take(run, shapes, limits),
    remove: async () => {
      await run(plain('PRAGMA recursive_triggers = OFF'))
      for (const name of names) await run(plain(`DROP TRIGGER temp.${q(name)}`))
      await run(plain('DROP TABLE temp._t7_capture'))
    },
  }
}
