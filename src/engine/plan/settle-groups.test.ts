import { describe, expect, it } from 'vitest'
import type { Select } from '#contracts/query-plan.ts'
import { salesKnowledge } from '../understand/testing/sales-catalog.ts'
import { aggregate, column, compare, countAll, literal } from './expressions.ts'
import { nameOutputs, simpleSelect } from './select.ts'
import { settleGroups } from './settle-groups.ts'

const city = column('clientes', 'ciudad')
const name = column('clientes', 'nombre')
const settle = (select: Select): Select => settleGroups(salesKnowledge, select)

describe('queries with figures', () => {
  it('group by what is shown beside them', () => {
    expect(settle(simpleSelect('clientes', [city, countAll])).groupBy).toEqual([city])
  })

  it('order groups by their first value in that direction', () => {
    const { orderBy } = settle({ ...simpleSelect('clientes', [city, countAll]), orderBy: [{ expression: name, direction: 'desc' }] })
    expect(orderBy).toEqual([{ expression: aggregate('max', name), direction: 'desc' }])
  })

  it('have no order nor limit where they give one row', () => {
    const one = settle({ ...simpleSelect('clientes', [countAll]), orderBy: [{ expression: name, direction: 'asc' }], limit: 3 })
    expect([one.orderBy, one.limit, one.groupBy]).toEqual([[], null, []])
  })

  it('lose figures that run along what is no longer grouped by', () => {
    const month = { kind: 'date_trunc', unit: 'month', of: column('clientes', 'fecha_alta') } as const
    const running = {
      kind: 'window',
      function: 'sum',
      argument: countAll,
      partitionBy: [],
      orderBy: [{ expression: month, direction: 'asc' }],
      frame: 'running',
    } as const
    expect(settle(simpleSelect('clientes', [city, countAll, running])).columns).toHaveLength(2)
    expect(settle({ ...simpleSelect('clientes', [month, countAll, running]), groupBy: [month] }).columns).toHaveLength(3)
    const change = { kind: 'arithmetic', operator: '-', left: countAll, right: running } as const
    expect(settle(simpleSelect('clientes', [city, countAll, change])).columns).toHaveLength(2)
  })

  it('are left as they are where they are sound already', () => {
    const sound: Select = {
      ...simpleSelect('clientes', [city, countAll]),
      groupBy: [city],
      having: compare(countAll, '>', literal(1, 'integer')),
      orderBy: [{ expression: countAll, direction: 'desc' }],
      limit: 5,
    }
    expect(settle(sound)).toEqual(sound)
  })
})

describe('rows', () => {
  it('are neither ordered nor filtered by figures', () => {
    const rows = settle({
      ...simpleSelect('clientes', [name]),
      having: compare(countAll, '>', literal(1, 'integer')),
      orderBy: [{ expression: countAll, direction: 'desc' }],
    })
    expect([rows.having, rows.orderBy, rows.groupBy]).toEqual([null, [], []])
  })
})

describe('names of outputs', () => {
  it('are told apart, whatever the case', () => {
    const outputs = nameOutputs(
      [column('a', 'nombre'), column('b', 'nombre'), column('c', 'Total'), countAll, countAll, column('a_b', 'c'), column('a', 'b_c')],
      ['x'],
    )
    const names = outputs.map((o) => o.name.toLowerCase())
    expect(names.slice(0, 2)).toEqual(['a_nombre', 'b_nombre'])
    expect(new Set(names).size).toBe(names.length)
  })

  it('keep clear of those in use', () => {
    expect(nameOutputs([name], ['nombre']).map((o) => o.name)).toEqual(['clientes_nombre'])
  })
})
