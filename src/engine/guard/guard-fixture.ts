import type { Catalog, Column, ColumnType, Dialect, Table } from '#contracts/catalog.ts'

const column = (name: string, type: ColumnType, databaseType: string): Column => ({
  name,
  type,
  databaseType,
  nullable: true,
  default: null,
  generated: false,
  description: null,
  synonyms: [],
  sensitive: false,
  allowedValues: null,
  statistics: null,
})

const spelled: Readonly<Record<string, readonly [ColumnType, string]>> = {
  n: ['integer', 'integer'],
  t: ['text', 'text'],
  m: ['number', 'numeric(12,2)'],
  d: ['date', 'date'],
  h: ['datetime', 'timestamp'],
  b: ['boolean', 'boolean'],
  j: ['json', 'jsonb'],
  e: ['text', 'estado_pedido'],
}

const table = (name: string, columns: string, rowCount: number, definition: string | null = null): Table => ({
  name,
  kind: definition === null ? 'table' : 'view',
  description: null,
  synonyms: [],
  rowCount,
  columns: columns.split(' ').map((one) => {
    const [called = '', kind = 't'] = one.split(':')
    const [type, databaseType] = spelled[kind] ?? ['text', 'text']
    return column(called, type, databaseType)
  }),
  primaryKey: ['id'],
  uniques: [],
  checks: [],
  indexes: [{ name: `${name}_idx`, columns: ['id'], unique: false }],
  definition,
})

/** A small sales catalog; views whose bodies do more than read among it. */
export const salesCatalog = (dialect: Dialect): Catalog => ({
  dialect,
  version: '1',
  tables: [
    table('clientes', 'id:n nombre:t email:t zona_id:n activo:b alta:d datos:j', 2_000),
    table('zonas', 'id:n nombre:t', 10),
    table('pedidos', 'id:n cliente_id:n fecha:d total:m estado:e creado:h', 20_000),
    table('lineas_pedido', 'id:n pedido_id:n producto_id:n cantidad:n precio:m', 80_000),
    table('productos', 'id:n nombre:t precio:m categoria_id:n', 500),
    table('categorias', 'id:n nombre:t padre_id:n', 40),
    table('Facturas 2025', 'id:n importe:m', 100),
    table(
      'ventas',
      'mes:d total:m',
      24,
      dialect === 'sqlite'
        ? "CREATE VIEW ventas AS SELECT strftime('%Y-%m', fecha) AS mes, sum(total) AS total FROM pedidos GROUP BY 1"
        : "SELECT date_trunc('month', fecha) AS mes, sum(total) AS total FROM pedidos GROUP BY 1",
    ),
    table('trampa', 'id:n texto:t', 1, "SELECT 1 AS id, pg_read_file('/etc/passwd'::text) AS texto"),
    table('trampa_s', 'id:n', 1, "CREATE VIEW trampa_s AS SELECT readfile('/etc/passwd') AS id"),
    table('trampa_doble', 'id:n', 1, 'SELECT id FROM clientes WHERE lo_export(1, nombre) > 0'),
  ],
  relations: [],
})
