import { z } from 'zod'
import { columnType } from './catalog.ts'
import { condition, expression, query } from './query-plan.ts'

/** What happens to rows that refer to a deleted one. */
export const onDelete = z.enum(['no_action', 'cascade', 'set_null'])

export const reference = z.object({ table: z.string(), column: z.string(), onDelete })

/** A column to create. Expressions in `check` name the column with table alias '' (the table being defined). */
export const columnSpec = z.object({
  name: z.string(),
  type: columnType,
  /** Maximum characters of a text; null = unlimited. */
  length: z.number().int().positive().nullable(),
  /** Decimals of a `number`; null = as the dialect does it best (numeric without limits). */
  scale: z.number().int().nonnegative().nullable(),
  required: z.boolean(),
  unique: z.boolean(),
  /** A literal, or `call` of current_date / current_timestamp. */
  default: expression.nullable(),
  /** Value list: becomes a CHECK ... IN. */
  allowedValues: z.array(z.string()).nullable(),
  check: condition.nullable(),
  /** The database numbers the rows: an identity primary key. */
  identity: z.boolean(),
  references: reference.nullable(),
  description: z.string().nullable(),
})
export type ColumnSpec = z.infer<typeof columnSpec>

/** A table-level rule: `name` null = T7 names it. */
export const constraintSpec = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unique'), name: z.string().nullable(), columns: z.array(z.string()).min(1) }),
  z.object({ kind: z.literal('check'), name: z.string().nullable(), condition }),
  z.object({
    kind: z.literal('reference'),
    name: z.string().nullable(),
    columns: z.array(z.string()).min(1),
    table: z.string(),
    targetColumns: z.array(z.string()).min(1),
    onDelete,
  }),
  z.object({ kind: z.literal('primary_key'), name: z.string().nullable(), columns: z.array(z.string()).min(1) }),
])
export type ConstraintSpec = z.infer<typeof constraintSpec>

export const schemaChange = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('create_table'),
    table: z.string(),
    columns: z.array(columnSpec).min(1),
    primaryKey: z.array(z.string()),
    constraints: z.array(constraintSpec),
    description: z.string().nullable(),
  }),
  z.object({ kind: z.literal('drop_table'), table: z.string() }),
  z.object({ kind: z.literal('rename_table'), table: z.string(), to: z.string() }),
  z.object({ kind: z.literal('add_column'), table: z.string(), column: columnSpec }),
  z.object({ kind: z.literal('drop_column'), table: z.string(), column: z.string() }),
  z.object({ kind: z.literal('rename_column'), table: z.string(), column: z.string(), to: z.string() }),
  z.object({
    kind: z.literal('change_type'),
    table: z.string(),
    column: z.string(),
    type: columnType,
    length: z.number().int().positive().nullable(),
    scale: z.number().int().nonnegative().nullable(),
  }),
  /** `fill` replaces the NULLs first, when a column becomes required. */
  z.object({ kind: z.literal('set_required'), table: z.string(), column: z.string(), required: z.boolean(), fill: expression.nullable() }),
  z.object({ kind: z.literal('set_default'), table: z.string(), column: z.string(), default: expression.nullable() }),
  z.object({ kind: z.literal('add_constraint'), table: z.string(), constraint: constraintSpec }),
  z.object({ kind: z.literal('drop_constraint'), table: z.string(), name: z.string() }),
  z.object({
    kind: z.literal('create_index'),
    table: z.string(),
    name: z.string(),
    columns: z.array(z.string()).min(1),
    unique: z.boolean(),
  }),
  z.object({ kind: z.literal('drop_index'), name: z.string(), table: z.string() }),
  z.object({ kind: z.literal('create_view'), name: z.string(), query }),
  z.object({ kind: z.literal('drop_view'), name: z.string() }),
  z.object({ kind: z.literal('truncate_table'), table: z.string() }),
  z.object({ kind: z.literal('describe'), table: z.string(), column: z.string().nullable(), description: z.string().nullable() }),
])
export type SchemaChange = z.infer<typeof schemaChange>

/** A change of rows. The changed table's alias in expressions and conditions is its own name. A value may be a scalar subquery (a reference looked up by name). */
export const dataChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('insert'), table: z.string(), columns: z.array(z.string()), rows: z.array(z.array(expression)).min(1) }),
  z.object({
    kind: z.literal('update'),
    table: z.string(),
    set: z.array(z.object({ column: z.string(), value: expression })).min(1),
    where: condition.nullable(),
  }),
  z.object({ kind: z.literal('delete'), table: z.string(), where: condition.nullable() }),
])
export type DataChange = z.infer<typeof dataChange>

export const changeStep = z.union([schemaChange, dataChange])
export type ChangeStep = z.infer<typeof changeStep>

const dataKinds: ReadonlySet<string> = new Set(['insert', 'update', 'delete'])

export const isDataChange = (step: ChangeStep): step is DataChange => dataKinds.has(step.kind)
