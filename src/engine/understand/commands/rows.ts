import type { Table } from '#contracts/catalog.ts'
import type { Assumption } from '#contracts/plan.ts'
import type { Condition, Query, Select } from '#contracts/query-plan.ts'
import { planQuestion } from '../../plan/ask-question.ts'
import { allOf, column, sameExpression } from '../../plan/expressions.ts'
import { findMentions } from '../links.ts'
import { cutPieces } from '../pieces.ts'
import { tokenize } from '../tokens.ts'
import { functionWords } from '../words.ts'
import { particularFilters } from './particular-filters.ts'
import type { Scope } from './scope.ts'
import { find, trim, type Words } from './spans.ts'
import { tableNamed } from './table-names.ts'

/**
 * Rows of a table that a noun phrase chooses. `where` null = all of them. `unread`: words that should have chosen rows and were not understood.
 * `named`: whether something in the words chose rows.
 */
export type Rows = {
  readonly table: Table
  readonly where: Condition | null
  readonly unread: readonly string[]
  readonly named: boolean
  /** Whether one row was meant by its kind alone: "el producto". */
  readonly single: boolean
  readonly assumptions: readonly Assumption[]
  readonly links: readonly { readonly said: string; readonly meant: string }[]
  readonly confidence: number
}

/** "2026/0001" and "A-12" are one thing though they are several words. */
const glued = (before: Words[number] | undefined, word: Words[number]): boolean =>
  before !== undefined && before.end === word.start && [before, word].some((w) => w.kind === 'symbol' && /^[/-]$/.test(w.text))

const written = (words: Words): string =>
  words.map((w, at) => `${at > 0 && !glued(words[at - 1], w) ? ' ' : ''}${w.kind === 'quoted' ? `«${w.text}»` : w.text}`).join('')

const keyOf = (table: Table): string | null => (table.primaryKey.length === 1 ? (table.primaryKey[0] ?? null) : null)

const isPlain = (select: Select, table: Table): boolean =>
  select.from.kind === 'table' &&
  select.from.table === table.name &&
  select.joins.length === 0 &&
  select.groupBy.length === 0 &&
  select.having === null &&
  select.limit === null &&
  select.perGroup === null

const keyIn = (select: Select, table: Table): Condition | null => {
  const key = keyOf(table)
  if (key === null) return null
  const wanted = column(table.name, key)
  const grouped = select.groupBy.length > 0
  const tables = [select.from, ...select.joins.map((j) => j.source)].map((s) => s.as)
  if (!tables.includes(table.name) || (grouped && !select.groupBy.some((g) => sameExpression(g, wanted)))) return null
  const query: Select = {
    ...select,
    columns: [{ expression: wanted, name: key, label: '' }],
    distinct: false,
    orderBy: select.limit === null ? [] : select.orderBy,
  }
  return { kind: 'in_query', value: wanted, query, negated: false }
}

/** The condition on the rows of `table` that a query over it lists; undefined when it can't be said of one row. */
export const conditionOf = (query: Query, table: Table): Condition | null | undefined => {
  if (query.kind !== 'select') return undefined
  if (isPlain(query, table)) return query.where
  const key = query.perGroup === null ? keyIn(query, table) : null
  return key ?? undefined
}

const fillers =
  /^(?:todo|todos|todas|toda|all|every|each|cada|mismo|misma|que|ya|los|las|el|la|a|de|del|the|tabla|table|fila|filas|rows?|registros?|records?|hay|existen|estan|tenemos|ahi|existing|there|actuales|current|sean|son|es|tengan|tienen|tenga|tiene|esten|esta|han|hayan|ha|haya|sido|with|hech[oa]s?|realizad[oa]s?|efectuad[oa]s?|registrad[oa]s?|guardad[oa]s?|made|placed|issued|taken|have|has|having|are|is|that|which)$/

const units =
  /^(?:kilos?|kg|gramos?|g|euros?|eur|metros?|m2|litros?|horas?|unidades?|uds|piezas?|km|kilometros?|kilómetros?|años?|puntos?|estrellas?|kilograms?|pounds?|dollars?|units?|hours?|points?|stars?)$/

/** What kind of transfer or card is no other value: "bank transfer". */
const qualifier = /^(?:bank|wire|credit|debit)$/

type Planned = Omit<Rows, 'table' | 'named' | 'single'> & { readonly chosen: boolean }

