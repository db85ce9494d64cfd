import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import { catalogView, examplesView, resetRequest, settingsView, tableFilter, tableRows, tableRowsQuery } from '#contracts/api.ts'
import type { Catalog } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import { type Language, language } from '#contracts/plan.ts'
import type { Page } from '#engine/browse.ts'
import type { Actor, ServerEnvironment } from '../actor.ts'
import { failures, json, jsonBody, refuseInvalid } from './responses.ts'

type TableRows = z.infer<typeof tableRows>
type Settings = z.infer<typeof settingsView>

/** What the pages about the workspace need. */
export interface WorkspaceService {
  catalog(): Promise<Catalog>
  /** The data dictionary as Markdown. */
  dictionary(language: Language): Promise<string>
  examples(language: Language): Promise<readonly { readonly text: string }[]>
  /** @throws T7Error `table.not_found`, `table.invalid_filter` */
  rows(actor: Actor, table: string, page: Page, offset: number, limit: number, signal: AbortSignal): Promise<TableRows>
  settings(): Promise<Settings>
  /** Puts the example data back as they were. @throws T7Error `demo.not_available` */
  reset(actor: Actor): Promise<void>
}

const inLanguage = z.object({ language: language.optional() })

const catalogRoute = createRoute({
  method: 'get',
  path: '/catalog',
  summary: 'Tables, columns and relations',
  responses: { 200: json(catalogView, 'The catalog'), ...failures },
})

const dictionaryRoute = createRoute({
  method: 'get',
  path: '/catalog/dictionary.md',
  summary: 'The data dictionary, to download',
  request: { query: inLanguage },
  responses: { 200: { description: 'Markdown', content: { 'text/markdown': { schema: z.string() } } }, ...failures },
})

const examplesRoute = createRoute({
  method: 'get',
  path: '/examples',
  summary: 'Questions that this data can answer',
  request: { query: inLanguage },
  responses: { 200: json(examplesView, 'Examples'), ...failures },
})

const rowsRoute = createRoute({
  method: 'get',
  path: '/tables/{table}/rows',
  summary: 'Rows of a table, sorted, filtered and searched',
  request: { params: z.object({ table: z.string().max(200) }), query: tableRowsQuery },
  responses: { 200: json(tableRows, 'A page of rows'), ...failures },
})

const settingsRoute = createRoute({
  method: 'get',
  path: '/settings',
  summary: 'What runs here',
  responses: { 200: json(settingsView, 'Settings'), ...failures },
})

const resetRoute = createRoute({
  method: 'post',
  path: '/demo/reset',
  summary: 'Puts the example workspace back as it was (administrators)',
  request: { body: jsonBody(resetRequest) },
  responses: { 200: json(z.object({ reset: z.literal(true) }), 'Done'), ...failures },
})

const parseFilters = (text: string | undefined): readonly z.infer<typeof tableFilter>[] => {
  if (text === undefined || text === '') return []
  try {
    return z.array(tableFilter).max(50).parse(JSON.parse(text))
  } catch (cause) {
    throw new T7Error({
      code: 'request.invalid',
      kind: 'user',
      params: { fields: ['filter: a JSON array of {column, operator, value}'] },
      cause,
    })
  }
}

const requireAdmin = (actor: Actor): void => {
  if (actor.role !== 'admin') throw new T7Error({ code: 'role.not_allowed', kind: 'user', params: { role: actor.role, needs: 'admin' } })
}

export const workspaceRoutes = (workspace: WorkspaceService) =>
  new OpenAPIHono<ServerEnvironment>({ defaultHook: refuseInvalid })
    .openapi(catalogRoute, async (context) => context.json({ catalog: await workspace.catalog() }, 200))
    .openapi(dictionaryRoute, async (context) => {
      const chosen = context.req.valid('query').language ?? context.get('actor').language
      const name = chosen === 'es' ? 'diccionario-de-datos.md' : 'data-dictionary.md'
      return context.body(await workspace.dictionary(chosen), 200, {
        'content-type': 'text/markdown; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      })
    })
    .openapi(examplesRoute, async (context) => {
      const chosen = context.req.valid('query').language ?? context.get('actor').language
      return context.json({ examples: [...(await workspace.examples(chosen))] }, 200)
    })
    .openapi(rowsRoute, async (context) => {
      const { offset, limit, sort, direction, search, filter } = context.req.valid('query')
      const page = { sort: sort ?? null, direction, search: search ?? '', filters: parseFilters(filter) }
      const { table } = context.req.valid('param')
      return context.json(await workspace.rows(context.get('actor'), table, page, offset, limit, context.req.raw.signal), 200)
    })
    .openapi(settingsRoute, async (context) => context.json(await workspace.settings(), 200))
    .openapi(resetRoute, async (context) => {
      requireAdmin(context.get('actor'))
      await workspace.reset(context.get('actor'))
      return context.json({ reset: true as const }, 200)
    })
