import { type Catalog, findTable } from '#contracts/catalog.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Expression, OutputColumn, Select } from '#contracts/query-plan.ts'
import type { ResultColumn } from '#contracts/result.ts'
import { capitalise } from './format-value.ts'
import { formatOf, shownSelect } from './measure.ts'
import { columnName, isMoneyName, isNaming, tableName } from './names.ts'
import { pluralOf, singularOf } from './nouns.ts'
import { partWords, sayExpression, unitWords } from './say-expression.ts'
import { speechOf } from './say-query.ts'
import { shortFilter } from './short-filter.ts'
import { insideSelect, outputOf, ownerName, type Speech, sourceOf, storedColumn, words } from './speech.ts'

const knownNames: Readonly<Record<string, readonly [string, string]>> = {
  percent: ['Porcentaje', 'Percentage'],
  running_total: ['Acumulado', 'Running total'],
  previous: ['Anterior', 'Previous'],
  change_percent: ['Variación', 'Change'],
  average: ['Media', 'Average'],
  previous_period: ['Periodo anterior', 'Previous period'],
}

/** The noun that a count counts: the main table, or the table whose key is counted. */
export const countedNoun = (expression: Expression, select: Select, speech: Speech): string | null => {
  if (expression.kind !== 'aggregate' || expression.function !== 'count') return null
  const { argument } = expression
  if (argument === null) {
    const { from } = select
    if (from.kind === 'table') return tableName(from.table)
    return null
  }
  const stored = storedColumn(argument, speech)
  if (!stored) return null
  const key = findTable(speech.catalog, stored.table)?.primaryKey ?? []
  if (key.length === 1 && key[0] === stored.column.name) return tableName(stored.table)
  const relation = speech.catalog.relations.find((r) => r.from.table === stored.table && r.from.columns[0] === stored.column.name)
  if (relation && expression.distinct) return tableName(relation.to.table)
  return null
}

const aggregateLabel = (expression: Extract<Expression, { kind: 'aggregate' }>, select: Select, speech: Speech): string => {
  const noun = countedNoun(expression, select, speech)
  const filter = expression.filter ? ` ${shortFilter(expression.filter, noun ?? '', speech)}` : ''
  if (noun) return `${pluralOf(noun, speech.language)}${filter}`
  if (expression.argument === null) return words(speech, 'Filas', 'Rows')
  const of = labelOf({ expression: expression.argument, name: '', label: '' }, select, speech).toLowerCase()
  switch (expression.function) {
    case 'count':
      return expression.distinct
        ? words(speech, `${pluralOf(of, 'es')} (distintos)`, `different ${pluralOf(of, 'en')}`)
        : pluralOf(of, speech.language)
    case 'sum':
      if (/\btotal\b/.test(of)) return of
      return words(speech, `total de ${of}`, `total ${of}`)
    case 'avg':
      return words(speech, `media de ${of}`, `average ${of}`)
    case 'min':
      return words(speech, `mínimo de ${of}`, `minimum ${of}`)
    case 'max':
      return words(speech, `máximo de ${of}`, `maximum ${of}`)
    case 'median':
      return words(speech, `mediana de ${of}`, `median ${of}`)
  }
}

const columnLabel = (expression: Extract<Expression, { kind: 'column' }>, select: Select, speech: Speech): string => {
  const stored = storedColumn(expression, speech)
  if (!stored) {
    const source = sourceOf(expression.table, speech)
    const output = source?.kind === 'query' ? outputOf(source.query, expression.column, speech) : null
    return output
      ? labelOf({ expression: output.expression, name: expression.column, label: '' }, shownIn(source, select), output.speech)
      : columnName(expression.column)
  }
  const several = select.joins.length > 0
  if (isNaming(expression.column) && several) return singularOf(ownerName(expression, stored.table, speech), speech.language)
  return columnName(stored.column.name)
}

const shownIn = (source: ReturnType<typeof sourceOf>, fallback: Select): Select =>
  source?.kind === 'query' ? shownSelect(source.query) : fallback

/** A computed column by its own name, or by what it computes where the name says nothing. */
const namedOrSaid = (output: OutputColumn, speech: Speech): string =>
  /^value(_\d+)?$/.test(output.name) || output.name === '' ? sayExpression(output.expression, speech) : columnName(output.name)

/** What people call an output column, in lower case unless it is a name. */
export const labelOf = (output: OutputColumn, select: Select, speech: Speech): string => {
  const { expression } = output
  if (output.label !== '') return output.label
  const known = knownNames[output.name]
  if (known && expression.kind !== 'column') return words(speech, known[0], known[1])
  switch (expression.kind) {
    case 'column':
      return columnLabel(expression, select, speech)
    case 'aggregate':
      return aggregateLabel(expression, select, speech)
    case 'date_trunc':
      return unitWords[speech.language][expression.unit]
    case 'date_part':
      return partWords[speech.language][expression.part]
    case 'call': {
      const [first] = expression.arguments
      if (first && ['round', 'coalesce', 'abs', 'lower', 'upper', 'trim'].includes(expression.function))
        return labelOf({ ...output, expression: first }, select, speech)
      return namedOrSaid(output, speech)
    }
    case 'window':
    case 'arithmetic':
    case 'case':
    case 'date_diff':
      return namedOrSaid(output, speech)
    default:
      return columnName(output.name)
  }
}

const describeOutput = (raw: ResultColumn, output: OutputColumn, select: Select, speech: Speech): ResultColumn => {
  const stored = storedColumn(output.expression, speech)
  return {
    ...raw,
    label: capitalise(labelOf(output, select, speech)),
    format: formatOf(output.expression, speech),
    source: stored ? { table: stored.table, column: stored.column.name } : null,
  }
}

/** Two columns never share a label: the later ones say their name too. */
const told = (columns: readonly ResultColumn[]): readonly ResultColumn[] =>
  columns.map((c, i) => (columns.findIndex((o) => o.label === c.label) < i ? { ...c, label: `${c.label} (${columnName(c.name)})` } : c))

/** Labels, formats and origins for the columns of a result, in their order. Hand-written SQL is read by its column names. */
export const describeColumns = (
  plan: Plan,
  columns: readonly ResultColumn[],
  catalog: Catalog,
  language: Language,
): readonly ResultColumn[] => {
  if (plan.kind !== 'query')
    return columns.map((c) => ({
      ...c,
      label: c.name,
      format: (c.type === 'number' || c.type === 'integer') && isMoneyName(c.name) ? 'money' : c.format,
    }))
  const select = shownSelect(plan.query)
  const speech = insideSelect(select, speechOf(catalog, language))
  return told(
    columns.map((raw, i) => {
      const output = select.columns[i]
      return output ? describeOutput(raw, output, select, speech) : raw
    }),
  )
}
