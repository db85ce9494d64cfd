import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createSqliteSource } from '#data/sources/sqlite/source.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { interpret } from '#engine/interpret.ts'
import { prepare } from '#engine/understand/knowledge.ts'

/**
 * A catalog of 500 tables and 10,000 columns, with names as people find them and no declared relations: what it takes to describe and to
 * prepare it, in time and memory, and to read questions over it. With a file, that database instead: `node bench/large-catalog.ts <file>`.
 */

const given = process.argv[2]
const now = '2026-11-24T10:00'
const subjects = ['CLI', 'PED', 'PROD', 'FAC', 'EMP', 'ALM', 'RUTA', 'VIS', 'CONTR', 'PAGO']
const subject = (index: number): string => `T_${subjects[index % subjects.length]}_${String(index).padStart(3, '0')}`
const questions = [
  'cuántos pedidos hay por estado',
  'total de facturas por estado en 2026',
  'clientes de Sevilla',
  'los 5 productos con mayor importe',
  'cuántos empleados hay en cada almacén',
  'cleintes pendietnes',
  'average amount per customer last month',
  'T_CLI_010 con nombre Ana 3',
]

const fill = (path: string): void => {
  const database = new DatabaseSync(path)
  for (let table = 0; table < 500; table++) {
    const owner = subject(Math.floor(table / 3))
    const own = ['id integer primary key', 'nombre text', 'fecha date', 'importe real', 'estado text', 'ciudad text', `id_${owner} integer`]
    const more = Array.from({ length: 13 }, (_, column) => `"campo nº ${column}" ${['text', 'integer', 'real', 'date'][column % 4]}`)
    database.exec(`create table ${subject(table)} (${[...own, ...more].join(', ')})`)
    for (let row = 1; row <= 20; row++)
      database.exec(
        `insert into ${subject(table)} (id, nombre, fecha, importe, estado, ciudad, id_${owner}, "campo nº 0") values (${row}, 'Ana ${row}', '2026-01-${String(row).padStart(2, '0')}', ${row * 3.5}, '${row % 2 ? 'pagado' : 'pendiente'}', '${row % 3 ? 'Sevilla' : 'Cádiz'}', ${row}, 'valor ${table} ${row}')`,
      )
  }
  database.close()
}

const megabytes = (): number => {
  globalThis.gc?.()
  return process.memoryUsage().rss / 1_000_000
}
const said = (value: number): string => value.toFixed(0)

const folder = mkdtempSync(join(tmpdir(), 't7-bench-'))
try {
  const path = given ?? join(folder, 'large.sqlite')
  if (given === undefined) fill(path)
  const before = megabytes()
  const start = performance.now()
  const source = createSqliteSource(path)
  const described = await source.describe()
  const describing = performance.now() - start
  const knowledge = prepare(described)
  const preparing = performance.now() - start - describing
  const after = megabytes()
  const { tables, relations } = described.catalog
  const times = questions.map((text) =>
    Array.from({ length: 6 }, () => {
      const asked = performance.now()
      const { best } = interpret({ text, language: null, overrides: {}, now, history: [] }, knowledge)
      if (best?.kind === 'query') compileQuery(best.query, described.catalog, 'sqlite')
      return performance.now() - asked
    }),
  )
  const later = times.flatMap(([, ...rest]) => rest).sort((a, b) => a - b)
  const columns = tables.reduce((sum, table) => sum + table.columns.length, 0)
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.version}`)
  console.log(
    `${tables.length} tables, ${columns} columns, ${relations.length} relations: described in ${said(describing)} ms, prepared in ${said(preparing)} ms`,
  )
  console.log(`memory: ${said(before)} MB before, ${said(after)} MB with the prepared catalog, ${said(megabytes())} MB after the questions`)
  console.log(
    `questions: first ${said(times[0]?.[0] ?? 0)} ms, then p50 ${said(later[Math.floor(later.length / 2)] ?? 0)} ms, max ${said(later.at(-1) ?? 0)} ms`,
  )
  for (const [index, text] of questions.entries()) console.log(`  ${text}: ${times[index]?.map(said).join(' ')}`)
  await source.close()
} finally {
  rmSync(folder, { recursive: true, force: true })
}
