import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AccuracyView, accuracyView, importResult, type PairView } from '#contracts/accuracy.ts'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { openTestApp, outcomeOf, type TestApp } from './app-fixture.ts'

const database = await createTestDatabase()
let app: TestApp

beforeAll(async () => {
  app = await openTestApp(database.url)
})
afterAll(() => app.close())

const see = async (person = 'ana'): Promise<AccuracyView> => {
  const { body } = await app.get(person, '/api/accuracy', accuracyView)
  if (body === null) throw new Error('no view')
  return body
}

const send = async (person: string, method: string, path: string, body: object = {}) => {
  const response = await app.send(person, method, `/api/accuracy${path}`, body)
  return { status: response.status, body: await response.json() }
}

const measure = async (): Promise<AccuracyView> => {
  expect((await send('ana', 'POST', '/runs')).status).toBe(200)
  for (;;) {
    const view = await see()
    if (view.measuring === null) return view
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const pairOf = (view: AccuracyView, question: string): PairView => {
  const pair = view.pairs.find((one) => one.question === question)
  if (pair === undefined) throw new Error(`no pair: ${question}`)
  return pair
}

const rate = (person: string, askId: string, rating: number) => app.send(person, 'POST', `/api/asks/${askId}/feedback`, { rating })

const clear = async (): Promise<void> => {
  for (const pair of (await see()).pairs) await send('ana', 'DELETE', `/pairs/${pair.id}`)
}

describe('an answer accepted in the chat', () => {
  test('is kept with its clock, its role and its SQL, and is right on the day it was asked', async () => {
    const asked = await app.ask('leo', '¿cuántas visitas se hicieron el mes pasado?', { now: '2026-10-20' })
    const { sql } = outcomeOf(asked, 'answer')
    expect((await rate('leo', asked.id, 1)).status).toBe(200)
    const pair = pairOf(await see(), asked.text)
    expect(pair).toMatchObject({ language: 'es', now: '2026-10-20', role: 'reader', sql, askId: asked.id, history: [], last: null })
    expect(pair.sql).toContain('2026-09-01')
    expect(pair.explanation).toContain('visitas')
    expect(pairOf(await measure(), asked.text).last).toMatchObject({ verdict: 'right', sql, reason: null, change: null })
  })

  test('is let go when the rating is taken back, and kept once however often it is given', async () => {
    const asked = await app.ask('eva', '¿cuántos clientes hay?')
    await rate('eva', asked.id, 1)
    await rate('eva', asked.id, 1)
    expect((await see()).pairs.filter((pair) => pair.askId === asked.id)).toHaveLength(1)
    await rate('eva', asked.id, -1)
    expect((await see()).pairs.filter((pair) => pair.askId === asked.id)).toEqual([])
  })

  test('takes with it the turns that it goes on from, and no others', async () => {
    const first = await app.ask('eva', 'productos de la categoría Vinos')
    const more = { conversationId: first.conversationId }
    const before = await app.ask('eva', 'clientes de la zona Norte', more)
    const follow = await app.ask('eva', '¿y los de la zona Sur?', more)
    const alone = await app.ask('eva', '¿cuántas zonas hay?', more)
    await rate('eva', follow.id, 1)
    await rate('eva', alone.id, 1)
    const view = await measure()
    const pair = pairOf(view, follow.text)
    expect(pair.history).toEqual([{ question: before.text, sql: outcomeOf(before, 'answer').sql }])
    expect(pair.last?.verdict).toBe('right')
    expect(pairOf(view, alone.text).history).toEqual([])
  })

  test('is read again with the choices that were made among its assumptions', async () => {
    const asked = await app.ask('eva', 'ventas del mes pasado')
    const assumption = outcomeOf(asked, 'answer').assumptions.find((one) => one.alternatives.length > 0)
    const overrides = { [assumption?.key ?? '']: assumption?.alternatives[0]?.value ?? '' }
    const chosen = await app.ask('eva', 'ventas del mes pasado', { overrides })
    expect(outcomeOf(chosen, 'answer').sql).not.toBe(outcomeOf(asked, 'answer').sql)
    await rate('eva', chosen.id, 1)
    expect(pairOf(await measure(), 'ventas del mes pasado')).toMatchObject({ overrides, last: { verdict: 'right' } })
  })

  test('is not kept where there was nothing to understand or nothing was answered', async () => {
    const { pairs } = await see()
    for (const text of ['select count(*) from zonas', 'hola', 'añade la zona Ceuta']) await rate('ana', (await app.ask('ana', text)).id, 1)
    expect((await see()).pairs).toHaveLength(pairs.length)
  })
})

describe('a pair written by hand', () => {
  test('must only read, and run', async () => {
    const add = (sql: string) => send('ana', 'POST', '/pairs?language=es', { question: 'zonas', sql, language: null })
    for (const [sql, reason] of [
      ['delete from zonas', 'Ese SQL cambia datos. Aquí solo vale uno que consulte.'],
      ['select * from zona', 'No existe «zona». Lo más parecido: zonas.'],
      ['select 1/0 from zonas', 'Hay una división entre cero. Protégela con NULLIF(divisor, 0).'],
      ["select pg_read_file('/etc/passwd')", null],
      ['select 1; select 2', null],
    ] as const) {
      const { status, body } = await add(sql)
      expect([status, body.code]).toEqual([422, 'accuracy.sql_not_kept'])
      if (reason !== null) expect(body.params.reason).toBe(reason)
    }
    expect((await send('ana', 'POST', '/pairs', { question: ' ', sql: 'select 1', language: null })).status).toBe(400)
    expect((await send('ana', 'POST', '/pairs', { question: 'a\0', sql: 'select 1', language: null })).status).toBe(400)
  })

  test('is changed and removed, and then belongs to no ask', async () => {
    const asked = await app.ask('ana', '¿cuántas incidencias hay?')
    await rate('ana', asked.id, 1)
    const { id } = pairOf(await measure(), asked.text)
    const changed = { question: '¿cuántos agentes hay?', sql: 'select count(*) from agentes', language: 'es', now: '2026-01-01' }
    expect((await send('ana', 'PATCH', `/pairs/${id}`, changed)).status).toBe(200)
    expect(pairOf(await see(), changed.question)).toMatchObject({ ...changed, id, askId: null, last: null })
    await rate('ana', asked.id, 0)
    expect((await see()).pairs.some((pair) => pair.id === id)).toBe(true)
    expect((await send('ana', 'DELETE', `/pairs/${id}`)).status).toBe(200)
    expect((await send('ana', 'DELETE', `/pairs/${id}`)).body.code).toBe('accuracy.pair_not_found')
    expect((await send('ana', 'PATCH', `/pairs/${id}`, changed)).status).toBe(404)
  })
})

describe('a run', () => {
  test('says what is right, what is not and why, and what changed since the last one', async () => {
    await clear()
    expect((await send('ana', 'POST', '/runs')).body.code).toBe('accuracy.nothing_to_measure')
    await database.run('create table public.almacenes (id integer primary key, nombre text); grant select on public.almacenes to public')
    await database.run("insert into public.almacenes values (1, 'Central'), (2, 'Puerto')")
    app.workspace.source.forget()
    const add = (question: string, sql: string) => send('ana', 'POST', '/pairs', { question, sql, language: 'es' })
    await add('¿cuántos clientes hay?', 'select count(*) from clientes')
    await add('¿cuántos pedidos hay?', 'select count(*) + 1 from pedidos')
    await add('¿cuántas visitas?', 'select id from visitas')
    await add('¿de qué color es el viento?', 'select 1')
    await add('¿cuántos almacenes hay?', 'select count(*) from almacenes')
    const first = await measure()
    const last = (view: AccuracyView, question: string) => pairOf(view, question).last
    expect(first.runs[0]).toMatchObject({
      person: { id: 'ana' },
      proposer: 'engine',
      version: '0.1.0',
      counts: { right: 2, wrong: 2, unanswered: 1, gold_failed: 0 },
    })
    expect(last(first, '¿cuántas visitas?')?.reason).toMatch(/^El resultado tiene otras filas: 1 en vez de /)
    expect(last(first, '¿de qué color es el viento?')).toMatchObject({ verdict: 'unanswered', sql: null })

    await database.run('drop table public.almacenes')
    app.workspace.source.forget()
    const pedidos = pairOf(first, '¿cuántos pedidos hay?')
    const second = await measure()
    expect(last(second, '¿cuántos almacenes hay?')).toMatchObject({ verdict: 'gold_failed', change: 'broken' })
    expect(last(second, '¿cuántos almacenes hay?')?.reason).toMatch(/almacenes/)
    expect(last(second, '¿cuántos clientes hay?')?.change).toBeNull()
    await send('ana', 'PATCH', `/pairs/${pedidos.id}`, { question: pedidos.question, sql: 'select count(*) from pedidos', language: 'es' })
    const third = await measure()
    expect(last(third, '¿cuántos pedidos hay?')).toMatchObject({ verdict: 'right', change: null })
    expect(third.runs).toHaveLength(first.runs.length + 2)
    expect(accuracyView.parse(third)).toEqual(third)
  })

  test('can be stopped, and then nothing of it is kept', async () => {
    const { runs } = await see()
    const started = await send('ana', 'POST', '/runs')
    expect(started.body.measuring).toMatchObject({ total: started.body.pairs.length })
    await send('ana', 'POST', '/runs/cancel')
    for (let view = await see(); view.measuring !== null; view = await see()) await new Promise((resolve) => setTimeout(resolve, 10))
    const after = await see()
    expect([after.runs.length, after.failure]).toEqual([runs.length, null])
  })
})

describe('a file of questions', () => {
  test('goes out and comes in again: what is known is not added twice', async () => {
    const before = await see()
    const text = await (await app.send('leo', 'GET', '/api/accuracy/questions.yaml?language=en')).text()
    expect(text).toMatch(/^# Questions with the SQL/)
    expect((await send('ana', 'POST', '/import', { text })).body).toEqual({ kind: 'imported', added: 0, known: before.pairs.length })
    await clear()
    expect((await send('ana', 'POST', '/import', { text })).body.kind).toBe('problems')
    const running = text.replace(/- question: ¿cuántos almacenes hay\?[\s\S]*?(?=\n- |$)/, '')
    expect((await send('ana', 'POST', '/import', { text: running })).body).toEqual({
      kind: 'imported',
      added: before.pairs.length - 1,
      known: 0,
    })
  })

  test('with something wrong adds nothing and says where', async () => {
    const before = (await see()).pairs.length
    const text =
      '- question: zonas\n  sql: select * from zonas\n- question: x\n  sql: drop table zonas\n- question: y\n  sql: select z from zonas\n'
    const { body } = await send('ana', 'POST', '/import?language=en', { text })
    expect(importResult.parse(body)).toMatchObject({
      kind: 'problems',
      problems: [
        { line: 3, question: 2, field: 'sql', expected: 'running_sql', detail: 'That SQL changes data. Only one that reads can be here.' },
        { line: 5, question: 3, field: 'sql', expected: 'running_sql' },
      ],
    })
    expect((await see()).pairs).toHaveLength(before)
  })
})

test('whoever only reads sees the set and may accept their own answers, not change or measure it', async () => {
  expect((await see('leo')).mayEdit).toBe(false)
  expect((await see('eva')).mayEdit).toBe(true)
  const pair = { question: 'zonas', sql: 'select 1', language: null }
  const { id } = (await see()).pairs[0] ?? { id: '' }
  for (const [method, path, body] of [
    ['POST', '/pairs', pair],
    ['PATCH', `/pairs/${id}`, pair],
    ['DELETE', `/pairs/${id}`, {}],
    ['POST', '/import', { text: '[]' }],
    ['POST', '/runs', {}],
    ['POST', '/runs/cancel', {}],
  ] as const)
    expect([method, path, (await send('leo', method, path, body)).status]).toEqual([method, path, 403])
})
