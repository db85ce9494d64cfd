import { describe, expect, it } from 'vitest'
import type { Catalog, Column, Relation, Table } from '#contracts/catalog.ts'
import { layOut, nodeWidth } from './diagram-layout.ts'
import { matchTables } from './match-tables.ts'

const column = (name: string): Column => ({
  name,
  type: 'text',
  databaseType: 'text',
  nullable: true,
  default: null,
  generated: false,
  description: null,
  synonyms: [],
  sensitive: false,
  allowedValues: null,
  statistics: null,
})
const table = (name: string, columns: readonly string[]): Table => ({
  name,
  kind: 'table',
  description: null,
  synonyms: [],
  rowCount: 0,
  columns: columns.map(column),
  primaryKey: ['id'],
  uniques: [],
  checks: [],
  indexes: [],
  definition: null,
})
const relation = (from: string, to: string): Relation => ({
  name: `${from}_${to}`,
  from: { table: from, columns: [`${to}_id`] },
  to: { table: to, columns: ['id'] },
  onDelete: 'no_action',
  declared: true,
})
const catalog = (tables: Table[], relations: Relation[]): Catalog => ({ dialect: 'postgres', version: '1', tables, relations })

const overlaps = (of: Catalog): number => {
  const { tables } = layOut(of, of.tables.length > 8)
  return tables.flatMap((a, at) =>
    tables.slice(at + 1).filter((b) => Math.abs(a.x - b.x) < nodeWidth && a.y < b.y + b.height && b.y < a.y + a.height),
  ).length
}

describe('layOut', () => {
  const small = catalog(
    [table('zonas', ['id', 'nombre']), table('clientes', ['nombre', 'id', 'zonas_id']), table('notas', ['id'])],
    [relation('clientes', 'zonas'), relation('clientes', 'gone')],
  )

  it('puts what is referred to at the left, keys first, and drops relations to what is not there', () => {
    const { tables, relations } = layOut(small, false)
    const find = (name: string) => tables.find((one) => one.table.name === name)
    expect(find('zonas')?.x).toBeLessThan(find('clientes')?.x ?? 0)
    expect(find('clientes')?.columns).toEqual(['id', 'zonas_id', 'nombre'])
    expect(relations).toHaveLength(1)
    expect(overlaps(small)).toBe(0)
  })

  it('copes with a hundred tables, loops and tables that refer to themselves', () => {
    const names = Array.from({ length: 100 }, (_, at) => `t${at}`)
    const many = catalog(
      names.map((name, at) => table(name, ['id', ...Array.from({ length: 20 }, (_, i) => `c${i}`), `t${(at * 7) % 100}_id`])),
      names.slice(0, 60).map((name, at) => relation(name, `t${(at * 7) % 60}`)),
    )
    const started = layOut(many, true)
    expect(started.tables).toHaveLength(100)
    expect(started.tables.every((one) => Number.isFinite(one.x) && Number.isFinite(one.y))).toBe(true)
    expect(started.tables.every((one) => one.columns.length <= 3 && one.more > 0)).toBe(true)
    expect(overlaps(many)).toBe(0)
    const right = Math.max(...started.tables.map((one) => one.x + nodeWidth))
    const bottom = Math.max(...started.tables.map((one) => one.y + one.height))
    expect(right / bottom).toBeGreaterThan(0.8)
  })
})

it('finds tables by their name or a column, whatever the accents', () => {
  const some = catalog([table('líneas', ['id']), table('pedidos', ['línea_id'])], [])
  expect([...matchTables(some, 'linea')]).toEqual(['líneas', 'pedidos'])
  expect([...matchTables(some, '')]).toHaveLength(2)
  expect([...matchTables(some, 'xyz')]).toEqual([])
})
