import type { Catalog, Relation } from '#contracts/catalog.ts'
import type { Knowledge } from './knowledge.ts'
import { relationGraph } from './relation-graph.ts'
import { stems } from './stem.ts'
import { expand, identifierWords, nameStems } from './vocabulary.ts'
import { functionWords } from './words.ts'

/** A table as one of several references to it means it: `equipos` as the `equipo_local` of a match, `empleados` as the `jefe` of another. */
export type Role = {
  /** Its name in queries: unlike any table's. */
  readonly alias: string
  readonly table: string
  readonly relation: Relation
  /** Words that tell it from the other references, each by its stems. */
  readonly words: readonly ReadonlySet<string>[]
  readonly way: 'origin' | 'destination' | null
}

const keyWords = new Set('id ids cod code codigo key fk num numero number no uid'.split(' '))

const stemSet = (text: string): ReadonlySet<string> => new Set(text.split(' ').flatMap((word) => stems(word)))

const origins = stemSet('source src origin origen salida departure depart from start desde inicio')
const destinations = stemSet('destination dest dst destino llegada arrival arrive to end hasta fin')
const superiors = new Set(['reports', 'reporta'])

/** Words of roles that mean this only beside a thing that plays one. */
const sameRole = [
  stemSet('local home casa'),
  stemSet('visitante visitor away visiting fuera'),
  stemSet('winner ganador winning'),
  stemSet('loser perdedor losing'),
]

const overlaps = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((stem) => b.has(stem))

const stemsOfWord = (word: string): ReadonlySet<string> => {
  const own = new Set(nameStems(word).keys())
  return new Set([
    ...own,
    ...(superiors.has(word) ? stemSet('jefe manager boss supervisor') : []),
    ...sameRole.filter((role) => overlaps(own, role)).flatMap((role) => [...role]),
  ])
}

const wayOf = (words: readonly ReadonlySet<string>[]): Role['way'] =>
  words.some((word) => overlaps(word, origins)) ? 'origin' : words.some((word) => overlaps(word, destinations)) ? 'destination' : null

const plainWords = (column: string): readonly string[] => identifierWords(column).filter((word) => !keyWords.has(word))

const aliasOf = (column: string, taken: ReadonlySet<string>): string => {
  const base = plainWords(column).join('_') || column
  let alias = base
  for (let n = 2; taken.has(alias); n++) alias = `${base}_${n}`
  return alias
}

const findRoles = (catalog: Catalog): readonly Role[] => {
  const taken = new Set(catalog.tables.map((table) => table.name.toLowerCase()))
  const single = catalog.relations.filter(({ from }) => from.columns.length === 1)
  const pairs = Map.groupBy(single, ({ from, to }) => `${from.table}\u0000${to.table}`)
  return [...pairs.values()].flatMap((group) => {
    const [first] = group
    if (first === undefined || (group.length < 2 && first.from.table !== first.to.table)) return []
    const tableWords = new Set(identifierWords(first.to.table).flatMap((word) => [...nameStems(word).keys()]))
    return group.flatMap((relation): readonly Role[] => {
      const words = plainWords(relation.from.columns[0] ?? '')
        .filter((word) => !functionWords.has(word))
        .map(stemsOfWord)
        .filter((word) => !overlaps(word, tableWords))
      if (words.length === 0) return []
      const alias = aliasOf(relation.from.columns[0] ?? '', taken)
      taken.add(alias)
      return [{ alias, table: relation.to.table, relation, words, way: wayOf(words) }]
    })
  })
}

const known = new WeakMap<Catalog, readonly Role[]>()

/** Roles that tables play for tables which refer to them more than once, and for themselves. */
export const rolesOf = (catalog: Catalog): readonly Role[] => {
  const roles = known.get(catalog) ?? findRoles(catalog)
  known.set(catalog, roles)
  return roles
}

/** Whether a word says one of a role's: itself, a synonym or its translation. */
export const saysWord = (said: string, word: ReadonlySet<string>): boolean =>
  [...expand(said)].some(([stem, likeness]) => likeness >= 0.7 && word.has(stem))

const extend = (knowledge: Knowledge, roles: readonly Role[]): Knowledge => {
  const { catalog } = knowledge
  const tables = roles.flatMap((role) =>
    catalog.tables.filter(({ name }) => name === role.table).map((table) => ({ ...table, name: role.alias })),
  )
  const relations = roles.map(({ relation, alias }) => ({ ...relation, to: { ...relation.to, table: alias } }))
  const extended = { ...catalog, tables: [...catalog.tables, ...tables], relations: [...catalog.relations, ...relations] }
  const natures = new Map(knowledge.natures)
  for (const { alias, table } of roles)
    for (const column of catalog.tables.find(({ name }) => name === table)?.columns ?? []) {
      const nature = knowledge.natures.get(`${table}.${column.name}`)
      if (nature) natures.set(`${alias}.${column.name}`, nature)
    }
  return { ...knowledge, catalog: extended, natures, graph: relationGraph(extended) }
}

const extensions = new WeakMap<Knowledge, Map<string, Knowledge>>()

/** Knowledge in which each of the roles is a table of its own, reached by its reference alone. Made once for the same roles. */
export const withRoleTables = (knowledge: Knowledge, roles: readonly Role[]): Knowledge => {
  if (roles.length === 0) return knowledge
  const made = extensions.get(knowledge) ?? new Map<string, Knowledge>()
  extensions.set(knowledge, made)
  const key = roles
    .map(({ alias }) => alias)
    .sort()
    .join('\u0000')
  const extended = made.get(key) ?? extend(knowledge, roles)
  made.set(key, extended)
  return extended
}
