import { once } from 'node:events'
import { createWriteStream, existsSync, readFileSync } from 'node:fs'
import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { role } from '#contracts/role.ts'
import { type BatchPlace, type BatchSession, openBatch } from '#server/batch-session.ts'
import { localNow } from '#server/local-now.ts'
import { type BatchEntry, readBatch } from './batch-records.ts'
import { dateOption, oneOf, readOptions } from './options.ts'
import { say, sayError } from './words.ts'

type Defaults = { readonly now: string | null; readonly role: 'reader' | 'editor' | 'admin'; readonly language: Language | null }

const placeOf = (databases: string | undefined, source: string | undefined): BatchPlace | null => {
  if (source !== undefined) return { kind: 'source', name: source }
  return databases === undefined ? null : { kind: 'databases', directory: databases }
}

const failed = (error: unknown, language: Language) => {
  const known = error instanceof T7Error ? error : new T7Error({ code: 'batch.failed', kind: 'bug', cause: error })
  return { kind: 'refuse', sql: null, confidence: 0, ms: 0, refused: { code: known.code, message: sayError(known, language) } }
}

/** One output line's content; whatever goes wrong with a record stays in its record. */
const answerEntry = async (session: BatchSession, entry: BatchEntry, defaults: Defaults, language: Language): Promise<object> => {
  if ('problem' in entry) {
    const refused = { code: 'batch.bad_record', message: entry.problem }
    return { id: entry.id, kind: 'refuse', sql: null, confidence: 0, ms: 0, refused }
  }
  const { record } = entry
  try {
    const answer = await session.answer(record.database, {
      question: record.question,
      language: record.lang ?? defaults.language,
      now: record.now ?? defaults.now ?? localNow(),
      role: record.role ?? defaults.role,
      history: (record.history ?? []).map((turn) => ({ question: turn.question, sql: turn.sql ?? null })),
    })
    return { id: entry.id, ...answer }
  } catch (error) {
    return { id: entry.id, ...failed(error, record.lang ?? language) }
  }
}

const readInput = (file: string): readonly BatchEntry[] => {
  if (file !== '-' && !existsSync(file)) throw new T7Error({ code: 'cli.no_file', kind: 'user', params: { file } })
  return readBatch(readFileSync(file === '-' ? 0 : file, 'utf8'))
}

const run = async (
  session: BatchSession,
  entries: readonly BatchEntry[],
  out: string,
  defaults: Defaults,
  language: Language,
): Promise<void> => {
  const stream = out === '-' ? process.stdout : createWriteStream(out)
  for (const entry of entries) {
    const line = `${JSON.stringify(await answerEntry(session, entry, defaults, language))}\n`
    if (!stream.write(line)) await once(stream, 'drain')
  }
  if (stream === process.stdout) return
  stream.end()
  await once(stream, 'finish')
}

/** `t7 batch`: many questions of a file, answered in order, one JSON line each. */
export const batch = async (args: readonly string[], language: Language): Promise<number> => {
  const { values, positionals } = readOptions(args, {
    databases: { type: 'string' },
    source: { type: 'string' },
    out: { type: 'string' },
    apply: { type: 'boolean', default: false },
    now: { type: 'string' },
    role: { type: 'string' },
    lang: { type: 'string' },
  })
  const [input] = positionals
  const place = placeOf(values.databases, values.source)
  if (input === undefined || place === null || values.out === undefined)
    throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: say('batchNeeds', language) } })
  const defaults: Defaults = {
    now: dateOption(values.now),
    role: oneOf('role', values.role, role.options, 'admin'),
    language: values.lang === undefined ? null : oneOf<Language>('lang', values.lang, ['es', 'en'], language),
  }
  const started = performance.now()
  const entries = readInput(input)
  const session = await openBatch({ place, apply: values.apply, statementSeconds: 30 })
  try {
    await run(session, entries, values.out, defaults, language)
  } finally {
    await session.close()
  }
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  if (values.out !== '-') process.stderr.write(`${say('batchDone', language, { records: entries.length, seconds, out: values.out })}\n`)
  return 0
}
