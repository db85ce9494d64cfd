import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { session } from '#contracts/api.ts'
import type { ServerEnvironment } from '../actor.ts'
import { failures, json } from './responses.ts'

export type SessionDeps = { readonly workspace: () => Promise<{ readonly name: string; readonly demo: boolean }>; readonly version: string }

const sessionRoute = createRoute({
  method: 'get',
  path: '/session',
  summary: 'Who you are and where',
  responses: { 200: json(session, 'The session'), ...failures },
})

export const sessionRoutes = (deps: SessionDeps) =>
  new OpenAPIHono<ServerEnvironment>().openapi(sessionRoute, async (context) => {
    const { id, name, language, role } = context.get('actor')
    return context.json({ person: { id, name, language }, role, workspace: await deps.workspace(), version: deps.version }, 200)
  })
