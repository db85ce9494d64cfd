import type { Language } from '#contracts/plan.ts'
import type { AggregateFunction, DatePart, DateUnit, Expression, Order } from '#contracts/query-plan.ts'
import { formatLiteral, listed } from './format-value.ts'
import { columnName } from './names.ts'
import { type Speech, sourceName, sourceOf, storedColumn, words } from './speech.ts'

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

const aggregateWords: Readonly<Record<Language, Readonly<Record<AggregateFunction, string>>>> = {
  es: { count: 'número de valores de', sum: 'suma de', avg: 'media de', min: 'mínimo de', max: 'máximo de', median: 'mediana de' },
  en: { count: 'number of values of', sum: 'sum of', avg: 'average of', min: 'minimum of', max: 'maximum of', median: 'median of' },
}

const sayColumn = (expression: Of<'column'>, speech: Speech): string => {
  const source = sourceOf(expression.table, speech)
  const name = columnName(expression.column)
  const alone = speech.sources.size <= 1 && (speech.outer === null || speech.outer.sources.size === 0)
  if (source?.kind !== 'table' || alone) return name
  return words(speech, `${name} de ${sourceName(source, speech)}`, `${name} of ${sourceName(source, speech)}`)
}

const signs: Readonly<Record<Of<'arithmetic'>['operator'], string>> = { '+': '+', '-': '−', '*': '×', '/': '÷' }

const sayOperand = (expression: Expression, speech: Speech): string => {
  const said = speech.say.expression(expression, speech)
  return expression.kind === 'arithmetic' ? `(${said})` : said
}

const sayAggregate = (expression: Of<'aggregate'>, speech: Speech): string => {
  const filter = expression.filter
    ? ` (${words(speech, 'solo donde', 'only where')} ${speech.say.condition(expression.filter, speech)})`
    : ''
  if (expression.argument === null) return `${words(speech, 'número de filas', 'number of rows')}${filter}`
  const of = speech.say.expression(expression.argument, speech)
  if (!expression.distinct) return `${aggregateWords[speech.language][expression.function]} ${of}${filter}`
  if (expression.function === 'count')
    return `${words(speech, `número de valores distintos de ${of}`, `number of different values of ${of}`)}${filter}`
  return `${aggregateWords[speech.language][expression.function]} ${words(speech, `los valores distintos de ${of}`, `the different values of ${of}`)}${filter}`
}

type Sorted = 'text' | 'time' | 'amount'

const directionWords: Readonly<Record<Language, Readonly<Record<Sorted, Readonly<Record<Order['direction'], string>>>>>> = {
  es: {
    text: { asc: 'de la A a la Z', desc: 'de la Z a la A' },
    time: { asc: 'de más antiguo a más reciente', desc: 'de más reciente a más antiguo' },
    amount: { asc: 'de menor a mayor', desc: 'de mayor a menor' },
  },
  en: {
    text: { asc: 'from A to Z', desc: 'from Z to A' },
    time: { asc: 'oldest first', desc: 'newest first' },
    amount: { asc: 'lowest first', desc: 'highest first' },
  },
}

const sortedAs = (expression: Expression, speech: Speech): Sorted => {
  if (expression.kind === 'date_trunc') return 'time'
  const type = storedColumn(expression, speech)?.column.type
  if (type === 'text') return 'text'
  return type === 'date' || type === 'datetime' || type === 'time' ? 'time' : 'amount'
}

export const sayOrder = (orders: readonly Order[], speech: Speech): string =>
  listed(
    orders.map(
      (o) =>
        `${speech.say.expression(o.expression, speech)} ${directionWords[speech.language][sortedAs(o.expression, speech)][o.direction]}`,
    ),
    speech.language,
  )

const rowFunctions = (expression: Of<'window'>, of: string, speech: Speech): string => {
  switch (expression.function) {
    case 'rank':
    case 'dense_rank':
      return words(speech, 'puesto', 'rank')
    case 'row_number':
      return words(speech, 'número de orden', 'row number')
    case 'lag':
      return words(speech, `${of} de la fila anterior`, `${of} of the row before`)
    case 'count':
      return of === '' ? words(speech, 'número de filas', 'number of rows') : `${aggregateWords[speech.language].count} ${of}`
    default:
      return `${aggregateWords[speech.language][expression.function]} ${of}`
  }
}

