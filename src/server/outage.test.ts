import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { openTestApp, outcomeOf, type TestApp } from './app-fixture.ts'

const database = await createTestDatabase()
let app: TestApp

beforeAll(async () => {
  app = await openTestApp(database.url)
})
afterAll(() => app.close())

/** As superuser, from another database: what an outage looks like from inside. */
const outside = async (...statements: readonly string[]): Promise<void> => {
  const url = new URL(database.superuserUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  for (const statement of statements) await client.query(statement)
  await client.end()
}

const gone = `${database.name}_away`

const goAway = async (): Promise<void> => {
  await outside(`alter database ${database.name} with allow_connections false`)
  await outside(
    `select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '${database.name}'`,
    `alter database ${database.name} rename to ${gone}`,
  )
}
const comeBack = () =>
  outside(`alter database ${gone} rename to ${database.name}`, `alter database ${database.name} with allow_connections true`)

test('while the database is away everything says so, and works again as soon as it is back', async () => {
  expect(outcomeOf(await app.ask('ana', '¿cuántas zonas hay?'), 'answer').result.rows).toHaveLength(1)
  const shown = await app.ask('eva', 'update productos set stock = 3 where id = 3')
  await goAway()
  try {
    const asked = await app.send('ana', 'POST', '/api/ask', { text: '¿cuántas zonas hay?' })
    expect(asked.status).toBe(503)
    expect(asked.headers.get('retry-after')).toBe('2')
    expect(await asked.json()).toMatchObject({ code: 'source.unavailable', title: expect.stringContaining('base de datos') })
    expect((await app.send('ana', 'GET', '/health/ready')).status).toBe(503)
    expect((await app.send('ana', 'GET', '/health/live')).status).toBe(200)
    expect((await app.confirm('eva', shown)).status).toBe(503)
    expect((await app.send('ana', 'GET', '/api/conversations')).status).toBe(503)
  } finally {
    await comeBack()
  }
  expect((await app.send('ana', 'GET', '/health/ready')).status).toBe(200)
  expect(outcomeOf(await app.ask('ana', '¿cuántas zonas hay?'), 'answer').result.rows).toHaveLength(1)
  expect((await app.confirm('eva', shown)).body.status).toBe('applied')
})

test('a question that runs when the database goes away fails with words, and is not left running', async () => {
  const slow = app.send('ana', 'POST', '/api/ask', { text: 'select count(*) from pedidos a, pedidos b, clientes c' })
  await new Promise((resolve) => setTimeout(resolve, 150))
  await goAway()
  const response = await slow
  await comeBack()
  expect([200, 503]).toContain(response.status)
  const { entries } = (await (await app.send('ana', 'GET', '/api/history?limit=5')).json()) as { entries: { status: string }[] }
  expect(entries.length).toBeGreaterThan(0)
})
