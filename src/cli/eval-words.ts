import type { ExpectedShape, PairVerdict, QuestionsProblem } from '#contracts/accuracy.ts'
import type { Language } from '#contracts/plan.ts'

type Words = Readonly<Record<Language, string>>

const expected: Readonly<Record<ExpectedShape, Words>> = {
  yaml: {
    es: 'no se puede leer como YAML: mira la sangría, las comillas y los dos puntos dentro de un texto',
    en: 'cannot be read as YAML: look at the indentation, the quotes and the colons within a text',
  },
  list: {
    es: 'el fichero tiene que ser una lista de preguntas: «- question: …» y debajo «  sql: …»',
    en: 'the file must be a list of questions: "- question: …" and below it "  sql: …"',
  },
  mapping: { es: 'cada pregunta tiene que llevar sus campos: question y sql', en: 'each question must have its fields: question and sql' },
  known_field: {
    es: 'ese campo no existe; los que hay: question, sql, language, now, role, overrides, history',
    en: 'there is no such field; there are: question, sql, language, now, role, overrides, history',
  },
  given: { es: 'falta', en: 'is missing' },
  text: { es: 'tiene que ser un texto', en: 'must be a text' },
  short_text: { es: 'es demasiado largo', en: 'is too long' },
  language: { es: 'tiene que ser es o en', en: 'must be es or en' },
  time: {
    es: 'tiene que ser una fecha como 2026-11-15, o con su hora: 2026-11-15T09:30',
    en: 'must be a date such as 2026-11-15, or with its time: 2026-11-15T09:30',
  },
  role: { es: 'tiene que ser reader, editor o admin', en: 'must be reader, editor or admin' },
  turns: {
    es: 'tiene que ser una lista de turnos anteriores, cada uno con question y sql',
    en: 'must be a list of the turns before, each with question and sql',
  },
  choices: { es: 'tiene que ser una lista de «clave: valor», en textos', en: 'must be a list of "key: value", in texts' },
  fewer: { es: 'son demasiadas preguntas: caben 2000', en: 'are too many questions: 2000 fit' },
  running_sql: { es: 'tiene que ser SQL que consulte y funcione', en: 'must be SQL that reads and runs' },
}

const place: Words = { es: 'línea {line}', en: 'line {line}' }
const ofQuestion: Words = { es: 'pregunta {question}', en: 'question {question}' }

/** One line for a problem of a questions file: where, what was written, what would be right. */
export const sayQuestionsProblem = (problem: QuestionsProblem, language: Language): string => {
  const { line, question, field, value, detail } = problem
  const where = [
    ...(line === null ? [] : [place[language].replace('{line}', String(line))]),
    ...(question === null ? [] : [ofQuestion[language].replace('{question}', String(question))]),
    ...(field === null ? [] : [field]),
  ].join(', ')
  const quoted = value === null ? '' : language === 'es' ? `«${value}» ` : `"${value}" `
  return `${where === '' ? '' : `${where}: `}${quoted}${expected[problem.expected][language]}${detail === null ? '' : ` (${detail})`}`
}

export const verdictWords: Readonly<Record<PairVerdict, Words>> = {
  right: { es: 'bien', en: 'right' },
  wrong: { es: 'mal', en: 'wrong' },
  unanswered: { es: 'sin respuesta', en: 'no answer' },
  gold_failed: { es: 'su SQL falla', en: 'its SQL fails' },
}
