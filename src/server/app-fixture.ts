import type { z } from 'zod'
import type { AskView } from '#contracts/api.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Role } from '#contracts/role.ts'
import type { Actor } from './actor.ts'
import { type Config, resolveConfig } from './config.ts'
import { provideDemo } from './demo.ts'
import type { Log } from './log.ts'
import { compose } from './main.ts'
import { connectWorkspace } from './workspace.ts'

const quiet: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const actor = (id: string, role: Role): Actor => ({ id, name: id, role, language: 'es' })

/** People of the tests: chosen by the composition, named by a header that only this composition reads. */
export const people: Readonly<Record<string, Actor>> = {
  ana: actor('ana', 'admin'),
  eva: actor('eva', 'editor'),
  leo: actor('leo', 'reader'),
  luis: actor('luis', 'admin'),
  emma: { ...actor('emma', 'editor'), language: 'en' },
}

const host = 'localhost:7070'

/** The real server over a real database; for tests and benches. */
export const openTestApp = async (
  url: string,
  options: { readonly demo?: boolean; readonly config?: Partial<Config>; readonly today?: string } = {},
) => {
  const config: Config = {
    ...resolveConfig({ directory: '/tmp', home: '/tmp', file: null, environment: {}, flags: { databaseUrl: url } }),
    ...options.config,
  }
  const workspace = await connectWorkspace(config, { url, location: 'test', stop: async () => {} }, 'external')
  if (options.demo !== false) await provideDemo(workspace, options.today ?? '2026-11-15', () => {})
  const identify = async (request: Request): Promise<Actor> =>
    people[request.headers.get('x-test-person') ?? 'ana'] ?? actor('nobody', 'reader')
  const { app, asks, knowledge } = await compose({ config, workspace, log: quiet, identify })

  const send = (person: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    Promise.resolve(
      app.request(`http://${host}${path}`, {
        method,
        headers: { host, 'x-test-person': person, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    )
  const json = async <T>(response: Promise<Response>): Promise<{ status: number; body: T & { readonly code: string } }> => {
    const got = await response
    return { status: got.status, body: (await got.json()) as T & { readonly code: string } }
  }
  const ask = async (person: string, text: string, more: object = {}): Promise<AskView> =>
    (await json<AskView>(send(person, 'POST', '/api/ask', { text, now: '2026-11-15', ...more }))).body
  const press = (person: string, view: Pick<AskView, 'id'>, button: 'undo' | 'cancel') =>
    json<AskView>(send(person, 'POST', `/api/asks/${view.id}/${button}`, {}))
  const confirm = (person: string, view: AskView, typed?: string) => {
    const token = view.outcome?.kind === 'confirm' ? view.outcome.preview.token : 'none'
    return json<AskView>(send(person, 'POST', `/api/asks/${view.id}/confirm`, typed === undefined ? { token } : { token, typed }))
  }
  const confirmAll = async (person: string, view: AskView): Promise<AskView> => {
    let current = view
    while (current.outcome?.kind === 'confirm') current = (await confirm(person, current, current.outcome.typed ?? undefined)).body
    return current
  }
  return {
    app,
    asks,
    workspace,
    knowledge,
    send,
    ask,
    press,
    confirm,
    confirmAll,
    get: <S extends z.ZodType>(person: string, path: string, schema: S) =>
      json<object>(send(person, 'GET', path)).then(({ status, body }) => ({
        status,
        body: status === 200 ? schema.parse(body) : null,
        code: body.code,
      })),
    close: async () => {
      await asks.close(1_000)
      await workspace.close()
    },
  }
}

export type TestApp = Awaited<ReturnType<typeof openTestApp>>

/** The outcome, as the kind that a test expects. */
export const outcomeOf = <K extends Outcome['kind']>(view: AskView, kind: K): Extract<Outcome, { kind: K }> => {
  const { outcome } = view
  if (outcome?.kind !== kind) throw new Error(`expected ${kind}, got ${JSON.stringify(outcome)?.slice(0, 400)}`)
  return outcome as Extract<Outcome, { kind: K }>
}
