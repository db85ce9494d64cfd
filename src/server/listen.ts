import type { Server } from 'node:http'
import { createAdaptorServer } from '@hono/node-server'
import { T7Error } from '#contracts/error.ts'
import { live } from './liveness.ts'
import { problemOf } from './problems.ts'

type Fetch = (request: Request) => Response | Promise<Response>

export type Listening = {
  readonly port: number
  /** Where a browser on this computer finds it. */
  readonly url: string
  /** From now on requests go here. */
  serve(fetch: Fetch): void
  /** Takes no more requests and waits a moment for those that run. */
  close(): Promise<void>
}

const browserHost = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host)

const urlOf = (host: string, port: number): string => `http://${browserHost(host)}:${port}`

const starting: Fetch = (request) => {
  if (new URL(request.url).pathname === '/health/live') return Response.json(live)
  const error = new T7Error({ code: 'server.starting', kind: 'operational', retryable: true })
  const headers = { 'retry-after': '1', 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(JSON.stringify(problemOf(error, 'es')), { status: 503, headers })
}

const failure = (error: NodeJS.ErrnoException, host: string, port: number): T7Error =>
  error.code === 'EADDRINUSE'
    ? new T7Error({ code: 'server.port_in_use', kind: 'user', params: { host, port, url: urlOf(host, port) }, cause: error })
    : new T7Error({
        code: 'server.port_not_allowed',
        kind: 'user',
        params: { host, port, reason: error.code ?? error.message },
        cause: error,
      })

/** How long requests that run may take to end when the server closes, in milliseconds. */
const patience = 2_000

const closeServer = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    const force = setTimeout(() => server.closeAllConnections(), patience)
    server.close(() => {
      clearTimeout(force)
      resolve()
    })
    server.closeIdleConnections()
  })

/**
 * Takes the address first, so that one in use is known before anything else starts; until `serve` it answers 503.
 * @throws T7Error `server.port_in_use`, `server.port_not_allowed`
 */
export const listen = async (host: string, port: number): Promise<Listening> => {
  let current: Fetch = starting
  const server = createAdaptorServer({ fetch: (request: Request) => current(request) }) as Server
  server.requestTimeout = 60_000
  server.headersTimeout = 15_000
  server.keepAliveTimeout = 10_000
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(failure(error, host, port)))
    server.listen(port, host, resolve)
  })
  const address = server.address()
  const bound = typeof address === 'object' && address !== null ? address.port : port
  return {
    port: bound,
    url: urlOf(host, bound),
    serve: (fetch) => {
      current = fetch
    },
    close: () => closeServer(server),
  }
}
