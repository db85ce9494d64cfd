import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'

const objectRow = z.object({ name: z.string(), kind: z.enum(['table', 'view']), sql: z.string() })
export type ObjectRow = z.infer<typeof objectRow>

const columnRow = z.object({
  table: z.string(),
  name: z.string(),
  type: z.string(),
  required: z.number(),
  default: z.string().nullable(),
  key: z.number(),
  hidden: z.number(),
})
export type ColumnRow = z.infer<typeof columnRow>

const indexRow = z.object({
  table: z.string(),
  name: z.string(),
  unique: z.number(),
  origin: z.string(),
  column: z.string().nullable(),
  sql: z.string().nullable(),
})
export type IndexRow = z.infer<typeof indexRow>

const referenceRow = z.object({
  table: z.string(),
  id: z.number(),
  target: z.string(),
  column: z.string(),
  targetColumn: z.string().nullable(),
  onDelete: z.string(),
})
export type ReferenceRow = z.infer<typeof referenceRow>

export type Structure = {
  readonly objects: readonly ObjectRow[]
  readonly columns: ReadonlyMap<string, readonly ColumnRow[]>
  readonly indexes: ReadonlyMap<string, readonly IndexRow[]>
  readonly references: ReadonlyMap<string, readonly ReferenceRow[]>
}

/** Shadow tables belong to virtual ones; `_t7_` is where T7 keeps things aside. */
const objects = `select s.name, s.type as kind, coalesce(s.sql, '') as sql from sqlite_schema s join pragma_table_list l on l.schema = 'main' and l.name = s.name
  where s.type in ('table', 'view') and l.type <> 'shadow' and s.name not like 'sqlite\\_%' escape '\\' and s.name not like '\\_t7\\_%' escape '\\' order by s.name`

const columns = `select p.name, p.type, p."notnull" as required, p.dflt_value as "default", p.pk as key, p.hidden from pragma_table_xinfo(?) p where p.hidden <> 1 order by p.cid`

const indexes = `select l.name, l."unique" as "unique", l.origin, i.name as "column", s.sql from pragma_index_list(?) l
  join pragma_index_info(l.name) i left join sqlite_schema s on s.type = 'index' and s.name = l.name order by l.name, i.seqno`

const references = `select p.id, p."table" as target, p."from" as "column", p."to" as "targetColumn", p.on_delete as "onDelete" from pragma_foreign_key_list(?) p order by p.id, p.seq`

/** Reads what SQLite tells of a file's structure. A view that doesn't work any more is left out. */
export const readStructure = (database: DatabaseSync): Structure => {
  const found = objectRow.array().parse(database.prepare(objects).all())
  const [columnsOf, indexesOf, referencesOf] = [columns, indexes, references].map((sql) => database.prepare(sql))
  const rows = <T>(statement: typeof columnsOf, table: string, row: z.ZodType<T>): readonly T[] =>
    row.array().parse((statement?.all(table) ?? []).map((values) => ({ ...values, table })))
  const readable: ObjectRow[] = []
  const columnMap = new Map<string, readonly ColumnRow[]>()
  const indexMap = new Map<string, readonly IndexRow[]>()
  const referenceMap = new Map<string, readonly ReferenceRow[]>()
  for (const object of found) {
    try {
      columnMap.set(object.name, rows(columnsOf, object.name, columnRow))
      if (object.kind === 'table') {
        indexMap.set(object.name, rows(indexesOf, object.name, indexRow))
        referenceMap.set(object.name, rows(referencesOf, object.name, referenceRow))
      }
      readable.push(object)
    } catch (error) {
      if (!(error instanceof Error) || !('errcode' in error)) throw error
    }
  }
  return { objects: readable, columns: columnMap, indexes: indexMap, references: referenceMap }
}
