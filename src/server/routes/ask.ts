import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { streamSSE } from 'hono/streaming'
import { z } from 'zod'
import { askRequest, askView, confirmRequest, feedbackRequest, plainText } from '#contracts/api.ts'
import type { ServerEnvironment } from '../actor.ts'
import type { Asks } from '../asking/asks.ts'
import { failures, json, jsonBody, refuseInvalid } from './responses.ts'

const askId = z.object({ id: plainText.max(100) })

const eventStream = {
  description: 'The ask, or its events as they happen: `id` is the sequence, `event` the kind, `data` an event',
  content: { 'application/json': { schema: askView }, 'text/event-stream': { schema: z.string() } },
}

const askRoute = createRoute({
  method: 'post',
  path: '/ask',
  summary: 'Asks in words or SQL',
  request: { body: jsonBody(askRequest) },
  responses: { 200: eventStream, ...failures },
})

const eventsRoute = createRoute({
  method: 'get',
  path: '/asks/{id}/events',
  summary: 'The events of an ask, resumed after `Last-Event-ID`',
  request: { params: askId, headers: z.object({ 'last-event-id': z.string().optional() }) },
  responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: z.string() } } }, ...failures },
})

const findRoute = createRoute({
  method: 'get',
  path: '/asks/{id}',
  summary: 'One ask as it is now',
  request: { params: askId },
  responses: { 200: json(askView, 'The ask'), ...failures },
})

const confirmRoute = createRoute({
  method: 'post',
  path: '/asks/{id}/confirm',
  summary: 'Confirms a change that was shown',
  request: { params: askId, body: jsonBody(confirmRequest) },
  responses: { 200: json(askView, 'The ask after the confirmation'), ...failures },
})

const undoRoute = createRoute({
  method: 'post',
  path: '/asks/{id}/undo',
  summary: 'Takes an applied change back',
  request: { params: askId },
  responses: { 200: json(askView, 'The ask; where it cannot be undone any more, its outcome says why'), ...failures },
})

const cancelRoute = createRoute({
  method: 'post',
  path: '/asks/{id}/cancel',
  summary: 'Stops a running ask, or drops a change that waits',
  request: { params: askId },
  responses: { 200: json(askView, 'The ask'), ...failures },
})

const feedbackRoute = createRoute({
  method: 'post',
  path: '/asks/{id}/feedback',
  summary: 'Rates an answer',
  request: { params: askId, body: jsonBody(feedbackRequest) },
  responses: { 200: json(askView, 'The ask'), ...failures },
})

const keepAliveMilliseconds = 15_000

const streamEvents = (context: Context<ServerEnvironment>, asks: Asks, id: string, after: number): Response => {
  const actor = context.get('actor')
  context.header('x-accel-buffering', 'no')
  context.header('cache-control', 'no-store')
  return streamSSE(context, async (stream) => {
    const left = new AbortController()
    stream.onAbort(() => left.abort())
    const beat = setInterval(() => void stream.write(': \n\n'), keepAliveMilliseconds)
    try {
      for await (const event of asks.follow(actor, id, after, left.signal))
        await stream.writeSSE({ id: String(event.sequence), event: event.body.kind, data: JSON.stringify(event) })
    } finally {
      clearInterval(beat)
    }
  })
}

const wantsEvents = (accept: string | undefined): boolean => /\btext\/event-stream\b/.test(accept ?? '')

const lastSeen = (header: string | undefined): number => {
  const sequence = Number.parseInt(header ?? '', 10)
  return Number.isInteger(sequence) && sequence >= 0 ? sequence : -1
}

export const askRoutes = (asks: Asks) =>
  new OpenAPIHono<ServerEnvironment>({ defaultHook: refuseInvalid })
    .openapi(askRoute, async (context) => {
      const actor = context.get('actor')
      const id = await asks.start(actor, context.req.valid('json'))
      if (wantsEvents(context.req.header('accept'))) return streamEvents(context, asks, id, -1)
      return context.json(await asks.finished(actor, id), 200)
    })
    .openapi(eventsRoute, async (context) => {
      const { id } = context.req.valid('param')
      await asks.find(context.get('actor'), id)
      return streamEvents(context, asks, id, lastSeen(context.req.valid('header')['last-event-id']))
    })
    .openapi(findRoute, async (context) => context.json(await asks.find(context.get('actor'), context.req.valid('param').id), 200))
    .openapi(confirmRoute, async (context) => {
      const { token, typed } = context.req.valid('json')
      return context.json(await asks.confirm(context.get('actor'), context.req.valid('param').id, token, typed ?? null), 200)
    })
    .openapi(undoRoute, async (context) => context.json(await asks.undo(context.get('actor'), context.req.valid('param').id), 200))
    .openapi(cancelRoute, async (context) => context.json(await asks.cancel(context.get('actor'), context.req.valid('param').id), 200))
    .openapi(feedbackRoute, async (context) => {
      const { rating } = context.req.valid('json')
      return context.json(await asks.rate(context.get('actor'), context.req.valid('param').id, rating), 200)
    })
