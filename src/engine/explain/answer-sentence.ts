import { type Catalog, findTable } from '#contracts/catalog.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Condition, Expression, Order, Select } from '#contracts/query-plan.ts'
import type { Cell, ResultTable } from '#contracts/result.ts'
import { isAggregate } from '../plan/expressions.ts'
import { countedNoun, labelOf } from './describe-columns.ts'
import { capitalise, formatCell, formatNumber, listed, weekdayName } from './format-value.ts'
import { shownSelect } from './measure.ts'
import { isNaming, tableName } from './names.ts'
import { counted, genderOf, none, pluralOf, singularOf, the } from './nouns.ts'
import { extremeRow, type ResultShape, type ShapedColumn, shapeOf } from './result-shape.ts'
import { speechOf } from './say-query.ts'
import { shortFilter } from './short-filter.ts'
import { insideSelect, type Speech, storedColumn, words } from './speech.ts'

type Telling = {
  readonly result: ResultTable
  readonly shape: ResultShape
  readonly select: Select
  readonly speech: Speech
  /** What the rows of the main table are: "pedidos". */
  readonly noun: string
  /** The filters, with a space before, or ''. */
  readonly filters: string
}

const few = 5

const baseSelect = (select: Select): Select => (select.from.kind === 'query' ? baseSelect(shownSelect(select.from.query)) : select)

const nounOf = (select: Select): string => {
  const base = baseSelect(select)
  return base.from.kind === 'table' ? tableName(base.from.table) : ''
}

const spaced = (text: string): string => (text === '' ? '' : ` ${text}`)

const cellText = (row: readonly Cell[], at: ShapedColumn, t: Pick<Telling, 'speech'>): string => {
  const cell = row[at.index] ?? null
  const { expression } = at
  if (expression?.kind === 'date_part' && expression.part === 'weekday' && typeof cell === 'number')
    return weekdayName(cell, t.speech.language)
  return formatCell(cell, at.column, t.speech.language)
}

const plural = (noun: string, t: Telling): string => pluralOf(noun, t.speech.language)

/** Articles differ between "the clients" (all) and "clientes"; Spanish sentences name what is measured with its article. */
const allOf = (noun: string, t: Telling): string =>
  words(t.speech, `${the(noun, true, 'es')} ${pluralOf(noun, 'es')}`, `the ${pluralOf(noun, 'en')}`)

const sayEmpty = (t: Telling): string => {
  if (t.filters === '') return words(t.speech, `No hay ${plural(t.noun, t)}.`, `There are no ${plural(t.noun, t)}.`)
  const having = t.select.having ? words(t.speech, ' con esas condiciones de grupo', ' with those group conditions') : ''
  return words(
    t.speech,
    `${none(t.noun, 'es')} cumple eso: ${plural(t.noun, t)}${t.filters}${having}.`,
    `${none(t.noun, 'en')} matches that: ${plural(t.noun, t)}${t.filters}${having}.`,
  )
}

const feminineLabel = /^(media|mediana|suma|diferencia|variación)/i

/** "El porcentaje de clientes activos es 34,5 %." */
const sayShare = (part: Aggregate, filter: Condition, value: string, t: Telling): string => {
  const noun = plural(t.noun, t)
  const what =
    part.function === 'count'
      ? noun
      : `${labelOf({ expression: { ...part, filter: null }, name: '', label: '' }, t.select, t.speech)}, ${noun}`
  const said = spaced(shortFilter(filter, t.noun, t.speech))
  const whole =
    t.filters === '' ? '' : words(t.speech, `, contando ${allOf(t.noun, t)}${t.filters}`, `, counting ${allOf(t.noun, t)}${t.filters}`)
  return words(t.speech, `El porcentaje de ${what}${said} es ${value}${whole}.`, `The percentage of ${what}${said} is ${value}${whole}.`)
}

type Aggregate = Extract<Expression, { kind: 'aggregate' }>

/** The part of `100 * part / whole` that only counts some rows. */
const sharePart = (expression: Expression | null): Aggregate | null => {
  if (expression?.kind !== 'arithmetic' || expression.operator !== '/' || expression.left.kind !== 'arithmetic') return null
  const part = expression.left.right
  return part.kind === 'aggregate' && part.filter !== null ? part : null
}