const planned = (words: Words, table: Table, scope: Scope): Planned => {
  const content = words.filter((w) => w.kind !== 'symbol' && !fillers.test(w.norm))
  const empty: Planned = { where: null, unread: [], assumptions: [], links: [], confidence: 1, chosen: false }
  if (content.length === 0 || tableNamed(scope.knowledge.catalog, content)?.name === table.name) return empty
  const text = written(words)
  const { input, knowledge, today } = scope
  const spoken = tokenize(text)
  const pieces = cutPieces(text, spoken, findMentions(text, spoken, knowledge), input.language, today)
  const asked = planQuestion({
    text,
    language: input.language,
    today,
    knowledge,
    overrides: { ...input.overrides, 'table:subject': table.name },
    pieces,
  })
  if (!asked) return { ...empty, unread: content.map((w) => w.text), confidence: 0.2 }
  const where = conditionOf(asked.plan.query, table)
  const shown = new Set(asked.draft.outputs.map((o) => o.at))
  const unread = asked.draft.pieces.flatMap((piece, at) => {
    if ((asked.draft.used.has(at) && !shown.has(at)) || piece.kind === 'small' || piece.kind === 'stop' || piece.kind === 'cue') return []
    if (piece.kind === 'mention' && piece.links.some((l) => l.kind === 'table' && l.table === table.name)) return []
    if (qualifier.test(piece.said.toLowerCase()) && asked.draft.used.has(at + 1)) return []
    if (units.test(piece.said.toLowerCase()) && asked.draft.pieces[at - 1]?.kind === 'number') return []
    return functionWords.has(piece.said.toLowerCase()) || fillers.test(piece.said.toLowerCase()) ? [] : [piece.said]
  })
  const links = asked.draft.links.map(({ said, meant }) => ({ said, meant }))
  if (where === undefined) return { ...empty, unread: content.map((w) => w.text), confidence: 0.3 }
  return { where, unread, assumptions: asked.plan.assumptions, links, confidence: asked.plan.confidence, chosen: where !== null }
}

const head =
  /^(?:a|al|el|la|los|las|the|todo|todos|todas|all|every|each|cada|de|del|en|un|una|aquel|aquella|aquellos|aquellas|esa|ese|to|for|of|in|on|from|that|those|this|these|any|por|sobre|tabla|table|y|and)$/

/** Finds the table that heads a noun phrase: "los clientes de Sevilla" -> clientes. `length`: how many words it took from the front. */
export const headTable = (words: Words, scope: Scope): { readonly table: Table; readonly rest: Words } | null => {
  const noun = trim(words, head)
  for (let start = 0; start < Math.min(4, noun.length); start++) {
    for (const synonyms of [false, true]) {
      for (const length of [4, 3, 2, 1]) {
        const run = noun.slice(start, start + length)
        if (run.length < length || run.some((w) => w.kind === 'symbol' || w.kind === 'number')) continue
        const table = tableNamed(scope.knowledge.catalog, run, synonyms)
        if (table && (start === 0 || length >= 1)) return { table, rest: [...noun.slice(0, start), ...noun.slice(start + length)] }
      }
    }
    if (noun[start]?.kind !== 'word') break
  }
  return null
}

/** Rows of a known table that the words choose. The words may hold the table's name. */
export const rowsOf = (words: Words, table: Table, scope: Scope): Rows => {
  const key = `${table.name}|${written(words)}`
  const known = scope.memory.get(key) as Rows | undefined
  if (known) return known
  const read = readRows(words, table, scope)
  scope.memory.set(key, read)
  return read
}

const collective = /^(?:personal|plantilla|staff|inventario|inventory|catalogo|catalog|equipo|team|clientela|stock|almacen)$/

/** "el precio del producto": one row is meant, and not said which. */
const isSingle = (words: Words, table: Table, scope: Scope): boolean =>
  words.some(
    (word, at) =>
      at > 0 &&
      word.kind === 'word' &&
      !/s$/.test(word.norm) &&
      !collective.test(word.norm) &&
      /^(?:el|la|del|al|the|este|esta|ese|esa|this|that)$/.test(words[at - 1]?.norm ?? '') &&
      !/^(?:tod[oa]|all|cada|every|each)$/.test(words[at - 2]?.norm ?? '') &&
      tableNamed(scope.knowledge.catalog, [word])?.name === table.name,
  )

/** "que no tienen ni citas ni facturas" -> "sin citas y sin facturas". */
const withoutNeither = (words: Words): Words => {
  const neither = find(
    words,
    /(?:(?:que |who |that |which )?(?:no |do not |don't )?(?:tienen?|tengan?|hay|haya|have|has) )?(?:ni|neither)(?= .* (?:ni|nor) .*)/,
  )
  const first = neither && words[neither.from]
  if (!neither || !first) return words
  const spanish = words[neither.to - 1]?.norm === 'ni'
  const token = (text: string) => ({ ...first, kind: 'word' as const, text, norm: text })
  const without = spanish ? 'sin' : 'without'
  const rest = words.slice(neither.to).flatMap((w) => (/^(?:ni|nor)$/.test(w.norm) ? [token(spanish ? 'y' : 'and'), token(without)] : [w]))
  return [...words.slice(0, neither.from), token(without), ...rest]
}

const readRows = (said: Words, table: Table, scope: Scope): Rows => {
  const words = withoutNeither(said)
  const own = particularFilters(words, table, scope)
  const rest = planned(own.rest, table, scope)
  const where = allOf([...own.conditions, ...(rest.where ? [rest.where] : [])])
  return {
    table,
    where,
    unread: rest.unread,
    single: where === null && isSingle(words, table, scope),
    named: own.conditions.length > 0 || rest.chosen || rest.unread.length > 0,
    assumptions: [...own.assumptions, ...rest.assumptions],
    links: rest.links,
    confidence: Math.min(rest.confidence, 0.97),
  }
}
