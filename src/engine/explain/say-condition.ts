import type { Language } from '#contracts/plan.ts'
import type { Comparison, Condition, Expression } from '#contracts/query-plan.ts'
import { periodLabel } from '../understand/period-label.ts'
import { isCodeName, listed, quote } from './format-value.ts'
import { type Existence, existenceOf } from './relation-links.ts'
import { sayPart } from './say-part.ts'
import { type Speech, sourceName, words } from './speech.ts'
import { kindOf } from './value-kind.ts'

type Of<K extends Condition['kind']> = Extract<Condition, { kind: K }>

const comparisons: Readonly<Record<Language, Readonly<Record<Comparison, string>>>> = {
  es: { '=': 'es', '<>': 'no es', '<': 'es menor que', '<=': 'es como mucho', '>': 'es mayor que', '>=': 'es al menos' },
  en: { '=': 'is', '<>': 'is not', '<': 'is less than', '<=': 'is at most', '>': 'is more than', '>=': 'is at least' },
}

const dateComparisons: typeof comparisons = {
  es: { '=': 'es', '<>': 'no es', '<': 'es anterior a', '<=': 'es hasta', '>': 'es posterior a', '>=': 'es desde' },
  en: { '=': 'is', '<>': 'is not', '<': 'is before', '<=': 'is until', '>': 'is after', '>=': 'is from' },
}

const isNull = (expression: Expression): boolean => expression.kind === 'literal' && expression.value === null

const mirrored: Readonly<Record<Comparison, Comparison>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** A number beside a key, a code or a year is said digit by digit. */
const sayBeside = (value: Expression, beside: Expression, speech: Speech): string => {
  const code = beside.kind === 'date_part' || (beside.kind === 'column' && isCodeName(beside.column))
  return code && value.kind === 'literal' && typeof value.value === 'number' ? String(value.value) : sayPart(value, speech)
}

const sayEmpty = (value: Expression, negated: boolean, speech: Speech): string => {
  const has = negated ? words(speech, 'tiene valor', 'has a value') : words(speech, 'no tiene valor', 'has no value')
  return `${speech.say.expression(value, speech)} ${has}`
}

const sayCompare = (condition: Of<'compare'>, speech: Speech): string => {
  const { left, right, operator } = condition
  if (left.kind === 'literal' && right.kind !== 'literal')
    return sayCompare({ ...condition, left: right, right: left, operator: mirrored[operator] }, speech)
  if (isNull(right)) return sayEmpty(left, operator === '<>', speech)
  const said = kindOf(right, speech) === 'time' ? dateComparisons : comparisons
  return `${speech.say.expression(left, speech)} ${said[speech.language][operator]} ${sayBeside(right, left, speech)}`
}

export type DateRange = { readonly of: Expression; readonly start: string; readonly end: string }

const dayOf = (expression: Expression): string | null =>
  expression.kind === 'literal' && typeof expression.value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(expression.value)
    ? expression.value
    : null

/** `from <= x < to` in whole days, as two neighbouring parts of a conjunction. */
export const dateRange = (first: Condition | undefined, second: Condition | undefined): DateRange | null => {
  if (first?.kind !== 'compare' || second?.kind !== 'compare' || first.operator !== '>=' || second.operator !== '<') return null
  if (JSON.stringify(first.left) !== JSON.stringify(second.left)) return null
  const start = dayOf(first.right)
  const end = dayOf(second.right)
  return start !== null && end !== null && start < end ? { of: first.left, start, end } : null
}

/** Conditions of a conjunction with date ranges put together. */
export const partsWithRanges = (parts: readonly Condition[]): readonly (Condition | DateRange)[] => {
  const out: (Condition | DateRange)[] = []
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]
    if (part === undefined) continue
    const range = dateRange(part, parts[at + 1])
    out.push(range ?? part)
    if (range) at += 1
  }
  return out
}

export const isRange = (part: Condition | DateRange): part is DateRange => !('kind' in part)

/** A period with its preposition: "en octubre de 2026", "el 15/11/2026", "del 01/10/2026 al 15/10/2026". */
export const inPeriod = (period: { readonly start: string | null; readonly end: string | null }, language: Language): string => {
  const label = periodLabel(period, language)
  if (language === 'es') return /^(del|desde|hasta|cualquier)/.test(label) ? label : /^\d{2}\//.test(label) ? `el ${label}` : `en ${label}`
  if (/^(from|until|any)/.test(label)) return label
  if (label.includes(' to ')) return `from ${label}`
  return /^\d{1,2} /.test(label) ? `on ${label}` : `in ${label}`
}

const sayRange = (range: DateRange, speech: Speech): string =>
  `${speech.say.expression(range.of, speech)} ${words(speech, 'es', 'is')} ${inPeriod(range, speech.language)}`

const matches: Readonly<Record<Language, Readonly<Record<Of<'text'>['match'], readonly [string, string]>>>> = {
  es: {
    contains: ['contiene', 'no contiene'],
    starts: ['empieza por', 'no empieza por'],
    ends: ['acaba en', 'no acaba en'],
    equals: ['es', 'no es'],
  },
  en: {
    contains: ['contains', 'does not contain'],
    starts: ['starts with', 'does not start with'],
    ends: ['ends with', 'does not end with'],
    equals: ['is', 'is not'],
  },
}

