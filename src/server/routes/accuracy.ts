import { createRoute, OpenAPIHono } from '@hono/zod-openapi'
import { z } from 'zod'
import {
  type AccuracyView,
  accuracyView,
  type ImportResult,
  importRequest,
  importResult,
  type PairRequest,
  pairRequest,
} from '#contracts/accuracy.ts'
import { plainText } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'
import { type Language, language } from '#contracts/plan.ts'
import { mayEdit } from '../accuracy/editors.ts'
import type { Actor, ServerEnvironment } from '../actor.ts'
import { failures, json, jsonBody, refuseInvalid } from './responses.ts'

/** The accuracy set and its runs. Texts are in `language`. */
export interface AccuracyService {
  view(actor: Actor, language: Language): Promise<AccuracyView>
  /** @throws T7Error `accuracy.sql_not_kept` (with the reason in words), `accuracy.too_many` */
  add(actor: Actor, request: PairRequest, language: Language): Promise<void>
  /** @throws T7Error `accuracy.pair_not_found`, `accuracy.sql_not_kept` */
  change(actor: Actor, id: string, request: PairRequest, language: Language): Promise<void>
  remove(id: string): Promise<void>
  /** All pairs as YAML. */
  exported(language: Language): Promise<string>
  imported(actor: Actor, text: string, language: Language): Promise<ImportResult>
  start(actor: Actor): Promise<void>
  cancel(): void
}

const inLanguage = z.object({ language: language.optional() })
const pairId = z.object({ id: plainText.max(100) })
const view = json(accuracyView, 'The accuracy set, its last runs, and the run that goes on')

const viewRoute = createRoute({
  method: 'get',
  path: '/accuracy',
  summary: 'Questions with their accepted SQL, and how they were answered last time',
  request: { query: inLanguage },
  responses: { 200: view, ...failures },
})

const addRoute = createRoute({
  method: 'post',
  path: '/accuracy/pairs',
  summary: 'Adds a question and the SQL whose result is right for it (editors)',
  request: { query: inLanguage, body: jsonBody(pairRequest) },
  responses: { 200: view, ...failures },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/accuracy/pairs/{id}',
  summary: 'Changes a question or its SQL (editors)',
  request: { params: pairId, query: inLanguage, body: jsonBody(pairRequest) },
  responses: { 200: view, ...failures },
})

const removeRoute = createRoute({
  method: 'delete',
  path: '/accuracy/pairs/{id}',
  summary: 'Takes a question out of the accuracy set (editors)',
  request: { params: pairId, query: inLanguage },
  responses: { 200: view, ...failures },
})

const exportRoute = createRoute({
  method: 'get',
  path: '/accuracy/questions.yaml',
  summary: 'The accuracy set as a file for `t7 eval`',
  request: { query: inLanguage },
  responses: { 200: { description: 'YAML', content: { 'application/yaml': { schema: z.string() } } }, ...failures },
})

const importRoute = createRoute({
  method: 'post',
  path: '/accuracy/import',
  summary: 'Adds the questions of a file, all or none (editors)',
  request: { query: inLanguage, body: jsonBody(importRequest) },
  responses: { 200: json(importResult, 'How many, or what is wrong with the file'), ...failures },
})

const startRoute = createRoute({
  method: 'post',
  path: '/accuracy/runs',
  summary: 'Measures every question; `measuring` says how far it is (editors)',
  request: { query: inLanguage },
  responses: { 200: view, ...failures },
})

const cancelRoute = createRoute({
  method: 'post',
  path: '/accuracy/runs/cancel',
  summary: 'Stops the run that goes on; nothing of it is kept (editors)',
  request: { query: inLanguage },
  responses: { 200: view, ...failures },
})

const requireEditor = (actor: Actor): Actor => {
  if (!mayEdit(actor)) throw new T7Error({ code: 'role.not_allowed', kind: 'user', params: { role: actor.role, needs: 'editor' } })
  return actor
}

export const accuracyRoutes = (service: AccuracyService) => {
  const spoken = (actor: Actor, query: z.infer<typeof inLanguage>): Language => query.language ?? actor.language
  const shown = (actor: Actor, query: z.infer<typeof inLanguage>) => service.view(actor, spoken(actor, query))
  return new OpenAPIHono<ServerEnvironment>({ defaultHook: refuseInvalid })
    .openapi(viewRoute, async (context) => context.json(await shown(context.get('actor'), context.req.valid('query')), 200))
    .openapi(addRoute, async (context) => {
      const actor = requireEditor(context.get('actor'))
      const query = context.req.valid('query')
      await service.add(actor, context.req.valid('json'), spoken(actor, query))
      return context.json(await shown(actor, query), 200)
    })
    .openapi(changeRoute, async (context) => {
      const actor = requireEditor(context.get('actor'))
      const query = context.req.valid('query')
      await service.change(actor, context.req.valid('param').id, context.req.valid('json'), spoken(actor, query))
      return context.json(await shown(actor, query), 200)
    })
    .openapi(removeRoute, async (context) => {
      const actor = requireEditor(context.get('actor'))
      await service.remove(context.req.valid('param').id)
      return context.json(await shown(actor, context.req.valid('query')), 200)
    })
    .openapi(exportRoute, async (context) => {
      const actor = context.get('actor')
      const chosen = spoken(actor, context.req.valid('query'))
      const name = chosen === 'es' ? 'preguntas.yaml' : 'questions.yaml'
      return context.body(await service.exported(chosen), 200, {
        'content-type': 'application/yaml; charset=utf-8',
        'content-disposition': `attachment; filename="${name}"`,
      })
    })
    .openapi(importRoute, async (context) => {
      const actor = requireEditor(context.get('actor'))
      const { text } = context.req.valid('json')
      return context.json(await service.imported(actor, text, spoken(actor, context.req.valid('query'))), 200)
    })
    .openapi(startRoute, async (context) => {
      const actor = requireEditor(context.get('actor'))
      await service.start(actor)
      return context.json(await shown(actor, context.req.valid('query')), 200)
    })
    .openapi(cancelRoute, async (context) => {
      const actor = requireEditor(context.get('actor'))
      service.cancel()
      return context.json(await shown(actor, context.req.valid('query')), 200)
    })
}
