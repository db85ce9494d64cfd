import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { compileQuery } from '../compile/compile-query.ts'
import { interpret } from '../interpret.ts'
import type { Turn } from '../interpretation.ts'
import { salesKnowledge, salesToday } from '../understand/testing/sales-catalog.ts'
import { showContext } from './show-context.ts'
import { fillSales } from './testing/sales-rows.ts'

const database = new DatabaseSync(':memory:')
fillSales(database)

type Asked = { readonly rows: readonly string[]; readonly columns: readonly string[]; readonly turn: Turn }

/** The rows of the answer, cells apart by ` | `; in order of text where the question sets none. */
const ask = (question: string, history: readonly Turn[] = [], widened = false): Asked => {
  const { decision } = interpret({ text: question, language: null, overrides: {}, now: salesToday, history }, salesKnowledge)
  if (decision.kind !== 'act' || decision.plan.kind !== 'query') return expect.fail(`${question}: ${decision.kind}`)
  const query = widened ? showContext(decision.plan.query, salesKnowledge) : decision.plan.query
  const { sql, parameters } = compileQuery(query, salesKnowledge.catalog, 'sqlite')
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  const found = statement.all(...parameters.map((p) => (typeof p === 'boolean' ? Number(p) : p))) as unknown as readonly unknown[][]
  const rows = found.map((row) => row.map((cell) => (typeof cell === 'number' ? Math.round(cell * 100) / 100 : cell)).join(' | '))
  const ordered = query.kind === 'select' && (query.orderBy.length > 0 || query.perGroup !== null)
  const columns = statement.columns().map((c) => c.name)
  return { rows: ordered ? rows : rows.sort(), columns, turn: { question, sql: null, plan: decision.plan } }
}

const answers = (question: string, rows: readonly string[]): void => {
  expect(ask(question).rows).toEqual(rows)
}

describe('lists', () => {
  it.each([
    ['clientes de Sevilla', ['Ana Ruiz', 'Bar Manolo']],
    ['customers from Sevilla', ['Ana Ruiz', 'Bar Manolo']],
    ['clientes Marta Sanz', ['Marta Sanz', 'Marta Sanz']],
    ['clientes de Córdoba o Málaga', ['Luis Peña', 'Marta Sanz']],
    ['clientes que no son de Sevilla', ['Luis Peña', 'Marta Sanz', 'Marta Sanz']],
    ['clientes activos', ['Ana Ruiz', 'Luis Peña', 'Marta Sanz', 'Marta Sanz']],
    ['clientes inactivos', ['Bar Manolo']],
    ['clientes con email', ['Ana Ruiz', 'Bar Manolo', 'Marta Sanz']],
    ['clientes sin email', ['Luis Peña', 'Marta Sanz']],
    ['clientes dados de alta en 2026', ['Luis Peña', 'Marta Sanz']],
    ['empleados que ganan más de 2000', ['Eva Luna']],
    ['empleados sin jefe', ['Eva Luna']],
    ['productos cuyo nombre contiene «cur»', ['Queso curado']],
    ['productos con precio menor que 10', ['Aceite de oliva', 'Café']],
    ['productos sin existencias', ['Café']],
    ['products with price above average', ['Queso curado', 'Vino tinto']],
    ['pedidos entre 50 y 90 euros', ['2', '3', '6']],
    ['orders over 90', ['1', '4']],
    ['pedidos antes de 2026', ['4', '5']],
    ['pedidos de los últimos 30 días', ['1', '3', '6']],
    ['pedidos de Ana Ruiz', ['1', '2', '5']],
    ['pedidos pendientes ordenados por fecha', ['6']],
    ['productos ordenados por precio de mayor a menor', ['Queso curado', 'Vino tinto', 'Aceite de oliva', 'Café']],
    ['ciudades de los clientes', ['Cádiz', 'Córdoba', 'Málaga', 'Sevilla']],
    [
      'nombre y ciudad de los clientes',
      ['Ana Ruiz | Sevilla', 'Bar Manolo | Sevilla', 'Luis Peña | Córdoba', 'Marta Sanz | Cádiz', 'Marta Sanz | Málaga'],
    ],
  ] as const)('%s', answers)
})

describe('presence and absence of related rows', () => {
  it.each([
    ['clientes sin pedidos', ['Marta Sanz']],
    ['customers without orders', ['Marta Sanz']],
    ['productos que nunca se han vendido', ['Aceite de oliva', 'Café']],
    ['clientes que no han pedido este mes', ['Bar Manolo', 'Luis Peña', 'Marta Sanz']],
    ['clientes con más de 2 pedidos', ['Ana Ruiz']],
    ['clientes con al menos un pedido', ['Ana Ruiz', 'Bar Manolo', 'Luis Peña', 'Marta Sanz']],
    ['clientes con pedidos cancelados', ['Ana Ruiz']],
    ['clientes que compraron en 2025 pero no en 2026', ['Bar Manolo']],
  ] as const)('%s', answers)
})

describe('figures', () => {
  it.each([
    ['¿cuántos pedidos hay?', ['6']],
    ['how many orders are there', ['6']],
    ['cuántas ciudades distintas hay', ['4']],
    ['suma del total de los pedidos', ['620']],
    ['peso total de las notas sueltas', ['5']],
    ['media de pedidos por cliente', ['1.5']],
    ['how much did we sell last month', ['130']],
    ['cuántos pedidos por estado', ['cancelado | 1', 'entregado | 3', 'enviado | 1', 'pendiente | 1']],
    ['orders by status', ['cancelado | 1', 'entregado | 3', 'enviado | 1', 'pendiente | 1']],
    ['number of customers per city', ['Cádiz | 1', 'Córdoba | 1', 'Málaga | 1', 'Sevilla | 2']],
    ['precio medio de los productos por categoría', ['Bebidas | 8', 'Lácteos | 12']],
    ['average price of products by category', ['Bebidas | 8', 'Lácteos | 12']],
    ['puntuación media por producto', ['Queso curado | 4', 'Vino tinto | 4']],
    ['ventas por cliente', ['Ana Ruiz | 170', 'Bar Manolo | 300', 'Luis Peña | 80', 'Marta Sanz | 70']],
    ['ventas por mes en 2026', ['2026-10-01 | 130', '2026-11-01 | 170']],
  ] as const)('%s', answers)
})