const frameWords = (expression: Of<'window'>, speech: Speech): string => {
  if (['rank', 'dense_rank', 'row_number', 'lag'].includes(expression.function)) return ''
  if (expression.frame === 'running') return words(speech, ', acumulado', ', running')
  if (expression.frame === 'whole') return expression.partitionBy.length === 0 ? words(speech, ' en total', ' overall') : ''
  const rows = String(expression.frame + 1)
  return words(speech, ` en las últimas ${rows} filas`, ` over the last ${rows} rows`)
}

const sayWindow = (expression: Of<'window'>, speech: Speech): string => {
  const running = expression.function === 'sum' && expression.frame === 'running'
  const of = expression.argument ? speech.say.expression(expression.argument, speech) : ''
  const partition = listed(
    expression.partitionBy.map((p) => speech.say.expression(p, speech)),
    speech.language,
  )
  const inEach = partition === '' ? '' : words(speech, ` en cada ${partition}`, ` within each ${partition}`)
  const order =
    expression.orderBy.length === 0
      ? ''
      : words(speech, ` según ${sayOrder(expression.orderBy, speech)}`, ` by ${sayOrder(expression.orderBy, speech)}`)
  const head = running
    ? words(speech, `acumulado de ${of}`, `running total of ${of}`)
    : `${rowFunctions(expression, of, speech)}${frameWords(expression, speech)}`
  return `${head}${inEach}${order}`
}

const sayCase = (expression: Of<'case'>, speech: Speech): string => {
  const branches = expression.branches.map(
    (b) => `${speech.say.expression(b.value, speech)} ${words(speech, 'si', 'if')} ${speech.say.condition(b.when, speech)}`,
  )
  const otherwise = expression.otherwise
    ? [
        words(
          speech,
          `si no, ${speech.say.expression(expression.otherwise, speech)}`,
          `otherwise ${speech.say.expression(expression.otherwise, speech)}`,
        ),
      ]
    : []
  return `(${[...branches, ...otherwise].join('; ')})`
}

const sayCall = (expression: Of<'call'>, speech: Speech): string => {
  const said = expression.arguments.map((a) => speech.say.expression(a, speech))
  const [first = '', second = ''] = said
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
      return second === ''
        ? words(speech, `${first} redondeado`, `${first} rounded`)
        : words(speech, `${first} redondeado a ${second} decimales`, `${first} rounded to ${second} decimals`)
    case 'trim':
      return words(speech, `${first} sin espacios alrededor`, `${first} without spaces around`)
    case 'concat':
      return said.join(' + ')
    case 'nullif':
      return words(speech, `${first} (vacío si es ${second})`, `${first} (empty if it is ${second})`)
    case 'coalesce':
      return words(speech, `${first} o, si está vacío, ${said.slice(1).join(', ')}`, `${first} or, if empty, ${said.slice(1).join(', ')}`)
    case 'current_date':
      return words(speech, 'la fecha de hoy', "today's date")
    case 'current_timestamp':
      return words(speech, 'la fecha y hora de ese momento', 'the date and time of that moment')
  }
}

/** An expression in words. */
export const sayExpression = (expression: Expression, speech: Speech): string => {
  const say = (e: Expression): string => speech.say.expression(e, speech)
  switch (expression.kind) {
    case 'column':
      return sayColumn(expression, speech)
    case 'literal':
      return formatLiteral(expression.value, expression.type, speech.language)
    case 'arithmetic':
      return `${sayOperand(expression.left, speech)} ${signs[expression.operator]} ${sayOperand(expression.right, speech)}`
    case 'aggregate':
      return sayAggregate(expression, speech)
    case 'window':
      return sayWindow(expression, speech)
    case 'date_trunc':
      return `${unitWords[speech.language][expression.unit]} ${words(speech, 'de', 'of')} ${say(expression.of)}`
    case 'date_part':
      return `${partWords[speech.language][expression.part]} ${words(speech, 'de', 'of')} ${say(expression.of)}`
    case 'date_diff':
      return words(
        speech,
        `${spanWords.es[expression.unit]} entre ${say(expression.from)} y ${say(expression.to)}`,
        `${spanWords.en[expression.unit]} from ${say(expression.from)} to ${say(expression.to)}`,
      )
    case 'case':
      return sayCase(expression, speech)
    case 'call':
      return sayCall(expression, speech)
    case 'subquery':
      return words(
        speech,
        `el resultado de [${speech.say.query(expression.query, speech)}]`,
        `the result of [${speech.say.query(expression.query, speech)}]`,
      )
  }
}