const saySingle = (row: readonly Cell[], at: ShapedColumn, t: Telling): string => {
  const cell = row[at.index] ?? null
  const noun = at.expression ? countedNoun(at.expression, t.select, t.speech) : null
  if (noun !== null && typeof cell === 'number') {
    const own = at.expression?.kind === 'aggregate' && at.expression.filter ? spaced(shortFilter(at.expression.filter, noun, t.speech)) : ''
    const filters = `${own}${t.filters}`
    if (cell === 0) return words(t.speech, `No hay ${pluralOf(noun, 'es')}${filters}.`, `There are no ${pluralOf(noun, 'en')}${filters}.`)
    const said = counted(cell, formatNumber(cell, t.speech.language), noun, t.speech.language)
    return words(t.speech, `Hay ${said}${filters}.`, `There ${cell === 1 ? 'is' : 'are'} ${said}${filters}.`)
  }
  if (cell === null)
    return words(
      t.speech,
      `No hay datos para calcularlo: ${plural(t.noun, t)}${t.filters}.`,
      `There is no data to work it out: ${plural(t.noun, t)}${t.filters}.`,
    )
  const value = cellText(row, at, t)
  const share = sharePart(at.expression)
  if (share?.filter) return sayShare(share, share.filter, value, t)
  const label = at.column.label.toLowerCase()
  const of = t.noun === '' ? '' : words(t.speech, ` de ${allOf(t.noun, t)}${t.filters}`, ` of ${allOf(t.noun, t)}${t.filters}`)
  if (t.shape.grouped || at.expression?.kind !== 'column')
    return words(t.speech, `${feminineLabel.test(label) ? 'La' : 'El'} ${label}${of} es ${value}.`, `The ${label}${of} is ${value}.`)
  return `${at.column.label}: ${value}.`
}

const pairs = (row: readonly Cell[], columns: readonly ShapedColumn[], t: Telling): string =>
  columns
    .slice(0, few)
    .map((c) => `${c.column.label.toLowerCase()} ${cellText(row, c, t)}`)
    .join(', ')

const sayRow = (row: readonly Cell[], t: Telling): string => {
  const { categories, times, measures } = t.shape
  const [name] = [...categories, ...times]
  const others = [...categories, ...times, ...measures].filter((c) => c !== name)
  if (!name) return `${capitalise(plural(t.noun, t))}${t.filters}: ${pairs(row, measures, t)}.`
  if (others.length === 0)
    return words(
      t.speech,
      `Solo uno${t.filters === '' ? '' : `: ${t.noun}${t.filters}`}: ${cellText(row, name, t)}.`,
      `Only one: ${cellText(row, name, t)}.`,
    )
  return `${cellText(row, name, t)}: ${pairs(row, others, t)}.`
}

/** What the groups of a category are called: "agentes" for an agent's name. */
const groupNoun = (at: ShapedColumn, t: Telling): string => {
  const stored = at.expression ? storedColumn(at.expression, t.speech) : null
  const label = at.column.label.toLowerCase()
  const key = stored !== null && (findTable(t.speech.catalog, stored.table)?.primaryKey ?? []).includes(stored.column.name)
  return stored && (key || isNaming(stored.column.name)) ? tableName(stored.table) : label
}

/** The order that makes a result a top (or a bottom): one by a measure, with a limit. */
const ranking = (t: Telling): Order | null => {
  const [first] = t.select.orderBy
  if (!first || t.select.limit === null || t.select.perGroup !== null) return null
  const measured = t.shape.measures.some((m) => JSON.stringify(m.expression) === JSON.stringify(first.expression))
  return measured || (t.shape.measures.length === 0 && t.shape.grouped && isAggregate(first.expression)) ? first : null
}

const items = (name: ShapedColumn, measure: ShapedColumn | undefined, t: Telling, most: number): string =>
  listed(
    t.result.rows.slice(0, most).map((row) => `${cellText(row, name, t)}${measure ? ` (${cellText(row, measure, t)})` : ''}`),
    t.speech.language,
  )