const sayText = (condition: Of<'text'>, speech: Speech): string => {
  const said = matches[speech.language][condition.match][condition.negated ? 1 : 0]
  // The others are understood so; "is" would mean exactly so.
  const loosely =
    condition.match === 'equals' ? words(speech, ' (sin mirar mayúsculas ni acentos)', ' (whatever its case and accents)') : ''
  return `${speech.say.expression(condition.value, speech)} ${said} ${quote(condition.text, speech.language)}${loosely}`
}

/** "(por agente de pedidos, a través de líneas)": what must be said of how the rows are related. */
const sayPath = (existence: Existence, speech: Speech): string => {
  const { tie, via, inner } = existence
  const and = (all: readonly string[]): string => listed(all, speech.language)
  const by = and((tie ?? []).map((e) => speech.say.expression(e, inner)))
  const through = and(via.map((alias) => sourceName(alias, inner)))
  const said = [
    ...(by === '' ? [] : [words(speech, `por ${by}`, `by ${by}`)]),
    ...(through === '' ? [] : [words(speech, `a través de ${through}`, `through ${through}`)]),
  ]
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}

/** "hay pedidos que le correspondan donde…": the link to the row outside is said once, not as columns. */
const sayExists = (condition: Of<'exists'>, speech: Speech): string => {
  const { query, negated } = condition
  const existence = existenceOf(query, speech)
  if (!existence) {
    const said = speech.say.query(query, speech)
    return words(
      speech,
      `${negated ? 'no hay ninguna' : 'hay alguna'} fila en [${said}]`,
      `there is ${negated ? 'no' : 'some'} row in [${said}]`,
    )
  }
  const { rest, tie, inner, alias } = existence
  const where = rest.length === 0 ? '' : ` ${words(speech, 'donde', 'where')} ${sayParts(rest, inner, 'and')}`
  const name = sourceName(alias, inner)
  const path = sayPath(existence, speech)
  return words(
    speech,
    `${negated ? 'no hay' : 'hay'} ${name}${tie ? ' que le correspondan' : ''}${path}${where}`,
    `${negated ? 'there are no' : 'there are'} ${tie ? 'related ' : ''}${name}${path}${where}`,
  )
}

const sayAlways = (speech: Speech): string => words(speech, 'se cumple siempre', 'it always holds')
const sayNever = (speech: Speech): string => words(speech, 'no se cumple nunca', 'it never holds')

const sayIn = (condition: Of<'in'>, speech: Speech): string => {
  const value = speech.say.expression(condition.value, speech)
  // An empty value among the options finds nothing.
  const options = condition.options.filter((o) => !isNull(o)).map((o) => sayBeside(o, condition.value, speech))
  if (options.length === 0) return condition.negated ? sayAlways(speech) : sayNever(speech)
  if (!condition.negated) return `${value} ${words(speech, 'es', 'is')} ${listed(options, speech.language, 'or')}`
  const [first, ...others] = options
  if (others.length === 0) return `${value} ${words(speech, 'no es', 'is not')} ${first}`
  return words(speech, `${value} no es ni ${options.join(' ni ')}`, `${value} is neither ${options.join(' nor ')}`)
}

const sayParts = (parts: readonly Condition[], speech: Speech, joiner: 'and' | 'or'): string => {
  const said = (joiner === 'and' ? partsWithRanges(parts) : parts).map((part) => {
    if (isRange(part)) return sayRange(part, speech)
    const words = speech.say.condition(part, speech)
    return part.kind === 'and' || part.kind === 'or' ? `(${words})` : words
  })
  if (said.length === 0) return joiner === 'and' ? sayAlways(speech) : sayNever(speech)
  return listed(said, speech.language, joiner)
}

/** A condition in words, every value said. */
export const sayCondition = (condition: Condition, speech: Speech): string => {
  const say = (e: Expression): string => speech.say.expression(e, speech)
  switch (condition.kind) {
    case 'compare':
      return sayCompare(condition, speech)
    case 'between': {
      const [low, high] = [condition.low, condition.high].map((end) => sayBeside(end, condition.value, speech))
      const ends = `${low} ${words(speech, 'y', 'and')} ${high}`
      return `${say(condition.value)} ${words(speech, condition.negated ? 'no está entre' : 'está entre', condition.negated ? 'is not between' : 'is between')} ${ends}`
    }
    case 'in':
      return sayIn(condition, speech)
    case 'in_query': {
      const found = `[${speech.say.query(condition.query, speech)}]`
      return `${say(condition.value)} ${words(speech, condition.negated ? 'no está en' : 'está en', condition.negated ? 'is not in' : 'is in')} ${found}`
    }
    case 'is_null':
      return sayEmpty(condition.value, condition.negated, speech)
    case 'text':
      return sayText(condition, speech)
    case 'exists':
      return sayExists(condition, speech)
    case 'and':
    case 'or':
      return sayParts(condition.parts, speech, condition.kind)
    case 'not':
      return `${words(speech, 'no se cumple que', 'it is not true that')} (${speech.say.condition(condition.part, speech)})`
  }
}
