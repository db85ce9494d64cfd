import { type Column, findColumn, findTable, type Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { typeName } from '../../explain/type-words.ts'
import { column as columnOf, compare, scalar } from '../../plan/expressions.ts'
import { simpleSelect } from '../../plan/select.ts'
import type { Knowledge } from '../knowledge.ts'
import type { ColumnNature } from '../nature.ts'
import { stems } from '../stem.ts'
import { fold } from '../tokens.ts'
import { expand } from '../vocabulary.ts'
import { readAmount } from './amounts.ts'
import { boundsFor, holds } from './check-ranges.ts'
import { literal, readLiteral } from './literal-value.ts'
import type { Problem } from './proposal.ts'
import { ask, refuse, retell, say } from './questions.ts'
import type { Scope } from './scope.ts'
import { said, trim, type Words } from './spans.ts'

/** A value for a column, or why the words are not one. `exact`: the words name a stored or allowed value, or can only be this type. */
export type Fit =
  | { readonly kind: 'value'; readonly value: Expression; readonly exact: boolean }
  | { readonly kind: 'misfit'; readonly problem: Problem }

/** Names given to rows that this command adds, by table and column: references may name them before they are stored. */
export type NewNames = ReadonlyMap<string, readonly string[]>

const value = (expression: Expression, exact: boolean): Fit => ({ kind: 'value', value: expression, exact })
const misfit = (problem: Problem): Fit => ({ kind: 'misfit', problem })

const natureOf = (knowledge: Knowledge, table: string, column: string): ColumnNature | null =>
  knowledge.natures.get(`${table}.${column}`) ?? null

/** Values known for a column: allowed by a rule, or stored. */
export const knownValues = (table: Table, column: Column, scope: Scope): readonly string[] =>
  column.allowedValues ?? scope.knowledge.values.columns.get(`${table.name}.${column.name}`) ?? []

const sameForm = (a: string, b: string): boolean => {
  const [x, y] = [fold(a).split(/[\s_]+/), fold(b).split(/[\s_]+/)]
  return x.length === y.length && x.every((w, i) => stems(w).some((s) => stems(y[i] ?? '').includes(s)))
}

/** The known value that a text means: as spelled, in another form ("cancelada"), translated, or as the code that abbreviates it. */
export const meantValue = (text: string, known: readonly string[], codes: boolean): string | null => {
  const folded = fold(text)
  const exact = known.find((k) => k === text) ?? known.find((k) => fold(k) === folded) ?? known.find((k) => sameForm(k, text))
  if (exact !== undefined) return exact
  const meanings = expand(folded)
  const translated = known.find((k) => stems(fold(k)).some((s) => (meanings.get(s) ?? 0) >= 0.7))
  if (translated !== undefined) return translated
  const short = codes ? known.filter((k) => k.length <= 3 && folded.length > 3 && folded.startsWith(fold(k))) : []
  return short.length === 1 ? (short[0] ?? null) : null
}

const shortCodes = (known: readonly string[]): boolean =>
  known.length > 1 && known.length <= 8 && known.every((k) => /^[A-Z]{1,3}$/.test(k))

const notAllowed = (table: Table, column: Column, text: string, known: readonly string[], scope: Scope): Problem => {
  const { language } = scope.input
  return refuse(
    'change.value_not_allowed',
    { table: table.name, column: column.name, value: text, allowed: known },
    say(
      language,
      `«${text}» no vale para ${column.name}: solo puede ser ${orList(known, language)}.`,
      `"${text}" is not allowed for ${column.name}: it can only be ${orList(known, language)}.`,
    ),
  )
}

const orList = (names: readonly string[], language: 'es' | 'en'): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} ${say(language, 'o', 'or')} ${names.at(-1)}`

const wrongType = (column: Column, text: string, scope: Scope): Problem => {
  const { language } = scope.input
  const examples: Partial<Record<Column['type'], string>> = {
    number: say(language, '12,50', '12.50'),
    integer: '12',
    date: '2026-11-15',
    datetime: '2026-11-15 10:30',
    time: '10:30',
    boolean: say(language, 'sí o no', 'yes or no'),
  }
  const example = examples[column.type]
  return refuse(
    'change.type_mismatch',
    { column: column.name, value: text, type: column.type },
    say(
      language,
      `«${text}» no vale para ${column.name}: tiene que ser ${typeName({ type: column.type }, language)}${example ? `, por ejemplo ${example}` : ''}.`,
      `"${text}" does not fit ${column.name}: it must be ${typeName({ type: column.type }, language)}${example ? `, for example ${example}` : ''}.`,
    ),
  )
}

const outside = (table: Table, column: Column, number: number, scope: Scope): Problem | null => {
  const bounds = boundsFor(table, column.name)
  const broken = bounds.find((b) => !holds(number, b))
  if (!broken) return null
  const { language } = scope.input
  const rule = bounds.map((b) => `${b.operator} ${b.value}`).join(say(language, ' y ', ' and '))
  return refuse(
    'change.value_out_of_range',
    { table: table.name, column: column.name, value: number, rule },
    say(
      language,
      `${number} no vale para ${column.name}: tiene que ser ${rule}.`,
      `${number} is not allowed for ${column.name}: it must be ${rule}.`,
    ),
  )
}

const fitText = (words: Words, text: string, table: Table, column: Column, scope: Scope): Fit => {
  const known = knownValues(table, column, scope)
  const category = column.allowedValues !== null || natureOf(scope.knowledge, table.name, column.name)?.category === true
  const meant =
    category && words[0]?.kind !== 'quoted' ? meantValue(text, known, shortCodes(known)) : (known.find((k) => k === text) ?? null)
  if (meant !== null) return value(literal(meant, column.type), true)
  if (column.allowedValues) return misfit(notAllowed(table, column, text, column.allowedValues, scope))
  return value(literal(text, column.type), false)
}

const fitFlag = (
  words: Words,
  flag: { readonly yes: string | number | boolean; readonly no: string | number | boolean },
  column: Column,
): Fit | null => {
  const norm = trim(words, /^(?:que|a|como|as|to|el|la)$/)
    .map((w) => w.norm)
    .join(' ')
  if (/^(?:si|s|yes|y|true|verdadero|activ[oa]|1)$/.test(norm)) return value(literal(flag.yes, column.type), true)
  if (/^(?:no|n|false|falso|inactiv[oa]|0)$/.test(norm)) return value(literal(flag.no, column.type), true)
  return null
}

/** Columns by which people name rows of a table, best first: names and titles, then unique texts, then a text key. */
export const namingColumns = (table: Table, knowledge: Knowledge): readonly Column[] => {
  const score = (c: Column): number => {
    const naming = natureOf(knowledge, table.name, c.name)?.naming ?? 0
    const unique = table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === c.name)
    const key = table.primaryKey.length === 1 && table.primaryKey[0] === c.name
    return naming * 2 + (unique && c.type === 'text' ? 1.5 : 0) + (key && c.type === 'text' ? 1.2 : 0)
  }
  return table.columns.filter((c) => score(c) > 0).sort((a, b) => score(b) - score(a))
}

const keyBy = (target: Table, key: Column, by: Column, text: string): Expression =>
  by.name === key.name
    ? literal(text, key.type)
    : scalar(
        simpleSelect(
          target.name,
          [columnOf(target.name, key.name)],
          [compare(columnOf(target.name, by.name), '=', literal(text, by.type))],
        ),
      )

const storedLike = (text: string, stored: readonly string[]): readonly string[] => {
  const folded = fold(text)
  const same = stored.filter((s) => fold(s) === folded)
  if (same.length > 0) return same
  const parts = folded.split(/\s+/)
  return stored.filter((s) => {
    const words = fold(s).split(/\s+/)
    return parts.every((p) => words.includes(p))
  })
}

/** The key of the row that words name in the table a column refers to. */
export const fitReference = (words: Words, text: string, target: Table, key: Column, scope: Scope, made: NewNames): Fit | null => {
  const columns = namingColumns(target, scope.knowledge)
  for (const by of columns) {
    const fresh = storedLike(text, made.get(`${target.name}.${by.name}`) ?? [])
    const stored = fresh.length > 0 ? fresh : storedLike(text, scope.knowledge.values.columns.get(`${target.name}.${by.name}`) ?? [])
    const only = stored.length === 1 ? stored[0] : undefined
    if (only !== undefined) return value(keyBy(target, key, by, only), true)
    if (stored.length > 1 && by === columns[0]) return misfit(whichOne(text, stored, target, scope))
  }
  if (key.type === 'integer' && words.length === 1) {
    const amount = readAmount(words, 0, scope.input.language)
    if (amount && Number.isInteger(amount.value)) return value(literal(amount.value, 'integer'), false)
  }
  return null
}

const whichOne = (text: string, stored: readonly string[], target: Table, scope: Scope): Problem =>
  ask(
    say(
      scope.input.language,
      `Hay varios «${text}» en ${target.name}. ¿Cuál?`,
      `There are several "${text}" in ${target.name}. Which one?`,
    ),
    stored.slice(0, 6).map((name) => retell(scope.input.text, text, name)),
  )

export const notFound = (text: string, target: Table, scope: Scope): Problem => {
  const { language } = scope.input
  return refuse(
    'change.reference_not_found',
    { table: target.name, value: text },
    say(
      language,
      `No encuentro «${text}» en ${target.name}. Dalo de alta antes o dime cuál es.`,
      `I can't find "${text}" in ${target.name}. Add it first or tell me which one it is.`,
    ),
  )
}

