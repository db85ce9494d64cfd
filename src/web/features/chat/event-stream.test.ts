import { describe, expect, it } from 'vitest'
import { T7Error } from '#contracts/error.ts'
import type { AskEvent, EventBody } from '#contracts/event.ts'
import { followNewAsk, readMessages } from './event-stream.ts'

const bytes = (...chunks: string[]): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder()
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(encoder.encode(chunk))
      controller.close()
    },
  })
}

const collect = async (...chunks: string[]) => {
  const found: { event: string; data: string }[] = []
  for await (const message of readMessages(bytes(...chunks))) found.push(message)
  return found
}

describe('readMessages', () => {
  it('puts together messages that arrive in pieces', async () => {
    expect(await collect('id: 0\nevent: asked\nda', 'ta: {"a":1}\n', '\nevent: x\ndata: 2\n\n')).toEqual([
      { event: 'asked', data: '{"a":1}' },
      { event: 'x', data: '2' },
    ])
  })

  it('skips keep-alives, joins data lines and reads the last one without its blank line', async () => {
    expect(await collect(': ping\n\ndata: a\r\ndata: b\r\n\r\n', 'data: end')).toEqual([
      { event: 'message', data: 'a\nb' },
      { event: 'message', data: 'end' },
    ])
  })
})

const event = (sequence: number, body: EventBody): AskEvent => ({ askId: 'a1', sequence, at: '2026-11-24T10:00:00Z', body })
const asked: EventBody = { kind: 'asked', text: 'x', person: 'p', conversationId: 'c', overrides: {} }
const message = (one: AskEvent): string => `id: ${one.sequence}\nevent: ${one.body.kind}\ndata: ${JSON.stringify(one)}\n\n`
const respond = (...events: AskEvent[]): Response => new Response(bytes(...events.map(message)))
const ended = event(2, {
  kind: 'concluded',
  outcome: { kind: 'clarify', language: 'es', sentence: 's', suggestions: [], choices: [] },
})

describe('followNewAsk', () => {
  const run = async (first: Response, resumed: readonly (Response | T7Error)[]) => {
    const seen: number[] = []
    const after: number[] = []
    const queue = [...resumed]
    await followNewAsk(
      {
        signal: new AbortController().signal,
        onEvent: (one) => void seen.push(one.sequence),
        api: {
          askEvents: async () => first,
          resumeEvents: async (_id, sequence) => {
            after.push(sequence)
            const next = queue.shift()
            if (next instanceof Response) return next
            throw next ?? new Error('nothing left')
          },
        },
      },
      { text: 'x', overrides: {} },
    )
    return { seen, after }
  }

  it('needs no second request when the run ends in the first', async () => {
    expect(await run(respond(event(0, asked), event(1, { kind: 'executed', rows: 1, ms: 1 }), ended), [])).toEqual({
      seen: [0, 1, 2],
      after: [],
    })
  })

  it('goes on from the last event after a cut', async () => {
    const resumed = [respond(event(1, { kind: 'executed', rows: 1, ms: 1 })), respond(ended)]
    expect(await run(respond(event(0, asked)), resumed)).toEqual({ seen: [0, 1, 2], after: [0, 1] })
  })

  it('tries again after a network failure, and gives up at once on an error that will not pass', async () => {
    const cut = new T7Error({ code: 'web.unreachable', kind: 'operational', retryable: true })
    expect((await run(respond(event(0, asked)), [cut, respond(ended)])).seen).toEqual([0, 2])
    const gone = new T7Error({ code: 'ask.not_found', kind: 'user' })
    await expect(run(respond(event(0, asked)), [gone])).rejects.toThrow('ask.not_found')
  })

  it('says so when the stream says nothing at all', async () => {
    await expect(run(respond(), [])).rejects.toThrow('web.stream_lost')
  })
})
