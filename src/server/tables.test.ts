import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { catalogView, examplesView, session, settingsView, tableRows } from '#contracts/api.ts'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { openTestApp, outcomeOf, type TestApp } from './app-fixture.ts'

const database = await createTestDatabase()
let app: TestApp

beforeAll(async () => {
  app = await openTestApp(database.url)
})
afterAll(() => app.close())

type Query = Readonly<Record<string, string | number | object>>

const rows = async (table: string, query: Query = {}) => {
  const text = new URLSearchParams(
    Object.entries(query).map(([name, value]) => [name, typeof value === 'object' ? JSON.stringify(value) : String(value)]),
  )
  return app.get('leo', `/api/tables/${table}/rows?${text}`, tableRows)
}

const column = (page: Awaited<ReturnType<typeof rows>>, name: string): readonly unknown[] => {
  const result = page.body?.result
  const at = result?.columns.findIndex((one) => one.name === name) ?? -1
  return result?.rows.map((row) => row[at]) ?? []
}

describe('the rows of a table', () => {
  test('come in pages that neither repeat nor skip any', async () => {
    const ids: unknown[] = []
    for (let offset = 0; ; offset += 50) {
      const page = await rows('productos', { offset, limit: 50, sort: 'categoria_id' })
      ids.push(...column(page, 'id'))
      if (offset + 50 >= (page.body?.total ?? 0)) break
    }
    const all = (await database.run('select id from productos')).rows.map((row) => row.id)
    expect(ids).toHaveLength(all.length)
    expect(new Set(ids)).toEqual(new Set(all))
  })

  test('are sorted both ways', async () => {
    const up = column(await rows('productos', { sort: 'precio', limit: 500 }), 'precio').map(Number)
    const down = column(await rows('productos', { sort: 'precio', direction: 'desc', limit: 500 }), 'precio').map(Number)
    expect(up).toEqual([...up].sort((a, b) => a - b))
    expect(down).toEqual([...down].sort((a, b) => b - a))
  })

  test.each([
    [{ column: 'precio', operator: 'greater', value: '20' }, 'precio > 20'],
    [{ column: 'precio', operator: 'less_or_equal', value: '9,5' }, 'precio <= 9.5'],
    [{ column: 'nombre', operator: 'contains', value: 'ACEITE' }, "nombre ilike '%aceite%'"],
    [{ column: 'descripcion', operator: 'empty', value: '' }, 'descripcion is null'],
    [{ column: 'activo', operator: 'equals', value: 'no' }, 'not activo'],
    [{ column: 'fecha_alta', operator: 'less', value: '2024-01-01' }, "fecha_alta < '2024-01-01'"],
  ])('are filtered by %j', async (filter, where) => {
    const known = (await rows('productos', { limit: 1 })).body?.result.columns.map(({ name }) => name) ?? []
    if (!known.includes(filter.column)) throw new Error(`the demo has no productos.${filter.column}: ${known.join(', ')}`)
    const expected = (await database.run(`select count(*)::int as n from productos where ${where}`)).rows[0].n
    expect((await rows('productos', { filter: [filter] })).body?.total).toBe(expected)
  })

  test('are refused with a reason when the filter does not fit', async () => {
    expect(await rows('productos', { filter: [{ column: 'precio', operator: 'equals', value: 'barato' }] })).toMatchObject({
      status: 400,
      code: 'table.invalid_filter',
    })
    expect(await rows('productos', { filter: [{ column: 'nada', operator: 'equals', value: '1' }] })).toMatchObject({ status: 400 })
    expect(await rows('productos', { filter: { not: 'a list' } })).toMatchObject({ status: 400, code: 'request.invalid' })
    expect(await rows('productos', { limit: 100_000 })).toMatchObject({ status: 400 })
    expect(await rows('nada')).toMatchObject({ status: 404, code: 'table.not_found' })
  })
})

describe('what the pages read', () => {
  test('has the shapes of the contracts', async () => {
    expect((await app.get('leo', '/api/session', session)).body).toMatchObject({ role: 'reader', workspace: { demo: true } })
    expect((await app.get('leo', '/api/catalog', catalogView)).body?.catalog.tables.length).toBeGreaterThan(10)
    expect((await app.get('leo', '/api/settings', settingsView)).body?.workspace.demo).toBe(true)
  })

  test('offers examples that are answered', async () => {
    for (const language of ['es', 'en']) {
      const { body } = await app.get('leo', `/api/examples?language=${language}`, examplesView)
      expect(body?.examples).toHaveLength(6)
      for (const { text } of body?.examples ?? []) outcomeOf(await app.ask('leo', text), 'answer')
    }
  })

  test('has the data dictionary in both languages', async () => {
    const text = async (language: string) => (await app.send('leo', 'GET', `/api/catalog/dictionary.md?language=${language}`)).text()
    expect(await text('es')).toMatch(/^# Diccionario de datos[\s\S]*## clientes\n[\s\S]*\| `zona_id` \|.*se relaciona con \[zonas\]/)
    expect(await text('en')).toMatch(/^# Data dictionary[\s\S]*## clientes\n/)
  })

  test('is described by a document that names every path', async () => {
    const response = await app.send('leo', 'GET', '/openapi.json')
    const document = z.object({ openapi: z.string(), paths: z.record(z.string(), z.unknown()) }).parse(await response.json())
    expect(document.openapi).toBe('3.1.0')
    for (const path of [
      '/api/ask',
      '/api/asks/{id}/confirm',
      '/api/asks/{id}/undo',
      '/api/tables/{table}/rows',
      '/api/history',
      '/api/demo/reset',
    ])
      expect(Object.keys(document.paths)).toContain(path)
    for (const path of ['/docs', '/docs/start.js', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js'])
      expect((await app.send('leo', 'GET', path)).status, path).toBe(200)
  })

  test('is counted', async () => {
    expect(await (await app.send('leo', 'GET', '/metrics')).text()).toMatch(
      /t7_http_seconds_count\{kind="api",method="GET",status="200"\} \d+/,
    )
  })

  test('answers with a problem where there is nothing', async () => {
    expect(await (await app.send('leo', 'GET', '/api/nothing')).json()).toMatchObject({ status: 404, code: 'request.not_found' })
  })
})

test('only an administrator puts the example back, and only after saying so', async () => {
  expect((await app.send('eva', 'POST', '/api/demo/reset', { confirm: true })).status).toBe(403)
  expect((await app.send('ana', 'POST', '/api/demo/reset', {})).status).toBe(400)
  await app.confirmAll('ana', await app.ask('ana', 'delete from lineas_pedido where id <= 100'))
  const before = (await rows('lineas_pedido')).body?.total ?? 0
  expect((await app.send('ana', 'POST', '/api/demo/reset', { confirm: true })).status).toBe(200)
  expect((await rows('lineas_pedido')).body?.total).toBeGreaterThan(before)
})
