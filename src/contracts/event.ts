import { z } from 'zod'
import { outcome } from './outcome.ts'
import { language, plan } from './plan.ts'
import { verdict } from './verdict.ts'

/** The steps of an ask, in the order they may happen. The stream, the audit trail and the history are readers of these rows. */
export const eventBody = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('asked'),
    text: z.string(),
    person: z.string(),
    conversationId: z.string(),
    overrides: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('understood'),
    language,
    intent: z.string(),
    links: z.array(z.object({ said: z.string(), meant: z.string() })),
  }),
  z.object({ kind: z.literal('proposed'), plan, explanation: z.string(), proposer: z.string() }),
  z.object({ kind: z.literal('guarded'), sql: z.string(), verdict }),
  z.object({ kind: z.literal('executed'), rows: z.number(), ms: z.number() }),
  z.object({ kind: z.literal('previewed'), affected: z.number(), ms: z.number() }),
  z.object({ kind: z.literal('confirmed'), person: z.string(), times: z.number() }),
  z.object({ kind: z.literal('applied'), changeId: z.string(), affected: z.number() }),
  z.object({ kind: z.literal('undone'), changeId: z.string(), person: z.string() }),
  z.object({ kind: z.literal('cancelled'), person: z.string() }),
  z.object({ kind: z.literal('rated'), person: z.string(), rating: z.union([z.literal(-1), z.literal(0), z.literal(1)]) }),
  z.object({ kind: z.literal('failed'), code: z.string(), params: z.record(z.string(), z.unknown()) }),
  /** Ends a run: what the person sees now. A later confirmation or undo adds another. */
  z.object({ kind: z.literal('concluded'), outcome }),
])
export type EventBody = z.infer<typeof eventBody>

export const askEvent = z.object({ askId: z.string(), sequence: z.number().int(), at: z.string(), body: eventBody })
export type AskEvent = z.infer<typeof askEvent>
