import type { ChangeStep, ColumnSpec } from '#contracts/change.ts'

export const column = (name: string, more: Partial<ColumnSpec> = {}): ColumnSpec => ({
  name,
  type: 'text',
  length: null,
  scale: null,
  required: false,
  unique: false,
  default: null,
  allowedValues: null,
  check: null,
  identity: false,
  references: null,
  description: null,
  ...more,
})
export const text = (value: string) => ({ kind: 'literal' as const, value, type: 'text' as const })
export const figure = (value: number) => ({ kind: 'literal' as const, value, type: 'number' as const })
export const col = (table: string, name: string) => ({ kind: 'column' as const, table, column: name })
export const equals = (table: string, name: string, value: number) => ({
  kind: 'compare' as const,
  operator: '=' as const,
  left: col(table, name),
  right: figure(value),
})

/** A plan of every kind over the sales tables that both dialects' tests make. */
export const plans: Record<string, readonly ChangeStep[]> = {
  'create table': [
    {
      kind: 'create_table',
      table: 'promociones',
      columns: [
        column('id', { type: 'integer', identity: true }),
        column('nombre', { required: true, unique: true, description: 'El nombre' }),
        column('tipo', { allowedValues: ['a', "b'c"], default: text('a') }),
        column('cliente_id', { type: 'integer', references: { table: 'clientes', column: 'id', onDelete: 'cascade' } }),
        column('precio', {
          type: 'number',
          scale: 2,
          check: { kind: 'compare', operator: '>=', left: col('', 'precio'), right: figure(0) },
        }),
      ],
      primaryKey: ['id'],
      constraints: [{ kind: 'unique', name: null, columns: ['tipo', 'cliente_id'] }],
      description: 'Ofertas',
    },
  ],
  'create and fill': [
    {
      kind: 'create_table',
      table: 'promociones',
      columns: [column('id', { type: 'integer', identity: true }), column('nombre')],
      primaryKey: ['id'],
      constraints: [],
      description: null,
    },
    { kind: 'insert', table: 'promociones', columns: ['nombre'], rows: [[text('x')], [text("Robert'); DROP TABLE clientes;--")]] },
    {
      kind: 'add_column',
      table: 'clientes',
      column: column('promocion_id', { type: 'integer', references: { table: 'promociones', column: 'id', onDelete: 'no_action' } }),
    },
  ],
  'drop table': [{ kind: 'drop_table', table: 'clientes' }],
  'drop table of keyless rows': [{ kind: 'drop_table', table: 'notas' }],
  'rename table': [{ kind: 'rename_table', table: 'clientes', to: 'socios' }],
  'add column': [
    {
      kind: 'add_column',
      table: 'clientes',
      column: column('nivel', {
        type: 'integer',
        required: true,
        default: figure(3),
        unique: false,
        allowedValues: ['1', '2', '3'],
        description: 'Nivel',
      }),
    },
  ],
  'drop column': [{ kind: 'drop_column', table: 'clientes', column: 'correo' }],
  'drop column that views, checks, and generated columns use': [{ kind: 'drop_column', table: 'clientes', column: 'estado' }],
  'drop key column': [{ kind: 'drop_column', table: 'pedidos', column: 'id' }],
  'drop column of keyless table': [{ kind: 'drop_column', table: 'notas', column: 'veces' }],
  'rename column': [{ kind: 'rename_column', table: 'clientes', column: 'nombre', to: 'nombre completo' }],
  'change type': [{ kind: 'change_type', table: 'pedidos', column: 'total', type: 'integer', length: null, scale: null }],
  'change type under views': [{ kind: 'change_type', table: 'clientes', column: 'nombre', type: 'text', length: 60, scale: null }],
  'set required with fill': [
    {
      kind: 'set_required',
      table: 'clientes',
      column: 'correo',
      required: true,
      fill: { kind: 'call', function: 'lower', arguments: [col('clientes', 'nombre')] },
    },
  ],
  'set optional': [{ kind: 'set_required', table: 'pedidos', column: 'total', required: false, fill: null }],
  'set default': [{ kind: 'set_default', table: 'clientes', column: 'saldo', default: figure(5) }],
  'drop default': [{ kind: 'set_default', table: 'clientes', column: 'saldo', default: null }],
  'add constraint': [{ kind: 'add_constraint', table: 'lineas', constraint: { kind: 'unique', name: null, columns: ['que'] } }],
  'drop constraint': [{ kind: 'drop_constraint', table: 'clientes', name: 'clientes_saldo_check' }],
  'drop primary key': [{ kind: 'drop_constraint', table: 'clientes', name: 'clientes_pkey' }],
  'create index': [{ kind: 'create_index', table: 'clientes', name: 'por_alta', columns: ['alta'], unique: false }],
  'drop index': [{ kind: 'drop_index', table: 'clientes', name: 'clientes_correo' }],
  'create view': [
    {
      kind: 'create_view',
      name: 'nombres',
      query: {
        kind: 'select',
        from: { kind: 'table', table: 'clientes', as: 'c' },
        joins: [],
        columns: [{ expression: col('c', 'nombre'), name: 'nombre', label: 'nombre' }],
        distinct: false,
        where: null,
        groupBy: [],
        having: null,
        perGroup: null,
        orderBy: [],
        limit: null,
      },
    },
  ],
  'drop view': [{ kind: 'drop_view', name: 'clientes_activos' }],
  truncate: [{ kind: 'truncate_table', table: 'notas' }],
  'truncate with references': [{ kind: 'truncate_table', table: 'clientes' }],
  describe: [{ kind: 'describe', table: 'clientes', column: 'saldo', description: "lo que 'debe'" }],
  insert: [
    {
      kind: 'insert',
      table: 'clientes',
      columns: ['nombre', 'saldo'],
      rows: [
        [text('Nuevo'), figure(3)],
        [text('Otra'), figure(4)],
      ],
    },
  ],
  update: [
    {
      kind: 'update',
      table: 'clientes',
      set: [{ column: 'saldo', value: { kind: 'arithmetic', operator: '*', left: col('clientes', 'saldo'), right: figure(1.1) } }],
      where: null,
    },
  ],
  'delete with cascades': [{ kind: 'delete', table: 'clientes', where: equals('clientes', 'id', 1) }],
  'delete a tree': [{ kind: 'delete', table: 'empleados', where: equals('empleados', 'id', 1) }],
  'update keyless under triggers': [
    { kind: 'update', table: 'notas', set: [{ column: 'texto', value: text('tres') }], where: equals('notas', 'veces', 1) },
  ],
  'delete keyless': [{ kind: 'delete', table: 'notas', where: equals('notas', 'veces', 1) }],
  'rows before structure': [
    { kind: 'update', table: 'clientes', set: [{ column: 'saldo', value: figure(1) }], where: null },
    { kind: 'drop_column', table: 'clientes', column: 'doble' },
    { kind: 'drop_column', table: 'clientes', column: 'saldo' },
    { kind: 'insert', table: 'zonas', columns: ['nombre'], rows: [[text('Este')]] },
    { kind: 'rename_table', table: 'zonas', to: 'regiones' },
    { kind: 'delete', table: 'regiones', where: equals('regiones', 'id', 1) },
  ],
}
