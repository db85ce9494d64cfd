import { type Column, findTable, type Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { dateColumns } from '../../../plan/defaults.ts'
import { countries } from '../../lexicon/countries.ts'
import { fold } from '../../tokens.ts'
import { fitValue, knownValues, meantValue, namingColumns, notFound } from '../fit-value.ts'
import { literal } from '../literal-value.ts'
import type { Problem } from '../proposal.ts'
import type { Scope } from '../scope.ts'
import { said, type Words } from '../spans.ts'
import type { Atom } from './atoms.ts'

/** `problem`: the value can only be meant for that column, and it is not there. */
export type Placed = { readonly column: Column; readonly value: Expression; readonly sure: boolean; readonly problem?: Problem }

/** Where an atom may go: columns still open in the row, the word before it, and the columns that the row before this one filled. */
export type Opening = { readonly open: readonly Column[]; readonly before: string; readonly alike: ReadonlySet<string> }

const places = [
  /ciudad|poblacion|localidad|municipio|city|town/,
  /provincia|state|region/,
  /pais|country/,
  /lugar|location|place|sede|origen|procedencia/,
]
const codes = /cod|dni|nif|cif|nie|carn|matric|ref|sku|isbn|plate|seat|asiento|serie|numero|num|licen|pasap|document/
const people =
  /autor|author|persona|person|responsable|manager|contacto|contact|cliente|customer|buyer|comprador|profesor|teacher|artista|empleado|quien/
const countryNames = new Set(
  countries
    .split('\n')
    .flatMap((line) => (line.split(':')[0] ?? '').split(',').map((n) => fold(n.trim())))
    .filter((n) => n !== ''),
)

const named = (columns: readonly Column[], pattern: RegExp): Column | undefined => columns.find((c) => pattern.test(fold(c.name)))

const place = (column: Column | undefined, value: Expression, sure = true): Placed | null => (column ? { column, value, sure } : null)

const isReference = (table: Table, column: Column, scope: Scope): boolean =>
  scope.knowledge.catalog.relations.some(
    (r) => r.from.table === table.name && r.from.columns.length === 1 && r.from.columns[0] === column.name,
  )

/** A stored or allowed value of a category column, or the code that abbreviates the word. */
export const knownPlace = (words: Words, text: string, table: Table, open: readonly Column[], scope: Scope): Placed | null => {
  for (const column of open) {
    if (column.type !== 'text' || isReference(table, column, scope)) continue
    const category = column.allowedValues !== null || scope.knowledge.natures.get(`${table.name}.${column.name}`)?.category === true
    const known = knownValues(table, column, scope)
    const meant = category
      ? meantValue(text, known, known.length > 1 && known.every((k) => /^[A-Z]{1,3}$/.test(k)) && words.length === 1)
      : null
    if (meant !== null && !/^[SNYN]$/.test(meant)) return { column, value: literal(meant, column.type), sure: true }
  }
  return null
}

/** A word stored in one column of this table, where rows are not known by it: "de cirugía". */
export const storedPlace = (word: Words[number], table: Table, open: readonly Column[], scope: Scope): Placed | null => {
  const naming = new Set(namingColumns(table, scope.knowledge).map((c) => c.name))
  const entries = (scope.knowledge.values.byText.get(word.norm) ?? []).filter(
    (e) => e.table === table.name && !naming.has(e.column) && open.some((c) => c.name === e.column && c.type === 'text'),
  )
  const [first] = entries
  const column = open.find((c) => c.name === first?.column)
  return first && column && entries.every((e) => e.column === first.column)
    ? { column, value: literal(first.value, 'text'), sure: true }
    : null
}

/** "CER" where rows have a text for a key. */
const shortKey = (atom: Atom, table: Table, open: readonly Column[]): Column | null => {
  const key = table.primaryKey.length === 1 ? open.find((c) => c.name === table.primaryKey[0] && c.type === 'text') : undefined
  return key && atom.words.length === 1 && /^\p{Lu}{2,5}$/u.test(atom.words[0]?.text ?? '') ? key : null
}

/** A row of another table that the words name. */
const referencePlace = (words: Words, table: Table, open: readonly Column[], scope: Scope): Placed | null => {
  for (const column of open) {
    if (!isReference(table, column, scope)) continue
    const fit = fitValue(words, table, column, scope, scope.made)
    if (fit.kind === 'value' && fit.exact) return { column, value: fit.value, sure: true }
  }
  return null
}

/** A name in a table whose rows have none must be a row of another table that is required; it is not stored. */
const unknownReference = (text: string, table: Table, open: readonly Column[], before: string, scope: Scope): Placed | null => {
  if (before !== '' && !/^(?:a|al|de|del|para|con|for|to|of|by|with)$/.test(before)) return null
  const column = open.find((c) => !c.nullable && isReference(table, c, scope))
  const relation = scope.knowledge.catalog.relations.find((r) => r.from.table === table.name && r.from.columns[0] === column?.name)
  const target = relation && findTable(scope.knowledge.catalog, relation.to.table)
  if (
    !column ||
    !target ||
    namingColumns(target, scope.knowledge).length === 0 ||
    open.some((c) => c.type === 'text' && people.test(fold(c.name)))
  )
    return null
  return { column, value: literal(null, column.type), sure: true, problem: notFound(text, target, scope) }
}

const numberPlace = (atom: Atom, table: Table, { open, alike }: Opening, scope: Scope): Placed | null => {
  const numeric = open.filter(
    (c) => (c.type === 'integer' || c.type === 'number') && !isReference(table, c, scope) && !table.primaryKey.includes(c.name),
  )
  const whole = typeof atom.value === 'number' && Number.isInteger(atom.value)
  const able = numeric.filter((c) => whole || c.type === 'number')
  const value = (c: Column): Expression => literal(atom.value, c.type)
  const first = (list: readonly Column[]): Placed | null => (list[0] ? place(list[0], value(list[0]), list.length === 1) : null)
  const money = able.filter((c) => scope.knowledge.natures.get(`${table.name}.${c.name}`)?.money)
  if (atom.kind === 'money') return first(money) ?? first(able.filter((c) => c.type === 'number'))
  if (atom.kind === 'percent')
    return first(able.filter((c) => /porcent|iva|dto|descuento|percent|discount|tax|vat|comision|rate/.test(c.name)))
  const years = able.filter((c) => /^an[i]?o|year|año/i.test(c.name))
  if (atom.kind === 'year' && years.length > 0) return first(years)
  const parallel = able.filter((c) => alike.has(c.name))
  return first(parallel) ?? first(able.filter((c) => !years.includes(c)))
}

const datePlace = (atom: Atom, table: Table, { open, before }: Opening, scope: Scope): Placed | null => {
  const dates = open.filter((c) => c.type === 'date' || c.type === 'datetime')
  const order = dateColumns(scope.knowledge, table.name).flatMap((d) => dates.find((c) => c.name === d.column) ?? [])
  const start = /^(?:desde|from|del|starting)$/.test(before) ? named(dates, /inicio|entrada|start|desde|from|begin|checkin/) : undefined
  const end = /^(?:hasta|al|to|until|till)$/.test(before) ? named(dates, /fin|salida|end|hasta|until|checkout|vence/) : undefined
  const column = start ?? end ?? order[0]
  return place(
    column,
    literal(column?.type === 'datetime' ? `${atom.value} 00:00:00` : atom.value, column?.type ?? 'date'),
    dates.length === 1 || start !== undefined || end !== undefined || column === order[0],
  )
}

/** "de Madrid" where Madrid is stored in a column of this table and is not the whole name of a row it could refer to. */
const ownStored = (atom: Atom, table: Table, texts: readonly Column[], scope: Scope): Placed | null => {
  const stored = scope.knowledge.values.byText.get(atom.words.map((w) => w.norm).join(' ')) ?? []
  const targets = new Set(scope.knowledge.catalog.relations.filter((r) => r.from.table === table.name).map((r) => r.to.table))
  if (stored.some((e) => targets.has(e.table))) return null
  const naming = new Set(namingColumns(table, scope.knowledge).map((c) => c.name))
  const entry = stored.find((e) => e.table === table.name && !naming.has(e.column) && texts.some((c) => c.name === e.column))
  const column = entry && texts.find((c) => c.name === entry.column)
  return entry && column ? { column, value: literal(entry.value, 'text'), sure: true } : null
}

const textPlace = (atom: Atom, table: Table, opening: Opening, scope: Scope): Placed | null => {
  const { open, before } = opening
  const text = atom.words.length === 1 ? (atom.words[0]?.text ?? '') : said(scope.input.text, atom.words)
  const texts = open.filter((c) => c.type === 'text' && c.allowedValues === null && !isReference(table, c, scope))
  const value = literal(text, 'text')
  if (atom.kind !== 'quoted' && countryNames.has(fold(text))) {
    const country = named(texts, /pais|country|nacion|origin/)
    if (country) return place(country, value)
  }
  const own = /^(?:de|from|in|en|of)$/.test(before) ? ownStored(atom, table, texts, scope) : null
  if (own) return own
  const reference =
    atom.kind === 'quoted' && !/^(?:a|de|del|para|for|to|of|en|in|con|with|al)$/.test(before)
      ? null
      : referencePlace(atom.words, table, open, scope)
  if (reference) return reference
  const naming = namingColumns(table, scope.knowledge).filter(
    (c) =>
      texts.includes(c) &&
      (atom.kind === 'quoted' || (scope.knowledge.natures.get(`${table.name}.${c.name}`)?.naming ?? 0) > 0 || !codes.test(fold(c.name))),
  )
  const categories = open.filter((c) => c.type === 'text')
  const known =
    naming.length > 0 && !/^(?:de|del|from|in|en|of)$/.test(before) ? null : knownPlace(atom.words, text, table, categories, scope)
  if (known) return known
  const stranger = atom.kind === 'name' && naming.length === 0 ? unknownReference(text, table, open, before, scope) : null
  if (stranger) return stranger
  if (/^(?:in|en|from|at)$/.test(before) || (before === 'de' && naming.length === 0)) {
    const somewhere = places.map((p) => named(texts, p)).find((c) => c !== undefined)
    if (somewhere) return place(somewhere, value)
  }
  if (/^(?:de|by|por|of)$/.test(before)) {
    const who = named(texts, people)
    if (who) return place(who, value)
  }
  if (naming[0] && atom.kind !== 'address') return place(naming[0], value)
  const person = named(texts, people)
  const free = texts.filter((c) => !codes.test(fold(c.name)))
  return place(
    person ??
      opening.open.find((c) => texts.includes(c) && opening.alike.has(c.name)) ??
      free.find((c) => !c.nullable) ??
      free[0] ??
      texts[0],
    value,
    person !== undefined,
  )
}

const codePlace = (atom: Atom, table: Table, opening: Opening, scope: Scope): Placed | null => {
  const reference = referencePlace(atom.words, table, opening.open, scope)
  if (reference) return reference
  const texts = opening.open.filter((c) => c.type === 'text' && !isReference(table, c, scope))
  const keys = texts.filter(
    (c) => table.primaryKey.includes(c.name) || table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === c.name),
  )
  const column = texts.find((c) => codes.test(fold(c.name)) && keys.includes(c)) ?? named(texts, codes) ?? keys[0] ?? texts[0]
  return place(column, literal(atom.value, 'text'), column !== undefined && codes.test(fold(column.name)))
}

