import { expect, test } from 'vitest'
import { createTestDatabase } from './postgres.ts'

const first = await createTestDatabase()
const second = await createTestDatabase()

test('each call gives a database of its own, owned by a role that is no superuser', async () => {
  await first.run('create table only_here (id int)')
  expect((await second.run("select to_regclass('only_here') as found")).rows).toEqual([{ found: null }])
  const { rows } = await first.run('select rolsuper, rolcreaterole from pg_roles where rolname = current_user')
  expect(rows).toEqual([{ rolsuper: false, rolcreaterole: true }])
})
