import { z } from 'zod'
import { statementClass } from './role.ts'

/** SQL text as the database gets it. `parameters` in order of `$1`/`?`. `inlined` is the same statement with its values written in, for people and exports. */
export type Statement = {
  readonly sql: string
  readonly parameters: readonly (string | number | boolean | null)[]
  readonly inlined: string
}

/** Why the guard refuses; `params` fill the message (object names, limits). */
export const refusal = z.object({
  code: z.enum([
    'guard.unparsable',
    'guard.several_statements',
    'guard.class_not_allowed',
    'guard.function_not_allowed',
    'guard.object_not_allowed',
    'guard.unknown_object',
    'guard.statement_not_supported',
    'guard.too_costly',
    'guard.too_long',
    'guard.row_locks',
  ]),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])),
})
export type Refusal = z.infer<typeof refusal>

/** What the guard read in a statement. `classes` has every class found anywhere in the tree. */
export const reading = z.object({
  classes: z.array(statementClass),
  tables: z.array(z.string()),
  /** Tables whose rows or structure change. */
  targets: z.array(z.string()),
  functions: z.array(z.string()),
  /** An UPDATE or DELETE without a WHERE. */
  unfiltered: z.boolean(),
})
export type Reading = z.infer<typeof reading>

export const verdict = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('allow'), reading }),
  z.object({ kind: z.literal('confirm'), reading, times: z.union([z.literal(1), z.literal(2)]), typed: z.string().nullable() }),
  z.object({ kind: z.literal('refuse'), refusal, reading: reading.nullable() }),
])
export type Verdict = z.infer<typeof verdict>
