import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AskView } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import type { EventBody } from '#contracts/event.ts'
import type { Outcome } from '#contracts/outcome.ts'
import {
  type Conversation,
  type ConversationAction,
  conversationOf,
  createReducer,
  emptyConversation,
  runningTurn,
} from './conversation.ts'

const failure = (code: string) => new T7Error({ code, kind: 'operational' })
const reduce = createReducer(failure)
const run = (actions: readonly ConversationAction[], from: Conversation = emptyConversation): Conversation => actions.reduce(reduce, from)

const asked = (key: string): ConversationAction => ({
  kind: 'asked',
  key,
  text: '¿cuántos clientes?',
  overrides: {},
  at: '2026-11-24T10:00:00Z',
})
const happened = (key: string, sequence: number, body: EventBody): ConversationAction => ({
  kind: 'event',
  key,
  event: { askId: `ask-${key}`, sequence, at: '2026-11-24T10:00:00Z', body },
})
const started: EventBody = { kind: 'asked', text: 'x', person: 'p', conversationId: 'c1', overrides: {} }
const executed: EventBody = { kind: 'executed', rows: 3, ms: 2 }
const clarify: Outcome = { kind: 'clarify', language: 'es', sentence: '¿Cuál?', suggestions: [], choices: [] }
const message: Outcome = { kind: 'message', language: 'es', sentence: 'Nada.', suggestions: [], topic: 'cancelled', understood: [] }

describe('the conversation', () => {
  it('takes its id and the ask id from the first event', () => {
    const state = run([asked('k'), happened('k', 0, started)])
    expect(state.id).toBe('c1')
    expect(state.turns[0]).toMatchObject({ askId: 'ask-k', status: 'running', sequence: 0 })
    expect(runningTurn(state)?.key).toBe('k')
  })

  it('collects steps in order and concludes with the status of the outcome', () => {
    const state = run([
      asked('k'),
      happened('k', 0, started),
      happened('k', 1, executed),
      happened('k', 2, { kind: 'concluded', outcome: clarify }),
    ])
    expect(state.turns[0]).toMatchObject({ status: 'clarify', outcome: clarify })
    expect(state.turns[0]?.steps.map((step) => step.body.kind)).toEqual(['executed'])
    expect(runningTurn(state)).toBeUndefined()
  })

  it('is the same however often a resumed stream repeats itself', () => {
    const events = [started, executed, executed, { kind: 'concluded', outcome: clarify } as const].map((body, i) => happened('k', i, body))
    const once = run([asked('k'), ...events])
    fc.assert(
      fc.property(fc.array(fc.nat(3), { maxLength: 8 }), (repeats) => {
        let state = run([asked('k')])
        for (const [index, event] of events.entries()) {
          state = reduce(state, event)
          for (const repeat of repeats) if (repeat <= index) state = reduce(state, events[repeat] ?? event)
        }
        expect(state).toEqual(once)
      }),
    )
  })

  it('keeps a failed press from losing what was shown', () => {
    const shown = run([asked('k'), happened('k', 0, { kind: 'concluded', outcome: clarify })])
    const state = run(
      [
        { kind: 'busy', key: 'k', busy: 'confirm' },
        { kind: 'failed', key: 'k', error: failure('ask.stale') },
      ],
      shown,
    )
    expect(state.turns[0]).toMatchObject({ status: 'clarify', outcome: clarify, busy: null })
    expect(state.turns[0]?.error?.code).toBe('ask.stale')
  })

  it('fails an ask that has nothing to show', () => {
    expect(run([asked('k'), { kind: 'failed', key: 'k', error: failure('web.unreachable') }]).turns[0]?.status).toBe('failed')
    expect(run([asked('k'), happened('k', 0, { kind: 'failed', code: 'source.timeout', params: {} })]).turns[0]).toMatchObject({
      status: 'failed',
      error: { code: 'source.timeout' },
    })
  })

  it('stops only what runs', () => {
    const state = run([asked('a'), happened('a', 0, { kind: 'concluded', outcome: message }), asked('b')])
    expect(run([{ kind: 'stopped', key: 'a' }], state).turns.map((turn) => turn.status)).toEqual(['cancelled', 'running'])
    expect(run([{ kind: 'stopped', key: 'b' }], state).turns.map((turn) => turn.status)).toEqual(['cancelled', 'cancelled'])
  })

  it('changes nothing for turns it does not have', () => {
    const state = run([asked('a')])
    expect(run([{ kind: 'rated', key: 'zzz', rating: 1 }], state)).toEqual(state)
  })

  it('reads a stored conversation', () => {
    const view: AskView = {
      id: 'a1',
      conversationId: 'c1',
      person: { id: 'p', name: 'Ana' },
      text: 'x',
      overrides: {},
      askedAt: '2026-11-24T10:00:00Z',
      status: 'clarify',
      rating: 1,
      outcome: clarify,
    }
    expect(conversationOf({ id: 'c1', title: 'x', items: [view] }).turns[0]).toMatchObject({
      key: 'a1',
      rating: 1,
      outcome: clarify,
      steps: [],
    })
  })
})
