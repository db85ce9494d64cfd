import type { Language } from '#contracts/plan.ts'
import type { DatePart, DateUnit, Expression } from '#contracts/query-plan.ts'
import { formatLiteral } from './format-value.ts'
import { columnWords } from './names.ts'
import { aggregateWords, sayPart } from './say-part.ts'
import { sayWindow } from './say-window.ts'
import { outputOf, type Speech, sourceName, sourceOf, words } from './speech.ts'
import { kindOf } from './value-kind.ts'

type Of<K extends Expression['kind']> = Extract<Expression, { kind: K }>

export const unitWords: Readonly<Record<Language, Readonly<Record<DateUnit, string>>>> = {
  es: { year: 'año', quarter: 'trimestre', month: 'mes', week: 'semana', day: 'día', hour: 'hora' },
  en: { year: 'year', quarter: 'quarter', month: 'month', week: 'week', day: 'day', hour: 'hour' },
}

export const partWords: Readonly<Record<Language, Readonly<Record<DatePart, string>>>> = {
  es: {
    ...unitWords.es,
    quarter: 'trimestre del año',
    month: 'mes del año',
    week: 'semana del año',
    day: 'día del mes',
    weekday: 'día de la semana',
    hour: 'hora del día',
  },
  en: {
    ...unitWords.en,
    quarter: 'quarter of the year',
    month: 'month of the year',
    week: 'week of the year',
    day: 'day of the month',
    weekday: 'day of the week',
    hour: 'hour of the day',
  },
}

const spanWords: Readonly<Record<Language, Readonly<Record<'day' | 'hour' | 'month' | 'year', string>>>> = {
  es: { day: 'días', hour: 'horas', month: 'meses completos', year: 'años completos' },
  en: { day: 'days', hour: 'hours', month: 'whole months', year: 'whole years' },
}

/** A column by its name; what a list holds by what it is made of. */
const sayColumn = (expression: Of<'column'>, speech: Speech): string => {
  const source = sourceOf(expression.table, speech)
  const output = source?.kind === 'query' ? outputOf(source.query, expression.column, speech) : null
  const name = output
    ? sayPart(output.expression, output.speech)
    : columnWords(speech.catalog, source?.kind === 'table' ? source.table : '', expression.column)
  const owner = sourceName(expression.table, speech)
  return speech.alone || owner === '' ? name : words(speech, `${name} de ${owner}`, `${name} of ${owner}`)
}

const signs: Readonly<Record<Of<'arithmetic'>['operator'], string>> = { '+': '+', '-': '−', '*': '×', '/': '÷' }

/** Days are added to a date, and the difference of two is a number of them. */
const sayArithmetic = (expression: Of<'arithmetic'>, speech: Speech): string => {
  const { left, right, operator } = expression
  const shifts = (operator === '+' || operator === '-') && kindOf(left, speech) === 'time'
  if (shifts && operator === '-' && kindOf(right, speech) === 'time')
    return sayDifference({ kind: 'date_diff', unit: 'day', from: right, to: left }, speech)
  const said = `${sayPart(left, speech)} ${signs[operator]} ${sayPart(right, speech)}`
  return shifts && kindOf(right, speech) !== 'time' ? words(speech, `${said} días`, `${said} days`) : said
}

const sayDifference = (expression: Of<'date_diff'>, speech: Speech): string => {
  const [from, to] = [sayPart(expression.from, speech), sayPart(expression.to, speech)]
  const span = spanWords[speech.language][expression.unit]
  return words(speech, `${span} entre ${from} y ${to}`, `${span} from ${from} to ${to}`)
}

