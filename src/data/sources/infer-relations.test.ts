import { describe, expect, test } from 'vitest'
import type { Catalog, Column, ColumnType, ColumnValues, Table } from '#contracts/catalog.ts'
import { findCandidates, settleRelations, worthChecking } from './infer-relations.ts'
import { type Checked, referenceKey } from './reference-evidence.ts'

const column = (name: string, type: ColumnType = 'integer', range: readonly [number, number] | null = null): Column => ({
  name,
  type,
  databaseType: type,
  nullable: true,
  default: null,
  generated: false,
  description: null,
  synonyms: [],
  sensitive: false,
  allowedValues: null,
  statistics: range === null ? null : { distinctCount: null, nullFraction: 0, min: String(range[0]), max: String(range[1]) },
})

const table = (name: string, columns: readonly Column[], primaryKey: readonly string[] = ['id']): Table => ({
  name,
  kind: 'table',
  description: null,
  synonyms: [],
  rowCount: 10,
  columns: [...columns],
  primaryKey: [...primaryKey],
  uniques: [],
  checks: [],
  indexes: [],
  definition: null,
})

/** `shares`: what part of a column's values a source finds in the key, of those that it is asked to look at. */
const infer = (
  tables: readonly Table[],
  values: readonly ColumnValues[] = [],
  shares: Readonly<Record<string, number>> = {},
): readonly string[] => {
  const catalog: Catalog = { dialect: 'sqlite', version: '1', tables: [...tables], relations: [] }
  const candidates = findCandidates(catalog, values)
  const checked: Checked = new Map(
    worthChecking(candidates).flatMap((one) => {
      const share = shares[`${one.from.table}.${one.from.columns} -> ${one.to.table}`]
      return share === undefined ? [] : [[referenceKey(one), { looked: 10, held: share * 10 }] as const]
    }),
  )
  return settleRelations(catalog, candidates, checked).map(({ from, to }) => `${from.table}.${from.columns} -> ${to.table}.${to.columns}`)
}

const texts = (of: string, name: string, values: readonly string[]): ColumnValues => ({ table: of, column: name, values, complete: true })

describe('relations that nobody declared', () => {
  test.each([
    ['cliente_id', 'clientes'],
    ['id_cliente', 'clientes'],
    ['clienteId', 'Clientes'],
    ['idCliente', 'cliente'],
    ['cod_cliente', 'clientes'],
    ['category_id', 'categories'],
    ['producto_principal_id', 'productos'],
    ['voz_id', 'voces'],
  ])('%s is a key of %s', (name, target) => {
    expect(infer([table('pedidos', [column('id'), column(name)]), table(target, [column('id')])])).toEqual([
      `pedidos.${name} -> ${target}.id`,
    ])
  })

  test('the key of another table, by its own name', () => {
    const tables = [
      table('orden', [column('num_ot'), column('cod_mec', 'text')], ['num_ot']),
      table('mecanico', [column('cod_mec', 'text')], ['cod_mec']),
    ]
    expect(infer(tables)).toEqual(['orden.cod_mec -> mecanico.cod_mec'])
  })

  test('nothing where types differ, names only say "id", or stored numbers go beyond the key', () => {
    expect(infer([table('a', [column('id'), column('cliente_id', 'text')]), table('clientes', [column('id')])])).toEqual([])
    expect(infer([table('a', [column('id')]), table('b', [column('id')])])).toEqual([])
    expect(
      infer([table('a', [column('id'), column('cliente_id', 'integer', [5, 900])]), table('clientes', [column('id', 'integer', [1, 30])])]),
    ).toEqual([])
  })

  test('names that only hint need values that agree', () => {
    const tables = [table('citas', [column('id'), column('mat', 'text')]), table('vehiculo', [column('matricula', 'text')], ['matricula'])]
    expect(infer(tables)).toEqual([])
    const known = texts('vehiculo', 'matricula', ['1A', '2B', '3C'])
    expect(infer(tables, [known, texts('citas', 'mat', ['1A', '2B'])])).toEqual(['citas.mat -> vehiculo.matricula'])
    expect(infer(tables, [known, texts('citas', 'mat', ['1A', 'zz', 'yy'])])).toEqual([])
  })

  test('roles before the name of a table, where the rows bear it out', () => {
    const tables = [
      table('partidos', [column('id'), column('equipo_local'), column('equipo_visitante'), column('total_equipo')]),
      table('equipos', [column('id')]),
    ]
    const all = Object.fromEntries(['equipo_local', 'equipo_visitante', 'total_equipo'].map((name) => [`partidos.${name} -> equipos`, 1]))
    expect(infer(tables)).toEqual([])
    expect(infer(tables, [], all)).toEqual(['partidos.equipo_local -> equipos.id', 'partidos.equipo_visitante -> equipos.id'])
    expect(infer(tables, [], { 'partidos.equipo_local -> equipos': 0.5 })).toEqual([])
  })

  test('a role before the own name of a key', () => {
    const tables = [table('rutas', [column('src_apid'), column('dst_apid')], []), table('aeropuertos', [column('apid')], ['apid'])]
    expect(infer(tables)).toEqual(['rutas.src_apid -> aeropuertos.apid', 'rutas.dst_apid -> aeropuertos.apid'])
  })

  test('a few rows that point nowhere do not contradict a clear name', () => {
    const tables = [
      table('a', [column('id'), column('cliente_id', 'integer', [0, 30])]),
      table('clientes', [column('id', 'integer', [1, 30])]),
    ]
    expect(infer(tables)).toEqual([])
    expect(infer(tables, [], { 'a.cliente_id -> clientes': 0.9 })).toEqual(['a.cliente_id -> clientes.id'])
  })

  test('the column that a table is named after, beside a key that only numbers it', () => {
    const uvas = {
      ...table('uvas', [
        column('id'),
        { ...column('uva', 'text'), statistics: { distinctCount: 10, nullFraction: 0, min: null, max: null } },
      ]),
    }
    const known = texts('uvas', 'uva', ['Tempranillo', 'Syrah', 'Merlot'])
    expect(infer([table('vinos', [column('id'), column('uva', 'text')]), uvas], [known, texts('vinos', 'uva', ['Syrah'])])).toEqual([
      'vinos.uva -> uvas.uva',
    ])
  })

  test('a row of the same table', () => {
    expect(infer([table('empleados', [column('id'), column('jefe_id')])])).toEqual(['empleados.jefe_id -> empleados.id'])
  })

  test('one direction between tables that share a key', () => {
    const tables = [table('students', [column('student_id')], ['student_id']), table('addresses', [column('student_id')], ['student_id'])]
    expect(infer(tables)).toEqual(['addresses.student_id -> students.student_id'])
  })

  test('a compound key', () => {
    const tables = [
      table('lineas', [column('pedido_id'), column('producto_id')], ['pedido_id', 'producto_id']),
      table('devoluciones', [column('id'), column('pedido_id'), column('producto_id')]),
    ]
    expect(infer(tables)).toEqual(['devoluciones.pedido_id,producto_id -> lineas.pedido_id,producto_id'])
  })
})
