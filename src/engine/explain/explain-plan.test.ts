import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ChangeStep } from '#contracts/change.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import type { Condition, Query } from '#contracts/query-plan.ts'
import { catalogFor } from '../compile/conformance/fixture.ts'
import { agg, and, as, col, count, date, down, is, match, number, or, select, table, text, up } from '../compile/conformance/plan-words.ts'
import { plans } from '../compile/conformance/plans.ts'
import { explainPlan } from './explain-plan.ts'
import { formatNumber } from './format-value.ts'

const catalog = catalogFor('postgres')
const common = { version: 1 as const, assumptions: [], confidence: 1 }
const planOf = (query: Query): Plan => ({ kind: 'query', query, ...common })
const change = (...steps: ChangeStep[]): Plan => ({ kind: 'change', steps, ...common })
const explain = (query: Query, language: Language = 'es'): string => explainPlan(planOf(query), catalog, language)

describe('a query in words', () => {
  it('says tables, filters, groups, order and limit', () => {
    const revenue = agg('sum', col('pedidos.importe'))
    const query = select('pedidos', [as(col('zonas.nombre'), 'zona'), as(revenue, 'total')], {
      joins: [
        { type: 'inner', source: table('clientes'), on: is(col('pedidos.cliente_id'), '=', col('clientes.id')) },
        { type: 'left', source: table('zonas'), on: is(col('clientes.zona_id'), '=', col('zonas.id')) },
      ],
      where: and(is(col('pedidos.fecha'), '>=', date('2026-10-01')), is(col('pedidos.fecha'), '<', date('2026-11-01'))),
      groupBy: [col('zonas.nombre')],
      having: is(count(), '>', number(2)),
      orderBy: [down(revenue)],
      limit: 3,
    })
    expect(explain(query)).toBe(
      'Muestra nombre de zonas y suma de importe de pedidos, de pedidos con clientes y zonas si hay. ' +
        'Solo donde fecha de pedidos es en octubre de 2026. Una fila por cada nombre de zonas. ' +
        'Solo los grupos donde número de filas es mayor que 2. Por orden de suma de importe de pedidos de mayor a menor. Solo las 3 primeras filas.',
    )
    expect(explain(query, 'en')).toBe(
      'Shows nombre of zonas and sum of importe of pedidos, from pedidos with clientes and zonas if any. ' +
        'Only where fecha of pedidos is in October 2026. One row for each nombre of zonas. ' +
        'Only groups where number of rows is more than 2. Sorted by sum of importe of pedidos highest first. Only the first 3 rows.',
    )
  })

  it('says absence, without the columns that link', () => {
    const query = select('clientes', ['clientes.nombre'], {
      where: {
        kind: 'exists',
        negated: true,
        query: select('pedidos', ['pedidos.id'], {
          where: and(is(col('pedidos.cliente_id'), '=', col('clientes.id')), is(col('pedidos.estado'), '=', text('pagado'))),
        }),
      },
    })
    expect(explain(query)).toContain('no hay pedidos que le correspondan donde estado de pedidos es «pagado»')
  })

  it('has words for every plan of the conformance set, in both languages', () => {
    for (const [name, query] of Object.entries(plans))
      for (const language of ['es', 'en'] as const) {
        const said = explain(query, language)
        expect(said, name).not.toMatch(/undefined|null|\[object|donde \.|where \./)
        expect(said.length, name).toBeGreaterThan(20)
      }
  })

  it('leaves no value, group, order or limit unsaid', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 })
    const amount = fc.integer({ min: -99999, max: 99999 })
    const leaf = fc.oneof(
      word.map((value) => ({ condition: is(col('clientes.ciudad'), '=', text(value)), said: value })),
      word.map((value) => ({ condition: match(col('clientes.nombre'), 'contains', value), said: value })),
      amount.map((value) => ({ condition: is(col('clientes.zona_id'), '<', number(value)), said: String(value) })),
      amount.map((value) => ({ condition: is(agg('sum', col('clientes.zona_id')), '>=', number(value)), said: formatNumber(value, 'es') })),
    )
    const joined = fc.array(leaf, { minLength: 1, maxLength: 4 }).chain((all) =>
      fc.boolean().map((any) => {
        const conditions = all.map((l) => l.condition)
        const condition: Condition = any ? or(...conditions) : and(...conditions)
        return { condition, said: all.map((l) => l.said) }
      }),
    )
    fc.assert(
      fc.property(
        joined,
        fc.constantFrom('ciudad', 'nombre', 'cp'),
        fc.integer({ min: 2, max: 500 }),
        fc.boolean(),
        (where, group, limit, ascending) => {
          const column = col(`clientes.${group}`)
          const said = explain(
            select('clientes', [as(column, group), as(count(), 'n')], {
              where: where.condition,
              groupBy: [column],
              orderBy: [ascending ? up(column) : down(column)],
              limit,
            }),
          )
          for (const value of where.said) expect(said).toContain(value)
          expect(said).toContain(`Una fila por cada ${group}`)
          expect(said).toContain(`Por orden de ${group} ${ascending ? 'de la A a la Z' : 'de la Z a la A'}`)
          expect(said).toContain(`Solo las ${limit} primeras filas`)
        },
      ),
      { numRuns: 300 },
    )
  })
})

describe('a change in words', () => {
  it('says what an update sets and where', () => {
    const plan = change({
      kind: 'update',
      table: 'pedidos',
      set: [{ column: 'estado', value: text('pagado') }],
      where: is(col('pedidos.importe'), '>', number(1500)),
    })
    expect(explainPlan(plan, catalog, 'es')).toBe('En pedidos, donde importe es mayor que 1.500: estado pasa a ser «pagado».')
    expect(explainPlan(plan, catalog, 'en')).toBe('In pedidos, where importe is more than 1,500: estado becomes "pagado".')
  })

  it('warns in its words that a delete without filter takes every row', () => {
    expect(explainPlan(change({ kind: 'delete', table: 'zonas', where: null }), catalog, 'es')).toBe('Borra todas las filas de zonas.')
  })

  it('numbers its steps', () => {
    const plan = change({ kind: 'drop_table', table: 'zonas' }, { kind: 'rename_table', table: 'clientes', to: 'socios' })
    expect(explainPlan(plan, catalog, 'es')).toBe(
      '1. Elimina la tabla «zonas» con todos sus datos.\n2. La tabla «clientes» pasa a llamarse «socios».',
    )
  })

  it('tells every fact of a column', () => {
    const plan = change({
      kind: 'add_column',
      table: 'clientes',
      column: {
        name: 'descuento',
        type: 'number',
        length: null,
        scale: 2,
        required: true,
        unique: false,
        default: number(0),
        allowedValues: null,
        check: is(col('.descuento'), '<=', number(50)),
        identity: false,
        references: null,
        description: null,
      },
    })
    expect(explainPlan(plan, catalog, 'es')).toBe(
      'Añade a «clientes» la columna «descuento» (número con 2 decimales, obligatorio, por defecto 0, con la regla: descuento es como mucho 50).',
    )
  })
})
