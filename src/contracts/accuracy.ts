import { z } from 'zod'
import { maximumAskLength, plainText } from './api.ts'
import { language, plan } from './plan.ts'
import { role } from './role.ts'

/** A clock's time as asks are given it: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. */
export const localTime = z.union([z.iso.date(), z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/)])

const words = plainText.trim().min(1).max(maximumAskLength)
const statement = plainText.trim().min(1).max(100_000)

/** Longest list of questions that is kept or read from a file. */
export const maximumPairs = 2000

/** A question and the SQL whose result is right for it. Never the result itself: data change. */
export const acceptedPair = z.object({
  question: words,
  /** null = as the words tell. */
  language: language.nullable(),
  /** When it was asked: what "last month" is counted from. */
  now: localTime,
  role,
  /** Choices made among its assumptions, by their key. */
  overrides: z.record(plainText, plainText),
  /** The turns before that it goes on from, oldest first. */
  history: z.array(z.object({ question: words, sql: statement.nullable() })).max(20),
  sql: statement,
})
export type AcceptedPair = z.infer<typeof acceptedPair>

/** `askId`: the answer that was accepted; null = written by hand. `plan`: what the SQL says, where it is known. */
export const keptPair = acceptedPair.extend({
  id: z.string(),
  askId: z.string().nullable(),
  plan: plan.nullable(),
  person: z.object({ id: z.string(), name: z.string() }),
  keptAt: z.string(),
})
export type KeptPair = z.infer<typeof keptPair>

/** `unanswered`: asked back, or not understood. `gold_failed`: the accepted SQL does not run any more, so nothing can be said. */
export const pairVerdict = z.enum(['right', 'wrong', 'unanswered', 'gold_failed'])
export type PairVerdict = z.infer<typeof pairVerdict>

/** `sql`: what was proposed. `reason`: why it is not right, as a code and what fills its words. `milliseconds`: from the words to the SQL. */
export const measuredPair = z.object({
  verdict: pairVerdict,
  sql: z.string().nullable(),
  reason: z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) }).nullable(),
  milliseconds: z.number(),
})
export type MeasuredPair = z.infer<typeof measuredPair>

/** What came of a pair in a run, with the pair as it was then. */
export const runEntry = measuredPair.extend({ pairId: z.string(), question: z.string(), gold: z.string() })
export type RunEntry = z.infer<typeof runEntry>

export const verdictCounts = z.object({ right: z.number(), wrong: z.number(), unanswered: z.number(), gold_failed: z.number() })
export type VerdictCounts = z.infer<typeof verdictCounts>

export const accuracyRun = z.object({
  id: z.string(),
  at: z.string(),
  person: z.object({ id: z.string(), name: z.string() }),
  milliseconds: z.number(),
  /** Version of T7. */
  version: z.string(),
  /** Who answered: the built-in engine, or a model. */
  proposer: z.string(),
  counts: verdictCounts,
})
export type AccuracyRun = z.infer<typeof accuracyRun>

/** A pair as the page shows it; `last` null = not measured as it stands now. */
export const pairView = keptPair.omit({ plan: true }).extend({
  /** The accepted SQL in words; null where it has no plan. */
  explanation: z.string().nullable(),
  last: measuredPair
    .omit({ reason: true })
    .extend({ reason: z.string().nullable(), change: z.enum(['broken', 'fixed']).nullable() })
    .nullable(),
})
export type PairView = z.infer<typeof pairView>

/** `GET /api/accuracy`. `runs`: newest first. `measuring`: the run that goes on now. `failure`: code of what kept the last one from ending. */
export const accuracyView = z.object({
  pairs: z.array(pairView),
  runs: z.array(accuracyRun),
  measuring: z.object({ done: z.number(), total: z.number() }).nullable(),
  failure: z.string().nullable(),
  mayEdit: z.boolean(),
})
export type AccuracyView = z.infer<typeof accuracyView>

/** `POST /api/accuracy/pairs`, `PATCH /api/accuracy/pairs/:id`. */
export const pairRequest = acceptedPair.pick({ question: true, sql: true, language: true }).extend({ now: localTime.optional() })
export type PairRequest = z.infer<typeof pairRequest>

/** What a field of a questions file should have been. */
export const expectedShape = z.enum([
  'yaml',
  'list',
  'mapping',
  'known_field',
  'given',
  'text',
  'short_text',
  'language',
  'time',
  'role',
  'turns',
  'choices',
  'fewer',
  'running_sql',
])
export type ExpectedShape = z.infer<typeof expectedShape>

/** One thing that is wrong in a questions file. `question` counts from 1; `value` is what was written, cut short. */
export const questionsProblem = z.object({
  line: z.number().nullable(),
  question: z.number().nullable(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  expected: expectedShape,
  /** Why the SQL does not do, in words. */
  detail: z.string().nullable(),
})
export type QuestionsProblem = z.infer<typeof questionsProblem>

/** `POST /api/accuracy/import`: all of a file, or nothing of it and why. */
export const importRequest = z.object({ text: z.string().max(500_000) })
export const importResult = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('imported'), added: z.number(), known: z.number() }),
  z.object({ kind: z.literal('problems'), problems: z.array(questionsProblem) }),
])
export type ImportResult = z.infer<typeof importResult>
