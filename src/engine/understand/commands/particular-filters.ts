import { type Column, findColumn, type Table } from '#contracts/catalog.ts'
import type { Assumption } from '#contracts/plan.ts'
import type { Condition } from '#contracts/query-plan.ts'
import { dateFor } from '../../plan/defaults.ts'
import { column, compare } from '../../plan/expressions.ts'
import { stems } from '../stem.ts'
import { expand, identifierWords } from '../vocabulary.ts'
import { readAmount } from './amounts.ts'
import { assumeValue } from './assume.ts'
import { literal } from './literal-value.ts'
import type { Scope } from './scope.ts'
import { selfFilter } from './self-relation.ts'
import { type Found, find, has, type Words, without } from './spans.ts'
import { columnNamed, tableNamed } from './table-names.ts'

/** Conditions that commands state in ways of their own, and the words left over. */
export type Particular = { readonly conditions: readonly Condition[]; readonly assumptions: readonly Assumption[]; readonly rest: Words }

type Reading = {
  readonly condition: Condition
  readonly found: { readonly from: number; readonly to: number }
  readonly assumptions?: readonly Assumption[]
}

const isNull = (table: Table, of: Column, negated = false): Condition => ({ kind: 'is_null', value: column(table.name, of.name), negated })

/** The longest run of words from `at` that names a column. */
const columnAt = (words: Words, at: number, table: Table): { readonly column: Column; readonly to: number } | null => {
  for (const length of [4, 3, 2, 1]) {
    const run = words.slice(at, at + length)
    if (run.length < length || run.some((w) => w.kind !== 'word')) continue
    const named = columnNamed(table, run)
    if (named) return { column: named, to: at + length }
  }
  return null
}

const lacking =
  /(?:(?:y|and|donde|where|que|which|that|en las? que|en los que|en el que|en la que|cuando|whose|with) )*(?:sin|without|(?:que )?no (?:tienen?|tengan?|haya|hay|ponen?|pongan?|ponga|conste|consta|indican?|indique|lleven?|llevan?|figure|figura|sabemos|se sabe)|no|(?:that |which )?(?:have|has|with) no|(?:do not|don't|doesn't|does not) have)(?: (?:ningun|ninguna|un|una|el|la|su|si|any|an?|the|puesto|puesta|anotad[oa]|indicad[oa]|registrad[oa]))*/
/** "si acudió" stands for a column named after the verb. */
const columnByVerb = (words: Words, at: number, table: Table): { readonly column: Column; readonly to: number } | null => {
  const verb = words[at]?.norm ?? ''
  const root = verb.slice(0, Math.max(4, verb.length - 3))
  const column =
    verb.length >= 5 && words[at - 1]?.norm === 'si'
      ? table.columns.find((c) => identifierWords(c.name).some((n) => n.startsWith(root)))
      : undefined
  return column ? { column, to: at + 1 } : null
}

const emptyAfter =
  /(?:(?:este|esta|esten|estan|sea|is|are) )?(?:en blanco|vaci[oa]s?|sin rellenar|a null|null|nul[oa]s?|empty|blank|missing)/

/** "sin stock": a required number is lacking when it is zero. */
const emptyOf = (table: Table, of: Column, scope: Scope): Condition | null =>
  !of.nullable &&
  (of.type === 'integer' || of.type === 'number') &&
  scope.knowledge.natures.get(`${table.name}.${of.name}`)?.reference === false
    ? compare(column(table.name, of.name), '=', literal(0, of.type))
    : null

const nullFilter = (words: Words, table: Table, scope: Scope): Reading | null => {
  for (let match = find(words, lacking); match; match = find(words, lacking, match.from + 1)) {
    const named = columnAt(words, match.to, table) ?? columnByVerb(words, match.to, table)
    const empty = named && emptyOf(table, named.column, scope)
    if (named && empty) return { condition: empty, found: { from: match.from, to: named.to } }
    if (named?.column.nullable) return { condition: isNull(table, named.column), found: { from: match.from, to: named.to } }
  }
  const match = find(words, emptyAfter)
  for (let at = 0; match && at < match.from; at++) {
    const named = columnAt(words, at, table)
    if (named && named.to === match.from) return { condition: isNull(table, named.column), found: { from: at, to: match.to } }
  }
  return null
}

/** "las líneas del pedido 7": the number is the key of the row they belong to. */
const ownerFilter = (words: Words, at: number, table: Table, owner: Table, scope: Scope): Condition | null => {
  const relation = scope.knowledge.catalog.relations.find(
    (r) => r.from.table === table.name && r.to.table === owner.name && r.from.columns.length === 1,
  )
  const of = relation && findColumn(table, relation.from.columns[0] ?? '')
  const token = words[at]
  const value = of && token ? (of.type === 'text' ? token.text : readAmount([token], 0, scope.input.language)?.value) : undefined
  return of && value !== undefined ? compare(column(table.name, of.name), '=', literal(value, of.type)) : null
}