const sayAggregate = (expression: Of<'aggregate'>, speech: Speech): string => {
  const filter = expression.filter
    ? ` (${words(speech, 'solo donde', 'only where')} ${speech.say.condition(expression.filter, speech)})`
    : ''
  if (expression.argument === null) return `${words(speech, 'número de filas', 'number of rows')}${filter}`
  const of = sayPart(expression.argument, speech)
  if (!expression.distinct) return `${aggregateWords[speech.language][expression.function]} ${of}${filter}`
  if (expression.function === 'count')
    return `${words(speech, `número de valores distintos de ${of}`, `number of different values of ${of}`)}${filter}`
  return `${aggregateWords[speech.language][expression.function]} ${words(speech, `los valores distintos de ${of}`, `the different values of ${of}`)}${filter}`
}

const sayCase = (expression: Of<'case'>, speech: Speech): string => {
  const branches = expression.branches.map(
    (b) => `${speech.say.expression(b.value, speech)} ${words(speech, 'si', 'if')} ${speech.say.condition(b.when, speech)}`,
  )
  const otherwise = expression.otherwise
    ? [`${words(speech, 'si no,', 'otherwise')} ${speech.say.expression(expression.otherwise, speech)}`]
    : []
  return `(${[...branches, ...otherwise].join('; ')})`
}

const sayRounded = (of: string, digits: string, speech: Speech): string => {
  if (digits === '') return words(speech, `${of} redondeado`, `${of} rounded`)
  const one = digits === '1'
  return words(
    speech,
    `${of} redondeado a ${digits} ${one ? 'decimal' : 'decimales'}`,
    `${of} rounded to ${digits} ${one ? 'decimal' : 'decimals'}`,
  )
}

const sayCall = (expression: Of<'call'>, speech: Speech): string => {
  const said = expression.arguments.map((a) => sayPart(a, speech))
  const [first = '', second = '', ...others] = said
  switch (expression.function) {
    case 'lower':
      return words(speech, `${first} en minúsculas`, `${first} in lower case`)
    case 'upper':
      return words(speech, `${first} en mayúsculas`, `${first} in upper case`)
    case 'length':
      return words(speech, `longitud de ${first}`, `length of ${first}`)
    case 'abs':
      return words(speech, `valor absoluto de ${first}`, `absolute value of ${first}`)
    case 'round':
      return sayRounded(first, second, speech)
    case 'trim':
      return words(speech, `${first} sin espacios alrededor`, `${first} without spaces around`)
    case 'concat':
      return words(speech, said.join(' seguido de '), said.join(' followed by '))
    case 'nullif':
      return words(speech, `${first} (vacío si es ${second})`, `${first} (empty if it is ${second})`)
    case 'coalesce': {
      const instead = [second, ...others].join(words(speech, '; y si también, ', '; and if that is too, '))
      return words(speech, `${first} (si está vacío, ${instead})`, `${first} (if empty, ${instead})`)
    }
    case 'current_date':
      return words(speech, 'la fecha de hoy', "today's date")
    case 'current_timestamp':
      return words(speech, 'la fecha y hora de ese momento', 'the date and time of that moment')
  }
}

/** An expression in words. */
export const sayExpression = (expression: Expression, speech: Speech): string => {
  switch (expression.kind) {
    case 'column':
      return sayColumn(expression, speech)
    case 'literal':
      return formatLiteral(expression.value, expression.type, speech.language)
    case 'arithmetic':
      return sayArithmetic(expression, speech)
    case 'aggregate':
      return sayAggregate(expression, speech)
    case 'window':
      return sayWindow(expression, speech)
    case 'date_trunc':
      return `${unitWords[speech.language][expression.unit]} ${words(speech, 'de', 'of')} ${sayPart(expression.of, speech)}`
    case 'date_part':
      return `${partWords[speech.language][expression.part]} ${words(speech, 'de', 'of')} ${sayPart(expression.of, speech)}`
    case 'date_diff':
      return sayDifference(expression, speech)
    case 'case':
      return sayCase(expression, speech)
    case 'call':
      return sayCall(expression, speech)
    case 'subquery':
      return `${words(speech, 'el resultado de', 'the result of')} [${speech.say.query(expression.query, speech)}]`
  }
}
