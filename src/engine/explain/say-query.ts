import type { Catalog } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Compound, From, Join, Query, Select } from '#contracts/query-plan.ts'
import { listed } from './format-value.ts'
import { sayCondition } from './say-condition.ts'
import { sayExpression, sayOrder } from './say-expression.ts'
import { insideSelect, isRelationLink, type Speech, sourceName, words } from './speech.ts'

/** A way to say parts of plans over a catalog. `tables`: what aliases mean outside any query. */
export const speechOf = (catalog: Catalog, language: Language, tables: readonly string[] = []): Speech => ({
  catalog,
  language,
  sources: new Map(tables.map((t) => [t, { kind: 'table', table: t, as: t }])),
  outer: null,
  say: { expression: sayExpression, condition: sayCondition, query: sayQuery },
})

const saySource = (from: From, speech: Speech): string =>
  from.kind === 'table' ? sourceName(from, speech) : `[${sayQuery(from.query, speech)}]`

const sayJoin = (join: Join, speech: Speech): string => {
  const source = saySource(join.source, speech)
  const plain = isRelationLink(join.on, speech)
  const on = plain ? '' : words(speech, ` cuando ${sayCondition(join.on, speech)}`, ` where ${sayCondition(join.on, speech)}`)
  return join.type === 'left' ? words(speech, `${source} si hay${on}`, `${source} if any${on}`) : `${source}${on}`
}

const saySources = (select: Select, speech: Speech): string => {
  const main = saySource(select.from, speech)
  if (select.joins.length === 0) return main
  const joined = listed(
    select.joins.map((j) => sayJoin(j, speech)),
    speech.language,
  )
  return words(speech, `${main} con ${joined}`, `${main} with ${joined}`)
}

const sayAll = (expressions: readonly Parameters<typeof sayExpression>[0][], speech: Speech): string =>
  listed(
    expressions.map((e) => sayExpression(e, speech)),
    speech.language,
  )

const sayPerGroup = (select: Select, speech: Speech): readonly string[] => {
  const { perGroup } = select
  if (!perGroup) return []
  const groups = sayAll(perGroup.partitionBy, speech)
  const order = sayOrder(perGroup.orderBy, speech)
  const ties = perGroup.ties ? words(speech, ' (y las que empaten)', ' (and those that tie)') : ''
  const by = order === '' ? '' : words(speech, ` según ${order}`, ` by ${order}`)
  const rows = words(
    speech,
    perGroup.limit === 1 ? 'la primera fila' : `las ${perGroup.limit} primeras filas`,
    perGroup.limit === 1 ? 'the first row' : `the first ${perGroup.limit} rows`,
  )
  return [words(speech, `De cada ${groups}, ${rows}${ties}${by}`, `Of each ${groups}, ${rows}${ties}${by}`)]
}

const sayGroups = (select: Select, speech: Speech): readonly string[] => [
  ...(select.groupBy.length > 0
    ? [words(speech, `Una fila por cada ${sayAll(select.groupBy, speech)}`, `One row for each ${sayAll(select.groupBy, speech)}`)]
    : []),
  ...(select.having
    ? [
        words(
          speech,
          `Solo los grupos donde ${sayCondition(select.having, speech)}`,
          `Only groups where ${sayCondition(select.having, speech)}`,
        ),
      ]
    : []),
]

const sayLimit = (limit: number, speech: Speech): string =>
  words(
    speech,
    limit === 1 ? 'Solo la primera fila' : `Solo las ${limit} primeras filas`,
    limit === 1 ? 'Only the first row' : `Only the first ${limit} rows`,
  )

const saySelect = (select: Select, outer: Speech): string => {
  const speech = insideSelect(select, outer)
  const shown = sayAll(
    select.columns.map((c) => c.expression),
    speech,
  )
  const where = select.where
  const sentences = [
    words(speech, `Muestra ${shown}, de ${saySources(select, speech)}`, `Shows ${shown}, from ${saySources(select, speech)}`),
    ...(where && !(where.kind === 'and' && where.parts.length === 0)
      ? [words(speech, `Solo donde ${sayCondition(where, speech)}`, `Only where ${sayCondition(where, speech)}`)]
      : []),
    ...sayGroups(select, speech),
    ...(select.distinct ? [words(speech, 'Sin filas repetidas', 'Without repeated rows')] : []),
    ...sayPerGroup(select, speech),
    ...(select.orderBy.length > 0
      ? [words(speech, `Por orden de ${sayOrder(select.orderBy, speech)}`, `Sorted by ${sayOrder(select.orderBy, speech)}`)]
      : []),
    ...(select.limit === null ? [] : [sayLimit(select.limit, speech)]),
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