/** "los planes activos", "active plans": yes in the column of that name. Only next to what it describes. */
const flagFilter = (words: Words, table: Table, scope: Scope): Reading | null => {
  for (const [at, word] of words.entries()) {
    if (word.kind !== 'word' || word.norm.length < 4 || /\p{Lu}/u.test(word.text)) continue
    const near = [words[at - 1], words[at + 1]].some(
      (w) => w?.kind === 'word' && tableNamed(scope.knowledge.catalog, [w])?.name === table.name,
    )
    if (!near || tableNamed(scope.knowledge.catalog, [word])) continue
    const said = new Set([...stems(word.norm), ...[...expand(word.norm)].filter(([, weight]) => weight >= 0.7).map(([stem]) => stem)])
    for (const of of table.columns) {
      const flag = scope.knowledge.natures.get(`${table.name}.${of.name}`)?.flag
      const names = identifierWords(of.name)
      if (flag && names.length === 1 && names.some((n) => stems(n).some((s) => said.has(s))))
        return { condition: compare(column(table.name, of.name), '=', literal(flag.yes, of.type)), found: { from: at, to: at + 1 } }
    }
  }
  return null
}

const owing =
  /(?:pendientes?(?: de (?:pago|cobro|pagar|cobrar))?|por (?:pagar|cobrar)|sin (?:pagar|cobrar)|outstanding|pending|not (?:yet )?paid)/
const paying = /^(?:pagad[oa]s?|cobrad[oa]s?|paid|settled|abonad[oa]s?|liquidad[oa]s?)$/

/** "las facturas pendientes": not paid, where the rows have no such state of their own. */
const owingFilter = (words: Words, table: Table, scope: Scope): Reading | null => {
  const match = find(words, owing)
  const of = match && table.columns.find((c) => paying.test(c.name.toLowerCase()))
  const flag = of && scope.knowledge.natures.get(`${table.name}.${of.name}`)?.flag
  const own = scope.knowledge.values.byText.get('pendiente')?.some((e) => e.table === table.name) ?? false
  if (!match || !of || !flag || own) return null
  const state = `${of.name} = ${flag.no === null ? '—' : String(flag.no)}`
  return {
    condition: compare(column(table.name, of.name), '=', literal(flag.no, of.type)),
    found: match,
    assumptions: [assumeValue(`${table.name}.${of.name}:no`, match.groups[0], state, of.name)],
  }
}

const comparing =
  /^(?:menos|mas|partir|encima|debajo|alrededor|cerca|mayor(?:es)?|menor(?:es)?|superior(?:es)?|inferior(?:es)?|maximo|minimo|limite|tope|less|more|maximum|minimum|excess|instead)$/

/** "las facturas de 25 euros": that amount, where the rows have only one of money. */
const amountFilter = (words: Words, table: Table, scope: Scope): Reading | null => {
  const money = table.columns.filter((c) => scope.knowledge.natures.get(`${table.name}.${c.name}`)?.money === true)
  const [of] = money
  if (!of || money.length > 1) return null
  for (let at = 1; at < words.length; at++) {
    if (!/^(?:de|of|por)$/.test(words[at - 1]?.norm ?? '') || comparing.test(words[at - 2]?.norm ?? '')) continue
    const amount = readAmount(words, at, scope.input.language)
    if (amount?.unit !== 'money' || /^(?:o|or|y|and|a|to)$/.test(words[at + amount.tokens]?.norm ?? '')) continue
    return {
      condition: compare(column(table.name, of.name), '=', literal(amount.value, of.type)),
      found: { from: at - 1, to: at + amount.tokens },
    }
  }
  return null
}

const unPrefix = /^(?:un|im|in|non-?)(?=\p{L}{4})/u

/** "unpaid invoices", "facturas impagadas": no in the yes/no column of that name. */
const negatedFlag = (words: Words, table: Table, scope: Scope): Reading | null => {
  for (const [at, word] of words.entries()) {
    if (word.kind !== 'word' || !unPrefix.test(word.norm)) continue
    const base = word.norm.replace(unPrefix, '')
    for (const of of table.columns) {
      const flag = scope.knowledge.natures.get(`${table.name}.${of.name}`)?.flag
      if (flag && identifierWords(of.name).some((n) => stems(n).some((s) => stems(base).includes(s))))
        return { condition: compare(column(table.name, of.name), '=', literal(flag.no, of.type)), found: { from: at, to: at + 1 } }
    }
  }
  return null
}

