import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, expect, test } from 'vitest'
import type { Statement } from '#contracts/verdict.ts'
import { createTestDatabase } from '../../../../test/support/postgres.ts'
import { roleNames } from './roles.ts'
import { setupWorkspace } from './setup-workspace.ts'
import { createPostgresSource } from './source.ts'

const database = await createTestDatabase()
const statement = (sql: string): Statement => ({ sql, parameters: [], inlined: sql })

const code = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

const asSuperuser = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: database.superuserUrl })
  await client.connect()
  await client.query(sql)
  await client.end()
}

const plain = `t7_plain_${randomBytes(4).toString('hex')}`
afterAll(() => asSuperuser(`drop owned by ${plain}; drop role ${plain}`))

test('a server that gives no roles is used with less, and says so', async () => {
  await asSuperuser(`create role ${plain} login password 'x'; grant ${plain} to current_user; grant create on database ${database.name} to ${plain};
    create table de_otro (id int); grant select on de_otro to ${plain}; grant create on schema public to ${plain}`)
  const url = new URL(database.url)
  url.username = plain
  url.password = 'x'
  const setup = await setupWorkspace({ url: url.href, takeOwnership: false })
  expect(setup).toMatchObject({ roles: null, problems: [{ code: 'workspace.roles_missing', params: { role: plain } }] })
  const source = createPostgresSource({ url: url.href, roles: setup.roles, writable: true })
  await source.change({ role: 'admin' }, true, (run) => run(statement('create table mia (id int)')))
  await source.change({ role: 'admin' }, true, (run) => run(statement('insert into mia values (1)'), 'owner'))
  expect((await source.read(statement('select id from mia'), { role: 'reader' }, 1)).rows).toEqual([[1]])
  expect(await code(source.read(statement('delete from mia'), { role: 'admin' }, 1))).not.toBe('done')
  expect((await source.describe()).catalog.tables.map((table) => table.name)).toEqual(['de_otro', 'mia'])
  await source.close()
  await asSuperuser('drop table mia, de_otro')
  const [found] = (
    await database.run(`select pg_has_role(current_user, nspowner, 'usage') as ours from pg_namespace where nspname = 't7_kept'`)
  ).rows
  expect((await setupWorkspace({ url: database.url, takeOwnership: false })).problems).toEqual(
    found?.ours === true ? [] : [{ code: 'workspace.kept_not_ours', params: { schema: 't7_kept' } }],
  )
  await asSuperuser('drop schema t7_kept')
})

test('tables that were there keep their owner; structure changes run as whoever owns them', async () => {
  await database.run('create table existente (id int primary key); insert into existente values (1)')
  await asSuperuser('create table ajena (id int)')
  const owner = (await database.run('select current_user as name')).rows[0]?.name
  const foreign = (await database.run(`select pg_get_userbyid(relowner) = current_user as ours from pg_class where relname = 'ajena'`))
    .rows[0]?.ours
  const setup = await setupWorkspace({ url: database.url, takeOwnership: false })
  expect(setup.roles).toEqual({ ...roleNames, owner })
  expect(setup.problems.map((problem) => problem.code)).toEqual(
    foreign ? ['workspace.owner_is_login'] : ['workspace.not_owner', 'workspace.owner_is_login'],
  )
  const source = createPostgresSource({ url: database.url, roles: setup.roles, writable: true })
  const change = (role: 'reader' | 'editor' | 'admin', sql: string) => source.change({ role }, true, (run) => run(statement(sql)))
  await change('editor', 'alter table existente add column nota text')
  expect(await code(change('editor', 'delete from existente'))).toBe('source.permission_denied')
  expect(await code(change('reader', `insert into existente values (2)`))).toBe('source.permission_denied')
  await change('editor', `create table nueva (id int)`)
  expect((await source.read(statement('select * from nueva'), { role: 'reader' }, 1)).rows).toEqual([])
  expect(await code(change('editor', 'drop table existente'))).toBe('source.permission_denied')
  await change('admin', 'drop table existente')
  await source.close()
  await asSuperuser('drop table ajena')
})

test('taking ownership makes the workspace one again; repeating and doing it at once change nothing', async () => {
  await database.run('create table otra (id serial primary key); create view vista as select * from otra')
  const setups = await Promise.all(Array.from({ length: 5 }, () => setupWorkspace({ url: database.url, takeOwnership: true })))
  for (const setup of setups) expect(setup).toMatchObject({ roles: roleNames, problems: [] })
  const owners = await database.run(
    `select distinct pg_get_userbyid(relowner) as owner from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'S')`,
  )
  expect(owners.rows).toEqual([{ owner: roleNames.owner }])
})
