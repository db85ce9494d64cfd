import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, describe, expect, test } from 'vitest'
import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { createSqliteSource } from '../../data/sources/sqlite/source.ts'
import { apply } from './apply.ts'
import { preview } from './preview.ts'
import { rebuildsTables } from './sqlite-statements.ts'
import { equals, plans as shared } from './testing/plans.ts'
import { undo } from './undo.ts'
import { type UndoRecord, undoRecord } from './undo-record.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-change-'))
const path = join(folder, 'a.sqlite')

const structure = `
create table zonas (id integer primary key, nombre varchar(40) not null unique);
create table clientes (
  id integer primary key autoincrement, -- la clave, con coma
  nombre text not null collate nocase,
  correo text,
  estado text not null default 'activo' check (estado in ('activo', 'inactivo')),
  saldo numeric(10,2) default 0 constraint clientes_saldo_check check (saldo >= 0),
  alta date not null default current_date,
  visto datetime,
  datos blob,
  doble numeric generated always as (saldo * 2) virtual,
  zona_id int references zonas on delete set null
);
create index clientes_zona on clientes (zona_id);
create unique index clientes_correo on clientes (lower(correo)) where correo is not null;
create table pedidos (id integer primary key, cliente_id int not null references clientes on delete cascade, total numeric not null);
create table lineas (pedido_id int references pedidos on delete cascade, n int, que text, primary key (pedido_id, n)) without rowid;
create table notas (texto text, veces int);
create table empleados (id int primary key, jefe_id int references empleados on delete cascade, puesto int unique);
create view clientes_activos as select id, nombre, saldo from clientes where estado = 'activo';
create view deudores as select nombre from clientes_activos where saldo > 10;
create table registro (id integer primary key, que text);
create trigger anota after update on notas begin insert into registro (que) values ('cambia ' || new.texto); end;
create trigger borra after delete on clientes begin insert into registro (que) values ('borra ' || old.nombre); end;
insert into zonas (nombre) values ('Norte'), ('Sur');
insert into clientes (nombre, correo, saldo, alta, visto, datos, zona_id) values
  ('Ana "la" O''Neil', 'ana@x.es', 12.5, '2024-02-29', '2024-03-01 10:00:00.123', x'00ff', 1),
  ('Luis, \\ Pérez', null, 0.1, '2025-01-01', null, null, 2), ('Eva', 'eva@x.es', 9007199254740993, '2025-06-01', null, x'', 1);
insert into pedidos (cliente_id, total) values (1, 10), (1, 20.5), (3, 7);
insert into lineas values (1, 1, 'x'), (1, 2, 'y'), (3, 1, 'z');
insert into notas values ('uno', 1), ('uno', 1), ('dos', null);
delete from notas where rowid = 1;
insert into notas values ('tres', 1);
insert into empleados values (1, null, 1), (2, 1, 2), (3, 2, 3);
`

const prepared = new DatabaseSync(path)
prepared.exec(structure)
prepared.close()
const source = createSqliteSource(path)
afterAll(async () => {
  await source.close()
  rmSync(folder, { recursive: true, force: true })
})

const catalogNow = async (): Promise<Catalog> => {
  source.forget()
  return (await source.describe()).catalog
}

const state = (uncounted = false): unknown => {
  const database = new DatabaseSync(path, { readOnly: true })
  const objects = database
    .prepare(
      "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite%' and name not like '\\_t7%' escape '\\' order by type, name",
    )
    .all()
  const rows = objects
    .filter((o) => o.type === 'table')
    .map((o) => {
      const columns = database.prepare(`select name from pragma_table_xinfo('${o.name}')`).all()
      const keyed = !String(o.sql).includes('without rowid')
      const list = [...(keyed ? ['rowid'] : []), ...columns.map((c) => `"${c.name}"`)].map((c) => `quote(${c})`)
      return [o.name, database.prepare(`select json_array(${list.join(', ')}) as r from "${o.name}" order by 1`).all()]
    })
  const sequences = uncounted ? [] : database.prepare('select * from sqlite_sequence order by 1').all()
  const kept = database.prepare("select name from sqlite_master where name like '\\_t7%' escape '\\'").all()
  database.close()
  return { objects: objects.map((o) => ({ ...o, sql: String(o.sql).replaceAll('"', '').replace(/\s+/g, ' ') })), rows, sequences, kept }
}

let number = 0
const options = (steps: readonly ChangeStep[]) => ({
  foreignKeys: steps.some(rebuildsTables) ? ('suspended' as const) : ('enforced' as const),
})
const applyNow = async (steps: readonly ChangeStep[]): Promise<UndoRecord> => {
  const catalog = await catalogNow()
  number += 1
  const done = await source.change(
    { role: 'admin' },
    true,
    (run) => apply(run, { change: { kind: 'steps', steps }, catalog, id: `c${number}`, token: null }),
    options(steps),
  )
  if (done.kind !== 'applied') throw new Error('stale')
  return undoRecord.parse(JSON.parse(JSON.stringify(done.record)))
}
const undoNow = (record: UndoRecord) => source.change({ role: 'admin' }, true, (run) => undo(run, record), { foreignKeys: 'suspended' })

/** SQLite itself refuses to rename a column under a view of a view; and its keys rest while a plan rebuilds tables. */
const plans: Record<string, readonly ChangeStep[]> = {
  ...shared,
  'rename column': [{ kind: 'rename_column', table: 'clientes', column: 'alta', to: 'fecha de alta' }],
  'rows before structure': [
    ...(shared['rows before structure'] ?? []).slice(0, -1),
    { kind: 'delete', table: 'notas', where: equals('notas', 'veces', 1) },
  ],
}

/** A counter goes on counting. */
const countsOn = new Set(['insert'])

const leavesNoTrace = new Set(['describe'])

describe('apply, then undo, leaves the file as it was', () => {
  for (const [name, steps] of Object.entries(plans))
    test(name, async () => {
      const before = state(countsOn.has(name))
      const record = await applyNow(steps)
      if (!leavesNoTrace.has(name)) expect(state()).not.toEqual(before)
      expect(await undoNow(record)).toEqual({ kind: 'undone', record: { ...record, undone: true }, rows: expect.any(Number) })
      expect(state(countsOn.has(name))).toEqual(before)
    })
})

describe('a preview changes nothing', () => {
  for (const [name, steps] of Object.entries(plans))
    test(name, async () => {
      const before = state()
      const catalog = await catalogNow()
      const shown = await source.change(
        { role: 'admin' },
        false,
        (run) => preview(run, { change: { kind: 'steps', steps }, catalog, language: 'es' }),
        options(steps),
      )
      expect(shown.impossible).toBeNull()
      expect(state()).toEqual(before)
    })
})
