import type { Catalog } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Compound, From, Join, PerGroup, Query, Select } from '#contracts/query-plan.ts'
import { listed } from './format-value.ts'
import { joinTie, partsOf } from './relation-links.ts'
import { sayCondition } from './say-condition.ts'
import { sayExpression } from './say-expression.ts'
import { sayOrder } from './say-order.ts'
import { nameSources } from './source-names.ts'
import { insideSelect, type Speech, sourceName, words } from './speech.ts'

/** A way to say parts of plans over a catalog. `tables`: what aliases mean outside any query. */
export const speechOf = (catalog: Catalog, language: Language, tables: readonly string[] = []): Speech => ({
  catalog,
  language,
  sources: nameSources(
    tables.map((table) => ({ kind: 'table', table, as: table })),
    [],
    { catalog, language },
  ),
  alone: tables.length <= 1,
  outer: null,
  say: { expression: sayExpression, condition: sayCondition, query: sayQuery },
})

const saySource = (from: From, speech: Speech): string => {
  const name = sourceName(from.as, speech)
  if (from.kind === 'table') return name
  return `${name === '' ? '' : `${name} `}[${sayQuery(from.query, speech)}]`
}

/** How a join ties its source, where that is not plain: by which reference, and on what conditions. */
const sayTie = (join: Join, before: readonly string[], speech: Speech): string => {
  const tie = joinTie(join, before, speech)
  const rest = tie ? tie.rest : partsOf(join.on)
  const said = [
    ...(tie && tie.by.length > 0 ? [`${words(speech, 'por', 'by')} ${sayAll(tie.by, speech)}`] : []),
    ...(tie ? [] : [words(speech, 'cualquiera', 'any')]),
    ...(rest.length > 0 ? [`${words(speech, 'cuando', 'when')} ${sayCondition({ kind: 'and', parts: rest }, speech)}`] : []),
  ]
  return said.length === 0 ? '' : ` (${said.join(', ')})`
}

const sayJoin = (join: Join, before: readonly string[], speech: Speech): string => {
  const joined = `${saySource(join.source, speech)}${sayTie(join, before, speech)}`
  return join.type === 'left' ? words(speech, `${joined} si hay`, `${joined} if any`) : joined
}

const saySources = (select: Select, speech: Speech): string => {
  const main = saySource(select.from, speech)
  if (select.joins.length === 0) return main
  const aliases = [select.from.as, ...select.joins.map((j) => j.source.as)]
  const joined = listed(
    select.joins.map((join, at) => sayJoin(join, aliases.slice(0, at + 1), speech)),
    speech.language,
  )
  return words(speech, `${main} con ${joined}`, `${main} with ${joined}`)
}

const sayAll = (expressions: readonly Parameters<typeof sayExpression>[0][], speech: Speech): string =>
  listed(
    expressions.map((e) => sayExpression(e, speech)),
    speech.language,
  )

const firstRows = (limit: number, speech: Speech): string =>
  limit === 1 ? words(speech, 'la primera fila', 'the first row') : words(speech, `las ${limit} primeras filas`, `the first ${limit} rows`)

const sayPerGroup = (perGroup: PerGroup, speech: Speech): string => {
  const groups = sayAll(perGroup.partitionBy, speech)
  const of = groups === '' ? words(speech, 'De todas', 'Of all') : `${words(speech, 'De cada', 'Of each')} ${groups}`
  const ties = perGroup.ties ? words(speech, ' (y las que empaten)', ' (and those that tie)') : ''
  const by = perGroup.orderBy.length === 0 ? '' : ` ${words(speech, 'según', 'by')} ${sayOrder(perGroup.orderBy, speech)}`
  return `${of}, ${firstRows(perGroup.limit, speech)}${ties}${by}`
}

const sayLimit = (limit: number, speech: Speech): string =>
  limit === 0
    ? words(speech, 'Ninguna fila: solo qué columnas serían', 'No rows: only what the columns would be')
    : words(speech, `Solo ${firstRows(limit, speech)}`, `Only ${firstRows(limit, speech)}`)

const saySelect = (select: Select, outer: Speech): string => {
  const speech = insideSelect(select, outer)
  const { where, having, perGroup, limit } = select
  const opens = (es: string, en: string, said: string): string => `${words(speech, es, en)} ${said}`
  const shown = sayAll(
    select.columns.map((c) => c.expression),
    speech,
  )
  const sentences = [
    `${opens('Muestra', 'Shows', shown)}, ${opens('de', 'from', saySources(select, speech))}`,
    ...(where && partsOf(where).length > 0 ? [opens('Solo donde', 'Only where', sayCondition(where, speech))] : []),
    ...(select.groupBy.length > 0 ? [opens('Una fila por cada', 'One row for each', sayAll(select.groupBy, speech))] : []),
    ...(having ? [opens('Solo los grupos donde', 'Only groups where', sayCondition(having, speech))] : []),
    ...(select.distinct ? [words(speech, 'Sin filas repetidas', 'Without repeated rows')] : []),
    ...(perGroup ? [sayPerGroup(perGroup, speech)] : []),
    ...(select.orderBy.length > 0 ? [opens('Por orden de', 'Sorted by', sayOrder(select.orderBy, speech))] : []),
    ...(limit === null ? [] : [sayLimit(limit, speech)]),
  ]
  return `${sentences.join('. ')}.`
}

const operators: Readonly<Record<Language, Readonly<Record<Compound['operator'], string>>>> = {
  es: {
    union: 'Junta sin repetir las filas de',
    union_all: 'Junta todas las filas de',
    intersect: 'Muestra las filas que están a la vez en',
    except: 'Muestra las filas que están en la primera y no en la segunda de',
  },
  en: {
    union: 'Puts together, without repeating, the rows of',
    union_all: 'Puts together all rows of',
    intersect: 'Shows the rows that are in both',
    except: 'Shows the rows of the first that are not in the second of',
  },
}

/** A query in words: tables, every filter, groups, order and limit. */
export const sayQuery = (query: Query, speech: Speech): string => {
  if (query.kind === 'select') return saySelect(query, speech)
  const sides = [query.left, query.right].map((side) => `[${sayQuery(side, speech)}]`)
  return `${operators[speech.language][query.operator]}: ${sides.join(words(speech, ' y ', ' and '))}.`
}