/** "la reserva 1352", "el pedido nº 40", "customer 12": the row of that number, when nothing else stands for a number. */
const keyFilter = (words: Words, table: Table, scope: Scope): Reading | null => {
  const key = table.primaryKey.length === 1 ? findColumn(table, table.primaryKey[0] ?? '') : undefined
  const mark = /^(?:(?:con )?(?:el |la )?(?:numero|num|n|no|nº|n°|id|codigo|code|number|#|con id|with id)(?: (?:º|°|\.|de|:|igual a|=))*)$/
  for (let at = 0; at < words.length; at++) {
    const token = words[at]
    if (!token || (token.kind !== 'number' && !(token.kind === 'word' && /\d/.test(token.text)))) continue
    const before = words[at - 1]
    const marked = before !== undefined && (mark.test(before.norm) || before.text === '#' || /^n[º°]$/i.test(before.text))
    const table2 = tableNamed(scope.knowledge.catalog, words.slice(Math.max(0, at - (marked ? 2 : 1)), marked ? at - 1 : at))
    const owner = table2 && table2.name !== table.name ? ownerFilter(words, at, table, table2, scope) : null
    if (owner) return { condition: owner, found: { from: at - (marked ? 2 : 1), to: at + 1 } }
    if (!key || (key.type !== 'integer' && key.type !== 'text' && key.type !== 'number')) continue
    if (table2?.name !== table.name && !(marked && at <= 2)) continue
    const next = words[at + 1]
    if (next && next.start === token.end && /^[/-]$/.test(next.text)) return null
    if (next && /^(?:%|€|euros?|o|or|dias|days)$/.test(next.norm)) continue
    const value = key.type === 'text' ? token.text : readAmount([token], 0, scope.input.language)?.value
    if (value === undefined || (key.type === 'integer' && !Number.isInteger(value))) continue
    return {
      condition: compare(column(table.name, key.name), '=', literal(value, key.type)),
      found: { from: marked ? at - 1 : at, to: at + 1 },
    }
  }
  return null
}

const past =
  /(?:(?:que )?(?:ya )?(?:han pasado|hayan pasado|pasaron|son pasad[oa]s)|ya (?:pasad[oa]s|vencid[oa]s|caducad[oa]s)|(?:pasad[oa]s|vencid[oa]s|caducad[oa]s)|(?:already )?(?:past|expired|overdue)|in the past)/
const ahead = /(?:futur[oa]s?|que (?:aun |todavia )?no han (?:llegado|pasado)|por venir|upcoming|future|in the future)/

const timeFilter = (words: Words, table: Table, scope: Scope): Reading | null => {
  const date = dateFor(scope.knowledge, table.name)
  const of = date?.table === table.name ? findColumn(table, date.column) : undefined
  if (!of) return null
  for (const [pattern, operator] of [
    [past, '<'],
    [ahead, '>='],
  ] as const) {
    const match: Found | null = find(words, pattern)
    if (!match || (operator === '<' && has(words, /(?:ano|mes|semana|dia|lunes|martes|trimestre) pasad[oa]/))) continue
    const condition = compare(column(table.name, of.name), operator, literal(scope.today, 'date'))
    return {
      condition,
      found: match,
      assumptions: [assumeValue(`${table.name}.${of.name}:${operator}`, match.groups[0], `${of.name} ${operator} ${scope.today}`, of.name)],
    }
  }
  return null
}

const endWords = /(?:baja|fin|end|termination|salida|leave|cese|retirad[oa]|finalizacion)/
const active =
  /(?:que (?:sigan|siguen|esten|estan) )?(?:en activo|de alta|en plantilla|still working|still active|currently employed|in active service)/

/** "en activo": no end date yet, where the table has one and no flag says it. */
const activeFilter = (words: Words, table: Table): Reading | null => {
  const match = find(words, active)
  if (!match) return null
  const end = table.columns.find((c) => c.nullable && (c.type === 'date' || c.type === 'datetime') && endWords.test(c.name.toLowerCase()))
  return end
    ? {
        condition: isNull(table, end),
        found: match,
        assumptions: [assumeValue(`${table.name}.${end.name}:null`, match.groups[0], `${end.name} = —`, end.name)],
      }
    : null
}

const readers: readonly ((words: Words, table: Table, scope: Scope) => Reading | null)[] = [
  selfFilter,
  negatedFlag,
  flagFilter,
  owingFilter,
  amountFilter,
  nullFilter,
  keyFilter,
  activeFilter,
  timeFilter,
]

/** Reads rows without something, of a number, past or in service. */
export const particularFilters = (words: Words, table: Table, scope: Scope): Particular => {
  let rest = words
  const conditions: Condition[] = []
  const assumptions: Assumption[] = []
  for (const reader of readers) {
    const reading = reader(rest, table, scope)
    if (!reading) continue
    conditions.push(reading.condition)
    assumptions.push(...(reading.assumptions ?? []))
    rest = without(rest, reading.found)
  }
  return { conditions, assumptions, rest }
}
