import { describe, expect, it } from 'vitest'
import type { Plan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import { catalogFor } from '../compile/conformance/fixture.ts'
import { agg, as, col, count, select } from '../compile/conformance/plan-words.ts'
import { plans } from '../compile/conformance/plans.ts'
import { suggestFollowUps } from './suggest.ts'

const catalog = catalogFor('postgres')
const planOf = (query: Query): Plan => ({ kind: 'query', query, version: 1, assumptions: [], confidence: 1 })
const suggest = (query: Query, language: 'es' | 'en' = 'es'): readonly string[] => suggestFollowUps(planOf(query), catalog, language)

describe('next questions', () => {
  it('see a figure in other ways', () => {
    const query = select('pedidos', [as(agg('sum', col('pedidos.importe')), 'total')])
    expect(suggest(query)).toEqual(['por mes', 'por cliente', 'por estado'])
    expect(suggest(query, 'en')).toEqual(['by month', 'by cliente', 'by estado'])
  })

  it('go on from a series', () => {
    const month = { kind: 'date_trunc' as const, unit: 'month' as const, of: col('pedidos.fecha') }
    expect(suggest(select('pedidos', [as(month, 'month'), as(count(), 'n')], { groupBy: [month] }))).toContain(
      'compáralo con el periodo anterior',
    )
  })

  it('ask about what was listed', () => {
    expect(suggest(select('clientes', ['clientes.nombre']))).toEqual([
      '¿Cuántos clientes hay?',
      'clientes por zona',
      'clientes sin pedidos',
    ])
  })

  it('are at most three, all different, for every plan', () => {
    for (const query of Object.values(plans)) {
      const all = suggest(query)
      expect(all.length).toBeLessThanOrEqual(3)
      expect(new Set(all).size).toBe(all.length)
    }
  })
})