/** "Los 3 agentes con más ventas: …" */
const sayTop = (name: ShapedColumn, measure: ShapedColumn | undefined, order: Order, t: Telling): string => {
  const noun = groupNoun(name, t)
  const count = t.result.rows.length
  const most = order.direction === 'desc'
  const more = words(t.speech, most ? 'más' : 'menos', most ? 'the most' : 'the least')
  const label = (measure?.column.label ?? labelOf({ expression: order.expression, name: '', label: '' }, t.select, t.speech)).toLowerCase()
  const what = t.speech.language === 'es' ? label.replace(/^(total|número) de /, '') : label.replace(/^total /, '')
  const filters = t.filters === '' ? '' : words(t.speech, `, ${plural(t.noun, t)}${t.filters}`, `, ${plural(t.noun, t)}${t.filters}`)
  const some = `${count} ${pluralOf(noun, t.speech.language)}`
  const shown = `${items(name, measure, t, few)}${count > few ? '…' : ''}`
  if (count === 1)
    return words(
      t.speech,
      `${capitalise(the(noun, false, 'es'))} ${singularOf(noun, 'es')} con ${more} ${what}${filters}: ${shown}.`,
      `The ${singularOf(noun, 'en')} with ${more} ${what}${filters}: ${shown}.`,
    )
  return words(
    t.speech,
    `${capitalise(the(noun, true, 'es'))} ${some} con ${more} ${what}${filters}: ${shown}.`,
    `The ${some} with ${more} ${what}${filters}: ${shown}.`,
  )
}

const sayTimes = (time: ShapedColumn, measure: ShapedColumn, t: Telling): string => {
  const first = t.result.rows[0]
  const last = t.result.rows[t.result.rows.length - 1]
  const top = extremeRow(t.result, measure)
  if (!first || !last || !top) return sayCount(t)
  const by = time.column.label.toLowerCase()
  const peak = `${cellText(top, time, t)} ${words(t.speech, 'con', 'with')} ${cellText(top, measure, t)}`
  const heading = `${measure.column.label} ${words(t.speech, 'por', 'by')} ${by}${t.filters}`
  return words(
    t.speech,
    `${heading}, de ${cellText(first, time, t)} a ${cellText(last, time, t)}: lo más alto, ${peak}.`,
    `${heading}, from ${cellText(first, time, t)} to ${cellText(last, time, t)}: the highest, ${peak}.`,
  )
}

const sayGroups = (name: ShapedColumn, measure: ShapedColumn, t: Telling): string => {
  const heading = `${measure.column.label} ${words(t.speech, 'por', 'by')} ${name.column.label.toLowerCase()}${t.filters}`
  const count = t.result.rows.length
  if (count <= few && t.shape.categories.length === 1) return `${heading}: ${items(name, measure, t, few)}.`
  const top = extremeRow(t.result, measure)
  if (!top) return sayCount(t)
  const where = t.shape.categories.map((c) => cellText(top, c, t)).join(', ')
  const rows =
    t.shape.categories.length === 1
      ? counted(count, formatNumber(count, t.speech.language), groupNoun(name, t), t.speech.language)
      : words(t.speech, `${formatNumber(count, 'es')} filas`, `${formatNumber(count, 'en')} rows`)
  return words(
    t.speech,
    `${heading}: ${rows}; lo más alto, ${where} con ${cellText(top, measure, t)}.`,
    `${heading}: ${rows}; the highest, ${where} with ${cellText(top, measure, t)}.`,
  )
}

const sayCount = (t: Telling): string => {
  const count = t.result.rows.length
  const shown = formatNumber(count, t.speech.language)
  const [group] = t.shape.categories
  if ((t.shape.grouped || t.select.distinct) && group && t.result.columns.length === 1)
    return counted(count, shown, groupNoun(group, t), t.speech.language)
  const plainRows = t.noun === '' || t.shape.grouped || t.select.perGroup !== null || t.select.distinct
  const said = plainRows
    ? words(t.speech, count === 1 ? '1 fila' : `${shown} filas`, count === 1 ? '1 row' : `${shown} rows`)
    : counted(count, shown, t.noun, t.speech.language)
  const about =
    plainRows && t.noun !== '' && !t.select.distinct ? words(t.speech, ` de ${plural(t.noun, t)}`, ` of ${plural(t.noun, t)}`) : ''
  return `${said}${about}${t.filters}`
}

