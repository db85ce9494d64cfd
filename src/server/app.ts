import { OpenAPIHono } from '@hono/zod-openapi'
import { T7Error } from '#contracts/error.ts'
import { type Identify, type ServerEnvironment, withActor } from './actor.ts'
import type { Asks } from './asking/asks.ts'
import type { Config } from './config.ts'
import { guardRequests, limitBody, safeHeaders } from './guard-requests.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { onError, problemResponse } from './on-error.ts'
import { type AccuracyService, accuracyRoutes } from './routes/accuracy.ts'
import { askRoutes } from './routes/ask.ts'
import { type ConversationStore, conversationRoutes } from './routes/conversations.ts'
import { documentationRoutes } from './routes/documentation.ts'
import { operationsRoutes } from './routes/operations.ts'
import { sessionRoutes } from './routes/session.ts'
import { webFileRoutes } from './routes/web-files.ts'
import { type WorkspaceService, workspaceRoutes } from './routes/workspace.ts'

export type Services = {
  readonly config: Pick<Config, 'host' | 'allowedHosts'>
  readonly log: Log
  readonly metrics: Metrics
  readonly identify: Identify
  readonly asks: Asks
  readonly conversations: ConversationStore
  readonly workspace: WorkspaceService
  readonly accuracy: AccuracyService
  readonly about: () => Promise<{ readonly name: string; readonly demo: boolean }>
  /** Resolves when the database answers; throws otherwise. */
  readonly ready: () => Promise<void>
  /** Folder of the built web app; null = not built. */
  readonly web: string | null
  readonly version: string
}

const apiRoutes = (services: Services) => {
  const api = new OpenAPIHono<ServerEnvironment>()
  api.use('/api/*', withActor(services.identify))
  api.use('/api/*', async (context, next) => {
    await next()
    if (!context.res.headers.has('cache-control')) context.header('cache-control', 'no-store')
  })
  const features = [
    sessionRoutes({ workspace: services.about, version: services.version }),
    askRoutes(services.asks),
    conversationRoutes(services.conversations),
    workspaceRoutes(services.workspace),
    accuracyRoutes(services.accuracy),
  ]
  for (const feature of features) api.route('/api', feature)
  return api
}

/** The whole server as a value: call `app.request(...)` in a test, or hand `app.fetch` to a socket. */
export const createApp = (services: Services) => {
  const app = new OpenAPIHono<ServerEnvironment>()
  app.onError(onError(services.log))
  app.use(safeHeaders)
  app.use(async (context, next) => {
    const started = performance.now()
    await next()
    const kind = context.req.path.startsWith('/api/') ? 'api' : 'page'
    const labels = { kind, method: context.req.method, status: String(context.res.status) }
    services.metrics.observe(
      't7_http_seconds',
      'Time of HTTP requests until their response starts',
      (performance.now() - started) / 1000,
      labels,
    )
  })
  app.use(guardRequests(services.config), limitBody)
  const api = apiRoutes(services)
  app.route('/', api)
  app.route('/', operationsRoutes({ metrics: services.metrics, ready: services.ready }))
  app.route('/', documentationRoutes(api, services.version))
  app.all('/api/*', (context) =>
    problemResponse(context, new T7Error({ code: 'request.not_found', kind: 'user', params: { path: context.req.path } })),
  )
  app.route('/', webFileRoutes(services.web))
  return app
}
