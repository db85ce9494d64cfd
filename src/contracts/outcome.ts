import { z } from 'zod'
import { assumption, language, plan } from './plan.ts'
import { cell, chartSpec, resultTable } from './result.ts'
import { statementClass } from './role.ts'

/** A next question to press: `text` is asked as it stands. */
export const suggestion = z.object({ text: z.string() })

/** A reading to press: the same words asked again with `overrides`, or other words. */
export const choice = z.object({ label: z.string(), text: z.string(), overrides: z.record(z.string(), z.string()) })
export type Choice = z.infer<typeof choice>

/** How sure T7 is, in steps that come from calibration. */
export const certainty = z.enum(['high', 'middle', 'low'])

/** Milliseconds of each phase; the sum is at most `total`. */
export const timings = z.object({ understand: z.number(), guard: z.number(), database: z.number(), total: z.number() })

/** What a change would do to the rows of one table. `before`/`after` hold the same rows in the same order (null = does not exist on that side). */
export const rowsPreview = z.object({
  table: z.string(),
  kind: z.enum(['insert', 'update', 'delete']),
  affected: z.number(),
  total: z.number(),
  columns: z.array(z.string()),
  changedColumns: z.array(z.string()),
  sample: z.array(z.object({ before: z.array(cell).nullable(), after: z.array(cell).nullable() })),
  /** Rows of other tables that go or change with it (cascade). */
  alsoAffected: z.array(z.object({ table: z.string(), rows: z.number() })),
})
export type RowsPreview = z.infer<typeof rowsPreview>

/** One line of a structure difference, said in the ask's language. */
export const structurePreview = z.object({
  object: z.string(),
  operation: z.enum(['create', 'alter', 'drop', 'rename']),
  lines: z.array(z.object({ sign: z.enum(['+', '-', '~', ' ']), text: z.string() })),
  dependents: z.array(z.string()),
  /** Rows that live in a dropped or emptied table. */
  rows: z.number().nullable(),
})
export type StructurePreview = z.infer<typeof structurePreview>

export const changePreview = z.object({
  /** Binds a confirmation to what was shown: the plan, the catalog version and the rows. */
  token: z.string(),
  rows: z.array(rowsPreview),
  structure: z.array(structurePreview),
})
export type ChangePreview = z.infer<typeof changePreview>

const shared = {
  language,
  /** One sentence in the ask's language. */
  sentence: z.string(),
  suggestions: z.array(suggestion),
}

const understood = {
  plan,
  /** The plan in words: exactly what the SQL does. */
  explanation: z.string(),
  /** With its values written in. */
  sql: z.string(),
  assumptions: z.array(assumption),
  certainty,
  confidence: z.number(),
  /** Other readings, best first. */
  alternatives: z.array(choice),
}

export const answerOutcome = z.object({
  kind: z.literal('answer'),
  ...shared,
  ...understood,
  result: resultTable,
  chart: chartSpec.nullable(),
  timings,
})

export const confirmOutcome = z.object({
  kind: z.literal('confirm'),
  ...shared,
  ...understood,
  /** The worst class among the statements; decides the colour of the card. */
  statementClass,
  preview: changePreview,
  /** Confirmations still missing. */
  remaining: z.union([z.literal(1), z.literal(2)]),
  /** What must be typed at the last confirmation; null = nothing. */
  typed: z.string().nullable(),
  /** The verb on the button: "Cambiar 14 precios". */
  action: z.string(),
  warnings: z.array(z.string()),
  timings,
})

export const appliedOutcome = z.object({
  kind: z.literal('applied'),
  ...shared,
  plan,
  sql: z.string(),
  changeId: z.string(),
  affected: z.number(),
  preview: changePreview,
  undo: z.discriminatedUnion('state', [
    z.object({ state: z.literal('possible') }),
    z.object({ state: z.literal('impossible'), reason: z.string() }),
    z.object({ state: z.literal('done'), at: z.string() }),
  ]),
  timings,
})

export const clarifyOutcome = z.object({ kind: z.literal('clarify'), ...shared, choices: z.array(choice) })

/** `code` is stable for programs; `sentence` says it to people, with the way out. */
export const refuseOutcome = z.object({
  kind: z.literal('refuse'),
  ...shared,
  code: z.string(),
  params: z.record(z.string(), z.unknown()),
  sql: z.string().nullable(),
  /** Rows that stand in the way (a violated constraint, a reference in use). */
  offending: resultTable.nullable(),
})

/** Help, small talk, and honest "this is what I understood". */
export const messageOutcome = z.object({
  kind: z.literal('message'),
  ...shared,
  topic: z.enum(['help', 'not_understood', 'small_talk', 'cancelled']),
  understood: z.array(z.string()),
})

export const outcome = z.discriminatedUnion('kind', [
  answerOutcome,
  confirmOutcome,
  appliedOutcome,
  clarifyOutcome,
  refuseOutcome,
  messageOutcome,
])
export type Outcome = z.infer<typeof outcome>
export type AnswerOutcome = z.infer<typeof answerOutcome>
export type ConfirmOutcome = z.infer<typeof confirmOutcome>
export type AppliedOutcome = z.infer<typeof appliedOutcome>
