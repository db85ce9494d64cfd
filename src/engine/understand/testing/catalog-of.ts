import type { Catalog, Column, ColumnType, ColumnValues, Relation, Table } from '#contracts/catalog.ts'
import type { Described } from '../../interpretation.ts'

/**
 * A table told briefly. Columns are `name type`, with marks after: `key` (primary key), `?` (may be empty), `> table` (refers to its key),
 * `= a|b` (stored values). Names may be quoted: `"fecha de alta" date`.
 */
export type Told = {
  readonly rows?: number
  readonly columns: readonly string[]
  readonly values?: Readonly<Record<string, readonly string[]>>
}

type ToldColumn = {
  readonly name: string
  readonly type: ColumnType
  readonly key: boolean
  readonly nullable: boolean
  readonly refersTo: string | null
  readonly values: readonly string[]
}

const readColumn = (told: string): ToldColumn => {
  const match = /^("(?:[^"])+"|\S+) (\w+)( key)?( \?)?(?: > ("[^"]+"|\S+))?(?: = (.+))?$/.exec(told)
  if (!match) throw new RangeError(`not a column: ${told}`)
  const plain = (text: string | undefined): string | null => text?.replace(/^"|"$/g, '') ?? null
  return {
    name: plain(match[1]) ?? '',
    type: match[2] as ColumnType,
    key: match[3] !== undefined,
    nullable: match[4] !== undefined,
    refersTo: plain(match[5]),
    values: match[6]?.split('|') ?? [],
  }
}

const databaseTypes: Partial<Record<ColumnType, string>> = { number: 'numeric', datetime: 'timestamp' }

const toColumn = (told: ToldColumn): Column => ({
  name: told.name,
  type: told.type,
  databaseType: databaseTypes[told.type] ?? told.type,
  nullable: told.nullable,
  default: null,
  generated: told.key && told.type === 'integer',
  description: null,
  synonyms: [],
  sensitive: false,
  allowedValues: null,
  statistics: told.values.length > 0 ? { distinctCount: told.values.length, nullFraction: 0, min: null, max: null } : null,
})

const toTable = (name: string, told: Told): Table => {
  const columns = told.columns.map(readColumn)
  return {
    name,
    kind: 'table',
    description: null,
    synonyms: [],
    rowCount: told.rows ?? 100,
    columns: columns.map(toColumn),
    primaryKey: columns.filter((c) => c.key).map((c) => c.name),
    uniques: [],
    checks: [],
    indexes: [],
    definition: null,
  }
}

/** A described source from a few lines per table. */
export const catalogOf = (tables: Readonly<Record<string, Told>>): Described => {
  const made = Object.entries(tables).map(([name, told]) => toTable(name, told))
  const told = Object.entries(tables).flatMap(([table, { columns }]) => columns.map((c) => ({ table, ...readColumn(c) })))
  const relations = told.flatMap((c): readonly Relation[] => {
    const to = c.refersTo === null ? undefined : made.find((t) => t.name === c.refersTo)
    if (!to) return []
    return [
      {
        name: `${c.table}_${c.name}_fkey`,
        from: { table: c.table, columns: [c.name] },
        to: { table: to.name, columns: to.primaryKey.slice(0, 1) },
        onDelete: 'no_action',
        declared: true,
      },
    ]
  })
  const values = told.flatMap((c): readonly ColumnValues[] =>
    c.values.length > 0 ? [{ table: c.table, column: c.name, values: c.values, complete: true }] : [],
  )
  const catalog: Catalog = { dialect: 'postgres', version: '1', tables: made, relations }
  return { catalog, values }
}
