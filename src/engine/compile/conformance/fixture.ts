import type { Catalog, Column, ColumnType, Dialect, Relation, Table } from '#contracts/catalog.ts'

type Given = {
  readonly type: ColumnType
  readonly postgres: string
  readonly sqlite: string
  readonly nullable?: boolean
  readonly allowed?: readonly string[]
  readonly hasNulls?: boolean
}

/** A table whose names try every kind of quoting. */
export const oddTable = 'Línea de "pedido" `ñ` 😀'
export const oddColumns = ['select', 'a"b', 'el`precio', "l'año", 'con espacio', 'Mayúscula'] as const

const tables: Readonly<Record<string, Readonly<Record<string, Given>>>> = {
  zonas: {
    id: { type: 'integer', postgres: 'integer', sqlite: 'INTEGER' },
    nombre: { type: 'text', postgres: 'text', sqlite: 'TEXT' },
  },
  clientes: {
    id: { type: 'integer', postgres: 'integer', sqlite: 'INTEGER' },
    nombre: { type: 'text', postgres: 'text', sqlite: 'TEXT' },
    ciudad: { type: 'text', postgres: 'text', sqlite: 'TEXT', nullable: true, hasNulls: true },
    activo: { type: 'boolean', postgres: 'boolean', sqlite: 'BOOLEAN' },
    alta: { type: 'date', postgres: 'date', sqlite: 'DATE' },
    zona_id: { type: 'integer', postgres: 'integer', sqlite: 'INTEGER', nullable: true, hasNulls: true },
    cp: { type: 'text', postgres: 'text', sqlite: 'TEXT' },
  },
  pedidos: {
    id: { type: 'integer', postgres: 'integer', sqlite: 'INTEGER' },
    cliente_id: { type: 'integer', postgres: 'integer', sqlite: 'INTEGER' },
    fecha: { type: 'datetime', postgres: 'timestamp', sqlite: 'TIMESTAMP' },
    entrega: { type: 'date', postgres: 'date', sqlite: 'DATE', nullable: true, hasNulls: true },
    importe: { type: 'number', postgres: 'numeric(10,2)', sqlite: 'DECIMAL(10,2)' },
    peso: { type: 'number', postgres: 'double precision', sqlite: 'REAL', nullable: true, hasNulls: true },
    unidades: { type: 'integer', postgres: 'integer', sqlite: 'INTEGER' },
    estado: { type: 'text', postgres: 'estado_pedido', sqlite: 'TEXT', allowed: ['nuevo', 'enviado', 'pagado'] },
  },
  [oddTable]: Object.fromEntries(oddColumns.map((name) => [name, { type: 'text', postgres: 'text', sqlite: 'TEXT', nullable: true }])),
}

const columnOf = (name: string, given: Given, dialect: Dialect): Column => ({
  name,
  type: given.type,
  databaseType: dialect === 'sqlite' ? given.sqlite : given.postgres,
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

export const catalogFor = (dialect: Dialect): Catalog => ({
  dialect,
  version: '1',
  tables: Object.entries(tables).map(
    ([name, columns]): Table => ({
      name,
      kind: 'table',
      description: null,
      synonyms: [],
      rowCount: 10,
      columns: Object.entries(columns).map(([column, given]) => columnOf(column, given, dialect)),
      primaryKey: 'id' in columns ? ['id'] : [],
      uniques: [],
      checks: [],
      indexes: [],
      definition: null,
    }),
  ),
  relations: [relation('clientes', 'zona_id', 'zonas'), relation('pedidos', 'cliente_id', 'clientes')],
})

const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`

const createTables = (dialect: 'postgres' | 'sqlite'): readonly string[] =>
  Object.entries(tables).map(
    ([name, columns]) =>
      `create table ${identifier(name)} (${Object.entries(columns)
        .map(([column, given]) => `${identifier(column)} ${given[dialect]}`)
        .join(', ')})`,
  )

const rows = `
insert into zonas values (1, 'Norte'), (2, 'Sur'), (3, 'Península');
insert into clientes values
  (1, 'Bar Álvarez', 'Sevilla', true, '2026-01-15', 2, '41001'), (2, 'Casa Ñoño', 'SEVILLA', false, '2025-12-31', 2, '41002'),
  (3, 'Hotel 100% Sol', 'Málaga', true, '2026-02-28', 2, '29001'), (4, 'Café_Bilbao', 'Bilbao', true, '2024-02-29', 1, '48001'),
  (5, 'O''Hara \\ Hijos', null, false, '2026-10-01', null, '08001'), (6, 'Tienda Múltiple', 'Bilbao', true, '2026-11-15', 1, '48002');
insert into pedidos values
  (1, 1, '2026-10-01 00:00:00', '2026-10-03', 100, 1.5, 3, 'nuevo'), (2, 1, '2026-10-31 23:59:59', '2026-11-02', 50.25, 2.5, 2, 'pagado'),
  (3, 1, '2026-11-01 00:00:00', null, 75, null, 7, 'enviado'), (4, 2, '2026-10-15 12:30:00', '2026-10-15', 20, 0.25, 1, 'pagado'),
  (5, 3, '2025-12-29 08:05:00', '2026-01-02', 300.5, 10, 10, 'pagado'), (6, 3, '2026-01-01 09:00:00', null, 300.5, 4, 9, 'nuevo'),
  (7, 4, '2024-12-30 18:45:10', '2025-01-10', 10, 8.125, 4, 'pagado'), (8, 4, '2026-07-05 07:00:00', '2026-07-06', 0, 3, 0, 'enviado');`

/** Statements that make and fill the fixture. */
export const setupFor = (dialect: 'postgres' | 'sqlite'): string =>
  [
    ...(dialect === 'postgres' ? ["create type estado_pedido as enum ('nuevo', 'enviado', 'pagado')"] : []),
    ...createTables(dialect),
    rows,
  ].join(';\n')
