import { z } from 'zod'
import { dialect } from '#contracts/catalog.ts'
import { changeStep } from '#contracts/change.ts'
import { definedTable, definedView } from './postgres-definition.ts'

const rowChange = z.object({
  table: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  beforeKey: z.string().nullable(),
  afterKey: z.string().nullable(),
})

const rowShape = z.object({ columns: z.array(z.string()), key: z.array(z.string()), rowid: z.boolean() })

/** Rows in the order they changed, and how the images of each table are laid out. */
const rowsItem = z.object({ kind: z.literal('rows'), changes: z.array(rowChange), shapes: z.record(z.string(), rowShape) })
export type RowsItem = z.infer<typeof rowsItem>

/** Values kept aside: table `name` with `t7_key` (row key as text), `t7_number` (among equal keys), `t7_old`, `t7_new`. */
const keptValues = z.object({
  kind: z.literal('values'),
  name: z.string(),
  column: z.string(),
  /** Columns that identify a row; empty = the whole rest of the row. */
  key: z.array(z.string()),
})
const keptTable = z.object({
  kind: z.literal('table'),
  name: z.string(),
  renamed: z.array(z.object({ kind: z.string(), from: z.string(), to: z.string() })),
})
export type KeptTable = z.infer<typeof keptTable>
const kept = z.discriminatedUnion('kind', [keptValues, keptTable])
export type Kept = z.infer<typeof kept>
export type KeptValues = z.infer<typeof keptValues>

/** What a new column held in every row when it came; `checked` false = the database makes the values. */
const addedColumn = z.object({ column: z.string(), value: z.string().nullable(), checked: z.boolean() })

const postgresItem = z.object({
  kind: z.literal('postgres'),
  step: changeStep,
  before: definedTable.nullable(),
  after: definedTable.nullable(),
  /** Views that stepped aside or went along, in the order to make them again. */
  views: z.array(definedView),
  added: addedColumn.nullable(),
  kept: kept.nullable(),
})
export type PostgresItem = z.infer<typeof postgresItem>

const objectChange = z.object({
  kind: z.enum(['table', 'index', 'trigger', 'view']),
  name: z.string(),
  table: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
})
export type ObjectChange = z.infer<typeof objectChange>

const sqliteItem = z.object({
  kind: z.literal('sqlite'),
  step: changeStep,
  objects: z.array(objectChange),
  added: addedColumn.nullable(),
  kept: kept.nullable(),
  /** AUTOINCREMENT counter of a dropped table. */
  sequence: z.number().nullable(),
})
export type SqliteItem = z.infer<typeof sqliteItem>

export const undoItem = z.discriminatedUnion('kind', [rowsItem, postgresItem, sqliteItem])
export type UndoItem = z.infer<typeof undoItem>

/** Everything needed to take a change back, as plain JSON. */
export const undoRecord = z.object({
  version: z.literal(1),
  id: z.string(),
  dialect,
  /** In the order applied. */
  items: z.array(undoItem),
  /** null = possible. */
  impossible: z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }).nullable(),
  undone: z.boolean(),
})
export type UndoRecord = z.infer<typeof undoRecord>
