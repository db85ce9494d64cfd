import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { ChangeStep } from '#contracts/change.ts'
import type { Role } from '#contracts/role.ts'
import type { Source } from '#engine/ports.ts'
import { createTestDatabase } from '../../../test/support/postgres.ts'
import { setupWorkspace } from '../../data/sources/postgres/setup-workspace.ts'
import { createPostgresSource } from '../../data/sources/postgres/source.ts'
import { createSqliteSource } from '../../data/sources/sqlite/source.ts'
import { changeOptions } from '../change-options.ts'
import { apply } from './apply.ts'
import { planScript } from './compile-steps.ts'
import type { Change } from './execute.ts'
import { preview } from './preview.ts'
import { sideOf } from './side-of.ts'
import { column, equals, figure, text } from './testing/plans.ts'
import { undo } from './undo.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-statement-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const structure = `
create table padres (id integer primary key, nombre text not null unique);
create table hijos (id integer primary key, padre_id integer references padres (id) on delete cascade, edad numeric check (edad >= 0));
create index hijos_edad on hijos (edad);
create view mayores as select id, edad from hijos where edad >= 18;
insert into padres values (1, 'Ana'), (2, 'Luis');
insert into hijos values (1, 1, 20), (2, 1, 3), (3, 2, 40)`

const database = await createTestDatabase()
await database.run('select 1')
const setup = await setupWorkspace({ url: database.url, takeOwnership: true })
const postgres = createPostgresSource({ url: database.url, roles: setup.roles, writable: true })
afterAll(() => postgres.close())

let files = 0
const sqliteFile = (): string => {
  files += 1
  const path = join(folder, `${files}.sqlite`)
  const file = new DatabaseSync(path)
  file.exec(structure)
  file.close()
  return path
}

beforeEach(async () => {
  await database.run(`drop schema public cascade; create schema public; ${structure}`)
  await setupWorkspace({ url: database.url, takeOwnership: true })
})

const raw = (sql: string, targets: readonly string[]): Change => ({
  kind: 'statement',
  statement: { sql, parameters: [], inlined: sql },
  targets,
  structure: false,
})
const plan = (...steps: readonly ChangeStep[]): Change => ({ kind: 'steps', steps })

let number = 0
const applyTo = async (source: Source, change: Change, role: Role = 'admin') => {
  source.forget()
  const { catalog } = await source.describe()
  number += 1
  const done = await source.change(
    { role },
    true,
    (run) => apply(run, { change, catalog, id: `s${number}`, token: null }),
    changeOptions(change),
  )
  if (done.kind !== 'applied') throw new Error('stale')
  return done
}

const rows = async (source: Source, sql: string): Promise<unknown> =>
  (await source.read({ sql, parameters: [], inlined: sql }, { role: 'reader' }, 100)).rows

const both = async (work: (source: Source) => Promise<void>): Promise<void> => {
  await work(postgres)
  const source = createSqliteSource(sqliteFile())
  try {
    await work(source)
  } finally {
    await source.close()
  }
}

const everything = (source: Source): Promise<unknown> =>
  rows(
    source,
    'select 1 as t, id, nombre as a, null as b from padres union all select 2, id, cast(padre_id as text), edad from hijos order by 1, 2',
  )

describe('a hand-written statement is shown and taken back like a plan', () => {
  const statements: readonly [string, string, readonly string[], object][] = [
    ['update', 'update hijos set edad = edad + 1 where edad > 10', ['hijos'], { kind: 'update', affected: 2 }],
    [
      'delete that cascades',
      'delete from padres where id = 1',
      ['padres'],
      { kind: 'delete', affected: 1, alsoAffected: [{ table: 'hijos', rows: 2 }] },
    ],
    [
      'upsert',
      "insert into padres values (2, 'Pepe'), (9, 'Eva') on conflict (id) do update set nombre = excluded.nombre",
      ['padres'],
      { affected: 1 },
    ],
  ]
  for (const [name, sql, targets, shown] of statements)
    test(name, async () => {
      await both(async (source) => {
        const before = await everything(source)
        const { catalog } = await source.describe()
        const change = raw(sql, targets)
        const seen = await source.change({ role: 'admin' }, false, (run) => preview(run, { change, catalog, language: 'en' }))
        expect(seen.preview.rows[0]).toMatchObject(shown)
        expect(await everything(source)).toEqual(before)
        const { record } = await applyTo(source, change)
        expect(await everything(source)).not.toEqual(before)
        expect(await source.change({ role: 'admin' }, true, (run) => undo(run, record), { foreignKeys: 'suspended' })).toMatchObject({
          kind: 'undone',
        })
        expect(await everything(source)).toEqual(before)
      })
    })

  test('REPLACE on SQLite', async () => {
    const source = createSqliteSource(sqliteFile())
    const before = await everything(source)
    const { record } = await applyTo(source, raw("replace into padres values (7, 'Ana')", ['padres']))
    expect(await rows(source, 'select id from padres order by 1')).toEqual([[2], [7]])
    expect(await source.change({ role: 'admin' }, true, (run) => undo(run, record), { foreignKeys: 'suspended' })).toMatchObject({
      kind: 'undone',
    })
    expect(await everything(source)).toEqual(before)
    await source.close()
  })

  test('beyond the limits it can not be taken back, and says so before', async () => {
    await both(async (source) => {
      const { catalog } = await source.describe()
      const seen = await source.change({ role: 'admin' }, false, (run) =>
        preview(run, {
          change: raw('update hijos set edad = 1', ['hijos']),
          catalog,
          language: 'es',
          limits: { rows: 2, bytes: 1_000_000 },
        }),
      )
      expect(seen.impossible).toEqual({ code: 'change.too_large', params: { rows: 3, limit: 2 } })
      expect(seen.preview.rows).toMatchObject([{ affected: 3, total: 3, sample: [] }])
    })
  })
})

describe('roles', () => {
  test('an editor changes structure and rows, and both are taken back', async () => {
    await both(async (source) => {
      const before = await everything(source)
      const change = plan(
        { kind: 'add_column', table: 'hijos', column: column('apodo', { unique: true }) },
        { kind: 'add_constraint', table: 'padres', constraint: { kind: 'unique', name: null, columns: ['id', 'nombre'] } },
        { kind: 'update', table: 'hijos', set: [{ column: 'edad', value: figure(5) }], where: null },
      )
      const { record } = await applyTo(source, change, 'editor')
      expect(await source.change({ role: 'editor' }, true, (run) => undo(run, record), { foreignKeys: 'suspended' })).toMatchObject({
        kind: 'undone',
      })
      expect(await everything(source)).toEqual(before)
    })
  })
  test('an editor can not delete or drop, even past the guard', async () => {
    const refused = async (source: Source, change: Change): Promise<void> => {
      const before = await everything(source)
      await expect(applyTo(source, change, 'editor')).rejects.toMatchObject({ code: 'source.permission_denied' })
      expect(await everything(source)).toEqual(before)
    }
    await both((source) => refused(source, plan({ kind: 'delete', table: 'hijos', where: null })))
    await refused(postgres, plan({ kind: 'drop_table', table: 'hijos' }))
    await refused(postgres, plan({ kind: 'drop_column', table: 'padres', column: 'nombre' }))
  })
})

describe('a change that fails in the middle leaves nothing', () => {
  test('of its first steps', async () => {
    await both(async (source) => {
      const before = await everything(source)
      const change = plan(
        { kind: 'update', table: 'hijos', set: [{ column: 'edad', value: figure(5) }], where: null },
        { kind: 'create_table', table: 'nueva', columns: [column('a')], primaryKey: [], constraints: [], description: null },
        { kind: 'insert', table: 'padres', columns: ['id', 'nombre'], rows: [[figure(8), text('Ana')]] },
      )
      await expect(applyTo(source, change)).rejects.toMatchObject({ code: 'source.unique_violation' })
      source.forget()
      expect((await source.describe()).catalog.tables.map((t) => t.name).sort()).toEqual(['hijos', 'mayores', 'padres'])
      expect(await everything(source)).toEqual(before)
    })
  })
  test('when the connection dies', async () => {
    const before = await everything(postgres)
    const { catalog } = await postgres.describe()
    const work = postgres.change({ role: 'admin' }, true, async (run) => {
      await apply(run, { change: plan({ kind: 'drop_table', table: 'padres' }), catalog, id: 'dies', token: null })
      const pid = (await run({ sql: 'select pg_backend_pid()', parameters: [], inlined: '' })).rows[0]?.[0]
      await database.run(`select pg_terminate_backend(${pid})`)
      await run({ sql: 'select 1', parameters: [], inlined: '' })
    })
    await expect(work).rejects.toMatchObject({ code: 'source.unavailable' })
    expect(await everything(postgres)).toEqual(before)
    expect((await database.run("select count(*)::int as n from pg_class where relname like 'dies%'")).rows[0].n).toBe(0)
  })
})

describe('the script of a plan runs as it stands', () => {
  const steps: readonly ChangeStep[] = [
    {
      kind: 'create_table',
      table: 'cursos',
      columns: [column('id', { type: 'integer', identity: true }), column("l'aula", { default: text("d'oro") })],
      primaryKey: ['id'],
      constraints: [],
      description: "it's",
    },
    { kind: 'insert', table: 'cursos', columns: ["l'aula"], rows: [[text("Robert'); DROP TABLE padres;--")]] },
    {
      kind: 'add_column',
      table: 'hijos',
      column: column('curso_id', { type: 'integer', references: { table: 'cursos', column: 'id', onDelete: 'set_null' } }),
    },
    { kind: 'set_required', table: 'hijos', column: 'edad', required: true, fill: figure(0) },
    { kind: 'add_constraint', table: 'hijos', constraint: { kind: 'unique', name: null, columns: ['padre_id', 'edad'] } },
    { kind: 'rename_column', table: 'padres', column: 'nombre', to: 'nombre completo' },
    { kind: 'drop_table', table: 'padres' },
    { kind: 'update', table: 'hijos', set: [{ column: 'edad', value: figure(9) }], where: equals('hijos', 'id', 2) },
  ]
  const names = (catalog: { tables: readonly { name: string; columns: readonly { name: string; type: string; nullable: boolean }[] }[] }) =>
    catalog.tables.map((t) => [t.name, t.columns.map((c) => [c.name, c.type, c.nullable])])

  test('in sqlite3 of Python', async () => {
    const path = sqliteFile()
    const source = createSqliteSource(path)
    const { catalog } = await source.describe()
    const definitions = await source.change({ role: 'admin' }, false, (run) => sideOf('sqlite').definitions(run))
    const script = planScript(steps, catalog, 'sqlite', definitions)
    await source.close()
    execFileSync('python3', [
      '-c',
      'import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.executescript(sys.argv[2]); c.commit()',
      path,
      script.inlined,
    ])
    const applied = createSqliteSource(sqliteFile())
    await applyTo(applied, plan(...steps))
    const ran = createSqliteSource(path)
    expect(names((await ran.describe()).catalog)).toEqual(names((await applied.describe()).catalog))
    expect(await rows(ran, `select "l'aula" from cursos`)).toEqual([["Robert'); DROP TABLE padres;--"]])
    expect(await rows(ran, 'select id, edad from mayores order by 1')).toEqual([
      [1, 20],
      [3, 40],
    ])
    await ran.close()
    await applied.close()
  })
  test('in PostgreSQL', async () => {
    const { catalog } = await postgres.describe()
    const script = planScript(steps, catalog, 'postgres')
    await database.run(script.inlined)
    postgres.forget()
    const ran = names((await postgres.describe()).catalog)
    await database.run(`drop schema public cascade; create schema public; ${structure}`)
    await setupWorkspace({ url: database.url, takeOwnership: true })
    await applyTo(postgres, plan(...steps))
    expect(names((await postgres.describe()).catalog)).toEqual(ran)
  })
})
