import type { Catalog, Column, ColumnType, Dialect, Relation, Table } from '#contracts/catalog.ts'
import { type FilledTable, translatedCatalog } from './tables.ts'

type Given = {
  readonly type: ColumnType
  readonly databaseType: string
  readonly nullable?: boolean
  readonly allowed?: readonly string[]
  readonly hasNulls?: boolean
}

/** A table whose names try every kind of quoting. */
export const oddTable = 'Línea de "pedido" `ñ` 日'
export const oddColumns = ['select', 'a"b', 'el`precio', "l'año", 'con espacio', 'Mayúscula'] as const

const tables: Readonly<Record<string, Readonly<Record<string, Given>>>> = {
  zonas: {
    id: { type: 'integer', databaseType: 'integer' },
    nombre: { type: 'text', databaseType: 'text' },
  },
  clientes: {
    id: { type: 'integer', databaseType: 'integer' },
    nombre: { type: 'text', databaseType: 'text' },
    ciudad: { type: 'text', databaseType: 'text', nullable: true, hasNulls: true },
    activo: { type: 'boolean', databaseType: 'boolean' },
    alta: { type: 'date', databaseType: 'date' },
    zona_id: { type: 'integer', databaseType: 'integer', nullable: true, hasNulls: true },
    cp: { type: 'text', databaseType: 'text' },
  },
  pedidos: {
    id: { type: 'integer', databaseType: 'integer' },
    cliente_id: { type: 'integer', databaseType: 'integer' },
    fecha: { type: 'datetime', databaseType: 'timestamp' },
    entrega: { type: 'date', databaseType: 'date', nullable: true, hasNulls: true },
    importe: { type: 'number', databaseType: 'numeric(10,2)' },
    peso: { type: 'number', databaseType: 'double precision', nullable: true, hasNulls: true },
    unidades: { type: 'integer', databaseType: 'integer' },
    estado: { type: 'text', databaseType: 'estado_pedido', allowed: ['nuevo', 'enviado', 'pagado'] },
  },
  [oddTable]: Object.fromEntries(oddColumns.map((name) => [name, { type: 'text', databaseType: 'text', nullable: true }])),
}

const columnOf = (name: string, given: Given): Column => ({
  name,
  type: given.type,
  databaseType: given.databaseType,
  nullable: given.nullable ?? false,
  default: null,
  generated: false,
  description: null,
  synonyms: [],
  sensitive: false,
  allowedValues: given.allowed ? [...given.allowed] : null,
  statistics: given.hasNulls ? { distinctCount: null, nullFraction: 0.2, min: null, max: null } : null,
})

const relation = (from: string, column: string, to: string): Relation => ({
  name: `${from}_${column}_fkey`,
  from: { table: from, columns: [column] },
  to: { table: to, columns: ['id'] },
  onDelete: 'no_action',
  declared: true,
})

const catalog: Catalog = {
  dialect: 'postgres',
  version: '1',
  tables: Object.entries(tables).map(
    ([name, columns]): Table => ({
      name,
      kind: 'table',
      description: null,
      synonyms: [],
      rowCount: 10,
      columns: Object.entries(columns).map(([column, given]) => columnOf(column, given)),
      primaryKey: 'id' in columns ? ['id'] : [],
      uniques: [],
      checks: [],
      indexes: [],
      definition: null,
    }),
  ),
  relations: [relation('clientes', 'zona_id', 'zonas'), relation('pedidos', 'cliente_id', 'clientes')],
}

export const catalogFor = (dialect: Dialect): Catalog => translatedCatalog(catalog, dialect)

const filled = (name: string, rows: FilledTable['rows']): FilledTable => ({ name, columns: Object.keys(tables[name] ?? {}), rows })

/** The rows of the fixture, each a trap for some plan: nulls, accents, wildcards, ends of periods, zeros. */
export const fixtureRows: readonly FilledTable[] = [
  filled('zonas', [
    [1, 'Norte'],
    [2, 'Sur'],
    [3, 'Península'],
  ]),
  filled('clientes', [
    [1, 'Bar Álvarez', 'Sevilla', true, '2026-01-15', 2, '41001'],
    [2, 'Casa Ñoño', 'SEVILLA', false, '2025-12-31', 2, '41002'],
    [3, 'Hotel 100% Sol', 'Málaga', true, '2026-02-28', 2, '29001'],
    [4, 'Café_Bilbao', 'Bilbao', true, '2024-02-29', 1, '48001'],
    [5, "O'Hara \\ Hijos", null, false, '2026-10-01', null, '08001'],
    [6, 'Tienda Múltiple', 'Bilbao', true, '2026-11-15', 1, '48002'],
  ]),
  filled('pedidos', [
    [1, 1, '2026-10-01 00:00:00', '2026-10-03', 100, 1.5, 3, 'nuevo'],
    [2, 1, '2026-10-31 23:59:59', '2026-11-02', 50.25, 2.5, 2, 'pagado'],
    [3, 1, '2026-11-01 00:00:00', null, 75, null, 7, 'enviado'],
    [4, 2, '2026-10-15 12:30:00', '2026-10-15', 20, 0.25, 1, 'pagado'],
    [5, 3, '2025-12-29 08:05:00', '2026-01-02', 300.5, 10, 10, 'pagado'],
    [6, 3, '2026-01-01 09:00:00', null, 300.5, 4, 9, 'nuevo'],
    [7, 4, '2024-12-30 18:45:10', '2025-01-10', 10, 8.125, 4, 'pagado'],
    [8, 4, '2026-07-05 07:00:00', '2026-07-06', 0, 3, 0, 'enviado'],
  ]),
]