describe('rankings, shares and comparisons', () => {
  it.each([
    ['los 2 clientes con más pedidos', ['Ana Ruiz', 'Luis Peña']],
    ['mejor cliente', ['Bar Manolo']],
    ['el pedido más reciente', ['6']],
    ['the most expensive product', ['Queso curado']],
    ['el producto más caro de cada categoría', ['Bebidas | Vino tinto', 'Lácteos | Queso curado']],
    ['¿qué porcentaje de pedidos están cancelados?', ['16.67']],
    ['what percentage of orders are delivered', ['50']],
    ['reparto en porcentaje de pedidos por estado', ['cancelado | 16.67', 'entregado | 50', 'enviado | 16.67', 'pendiente | 16.67']],
    ['total de pedidos acumulado por mes en 2026', ['2026-10-01 | 130 | 130', '2026-11-01 | 170 | 300']],
    ['ventas de este mes comparadas con el mes pasado', ['170 | 130 | 30.77']],
    ['ventas por mes comparadas con el mes anterior en 2026', ['2026-10-01 | 130 |  | ', '2026-11-01 | 170 | 130 | 30.77']],
  ] as const)('%s', answers)
})

describe('conversations', () => {
  it.each([
    [
      ['cuántos pedidos por estado', ['cancelado | 1', 'entregado | 3', 'enviado | 1', 'pendiente | 1']],
      ['¿y por mes?', ['2025-05-01 | 1', '2025-12-01 | 1', '2026-10-01 | 2', '2026-11-01 | 2']],
      ['solo los de 2026', ['2026-10-01 | 2', '2026-11-01 | 2']],
      ['y en 2025', ['2025-05-01 | 1', '2025-12-01 | 1']],
    ],
    [
      ['clientes de Sevilla', ['Ana Ruiz', 'Bar Manolo']],
      ['¿y de Córdoba?', ['Luis Peña']],
      ['¿cuántos son?', ['1']],
    ],
    [
      ['productos', ['Aceite de oliva', 'Café', 'Queso curado', 'Vino tinto']],
      ['ordénalos por precio', ['Café', 'Aceite de oliva', 'Vino tinto', 'Queso curado']],
      ['solo los de Bebidas', ['Café', 'Vino tinto']],
    ],
    [
      ['los 2 clientes con más pedidos', ['Ana Ruiz', 'Luis Peña']],
      ['enséñame también el teléfono', ['Ana Ruiz | 600', 'Luis Peña | 601']],
    ],
    [
      ['mejor cliente', ['Bar Manolo']],
      ['¿cuántos pedidos ha hecho ese cliente?', ['1']],
    ],
    [
      ['cuántos pedidos por mes en 2026', ['2026-10-01 | 2', '2026-11-01 | 2']],
      ['¿y las valoraciones?', ['2026-01-01 | 1', '2026-11-01 | 1']],
    ],
    [
      ['clientes de Sevilla', ['Ana Ruiz', 'Bar Manolo']],
      ['¿y los pedidos?', ['1', '2', '4', '5']],
      ['¿cuánto suman?', ['470']],
      ['sin contar los cancelados', ['420']],
      ['productos de Bebidas', ['Café', 'Vino tinto']],
    ],
    [
      ['ventas de noviembre de 2026', ['170']],
      ['compáralo con el mes anterior', ['170 | 130 | 30.77']],
    ],
    [
      ['ventas por cliente', ['Ana Ruiz | 170', 'Bar Manolo | 300', 'Luis Peña | 80', 'Marta Sanz | 70']],
      ['en porcentaje', ['Ana Ruiz | 27.42', 'Bar Manolo | 48.39', 'Luis Peña | 12.9', 'Marta Sanz | 11.29']],
      ['los dos primeros', ['Bar Manolo | 48.39', 'Ana Ruiz | 27.42']],
    ],
    [
      ['how many customers per city', ['Cádiz | 1', 'Córdoba | 1', 'Málaga | 1', 'Sevilla | 2']],
      ['only active ones', ['Cádiz | 1', 'Córdoba | 1', 'Málaga | 1', 'Sevilla | 1']],
    ],
  ] as const)('%j', (...turns) => {
    const history: Turn[] = []
    for (const [question, rows] of turns) {
      const asked = ask(question, history)
      expect([question, asked.rows]).toEqual([question, rows])
      history.push(asked.turn)
    }
  })
})

describe('answers widened for people', () => {
  it('show what rows were chosen by and a few facts, without changing them', () => {
    const { columns, rows } = ask('clientes de Sevilla', [], true)
    expect(columns).toEqual(['nombre', 'ciudad', 'fecha_alta', 'tipo'])
    expect(rows).toEqual(['Ana Ruiz | Sevilla | 2025-02-01 | particular', 'Bar Manolo | Sevilla | 2024-06-01 | empresa'])
  })

  it('show the figure of a ranking', () => {
    expect(ask('los 2 clientes con más pedidos', [], true).rows[0]).toBe('Ana Ruiz | 3')
  })

  it('show whose rows are where they have no name', () => {
    expect(ask('pedidos cancelados', [], true).columns.slice(0, 2)).toEqual(['id_pedido', 'clientes_nombre'])
  })
})