const rankedBy = (order: Order, t: Telling): ShapedColumn | undefined =>
  t.shape.measures.find((m) => JSON.stringify(m.expression) === JSON.stringify(order.expression))

/** The column that names rows to people: text of their own table, not of another that they belong to. */
const namingColumn = (t: Telling): ShapedColumn | undefined =>
  t.shape.categories.find((c) => {
    const stored = c.expression ? storedColumn(c.expression, t.speech) : null
    if (stored === null) return true
    return stored.column.type === 'text' && (tableName(stored.table) === t.noun || t.result.columns.length === 1)
  })

/** Rows as they are stored: how many, and their names where they are few. */
const sayList = (t: Telling): string => {
  const name = namingColumn(t)
  const order = ranking(t)
  if (name && order) return sayTop(name, rankedBy(order, t), order, t)
  if (name && t.result.rows.length <= few && !t.shape.grouped && t.select.perGroup === null)
    return `${sayCount(t)}: ${items(name, undefined, t, few)}.`
  return `${sayCount(t)}.`
}

const sayTruncated = (t: Telling): string => {
  const shown = formatNumber(t.result.rows.length, t.speech.language)
  const what = t.noun === '' || t.shape.grouped ? words(t.speech, 'filas', 'rows') : plural(t.noun, t)
  const first = t.speech.language === 'es' && what !== 'filas' && genderOf(what) === 'masculine' ? 'los primeros' : 'las primeras'
  return words(
    t.speech,
    `Hay más de ${shown} ${what}${t.filters}; se muestran ${first} ${shown}.`,
    `There are more than ${shown} ${what}${t.filters}; the first ${shown} are shown.`,
  )
}

const saySelect = (t: Telling): string => {
  const { rows, columns, truncated } = t.result
  const [first] = rows
  if (first === undefined) return sayEmpty(t)
  if (truncated) return sayTruncated(t)
  const [measure] = t.shape.measures
  const [only] = [...t.shape.measures, ...t.shape.categories, ...t.shape.times]
  const stored = only?.expression?.kind === 'column' && !t.shape.grouped && t.shape.measures.length === 0
  if (rows.length === 1 && columns.length === 1 && only && !stored) return saySingle(first, only, t)
  const [name] = t.shape.categories
  const order = ranking(t)
  if (t.shape.grouped && name && order && t.shape.categories.length === 1) return sayTop(name, rankedBy(order, t), order, t)
  if (rows.length === 1 && (columns.length > 1 || t.shape.grouped)) return sayRow(first, t)
  const [time] = t.shape.times
  if (t.shape.grouped && time && measure && t.shape.categories.length === 0) return sayTimes(time, measure, t)
  if (t.shape.grouped && name && measure && t.select.perGroup === null) return sayGroups(name, measure, t)
  return sayList(t)
}

const sayRows = (result: ResultTable, language: Language): string => {
  const es = language === 'es'
  const [first] = result.rows
  const [column] = result.columns
  const shown = formatNumber(result.rows.length, language)
  if (!first) return es ? 'La consulta no devuelve ninguna fila.' : 'The query returns no rows.'
  if (result.truncated)
    return es
      ? `Hay más de ${shown} filas; se muestran las primeras ${shown}.`
      : `There are more than ${shown} rows; the first ${shown} are shown.`
  if (result.rows.length === 1 && result.columns.length === 1 && column)
    return es
      ? `El resultado es ${formatCell(first[0] ?? null, column, 'es')}.`
      : `The result is ${formatCell(first[0] ?? null, column, 'en')}.`
  if (result.rows.length === 1) return es ? '1 fila.' : '1 row.'
  return es ? `${shown} filas.` : `${shown} rows.`
}

/** One sentence that answers, with the figures. `result` has its columns described (`describeColumns`). */
export const answerSentence = (plan: Plan, result: ResultTable, catalog: Catalog, language: Language): string => {
  const shape = shapeOf(plan, result)
  const { select } = shape
  if (select === null) return sayRows(result, language)
  const speech = insideSelect(select, speechOf(catalog, language))
  const base = baseSelect(select)
  const baseSpeech = base === select ? speech : insideSelect(base, speechOf(catalog, language))
  const noun = nounOf(select)
  return saySelect({ result, shape, select, speech, noun, filters: spaced(shortFilter(base.where, noun, baseSpeech)) })
}
