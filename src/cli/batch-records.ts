import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import { language } from '#contracts/plan.ts'
import { role } from '#contracts/role.ts'

const identifier = z.union([z.string(), z.number()])

/** One question of a batch. Fields that are not named here (gold answers, tags) are ignored. `db` is another name of `db_id`. */
export const batchRecord = z
  .object({
    id: identifier.optional(),
    db_id: z.string().nullish(),
    db: z.string().nullish(),
    question: z.string(),
    lang: language.nullish(),
    now: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}/)
      .nullish(),
    role: role.nullish(),
    history: z.array(z.object({ question: z.string(), sql: z.string().nullish() })).nullish(),
  })
  .transform(({ db, db_id, ...rest }) => ({ ...rest, database: db_id ?? db ?? null }))
export type BatchRecord = z.infer<typeof batchRecord>

export type BatchEntry =
  | { readonly id: string | number; readonly record: BatchRecord }
  | { readonly id: string | number; readonly problem: string }

const entryOf = (value: unknown, index: number): BatchEntry => {
  const parsed = batchRecord.safeParse(value)
  if (parsed.success) return { id: parsed.data.id ?? index, record: parsed.data }
  const own = identifier.safeParse(typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined)
  const issue = parsed.error.issues[0]
  return { id: own.success ? own.data : index, problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}` }
}

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

/**
 * Reads a JSON array or one JSON record a line. A record that is not well formed stays in its place with its problem.
 * @throws T7Error `batch.unreadable` when a file that starts as an array does not end as one
 */
export const readBatch = (text: string): readonly BatchEntry[] => {
  const body = text.replace(/^\uFEFF/, '')
  if (!body.trimStart().startsWith('[')) {
    const lines = body.split('\n').filter((line) => line.trim() !== '')
    return lines.map((line, index) => entryOf(parseLine(line), index))
  }
  try {
    return z.array(z.unknown()).parse(JSON.parse(body)).map(entryOf)
  } catch (cause) {
    throw new T7Error({ code: 'batch.unreadable', kind: 'user', params: { message: String(cause) }, cause })
  }
}
