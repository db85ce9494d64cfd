import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import type { Column, ColumnType, ColumnValues, Table } from '#contracts/catalog.ts'
import { namesAKey, nameWords } from '../../key-names.ts'
import { columnMeaning, declaredType, type Seen } from '../column-type.ts'

export type ContentLimits = {
  /** Distinct values kept of one column. */
  readonly perColumn: number
  /** Longest value kept, in characters. */
  readonly length: number
  /** Characters kept over all columns. */
  readonly characters: number
  /** For the whole file. */
  readonly milliseconds: number
}

export const defaultContentLimits: ContentLimits = { perColumn: 5_000, length: 120, characters: 8_000_000, milliseconds: 3_000 }

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const countRow = z.object({ n: z.number() })

const seenRow = z.tuple([z.number(), z.number(), z.number(), z.number(), z.number().nullable()])

const unseen: Seen = { integers: 0, reals: 0, texts: [], blobs: 0, binary: false }

/** How many rows are looked at to tell what a column holds. */
const sampleRows = 2_000
const sampleTexts = 200
/** Up to so many rows, distinct values are counted where a key may hide. */
const countedRows = 200_000

const scalar = z.union([z.string(), z.number(), z.bigint(), z.null()])

type Facts = { readonly filled: number; readonly min: string | null; readonly max: string | null; readonly distinct: number | null }

const spelled = (value: unknown): string | null => {
  const found = scalar.safeParse(value)
  return !found.success || found.data === null ? null : String(found.data).slice(0, 120)
}

const counted = (value: unknown): number | null => (typeof value === 'bigint' ? Number(value) : null)

const arrays = (database: DatabaseSync, sql: string): readonly (readonly unknown[])[] => {
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  statement.setReadBigInts(true)
  return statement.all() as unknown as readonly (readonly unknown[])[]
}

const chunk = <T>(items: readonly T[], size: number): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size))

/** Storage classes in the first rows, per column: integers, reals, texts, blobs, largest integer beyond 0 and 1. */
const readClasses = (database: DatabaseSync, table: Table): readonly (readonly number[])[] =>
  chunk(table.columns, 200).flatMap((columns) => {
    const parts = columns.flatMap((column) => {
      const c = quote(column.name)
      const t = `typeof(${c})`
      return [
        `sum(${t} = 'integer')`,
        `sum(${t} = 'real')`,
        `sum(${t} = 'text' and ${c} <> '')`,
        `sum(${t} = 'blob')`,
        `sum(${t} = 'integer' and ${c} not in (0, 1))`,
      ]
    })
    const [row] = arrays(database, `select ${parts.join(', ')} from (select * from ${quote(table.name)} limit ${sampleRows})`)
    return columns.map((_, index) =>
      seenRow.parse((row ?? []).slice(index * 5, index * 5 + 5).map((value) => Number(value ?? 0))).map(Number),
    )
  })

/** Distinct texts of a column, at most one more than asked; very long ones are cut to what tells them apart from short ones. */
const readTexts = (database: DatabaseSync, table: string, column: string, length: number, limit: number): readonly string[] => {
  const c = quote(column)
  return arrays(
    database,
    `select distinct case when length(${c}) > ${length} then substr(${c}, 1, ${length + 1}) else ${c} end from ${quote(table)} where typeof(${c}) = 'text' limit ${limit}`,
  ).flatMap((row) => (typeof row[0] === 'string' ? [row[0]] : []))
}

const sampleOf = (texts: readonly string[]): readonly string[] => texts.filter((text) => text.trim() !== '').slice(0, sampleTexts)

/** Numbers kept as texts are compared as numbers. */
const asNumber = (column: Column): string =>
  numeric.has(column.type) && declaredType(column.databaseType) === 'text' ? `(${quote(column.name)} + 0)` : quote(column.name)

const readFacts = (database: DatabaseSync, table: Table): readonly Facts[] =>
  chunk(table.columns, 250).flatMap((columns) => {
    const parts = columns.flatMap((column) => {
      const c = asNumber(column)
      const ends = ordered.has(column.type) && !column.sensitive ? [`min(${c})`, `max(${c})`] : ['null', 'null']
      return [`count(${c})`, ...ends, mayBeKey(table, column) ? `count(distinct ${c})` : 'null']
    })
    const [row] = arrays(database, `select ${parts.join(', ')} from ${quote(table.name)}`)
    return columns.map((_, index) => ({
      filled: Number(row?.[index * 4] ?? 0),
      min: spelled(row?.[index * 4 + 1]),
      max: spelled(row?.[index * 4 + 2]),
      distinct: counted(row?.[index * 4 + 3]),
    }))
  })

