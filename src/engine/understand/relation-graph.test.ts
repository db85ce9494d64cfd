import { describe, expect, it } from 'vitest'
import { column, compare, literal } from '../plan/expressions.ts'
import { relatedRows } from '../plan/join-tree.ts'
import { queryFaults } from '../plan/testing/query-faults.ts'
import { prepare } from './knowledge.ts'
import { distance, findPath, relationGraph } from './relation-graph.ts'
import { catalogOf } from './testing/catalog-of.ts'
import { salesKnowledge } from './testing/sales-catalog.ts'

const { graph } = salesKnowledge
const path = (from: string, to: string): readonly string[] | null => findPath(graph, from, to)?.steps.map((s) => s.to) ?? null

describe('ways between tables', () => {
  it.each([
    ['pedidos', 'clientes', ['clientes']],
    ['clientes', 'pedidos', ['pedidos']],
    ['lineas_pedido', 'clientes', ['pedidos', 'clientes']],
    ['clientes', 'categorias', ['valoraciones', 'productos', 'categorias']],
    ['clientes', 'clientes', []],
    ['clientes', 'notas_sueltas', null],
    ['clientes', 'no_such', null],
    ['no_such', 'clientes', null],
  ])('from %s to %s', (from, to, tables) => {
    expect(path(from, to)).toEqual(tables)
  })

  it('tell how far, and which way', () => {
    expect(distance(graph, 'lineas_pedido', 'clientes')).toBe(2)
    expect(distance(graph, 'clientes', 'notas_sueltas')).toBe(Number.POSITIVE_INFINITY)
    expect(findPath(graph, 'pedidos', 'clientes')?.steps[0]?.up).toBe(true)
    expect(findPath(graph, 'clientes', 'pedidos')?.steps[0]?.up).toBe(false)
  })

  it('survive rings, references to oneself and two references between the same tables', () => {
    const ring = relationGraph(
      catalogOf({
        a: { columns: ['id integer key', 'b_id integer > b', 'a_id integer ? > a'] },
        b: { columns: ['id integer key', 'c_id integer > c'] },
        c: { columns: ['id integer key', 'a_id integer ? > a', 'other_a_id integer > a'] },
      }).catalog,
    )
    expect(findPath(ring, 'a', 'c')?.steps.map((s) => s.relation.name)).toEqual(['c_other_a_id_fkey'])
    expect(findPath(ring, 'a', 'a')?.steps).toEqual([])
  })

  it('prefer a reference that is never empty', () => {
    const two = relationGraph(
      catalogOf({
        viajes: { columns: ['id integer key', 'vuelta integer ? > sitios', 'ida integer > sitios'] },
        sitios: { columns: ['id integer key'] },
      }).catalog,
    )
    expect(findPath(two, 'viajes', 'sitios')?.steps[0]?.relation.from.columns).toEqual(['ida'])
  })
})

describe('rows that belong to another', () => {
  it('of a table that a table refers to by itself keep both apart', () => {
    const knowledge = prepare(
      catalogOf({
        a: { columns: ['id integer key', 'b_id integer > b'] },
        b: { columns: ['id integer key', 'a_id integer > a', 'x integer'] },
      }),
    )
    const query = relatedRows(knowledge, 'a', 'b', [compare(column('b', 'x'), '=', literal(1, 'integer'))], [literal(1, 'integer')], ['a'])
    expect(query && queryFaults(query, knowledge.catalog, new Map([['a', 'a']]))).toEqual([])
  })

  it('leave out conditions on what nothing reaches', () => {
    const where = [compare(column('notas_sueltas', 'peso'), '>', literal(1, 'integer'))]
    const query = relatedRows(salesKnowledge, 'clientes', 'pedidos', where, [literal(1, 'integer')], ['notas_sueltas'])
    expect(JSON.stringify(query)).not.toContain('notas_sueltas')
  })

  it('are none where nothing relates the two', () => {
    expect(relatedRows(salesKnowledge, 'clientes', 'notas_sueltas', [], [literal(1, 'integer')])).toBeNull()
  })
})
