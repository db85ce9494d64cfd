import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { conversationRename, conversationSummary, conversationView, historyPage, historyQuery, plainText } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import type { ServerEnvironment } from '../actor.ts'
import { failures, json, jsonBody, refuseInvalid } from './responses.ts'

type ConversationSummary = z.infer<typeof conversationSummary>
type ConversationView = z.infer<typeof conversationView>
export type HistoryFilter = z.infer<typeof historyQuery>
type HistoryPage = z.infer<typeof historyPage>

/** Conversations of a person; null or false where there is none of that id that is theirs. */
export interface ConversationStore {
  list(person: string): Promise<readonly ConversationSummary[]>
  find(person: string, id: string): Promise<ConversationView | null>
  rename(person: string, id: string, title: string): Promise<ConversationSummary | null>
  remove(person: string, id: string): Promise<boolean>
  /** `person` null = everybody's. */
  history(person: string | null, filter: HistoryFilter): Promise<HistoryPage>
}

const conversationId = z.object({ id: plainText.max(100) })

const listRoute = createRoute({
  method: 'get',
  path: '/conversations',
  summary: 'Your conversations, the last one first',
  responses: { 200: json(z.object({ conversations: z.array(conversationSummary) }), 'Conversations'), ...failures },
})

const findRoute = createRoute({
  method: 'get',
  path: '/conversations/{id}',
  summary: 'A conversation with its asks, oldest first',
  request: { params: conversationId },
  responses: { 200: json(conversationView, 'The conversation'), ...failures },
})

const renameRoute = createRoute({
  method: 'patch',
  path: '/conversations/{id}',
  summary: 'Gives a conversation another title',
  request: { params: conversationId, body: jsonBody(conversationRename) },
  responses: { 200: json(conversationSummary, 'The conversation'), ...failures },
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/conversations/{id}',
  summary: 'Takes a conversation out of the list; what it changed stays in the history',
  request: { params: conversationId },
  responses: { 200: json(z.object({ deleted: z.literal(true) }), 'Deleted'), ...failures },
})

const historyRoute = createRoute({
  method: 'get',
  path: '/history',
  summary: 'Every ask and change, newest first',
  request: { query: historyQuery },
  responses: { 200: json(historyPage, 'A page of the history'), ...failures },
})

const found = <T>(value: T | null, id: string): T => {
  if (value === null) throw new T7Error({ code: 'conversation.not_found', kind: 'user', params: { conversation: id } })
  return value
}

export const conversationRoutes = (store: ConversationStore) =>
  new OpenAPIHono<ServerEnvironment>({ defaultHook: refuseInvalid })
    .openapi(listRoute, async (context) => context.json({ conversations: [...(await store.list(context.get('actor').id))] }, 200))
    .openapi(findRoute, async (context) => {
      const { id } = context.req.valid('param')
      return context.json(found(await store.find(context.get('actor').id, id), id), 200)
    })
    .openapi(renameRoute, async (context) => {
      const { id } = context.req.valid('param')
      return context.json(found(await store.rename(context.get('actor').id, id, context.req.valid('json').title), id), 200)
    })
    .openapi(removeRoute, async (context) => {
      const { id } = context.req.valid('param')
      found((await store.remove(context.get('actor').id, id)) || null, id)
      return context.json({ deleted: true as const }, 200)
    })
    .openapi(historyRoute, async (context) => {
      const actor = context.get('actor')
      const filter = context.req.valid('query')
      const person = actor.role === 'admin' ? (filter.person ?? null) : actor.id
      return context.json(await store.history(person, filter), 200)
    })
