import type { Catalog } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { From } from '#contracts/query-plan.ts'
import { rolesOf } from '../understand/roles.ts'
import { columnName, tableName } from './names.ts'
import { genderOf, pluralOf } from './nouns.ts'

/** A source of a query with what it is called in words; empty where it is the only one and a query itself. */
export type NamedSource = { readonly from: From; readonly name: string }

/** "otros clientes", "otra zona", "other clientes": the same table a second time. */
const another = (name: string, language: Language): string => {
  if (language === 'en') return `other ${name}`
  const ending = genderOf(name) === 'feminine' ? 'a' : 'o'
  return `otr${ending}${pluralOf(name, 'es') === name ? 's' : ''} ${name}`
}

type TableSource = Extract<From, { kind: 'table' }>

/** What people call a table here: by its name, or by the part it plays ("equipo local"). */
export const partName = ({ table, as }: TableSource, catalog: Catalog): string =>
  as !== table && rolesOf(catalog).some((role) => role.alias === as && role.table === table) ? columnName(as) : tableName(table)

const tableNth = (name: string, nth: number, language: Language): string => {
  if (nth === 1) return name
  return nth === 2 ? another(name, language) : `${name} (${nth})`
}

/** A, B ... Z, A2 ... */
const letter = (nth: number): string => `${String.fromCharCode(64 + (((nth - 1) % 26) + 1))}${nth <= 26 ? '' : Math.ceil(nth / 26)}`

const listNth = (nth: number, language: Language): string => `${language === 'es' ? 'la lista' : 'list'} ${letter(nth)}`

/** Names for the sources of a select, different from each other and from those outside that it reads. */
export const nameSources = (
  own: readonly From[],
  outside: readonly NamedSource[],
  { catalog, language }: { readonly catalog: Catalog; readonly language: Language },
): ReadonlyMap<string, NamedSource> => {
  const taken = new Set(outside.map((one) => one.name))
  const alone = own.length === 1 && outside.length === 0
  const nameOf = (from: From): string => {
    if (from.kind === 'query' && alone) return ''
    for (let nth = 1; ; nth++) {
      const name = from.kind === 'table' ? tableNth(partName(from, catalog), nth, language) : listNth(nth, language)
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
  return new Map(own.map((from) => [from.as, { from, name: nameOf(from) }]))
}
