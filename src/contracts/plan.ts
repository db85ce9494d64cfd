import { z } from 'zod'
import { changeStep } from './change.ts'
import { query } from './query-plan.ts'

export const language = z.enum(['es', 'en'])
export type Language = z.infer<typeof language>

/**
 * Something T7 took for granted. `key` is stable for the same words (`period:el mes pasado`), so that an ask repeated with
 * `overrides: { [key]: value }` is read with that value instead. `label` is in the ask's language.
 */
export const assumption = z.object({
  key: z.string(),
  kind: z.enum(['period', 'value', 'column', 'table', 'relation', 'type', 'default', 'order', 'limit', 'aggregate', 'name', 'language']),
  /** The words of the ask it explains; null when nothing was said. */
  said: z.string().nullable(),
  label: z.string(),
  value: z.string(),
  alternatives: z.array(z.object({ label: z.string(), value: z.string() })),
})
export type Assumption = z.infer<typeof assumption>

const common = {
  version: z.literal(1),
  assumptions: z.array(assumption),
  /** Probability that this is what was meant, 0 to 1. */
  confidence: z.number().min(0).max(1),
}

export const queryPlan = z.object({ kind: z.literal('query'), query, ...common })
export type QueryPlan = z.infer<typeof queryPlan>

/** Steps run in order, all or none. */
export const changePlan = z.object({ kind: z.literal('change'), steps: z.array(changeStep).min(1), ...common })
export type ChangePlan = z.infer<typeof changePlan>

/** Hand-written SQL: goes through the same guard. */
export const sqlPlan = z.object({ kind: z.literal('sql'), sql: z.string(), ...common })
export type SqlPlan = z.infer<typeof sqlPlan>

export const plan = z.discriminatedUnion('kind', [queryPlan, changePlan, sqlPlan])
export type Plan = z.infer<typeof plan>
