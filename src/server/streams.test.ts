import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { conversationView, historyPage } from '#contracts/api.ts'
import { type AskEvent, askEvent } from '#contracts/event.ts'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { openTestApp, outcomeOf, type TestApp } from './app-fixture.ts'

const database = await createTestDatabase()
let app: TestApp

beforeAll(async () => {
  app = await openTestApp(database.url)
})
afterAll(() => app.close())

const eventsIn = (text: string): readonly AskEvent[] =>
  text
    .split('\n\n')
    .flatMap((block) => block.split('\n').filter((line) => line.startsWith('data: ')))
    .map((line) => askEvent.parse(JSON.parse(line.slice(6))))

const stream = async (person: string, path: string, lastEventId?: number): Promise<readonly AskEvent[]> => {
  const headers: Record<string, string> = lastEventId === undefined ? {} : { 'last-event-id': String(lastEventId) }
  return eventsIn(await (await app.send(person, 'GET', path, undefined, { accept: 'text/event-stream', ...headers })).text())
}

describe('the events of an ask', () => {
  test('come in order as they happen, and again after the last one seen', async () => {
    const response = await app.send(
      'leo',
      'POST',
      '/api/ask',
      { text: '¿cuántos clientes hay?', now: '2026-11-15' },
      { accept: 'text/event-stream' },
    )
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const events = eventsIn(await response.text())
    expect(events.map((event) => event.sequence)).toEqual(events.map((_, index) => index))
    expect(events[0]?.body.kind).toBe('asked')
    expect(events.at(-1)?.body.kind).toBe('concluded')
    const id = events[0]?.askId ?? ''
    const path = `/api/asks/${id}/events`
    const withoutTime = (list: readonly AskEvent[]) => list.map(({ sequence, body }) => ({ sequence, body }))
    expect(withoutTime(await stream('leo', path))).toEqual(withoutTime(events))
    expect(withoutTime(await stream('leo', path, 2))).toEqual(withoutTime(events.slice(3)))
    expect(await stream('leo', path, 1000)).toEqual([])
  })

  test("are nobody else's to read, but an administrator's", async () => {
    const view = await app.ask('eva', 'select 1 as uno')
    expect((await app.send('leo', 'GET', `/api/asks/${view.id}/events`)).status).toBe(404)
    expect((await app.send('leo', 'GET', `/api/asks/${view.id}`)).status).toBe(404)
    expect((await app.send('ana', 'GET', `/api/asks/${view.id}`)).status).toBe(200)
    expect((await app.send('leo', 'GET', '/api/asks/nothing/events')).status).toBe(404)
  })

  test('go on when the listener leaves', async () => {
    const response = await app.send('leo', 'POST', '/api/ask', { text: 'select count(*) from pedidos' }, { accept: 'text/event-stream' })
    const reader = response.body?.getReader()
    const first = await reader?.read()
    await reader?.cancel()
    const [event] = eventsIn(new TextDecoder().decode(first?.value))
    const id = event?.askId ?? ''
    for (let tries = 0; tries < 100; tries += 1) {
      const events = await stream('leo', `/api/asks/${id}/events`)
      if (events.at(-1)?.body.kind === 'concluded') return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error('the ask did not end')
  })
})

describe('a conversation', () => {
  test('keeps its asks, is renamed and taken out of the list by its own person only', async () => {
    const first = await app.ask('leo', '¿cuántas zonas hay?')
    await app.ask('leo', '¿cuántos agentes hay?', { conversationId: first.conversationId })
    const path = `/api/conversations/${first.conversationId}`
    expect((await app.get('leo', path, conversationView)).body?.items).toHaveLength(2)
    expect((await app.send('eva', 'GET', path)).status).toBe(404)
    expect((await app.send('eva', 'PATCH', path, { title: 'x' })).status).toBe(404)
    expect((await app.send('leo', 'PATCH', path, { title: 'Equipo' })).status).toBe(200)
    expect((await app.get('leo', path, conversationView)).body?.title).toBe('Equipo')
    expect((await app.send('leo', 'PATCH', path, { title: '  ' })).status).toBe(400)
    expect((await app.send('eva', 'DELETE', path)).status).toBe(404)
    expect((await app.send('leo', 'DELETE', path)).status).toBe(200)
    expect((await app.send('leo', 'GET', path)).status).toBe(404)
    expect((await app.send('leo', 'POST', '/api/ask', { text: 'hola', conversationId: first.conversationId })).status).toBe(404)
  })

  test('is not joined by somebody else', async () => {
    const view = await app.ask('leo', '¿cuántas zonas hay?')
    expect((await app.send('eva', 'POST', '/api/ask', { text: 'hola', conversationId: view.conversationId })).status).toBe(404)
  })
})

test("the history shows everybody's to administrators and to others their own", async () => {
  await app.ask('eva', 'select 1 as una_de_eva')
  const all = await app.get('ana', '/api/history?search=una_de_eva', historyPage)
  expect(all.body?.entries.map((entry) => entry.person.id)).toEqual(['eva'])
  expect((await app.get('leo', '/api/history?search=una_de_eva&person=eva', historyPage)).body?.entries).toEqual([])
  const first = await app.get('ana', '/api/history?limit=2', historyPage)
  const second = await app.get('ana', `/api/history?limit=2&before=${encodeURIComponent(first.body?.next ?? '')}`, historyPage)
  const ids = [...(first.body?.entries ?? []), ...(second.body?.entries ?? [])].map((entry) => entry.askId)
  expect(new Set(ids).size).toBe(4)
})

test('a rating is kept', async () => {
  const view = await app.ask('leo', 'select 1 as uno')
  expect(await (await app.send('leo', 'POST', `/api/asks/${view.id}/feedback`, { rating: 1 })).json()).toMatchObject({ rating: 1 })
  expect(await (await app.send('leo', 'GET', `/api/asks/${view.id}`)).json()).toMatchObject({ rating: 1 })
  expect((await app.send('leo', 'POST', `/api/asks/${view.id}/feedback`, { rating: 2 })).status).toBe(400)
  expect((await app.send('eva', 'POST', `/api/asks/${view.id}/feedback`, { rating: 1 })).status).toBe(404)
})

test('a running ask is stopped, and says so', async () => {
  const slow = 'select count(*) from generate_series(1, 300) a, generate_series(1, 1000) b, generate_series(1, 1000) c'
  const response = await app.send('ana', 'POST', '/api/ask', { text: slow }, { accept: 'text/event-stream' })
  const reader = response.body?.getReader()
  const [event] = eventsIn(new TextDecoder().decode((await reader?.read())?.value))
  const id = event?.askId ?? ''
  await new Promise((resolve) => setTimeout(resolve, 300))
  const stopped = await app.press('ana', { id }, 'cancel')
  await reader?.cancel()
  expect([stopped.body.status, stopped.body.code]).toSatisfy(([status]) => status === 'cancelled' || status === 'refused')
})

test('twenty people who ask at once are all answered', async () => {
  const views = await Promise.all(
    Array.from({ length: 20 }, (_, index) => app.ask(index % 2 === 0 ? 'leo' : 'eva', '¿cuántos pedidos hay por mes este año?')),
  )
  for (const view of views) expect(outcomeOf(view, 'answer').result.rows.length).toBeGreaterThan(0)
})