const numeric: ReadonlySet<ColumnType> = new Set<ColumnType>(['integer', 'number'])
const ordered: ReadonlySet<ColumnType> = new Set<ColumnType>(['integer', 'number', 'date', 'datetime', 'time'])

const isKey = (table: Table, column: Column): boolean =>
  (table.primaryKey.length === 1 && table.primaryKey[0] === column.name) ||
  table.uniques.some((unique) => unique.columns.length === 1 && unique.columns[0] === column.name)

/** Tables that declare no key may still hold one. */
const mayBeKey = (table: Table, column: Column): boolean =>
  table.kind === 'table' && table.primaryKey.length === 0 && namesAKey(nameWords(column.name)) && (table.rowCount ?? 0) <= countedRows

const isTruth = (column: Column): boolean =>
  column.allowedValues !== null &&
  column.allowedValues.length === 2 &&
  column.allowedValues.every((value) => value === '0' || value === '1')

const meaning = (column: Column, classes: readonly number[] | undefined, texts: readonly string[]): ColumnType => {
  if (isTruth(column) && column.type === 'integer') return 'boolean'
  const [integers = 0, reals = 0, , blobs = 0, others = 0] = classes ?? []
  const seen: Seen = classes === undefined ? unseen : { integers, reals, texts: sampleOf(texts), blobs, binary: others === 0 }
  return columnMeaning(column.name, column.databaseType, seen)
}

export type TableContents = { readonly table: Table; readonly values: readonly ColumnValues[] }

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

const readTable = (database: DatabaseSync, bare: Table, limits: ContentLimits, keepValues: boolean): TableContents => {
  const rowCount = countRow.parse(database.prepare(`select count(*) as n from ${quote(bare.name)}`).get()).n
  if (rowCount === 0)
    return {
      table: { ...bare, rowCount, columns: bare.columns.map((column) => ({ ...column, type: meaning(column, undefined, []) })) },
      values: [],
    }
  const classes = readClasses(database, bare)
  const texts = bare.columns.map((column, index) => {
    const any = (classes[index]?.[2] ?? 0) > 0 || (rowCount > sampleRows && declaredType(column.databaseType) === 'text')
    const limit = keepValues && !column.sensitive ? limits.perColumn + 1 : sampleTexts
    return any ? readTexts(database, bare.name, column.name, limits.length, limit) : []
  })
  const typed: Table = {
    ...bare,
    rowCount,
    columns: bare.columns.map((column, index) => ({ ...column, type: meaning(column, classes[index], texts[index] ?? []) })),
  }
  const facts = readFacts(database, typed)
  const values = typed.columns.flatMap((column, index): ColumnValues[] => {
    if (column.type !== 'text' || column.sensitive || !keepValues) return []
    const found = texts[index] ?? []
    const short = found.filter((text) => text.length <= limits.length)
    const complete = found.length <= limits.perColumn && short.length === found.length
    return [{ table: bare.name, column: column.name, values: short.slice(0, limits.perColumn).sort(byCode), complete }]
  })
  return { table: withStatistics(typed, facts, values), values }
}

const withStatistics = (table: Table, facts: readonly Facts[], values: readonly ColumnValues[]): Table => ({
  ...table,
  columns: table.columns.map((column, index) => {
    const { filled = 0, min = null, max = null, distinct = null } = facts[index] ?? {}
    const stored = values.find((list) => list.column === column.name)
    const distinctCount = isKey(table, column) ? filled : stored?.complete === true ? stored.values.length : distinct
    const rows = table.rowCount ?? 0
    return { ...column, statistics: { distinctCount, nullFraction: rows === 0 ? null : (rows - filled) / rows, min, max } }
  }),
})

const declaredOnly = (table: Table): TableContents => ({
  table: { ...table, columns: table.columns.map((column) => ({ ...column, type: meaning(column, undefined, []) })) },
  values: [],
})

/** Row counts, meanings, statistics and stored texts of all tables, within the limits; tables that come after time is up keep what they declare. */
export const readContents = (database: DatabaseSync, tables: readonly Table[], limits: ContentLimits): readonly TableContents[] => {
  const deadline = performance.now() + limits.milliseconds
  let characters = 0
  return tables.map((table) => {
    if (performance.now() > deadline) return declaredOnly(table)
    try {
      const found = readTable(database, table, limits, characters < limits.characters)
      for (const list of found.values) characters += list.values.reduce((sum, value) => sum + value.length, 0)
      return found
    } catch (error) {
      if (!(error instanceof Error) || !('errcode' in error)) throw error
      return declaredOnly(table)
    }
  })
}
