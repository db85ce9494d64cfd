import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { openTestApp, outcomeOf, type TestApp } from './app-fixture.ts'

const database = await createTestDatabase()
let app: TestApp

beforeAll(async () => {
  app = await openTestApp(database.url)
})
afterAll(() => app.close())

/** Everything that is there: tables with their rows, roles, functions. */
const fingerprint = async (): Promise<unknown> => {
  const { rows } = await database.run(`
    select (select string_agg(relname || relkind::text, ',' order by relname) from pg_class where relnamespace = 'public'::regnamespace) as objects,
      (select string_agg(proname, ',' order by proname) from pg_proc where pronamespace = 'public'::regnamespace) as functions,
      (select string_agg(nspname, ',' order by nspname) from pg_namespace where nspname not like 'pg\\_temp%' and nspname not like 'pg\\_toast%') as schemas,
      (select sum(n) from (select count(*) n from clientes union all select count(*) from pedidos union all select sum(precio)::bigint from productos) t) as sums`)
  return rows
}

const never: readonly string[] = [
  'select * from clientes; drop table clientes',
  'with x as (delete from clientes returning *) select * from x; select 1',
  "select pg_read_file('/etc/passwd')",
  "select * from pg_read_binary_file('/etc/passwd')",
  "copy clientes to program 'cat > /tmp/stolen'",
  "copy clientes from '/etc/passwd'",
  "select lo_import('/etc/passwd')",
  'select * from pg_shadow',
  'select * from pg_catalog.pg_authid',
  'select * from t7.events',
  "update t7.asks set status = 'applied'",
  'select pg_sleep(3600)',
  'select pg_terminate_backend(pid) from pg_stat_activity',
  "select set_config('role', 't7_owner', false)",
  'set role t7_owner',
  'reset role',
  'set statement_timeout = 0',
  'alter system set fsync = off',
  'create role intruder superuser',
  'grant all on clientes to public',
  "do $$ begin execute 'drop table clientes'; end $$",
  "create function f() returns int language sql as 'select 1'",
  'create extension dblink',
  "select dblink_connect('host=evil')",
  'vacuum full clientes',
  'begin; drop table clientes; commit',
  'select * into copia from clientes for update',
  "notify x, 'y'",
  'listen x',
  "select query_to_xml('drop table clientes', true, true, '')",
  'explain analyze delete from clientes',
  'prepare p as delete from clientes',
  'select * from clientes where nombre = $1',
  'create trigger t after insert on clientes execute function f()',
  "select currval('clientes_id_seq'), nextval('clientes_id_seq')",
]

describe.each(['leo', 'eva', 'ana'])('hostile statements typed by %s', (person) => {
  test.each(never)('%s', async (text) => {
    const before = await fingerprint()
    const view = await app.ask(person, text)
    expect(['refused', 'message', 'clarify'], JSON.stringify(view.outcome)?.slice(0, 300)).toContain(view.status)
    expect(await fingerprint()).toEqual(before)
  })
})

describe('values that look like statements', () => {
  const name = "Robert'); DROP TABLE clientes;--"

  test('are stored as the text they are', async () => {
    const shown = await app.ask('eva', `insert into zonas (nombre) values ('${name.replaceAll("'", "''")}')`)
    const made = await app.confirmAll('eva', shown)
    expect(made.status).toBe('applied')
    const { rows } = await database.run("select nombre from zonas where nombre like 'Robert%'")
    expect(rows).toEqual([{ nombre: name }])
    expect((await app.press('eva', made, 'undo')).body.status).toBe('undone')
  })

  test('are searched as the text they are', async () => {
    const before = await fingerprint()
    const query = new URLSearchParams({
      search: name,
      filter: JSON.stringify([{ column: 'nombre', operator: 'contains', value: "%' or 1=1 --" }]),
    })
    const response = await app.send('leo', 'GET', `/api/tables/clientes/rows?${query}`)
    expect(response.status).toBe(200)
    expect(await response.json()).toMatchObject({ total: 0 })
    expect(await fingerprint()).toEqual(before)
  })

  test('as names of tables and columns find nothing', async () => {
    for (const path of [
      '/api/tables/clientes%22%3B%20drop%20table%20zonas%3B--/rows',
      '/api/tables/pg_shadow/rows',
      '/api/tables/t7.asks/rows',
    ])
      expect((await app.send('ana', 'GET', path)).status, path).toBe(404)
    const filter = JSON.stringify([{ column: 'nombre" = nombre or "1', operator: 'equals', value: 'x' }])
    expect((await app.send('ana', 'GET', `/api/tables/clientes/rows?${new URLSearchParams({ filter })}`)).status).toBe(400)
    expect((await app.send('ana', 'GET', '/api/tables/clientes/rows?sort=id%3B%20drop%20table%20zonas')).status).toBe(400)
  })
})

describe('texts that are no question', () => {
  test.each([
    ['', 'ask.empty'],
    ['🙂', 'ask.no_words'],
    ['a'.repeat(100_000), 'ask.too_long'],
    ['clientes\u0000; drop table clientes', 'ask.control_characters'],
    ['покажи всех клиентов', 'ask.other_language'],
  ])('%.20s', async (text, code) => {
    const view = await app.ask('ana', text)
    const refused = outcomeOf(view, 'refuse')
    expect(refused.code).toBe(code)
    expect(refused.sentence).not.toContain(code)
  })
})

test('NUL, which no database holds, is refused wherever it comes', async () => {
  for (const path of ['/api/asks/%00', '/api/conversations/a%00', '/api/tables/clientes/rows?search=%00', '/api/history?search=a%00'])
    expect(await (await app.send('ana', 'GET', path)).json(), path).toMatchObject({ status: 400, code: 'request.invalid' })
})

test('no sentence in Spanish holds the English of the database', async () => {
  for (const text of [
    'delete from clientes where id = 1',
    'update clientes set zona_id = 99999 where id = 1',
    'update productos set precio = -1',
    'select nombre::int from clientes',
    'select sum(nombre) from clientes',
    'select * from clientes where',
    'alter table clientes owner to postgres',
  ]) {
    const { sentence } = outcomeOf(await app.ask('ana', text), 'refuse')
    expect(sentence).not.toMatch(/\b(?:Key|row|referenced|invalid|syntax|input|column|exist|function|must|Owner)\b/)
  }
})

test('a question too heavy is stopped before or while it runs, and said so', async () => {
  const refused = outcomeOf(
    await app.ask('ana', 'select count(*) from pedidos a, pedidos b, pedidos c, pedidos d, lineas_pedido e, lineas_pedido f'),
    'refuse',
  )
  expect(refused.code).toMatch(/guard\.too_costly|source\.timeout/)
})
