import { describe, expect, it } from 'vitest'
import type { AskView } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import type { EventBody } from '#contracts/event.ts'
import type { Outcome } from '#contracts/outcome.ts'
import { ChatStore } from './chat-store.ts'

const clarify: Outcome = { kind: 'clarify', language: 'es', sentence: '¿Cuál?', suggestions: [], choices: [] }
const stream = (bodies: readonly EventBody[]): Response =>
  new Response(
    bodies.map((body, sequence) => `data: ${JSON.stringify({ askId: 'a1', sequence, at: '2026-11-24T10:00:00Z', body })}\n\n`).join(''),
  )
const started: EventBody = { kind: 'asked', text: 'x', person: 'p', conversationId: 'c1', overrides: {} }

const view = (over: Partial<AskView>): AskView => ({
  id: 'a1',
  conversationId: 'c1',
  person: { id: 'p', name: 'Ana' },
  text: 'x',
  overrides: {},
  askedAt: '2026-11-24T10:00:00Z',
  status: 'clarify',
  rating: 0,
  outcome: clarify,
  ...over,
})

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10))

const setUp = (over: Partial<ConstructorParameters<typeof ChatStore>[0]['api']> = {}) => {
  const asked: unknown[] = []
  const news: string[] = []
  let keys = 0
  const refuse = async (): Promise<never> => Promise.reject(new T7Error({ code: 'test.not_expected', kind: 'bug' }))
  const store = new ChatStore({
    api: {
      askEvents: async (input) => {
        asked.push(input)
        return stream([started, { kind: 'concluded', outcome: clarify }])
      },
      resumeEvents: refuse,
      conversation: refuse,
      confirm: refuse,
      cancel: refuse,
      undo: refuse,
      rate: refuse,
      ask: refuse,
      ...over,
    },
    newKey: () => `k${++keys}`,
    now: () => '2026-11-24T10:00:00Z',
    onNews: (what) => void news.push(what),
  })
  return { store, asked, news, turns: () => store.snapshot().conversation.turns }
}

describe('asking', () => {
  it('starts a conversation and goes on in it', async () => {
    const { store, asked, news, turns } = setUp()
    store.ask('uno')
    expect(turns()[0]).toMatchObject({ text: 'uno', status: 'running' })
    await settled()
    expect(store.snapshot().conversation.id).toBe('c1')
    expect(turns()[0]).toMatchObject({ status: 'clarify', askId: 'a1' })
    store.ask('dos', { period: '2026-10' })
    await settled()
    expect(asked).toEqual([
      { text: 'uno', overrides: {} },
      { text: 'dos', overrides: { period: '2026-10' }, conversationId: 'c1' },
    ])
    expect(news).toEqual(['asked', 'asked'])
  })

  it('keeps the failure with the turn', async () => {
    const failing = async () => Promise.reject(new T7Error({ code: 'server.busy', kind: 'user' }))
    const { store, turns } = setUp({ askEvents: failing })
    store.ask('uno')
    await settled()
    expect(turns()[0]).toMatchObject({ status: 'failed', error: { code: 'server.busy' } })
  })

  it('stops here and on the server', async () => {
    const cancelled: string[] = []
    const endless = async (): Promise<Response> =>
      new Response(
        new ReadableStream({
          start: (controller) =>
            controller.enqueue(
              new TextEncoder().encode(`data: ${JSON.stringify({ askId: 'a1', sequence: 0, at: '', body: started })}\n\n`),
            ),
        }),
      )
    const cancel = async (id: string) => {
      cancelled.push(id)
      return view({ status: 'cancelled' })
    }
    const { store, turns } = setUp({ askEvents: endless, cancel })
    store.ask('uno')
    await settled()
    store.stop()
    expect(turns()[0]?.status).toBe('cancelled')
    expect(cancelled).toEqual(['a1'])
  })
})

describe('a stored conversation', () => {
  const stored = { id: 'c1', title: 'x', startedAt: '', lastAskAt: '', asks: 1 }

  it('is read once, and its running ask is followed from the start', async () => {
    const after: number[] = []
    let reads = 0
    const { store, turns } = setUp({
      conversation: async () => {
        reads += 1
        return { ...stored, items: [view({ status: 'running', outcome: null })] }
      },
      resumeEvents: async (_id, sequence) => {
        after.push(sequence)
        return stream([started, { kind: 'concluded', outcome: clarify }])
      },
    })
    await store.open('c1')
    await settled()
    await store.open('c1')
    expect(reads).toBe(1)
    expect(after).toEqual([-1])
    expect(turns()[0]?.status).toBe('clarify')
  })

  it('that is gone says so, and can be left', async () => {
    const { store } = setUp({ conversation: async () => Promise.reject(new T7Error({ code: 'conversation.not_found', kind: 'user' })) })
    await store.open('c1')
    expect(store.snapshot()).toMatchObject({ phase: 'error', error: { code: 'conversation.not_found' } })
    await store.open(null)
    expect(store.snapshot()).toMatchObject({ phase: 'ready', conversation: { id: null, turns: [] } })
  })
})

describe('pressing', () => {
  it('takes the new view, and tells that data changed', async () => {
    const { store, news, turns } = setUp({ confirm: async () => view({ status: 'applied' }) })
    store.ask('uno')
    await settled()
    await store.confirm('k1', 'token', null)
    expect(turns()[0]).toMatchObject({ status: 'applied', busy: null })
    expect(news.at(-1)).toBe('changed')
  })

  it('that came too late shows the ask as it is, and why nothing was done', async () => {
    const late = async () => Promise.reject(new T7Error({ code: 'ask.already_applied', kind: 'user' }))
    const { store, turns } = setUp({ confirm: late, ask: async () => view({ status: 'applied' }) })
    store.ask('uno')
    await settled()
    await store.confirm('k1', 'token', null)
    expect(turns()[0]).toMatchObject({ status: 'applied', busy: null, error: { code: 'ask.already_applied' } })
  })

  it('a thumb is shown at once and taken back when it was not kept', async () => {
    const { store, turns } = setUp()
    store.ask('uno')
    await settled()
    store.rate('k1', 1)
    expect(turns()[0]?.rating).toBe(1)
    await settled()
    expect(turns()[0]?.rating).toBe(0)
  })
})
