import type pg from 'pg'
import type { Catalog, Column, ColumnValues, Relation, Table } from '#contracts/catalog.ts'
import { findCandidates, settleRelations, worthChecking } from '../../infer-relations.ts'
import { type Count, referenceKey } from '../../reference-evidence.ts'
import { structureVersion } from '../../structure-version.ts'
import { endsConnection } from '../failure.ts'
import type { ResultContext } from '../result.ts'
import { buildRelations, buildTables } from './build-tables.ts'
import { checkReference } from './check-references.ts'
import { readStatistics, type TableStatistics } from './statistics.ts'
import { readTableValues, type ValueLimits } from './stored-values.ts'
import { type ColumnRow, readStructure, type Structure } from './structure.ts'

export type Description = {
  readonly catalog: Catalog
  readonly values: readonly ColumnValues[]
  readonly context: ResultContext
}

const longWidth = 480
const viewMilliseconds = 250

/** A step that may fail by itself (too slow, not allowed) without losing the rest; null then. */
const attempt = async <T>(client: pg.ClientBase, milliseconds: number, work: () => Promise<T>): Promise<T | null> => {
  if (milliseconds <= 0) return null
  await client.query(`savepoint t7_step; set local statement_timeout to ${Math.ceil(milliseconds)}`)
  try {
    const result = await work()
    await client.query('release savepoint t7_step')
    return result
  } catch (error) {
    if (endsConnection(error)) throw error
    await client.query('rollback to savepoint t7_step')
    return null
  }
}

const withStatistics = (table: Table, found: TableStatistics, values: readonly ColumnValues[]): Table => ({
  ...table,
  rowCount: found.rowCount,
  columns: table.columns.map((column, index): Column => {
    const statistics = found.columns[index] ?? null
    const stored = values.find((list) => list.column === column.name)
    if (statistics === null || stored === undefined || !stored.complete) return { ...column, statistics }
    return { ...column, statistics: { ...statistics, distinctCount: stored.values.length } }
  }),
})

const isReadable = (column: Column, row: ColumnRow | undefined): boolean =>
  column.type === 'text' && !column.sensitive && (row?.width ?? 0) <= longWidth

const contextOf = (structure: Structure): ResultContext => {
  const names = new Map(structure.tables.map((table) => [table.id, table.name]))
  return {
    texts: structure.texts,
    columns: new Map(
      structure.columns.map((column) => [
        `${column.table}.${column.position}`,
        { table: names.get(column.table) ?? '', column: column.name },
      ]),
    ),
  }
}

const readContents = async (client: pg.ClientBase, schema: string, structure: Structure, bare: readonly Table[], limits: ValueLimits) => {
  const deadline = performance.now() + limits.milliseconds
  const tables: Table[] = []
  const values: ColumnValues[] = []
  let characters = 0
  for (const [index, table] of bare.entries()) {
    const row = structure.tables[index]
    if (row === undefined) continue
    const columns = structure.columns.filter((column) => column.table === row.id)
    const left = deadline - performance.now()
    const found = await attempt(client, left, () => readStatistics(client, schema, table, row, columns))
    const counted: Table = { ...table, rowCount: found?.rowCount ?? null }
    const texts = table.columns.filter((column, at) => isReadable(column, columns[at]))
    const time = Math.min(deadline - performance.now(), row.view ? viewMilliseconds : Number.POSITIVE_INFINITY)
    const stored =
      characters > limits.characters ? null : await attempt(client, time, () => readTableValues(client, schema, counted, texts, limits))
    for (const list of stored ?? []) characters += list.values.reduce((sum, value) => sum + value.length, 0)
    values.push(...(stored ?? []))
    tables.push(found === null ? counted : withStatistics(table, found, stored ?? []))
  }
  return { tables, values }
}

const checks = { values: 200, eachMilliseconds: 200, milliseconds: 1_000 }

/** Relations that a schema doesn't declare, borne out by its rows where names leave a doubt and looking is quick. */
const inferRelations = async (
  client: pg.ClientBase,
  schema: string,
  catalog: Catalog,
  values: readonly ColumnValues[],
): Promise<readonly Relation[]> => {
  const deadline = performance.now() + checks.milliseconds
  const candidates = findCandidates(catalog, values)
  const checked = new Map<string, Count>()
  for (const reference of worthChecking(candidates)) {
    const left = Math.min(deadline - performance.now(), checks.eachMilliseconds)
    const found = await attempt(client, left, () => checkReference(client, schema, reference, checks.values))
    if (found) checked.set(referenceKey(reference), found)
  }
  return settleRelations(catalog, candidates, checked)
}

/** Structure, statistics and stored values of one schema, inside an open read-only transaction. Contents that would take too long are left out. */
export const describeSchema = async (client: pg.ClientBase, schema: string, limits: ValueLimits): Promise<Description> => {
  const structure = await readStructure(client, schema)
  const bare = buildTables(structure)
  const declared = buildRelations(structure)
  const { tables, values } = await readContents(client, schema, structure, bare, limits)
  const version = structureVersion(bare, declared)
  const catalog: Catalog = { dialect: 'postgres', version, tables, relations: [...declared] }
  return {
    catalog: { ...catalog, relations: [...declared, ...(await inferRelations(client, schema, catalog, values))] },
    values,
    context: contextOf(structure),
  }
}
