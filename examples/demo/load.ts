import { readFileSync } from 'node:fs'
import { type DemoTable, generateDemo } from './generate.ts'

/** Runs one statement with its parameters ($1...). Every call must use the same connection. */
export type RunStatement = (sql: string, parameters: readonly string[]) => Promise<unknown>

export type DemoOptions = { readonly today: string; readonly seed?: number }

/** In the order in which they can be created. */
export const demoTables: readonly string[] = [
  'zonas',
  'agentes',
  'clientes',
  'contactos',
  'visitas',
  'categorias',
  'productos',
  'promociones',
  'promociones_productos',
  'objetivos',
  'pedidos',
  'lineas_pedido',
  'incidencias',
]

/** Creates and fills the demo tables in the first schema of the search path, in one transaction of its own. */
export const loadDemo = (run: RunStatement, options: DemoOptions): Promise<void> => inTransaction(run, () => fillDemo(run, options))

/**
 * Drops the demo tables, with what was built on them (views, references from other tables), and makes them again, in one transaction of its
 * own. Other tables stay.
 */
export const resetDemo = (run: RunStatement, options: DemoOptions): Promise<void> => inTransaction(run, () => refillDemo(run, options))

/** As `resetDemo`, inside a transaction that the caller has begun. */
export const refillDemo = async (run: RunStatement, options: DemoOptions): Promise<void> => {
  for (const name of demoTables.toReversed()) await run(`DROP TABLE IF EXISTS ${name} CASCADE`, [])
  await fillDemo(run, options)
}

/** As `loadDemo`, inside a transaction that the caller has begun. */
export const fillDemo = async (run: RunStatement, options: DemoOptions): Promise<void> => {
  for (const statement of schemaStatements()) await run(statement, [])
  for (const table of generateDemo(options)) await fill(run, table)
  for (const name of demoTables) await run(`ANALYZE ${name}`, [])
}

const inTransaction = async (run: RunStatement, work: () => Promise<void>): Promise<void> => {
  await run('BEGIN', [])
  try {
    await work()
    await run('COMMIT', [])
  } catch (error) {
    await run('ROLLBACK', [])
    throw error
  }
}

const schemaStatements = (): readonly string[] =>
  readFileSync(new URL('schema.sql', import.meta.url), 'utf8')
    .replace(/^--.*$/gm, '')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '')

/** One statement a table: its rows travel as one JSON parameter, which PostgreSQL turns into the table's own row type. */
const fill = async (run: RunStatement, table: DemoTable): Promise<void> => {
  const records = table.rows.map((row) => Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])))
  const columns = table.columns.join(', ')
  await run(`INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM json_populate_recordset(NULL::${table.name}, $1)`, [
    JSON.stringify(records),
  ])
  if (table.columns.includes('id'))
    await run(`SELECT setval(pg_get_serial_sequence('${table.name}', 'id'), (SELECT max(id) FROM ${table.name}))`, [])
}
