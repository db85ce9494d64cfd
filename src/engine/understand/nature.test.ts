import { describe, expect, it } from 'vitest'
import { dateColumns, dateFor, displayColumns, factAmount, isNameless } from '../plan/defaults.ts'
import { natureAt, prepare } from './knowledge.ts'
import { catalogOf } from './testing/catalog-of.ts'
import { salesKnowledge as sales } from './testing/sales-catalog.ts'

describe('what a column is for', () => {
  it.each([
    ['clientes', 'id_cliente', { key: true, numeric: false }],
    ['pedidos', 'id_cliente', { reference: true, numeric: false }],
    ['clientes', 'nombre', { naming: 3 }],
    ['pedidos', 'total', { numeric: true, money: true }],
    ['productos', 'existencias', { numeric: true, money: false }],
    ['pedidos', 'fecha', { temporal: true }],
    ['pedidos', 'estado', { category: true, flag: null }],
    ['clientes', 'activo', { flag: { yes: true, no: false } }],
    ['clientes', 'email', { category: false, naming: 0 }],
  ])('%s.%s', (table, column, nature) => {
    expect(natureAt(sales, table, column)).toMatchObject(nature)
  })

  it('reads yes and no from codes', () => {
    const knowledge = prepare(catalogOf({ t: { columns: ['id integer key', 'pagado text = S|N', 'letra text = A|B'] } }))
    expect(natureAt(knowledge, 't', 'pagado').flag).toEqual({ yes: 'S', no: 'N' })
    expect(natureAt(knowledge, 't', 'letra').flag).toBeNull()
  })
})

describe('what is taken for granted of a table', () => {
  const names = (all: readonly { readonly column: string }[]): readonly string[] => all.map((c) => c.column)

  it('its rows are shown by their name, else by their key, else by the first column', () => {
    expect(names(displayColumns(sales, 'clientes'))).toEqual(['nombre'])
    expect(names(displayColumns(sales, 'pedidos'))).toEqual(['id_pedido'])
    expect(names(displayColumns(sales, 'notas_sueltas'))).toEqual(['texto'])
    expect(isNameless(sales, 'pedidos')).toBe(true)
    expect(isNameless(sales, 'clientes')).toBe(false)
  })

  it('its rows are dated by when they happened, or by what they belong to', () => {
    expect(names(dateColumns(sales, 'pedidos'))[0]).toBe('fecha')
    expect(dateFor(sales, 'lineas_pedido')).toEqual({ kind: 'column', table: 'pedidos', column: 'fecha' })
    expect(dateFor(sales, 'categorias')).toBeNull()
  })

  it('its rows are worth their total, or their quantity times their price', () => {
    expect(factAmount(sales, 'pedidos')).toEqual({ kind: 'column', table: 'pedidos', column: 'total' })
    expect(factAmount(sales, 'lineas_pedido')).toMatchObject({ kind: 'arithmetic', operator: '*' })
    expect(factAmount(sales, 'productos')).toBeNull()
  })
})