/** "sábados" -> "sábado", "Mondays" -> "monday". */
const weekdayName = (text: string): string => text.toLowerCase().replace(/(s[aá]bado|domingo|day)s$/, '$1')

/** The column of a row that a value said without its name belongs to. */
export const chooseColumn = (atom: Atom, table: Table, opening: Opening, scope: Scope): Placed | null => {
  const { open } = opening
  const texts = open.filter((c) => c.type === 'text')
  const words = atom.words.length === 1 ? (atom.words[0]?.text ?? '') : said(scope.input.text, atom.words)
  switch (atom.kind) {
    case 'email':
      return place(named(texts, /mail|correo/) ?? texts[0], literal(words, 'text'), named(texts, /mail|correo/) !== undefined)
    case 'phone':
      return place(named(texts, /tel|tfn|tfno|phone|movil|mobile/), literal(words, 'text'))
    case 'address':
      return (
        place(
          named(texts, /direcc|domicilio|address|calle|street|ubicac/),
          literal(
            words.replace(/^\p{Ll}/u, (c) => c.toUpperCase()),
            'text',
          ),
        ) ?? textPlace(atom, table, opening, scope)
      )
    case 'number':
    case 'money':
    case 'percent':
    case 'year':
      return numberPlace(atom, table, opening, scope)
    case 'date':
      return datePlace(atom, table, opening, scope)
    case 'time': {
      const column = open.find((c) => c.type === 'time') ?? named(texts, /hora|time/)
      return place(column, literal(atom.value, column?.type ?? 'time'))
    }
    case 'weekday': {
      const day = named(texts, /dia|day/)
      if (day) return place(day, literal(weekdayName(words), 'text'))
      return atom.value === null ? null : datePlace(atom, table, opening, scope)
    }
    case 'code':
      return codePlace(atom, table, opening, scope)
    case 'name':
    case 'quoted': {
      const key = shortKey(atom, table, open)
      if (key) return place(key, literal(words, 'text'))
      return textPlace(atom, table, opening, scope)
    }
  }
}
