import { existsSync, readFileSync } from 'node:fs'
import type { AcceptedPair, MeasuredPair } from '#contracts/accuracy.ts'
import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { role } from '#contracts/role.ts'
import { type EvalSession, openEval } from '#server/accuracy/eval-session.ts'
import { type QuestionDefaults, readQuestions } from '#server/accuracy/questions-file.ts'
import { localNow } from '#server/local-now.ts'
import { readConfig } from '#server/read-config.ts'
import { sayQuestionsProblem, verdictWords } from './eval-words.ts'
import { dateOption, oneOf, readOptions } from './options.ts'
import { textTable } from './text-table.ts'
import { say } from './words.ts'

type Measured = { readonly pair: AcceptedPair; readonly measured: MeasuredPair }

const readFile = (file: string, defaults: QuestionDefaults, language: Language): readonly AcceptedPair[] => {
  if (file !== '-' && !existsSync(file)) throw new T7Error({ code: 'cli.no_file', kind: 'user', params: { file } })
  const read = readQuestions(readFileSync(file === '-' ? 0 : file, 'utf8'), defaults)
  if (read.kind === 'questions') return read.pairs
  const problems = read.problems.map((problem) => sayQuestionsProblem(problem, language))
  throw new T7Error({ code: 'cli.bad_questions', kind: 'user', params: { file, problems } })
}

const column = (name: string, label: string, type: 'text' | 'integer' | 'number') =>
  ({ name, label, type, format: 'plain', source: null }) as const

const table = (all: readonly Measured[], language: Language): string =>
  textTable(
    [
      column('number', '#', 'integer'),
      column('question', say('evalQuestion', language), 'text'),
      column('verdict', say('evalVerdict', language), 'text'),
      column('ms', 'ms', 'number'),
    ],
    all.map(({ pair, measured }, index) => [index + 1, pair.question, verdictWords[measured.verdict][language], measured.milliseconds]),
    language,
    all.length,
  )

const details = (all: readonly Measured[], session: EvalSession, language: Language): readonly string[] =>
  all.flatMap(({ pair, measured: { verdict, sql, reason } }, index) =>
    verdict === 'right'
      ? []
      : [
          [
            `${index + 1}. ${pair.question}`,
            ...(reason === null ? [] : [`   ${session.say(reason, language)}`]),
            `   ${say('evalExpected', language)}: ${pair.sql.replace(/\s+/g, ' ')}`,
            ...(sql === null ? [] : [`   ${say('evalGiven', language)}: ${sql.replace(/\s+/g, ' ')}`]),
          ].join('\n'),
        ],
  )

const summary = (all: readonly Measured[], language: Language): string => {
  const right = all.filter(({ measured }) => measured.verdict === 'right').length
  const share = new Intl.NumberFormat(language === 'es' ? 'es-ES' : 'en-GB', { style: 'percent', maximumFractionDigits: 1 })
  return say('evalSummary', language, { right, total: all.length, share: share.format(right / all.length) })
}

const asJson = (all: readonly Measured[], session: EvalSession, language: Language): string =>
  JSON.stringify({
    total: all.length,
    right: all.filter(({ measured }) => measured.verdict === 'right').length,
    questions: all.map(({ pair, measured }) => ({
      question: pair.question,
      verdict: measured.verdict,
      milliseconds: measured.milliseconds,
      expected: pair.sql,
      given: measured.sql,
      ...(measured.reason === null ? {} : { code: measured.reason.code, reason: session.say(measured.reason, language) }),
    })),
  })

/** `t7 eval`: asks the questions of a file and compares with the SQL that is right for each. 0 = all right, 1 = some not. */
export const evaluate = async (args: readonly string[], language: Language): Promise<number> => {
  const { values, positionals } = readOptions(args, {
    source: { type: 'string' },
    lang: { type: 'string' },
    now: { type: 'string' },
    role: { type: 'string' },
    json: { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
  })
  const [file] = positionals
  if (file === undefined) throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: say('evalNeedsFile', language) } })
  const defaults: QuestionDefaults = {
    language: values.lang === undefined ? null : oneOf<Language>('lang', values.lang, ['es', 'en'], language),
    now: dateOption(values.now) ?? localNow(),
    role: oneOf('role', values.role, role.options, 'admin'),
  }
  const pairs = readFile(file, defaults, language)
  if (pairs.length === 0)
    throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: say('evalEmpty', language, { file }) } })
  const session = await openEval(values.source, await readConfig({ dataDir: values['data-dir'] }))
  try {
    const all: Measured[] = []
    for (const pair of pairs) all.push({ pair, measured: await session.measure(pair) })
    const text = [table(all, language), ...details(all, session, language), summary(all, language)].join('\n\n')
    process.stdout.write(`${values.json ? asJson(all, session, language) : text}\n`)
    return all.every(({ measured }) => measured.verdict === 'right') ? 0 : 1
  } finally {
    await session.close()
  }
}