/** Reads words as a value of a column, with its type, its allowed values, its limits and what it refers to. */
export const fitValue = (words: Words, table: Table, column: Column, scope: Scope, made: NewNames = new Map()): Fit => {
  const { knowledge, input, today } = scope
  const bare = trim(words, /^(?:de|a|el|la|los|las|en|con|que|como|por|to|as|the|of|at|in|for|:|=)$/)
  const clean = bare.length > 0 ? bare : words
  const text = clean.length === 1 ? (clean[0]?.text ?? '') : said(input.text, clean)
  const relation = knowledge.catalog.relations.find(
    (r) => r.from.table === table.name && r.from.columns.length === 1 && r.from.columns[0] === column.name,
  )
  const target = relation && findTable(knowledge.catalog, relation.to.table)
  const key = target && relation && findColumn(target, relation.to.columns[0] ?? '')
  if (target && key) return fitReference(clean, text, target, key, scope, made) ?? misfit(notFound(text, target, scope))
  const flag = natureOf(knowledge, table.name, column.name)?.flag
  const told = flag ? fitFlag(clean, flag, column) : null
  if (told) return told
  if (column.type === 'text') return fitText(clean, text, table, column, scope)
  const read = readLiteral(clean, column.type, today, input.language, text)
  if (read?.kind !== 'literal') return misfit(wrongType(column, text, scope))
  const broken = typeof read.value === 'number' ? outside(table, column, read.value, scope) : null
  return broken ? misfit(broken) : value(read, true)
}
