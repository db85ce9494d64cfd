import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { type AcceptedPair, acceptedPair, type ExpectedShape, maximumPairs, type QuestionsProblem } from '#contracts/accuracy.ts'
import type { Language } from '#contracts/plan.ts'

/** What a question of a file may leave out. */
export type QuestionDefaults = Pick<AcceptedPair, 'language' | 'now' | 'role'>

export type QuestionsFile =
  /** `lines`: where each question begins. */
  | { readonly kind: 'questions'; readonly pairs: readonly AcceptedPair[]; readonly lines: readonly number[] }
  | { readonly kind: 'problems'; readonly problems: readonly QuestionsProblem[] }

const { question, language, now, role, overrides, history, sql } = acceptedPair.shape
const turn = history.element.extend({ sql: sql.nullable().default(null) }).strict()

const fileQuestion = z.strictObject({
  question,
  sql,
  language: language.optional(),
  now: now.optional(),
  role: role.optional(),
  overrides: overrides.default({}),
  history: z.array(turn).max(20).default([]),
})

const shapes: Readonly<Record<string, ExpectedShape>> = {
  question: 'text',
  sql: 'text',
  language: 'language',
  now: 'time',
  role: 'role',
  overrides: 'choices',
  history: 'turns',
}

const longestValue = 60

const shown = (value: unknown): string | null => {
  if (value === undefined || value === null) return null
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text
}

type Reading = { readonly document: Document; readonly counter: LineCounter }

const lineOf = ({ counter }: Reading, node: unknown): number | null => {
  const range = node === null || typeof node !== 'object' ? null : (node as Partial<Node>).range
  return range ? counter.linePos(range[0]).line : null
}

/** The key of a field, or else the nearest thing around it: where to look in the file. */
const nodeAt = ({ document }: Reading, index: number, field: PropertyKey | undefined): unknown => {
  const item = document.getIn([index], true)
  if (!isMap(item) || field === undefined) return item
  return item.items.find(({ key }) => isScalar(key) && String(key.value) === String(field))?.key ?? item
}

const problemsOf = (reading: Reading, value: unknown, index: number, error: z.ZodError): readonly QuestionsProblem[] =>
  error.issues.flatMap((issue): readonly QuestionsProblem[] => {
    const [field] = issue.path
    const written = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === field)?.[1] : value
    const about = (name: string | null, expected: ExpectedShape): QuestionsProblem => ({
      line: lineOf(reading, nodeAt(reading, index, name ?? undefined)),
      question: index + 1,
      field: name,
      value: shown(written),
      expected,
      detail: null,
    })
    if (field === undefined)
      return issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => ({ ...about(key, 'known_field'), value: null }))
        : [about(null, 'mapping')]
    const name = String(field)
    if (written === undefined) return [about(name, 'given')]
    const tooLong = issue.code === 'too_big' && issue.path.length === 1 && typeof written === 'string'
    return [about(name, tooLong ? 'short_text' : (shapes[name] ?? 'text'))]
  })

/** One problem for each field, however many things are wrong with it. */
const firstOfEach = (problems: readonly QuestionsProblem[]): readonly QuestionsProblem[] =>
  problems.filter((one, at) => problems.findIndex((other) => other.question === one.question && other.field === one.field) === at)

const ofFile = (line: number | null, expected: ExpectedShape, value: string | null): QuestionsFile => ({
  kind: 'problems',
  problems: [{ line, question: null, field: null, value: shown(value), expected, detail: null }],
})

/** undefined where its aliases lead nowhere, or grow without end. */
const contentOf = (document: Document): unknown => {
  try {
    return document.toJS() ?? null
  } catch (error) {
    if (error instanceof ReferenceError) return undefined
    throw error
  }
}

/** Reads a file of questions (YAML). All that is wrong with it is told at once, each with its line. */
export const readQuestions = (text: string, defaults: QuestionDefaults): QuestionsFile => {
  const counter = new LineCounter()
  const document = parseDocument(text.replace(/^\uFEFF/, ''), { lineCounter: counter, prettyErrors: false })
  const reading: Reading = { document, counter }
  const [broken] = document.errors
  if (broken) {
    const { line } = counter.linePos(broken.pos[0])
    return ofFile(line, 'yaml', text.split('\n')[line - 1]?.trim() ?? null)
  }
  const content = contentOf(document)
  if (content === undefined) return ofFile(null, 'yaml', null)
  if (!Array.isArray(content)) return ofFile(lineOf(reading, document.contents), 'list', shown(content))
  const values: readonly unknown[] = content
  if (values.length > maximumPairs) return ofFile(null, 'fewer', String(values.length))
  const parsed = values.map((value) => ({ value, result: fileQuestion.safeParse(value) }))
  const problems = parsed.flatMap(({ value, result }, index) => (result.success ? [] : problemsOf(reading, value, index, result.error)))
  if (problems.length > 0) return { kind: 'problems', problems: firstOfEach(problems) }
  return {
    kind: 'questions',
    pairs: parsed.flatMap(({ result }) => (result.success ? [{ ...defaults, ...result.data }] : [])),
    lines: parsed.map((_, index) => lineOf(reading, document.getIn([index], true)) ?? 1),
  }
}

const heads: Readonly<Record<Language, string>> = {
  es: 'Preguntas con el SQL que da su respuesta correcta. Mídelas con: ./t7 eval este-fichero.yaml',
  en: 'Questions with the SQL that gives their right answer. Measure them with: ./t7 eval this-file.yaml',
}

/** The same as a file, which `readQuestions` reads back. */
export const printQuestions = (pairs: readonly AcceptedPair[], comments: Language): string => {
  const items = pairs.map((pair) => ({
    question: pair.question,
    ...(pair.language === null ? {} : { language: pair.language }),
    now: pair.now,
    role: pair.role,
    ...(Object.keys(pair.overrides).length === 0 ? {} : { overrides: pair.overrides }),
    ...(pair.history.length === 0 ? {} : { history: pair.history.map((one) => (one.sql === null ? { question: one.question } : one)) }),
    sql: pair.sql,
  }))
  return `# ${heads[comments]}\n${stringify(items, { lineWidth: 0 })}`
}
