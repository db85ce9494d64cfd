import { describe, expect, it } from 'vitest'
import { compileQuery } from '../compile/compile-query.ts'
import { loadGrammar } from '../guard/grammar.ts'
import { readQuery } from '../plan/read-sql.ts'
import { prepare } from '../understand/knowledge.ts'
import { catalogOf } from '../understand/testing/catalog-of.ts'
import { salesKnowledge } from '../understand/testing/sales-catalog.ts'
import { abstractQuery } from './abstract-query.ts'
import { realize } from './realize.ts'
import { schemaFor, schemaOf } from './schema.ts'
import { sketchOf } from './sketch.ts'

await loadGrammar()

const { catalog } = salesKnowledge
const schema = schemaOf(salesKnowledge)

const formOf = (sql: string) => {
  const query = readQuery(sql, catalog)
  return query && abstractQuery(query, schema)
}

/** A statement read, made a form, made a plan again, and read again. */
const twice = (sql: string) => {
  const form = formOf(sql)
  if (!form) return null
  const again = compileQuery(realize(form, { knowledge: salesKnowledge, schema }), catalog, catalog.dialect).inlined
  return { form, again: formOf(again), sql: again }
}

const said = [
  'select nombre from clientes',
  "select nombre, email from clientes where ciudad = 'Sevilla' and activo = true",
  'select count(*) from pedidos where total > 100',
  'select estado, count(*), avg(total) from pedidos group by estado having count(*) >= 5 order by count(*) desc limit 3',
  'select clientes.nombre, sum(pedidos.total) from clientes join pedidos on pedidos.id_cliente = clientes.id_cliente group by clientes.nombre',
  'select nombre from productos where precio > (select avg(precio) from productos)',
  'select nombre from clientes where id_cliente not in (select id_cliente from pedidos)',
  'select nombre from productos where precio between 2 and 5 order by precio limit 1',
  "select nombre from clientes where ciudad in ('Sevilla', 'Cádiz')",
  "select nombre from clientes where ciudad = 'Sevilla' intersect select nombre from clientes where tipo = 'empresa'",
]

describe('a logical form', () => {
  it.each(said)('says what a plan says: %s', (sql) => {
    const read = twice(sql)
    expect(read?.form).toBeTruthy()
    expect(read?.again).toEqual(read?.form)
  })

  it.each([
    'select fecha, sum(total) over (order by fecha) from pedidos',
    'select total - total / 2 from pedidos',
    "select date_trunc('month', fecha), count(*) from pedidos group by 1",
  ])('is none for what it cannot say: %s', (sql) => {
    expect(formOf(sql)).toBeNull()
  })

  it('shows each row once where many are joined only to choose by them', () => {
    expect(
      twice("select clientes.nombre from clientes join pedidos on pedidos.id_cliente = clientes.id_cliente where estado = 'enviado'")?.sql,
    ).toContain('select distinct')
  })

  it('keeps its sketch whatever the columns and values are', () => {
    const [one, other] = ["select nombre from clientes where ciudad = 'Cádiz'", "select estado from pedidos where estado = 'enviado'"].map(
      (sql) => {
        const form = formOf(sql)
        return form && sketchOf(form, schema)
      },
    )
    expect(one).toEqual(other)
  })
})

describe('the catalog that a text is read against', () => {
  const tables = Object.fromEntries(
    Array.from({ length: 120 }, (_, i) => [`tabla_${i}`, { rows: 10, columns: [`id_${i} integer key`, 'nombre text'] }]),
  )
  const large = prepare(catalogOf({ ...tables, hija: { rows: 5, columns: ['id_hija integer key', 'id_7 integer > tabla_7'] } }))
  const spans = [{ from: 0, to: 1, links: [{ kind: 'table' as const, table: 'tabla_7', score: 1 }] }]

  it('is cut down to what is named and what is next to it, where it is large', () => {
    const names = schemaFor(large, spans, ['tabla_90']).tables.map((t) => t.name)
    expect(names).toEqual(expect.arrayContaining(['tabla_7', 'hija', 'tabla_90']))
    expect(names.length).toBeLessThan(45)
  })

  it('is all of it otherwise', () => {
    expect(schemaFor(salesKnowledge, [], []).tables).toHaveLength(catalog.tables.length)
  })
})
