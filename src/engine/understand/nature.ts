import type { Catalog, Column, Table } from '#contracts/catalog.ts'
import { stems } from './stem.ts'
import type { ValueIndex } from './value-index.ts'
import { identifierWords, nameStems } from './vocabulary.ts'

/** What a column is for, judged from its name, type, keys and values. */
export type ColumnNature = {
  readonly key: boolean
  readonly reference: boolean
  /** Names the row for people: 'name', 'title'; 0 = no, higher = better. */
  readonly naming: number
  readonly temporal: boolean
  readonly numeric: boolean
  readonly money: boolean
  /** Yes/no, as booleans or as two codes: how yes and no are stored. */
  readonly flag: { readonly yes: string | number | boolean; readonly no: string | number | boolean } | null
  /** Few short values, such as states and categories. */
  readonly category: boolean
}

const stemSet = (words: string): ReadonlySet<string> => new Set(words.split(' ').flatMap((w) => stems(w)))

const namingWords = stemSet('nombre name titulo title denominacion')
/** Naming score of a code such as an order's number. */
export const codeNaming = 1.6

const codeWords = stemSet('numero number codigo code referencia reference folio')
const secondNaming = stemSet('descripcion description razon asunto')
const moneyWords = stemSet(
  'importe precio coste costo tarifa salario sueldo total monto pvp cuota gasto ingreso facturacion presupuesto amount price cost salary fee revenue budget payment charge balance saldo sales venta',
)

const has = (words: readonly string[], set: ReadonlySet<string>): boolean =>
  words.some((w) => [...nameStems(w).keys()].some((s) => set.has(s)))

const flagPairs: readonly (readonly [string, string])[] = [
  ['S', 'N'],
  ['Y', 'N'],
  ['T', 'F'],
  ['si', 'no'],
  ['sí', 'no'],
  ['yes', 'no'],
  ['true', 'false'],
  ['1', '0'],
  ['Si', 'No'],
  ['Sí', 'No'],
  ['Yes', 'No'],
  ['True', 'False'],
  ['SI', 'NO'],
  ['YES', 'NO'],
]

const flagOf = (table: Table, column: Column, values: ValueIndex): ColumnNature['flag'] => {
  if (column.type === 'boolean') return { yes: true, no: false }
  const stored = column.allowedValues ?? values.columns.get(`${table.name}.${column.name}`) ?? []
  if (column.type === 'text' && stored.length > 0 && stored.length <= 2) {
    const pair = flagPairs.find(([yes, no]) => stored.every((v) => v === yes || v === no))
    return pair ? { yes: pair[0], no: pair[1] } : null
  }
  const statistics = column.statistics
  const binary = column.type === 'integer' && statistics?.distinctCount === 2 && statistics.min === '0' && statistics.max === '1'
  return binary ? { yes: 1, no: 0 } : null
}

/** A number people know rows by: unique, and called number, code or reference. */
const isCode = (table: Table, column: Column, words: readonly string[]): boolean =>
  table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === column.name) && has(words, codeWords)

/** `nombre_comercial` of an invoice names the salesperson, not the invoice. */
const namesOther = (catalog: Catalog, table: Table, words: readonly string[]): boolean =>
  catalog.tables.some(
    (t) => t.name !== table.name && identifierWords(t.name).some((n) => words.some((w) => stems(n).some((s) => stems(w).includes(s)))),
  )

const namingScore = (catalog: Catalog, table: Table, column: Column, words: readonly string[]): number => {
  if (column.type !== 'text') return 0
  const own = identifierWords(table.name).flatMap((w) => stems(w))
  const ofTable = words.some((w) => stems(w).some((s) => own.includes(s)))
  if (has(words, namingWords)) return words.length === 1 || ofTable ? 3 : namesOther(catalog, table, words) ? 0 : 2
  if (ofTable && words.length === 1) return 1.5
  if (isCode(table, column, words)) return codeNaming
  return has(words, secondNaming) ? 1 : 0
}

const references = new WeakMap<Catalog, ReadonlySet<string>>()

const referencesOf = (catalog: Catalog): ReadonlySet<string> => {
  const known = references.get(catalog) ?? new Set(catalog.relations.flatMap(({ from }) => from.columns.map((c) => `${from.table}.${c}`)))
  references.set(catalog, known)
  return known
}

/** Judges a column; pure, from the catalog and its stored values. */
export const natureOf = (catalog: Catalog, table: Table, column: Column, values: ValueIndex): ColumnNature => {
  const words = identifierWords(column.name)
  const key = table.primaryKey.includes(column.name)
  const reference = referencesOf(catalog).has(`${table.name}.${column.name}`)
  const numeric = (column.type === 'integer' || column.type === 'number') && !key && !reference
  const distinct = column.statistics?.distinctCount ?? values.columns.get(`${table.name}.${column.name}`)?.length ?? null
  const rows = table.rowCount ?? 0
  return {
    key,
    reference,
    naming: reference ? 0 : namingScore(catalog, table, column, words),
    temporal: column.type === 'date' || column.type === 'datetime',
    numeric: numeric && !/^(cp|zip|phone|tel|year|ano)$/.test(words.join(' ')),
    money: numeric && has(words, moneyWords),
    flag: flagOf(table, column, values),
    category:
      column.allowedValues !== null ||
      (column.type === 'text' && distinct !== null && distinct <= 40 && (rows === 0 || distinct < rows * 0.5)),
  }
}
