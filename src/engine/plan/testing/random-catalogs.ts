import fc from 'fast-check'
import type { Described } from '../../interpretation.ts'
import { catalogOf, type Told } from '../../understand/testing/catalog-of.ts'

const names =
  `order|select|group|from|table|Año|código postal|nombre completo|precio "unitario"|total.neto|a.b.c|T_CLI_01|clientes|CLIENTES_2|x|Fecha|user|1st|niño's|_|%|日本|constructor|__proto__|toString|fecha_alta|importe|id|estado`.split(
    '|',
  )

const types = ['text', 'integer', 'number', 'boolean', 'date', 'datetime', 'json', 'uuid', 'other'] as const

type Column = {
  readonly name: string
  readonly type: (typeof types)[number]
  readonly key: boolean
  readonly empty: boolean
  readonly values: boolean
}

const column: fc.Arbitrary<Column> = fc.record({
  name: fc.constantFrom(...names),
  type: fc.constantFrom(...types),
  key: fc.boolean(),
  empty: fc.boolean(),
  values: fc.boolean(),
})

const tell = (c: Column): string =>
  `${JSON.stringify(c.name.replaceAll('"', "''"))} ${c.type}${c.key ? ' key' : ''}${c.empty ? ' ?' : ''}${c.values && c.type === 'text' ? ' = Sí|No|O.K. "raro"|Ñandú' : ''}`

const table: fc.Arbitrary<Told> = fc
  .uniqueArray(column, { maxLength: 7, minLength: 1, selector: (c) => c.name.toLowerCase() })
  .map((columns) => ({ columns: columns.map(tell) }))

/** References between tables at random, some of them to themselves, two between the same pair, or in rings. */
const withRelations = (described: Described, pairs: readonly (readonly [number, number])[]): Described => {
  const { tables } = described.catalog
  const relations = pairs.flatMap(([a, b], index) => {
    const from = tables[a % tables.length]
    const to = tables[b % tables.length]
    const [near, far] = [from?.columns[index % (from.columns.length || 1)], to?.columns[0]]
    if (!from || !to || !near || !far) return []
    return [
      {
        name: `r${index}`,
        from: { table: from.name, columns: [near.name] },
        to: { table: to.name, columns: [far.name] },
        onDelete: 'no_action' as const,
        declared: index % 2 === 0,
      },
    ]
  })
  return { ...described, catalog: { ...described.catalog, relations } }
}

/** Catalogs that no one would design: reserved words, spaces, dots and quotes in names, tables without key, references every way. */
export const randomCatalog: fc.Arbitrary<Described> = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.constantFrom(...names), table), { minLength: 1, maxLength: 6, selector: ([name]) => name.toLowerCase() }),
    fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 6 }),
  )
  .map(([tables, pairs]) => withRelations(catalogOf(Object.fromEntries(tables)), pairs))

/** Questions that name tables and columns of a catalog. */
export const questionOver = (described: Described): fc.Arbitrary<string> => {
  const said = described.catalog.tables.flatMap((t) => [t.name, ...t.columns.map((c) => c.name)])
  const words = [
    'cuántos',
    'por',
    'sin',
    'con más',
    'media de',
    'este mes',
    'top 3',
    'de',
    'y',
    'how many',
    'per',
    'Sí',
    'Ñandú',
    'sum of',
    'por mes',
    'más de 3',
    'en porcentaje',
    'acumulado por mes',
    'ordenados por',
    'que no tienen',
    'último',
  ]
  return fc.array(fc.constantFrom(...said, ...words), { minLength: 1, maxLength: 8 }).map((parts) => parts.join(' '))
}
