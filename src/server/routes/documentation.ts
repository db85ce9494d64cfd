import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { zodToOpenAPIRegistry } from '@asteasolutions/zod-to-openapi'
import type { OpenAPIHono } from '@hono/zod-openapi'
import { Hono } from 'hono'
import type { z } from 'zod'
import { askView, problem } from '#contracts/api.ts'
import { catalog } from '#contracts/catalog.ts'
import { askEvent } from '#contracts/event.ts'
import { outcome } from '#contracts/outcome.ts'
import { plan } from '#contracts/plan.ts'
import { condition, expression, query } from '#contracts/query-plan.ts'
import { resultTable } from '#contracts/result.ts'
import type { ServerEnvironment } from '../actor.ts'

/** Schemas that get a name in the document; a plan nests in itself, so its parts need one. */
const named: Readonly<Record<string, z.ZodType>> = {
  Query: query,
  Condition: condition,
  Expression: expression,
  Plan: plan,
  Outcome: outcome,
  AskView: askView,
  AskEvent: askEvent,
  Catalog: catalog,
  ResultTable: resultTable,
  Problem: problem,
}

const describe = (app: OpenAPIHono<ServerEnvironment>, version: string): string => {
  for (const [name, schema] of Object.entries(named)) zodToOpenAPIRegistry.add(schema, { _internal: { refId: name } })
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'T7', version, description: 'Ask your data in Spanish or English; see a change, confirm it, undo it.' },
  })
  return JSON.stringify(document)
}

const page = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>T7 API</title>
<link rel="icon" href="/icon.svg">
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`

const start = `window.ui = SwaggerUIBundle({ url: '/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null })\n`

const swaggerFile = (name: string): Buffer<ArrayBuffer> => {
  const home = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'))
  return Buffer.from(readFileSync(join(home, name)))
}

/** `/openapi.json` and a page that shows it, all served from here. Made at the first request: most starts never need them. */
export const documentationRoutes = (app: OpenAPIHono<ServerEnvironment>, version: string) => {
  let document: string | null = null
  const day = { 'cache-control': 'public, max-age=86400' }
  return new Hono()
    .get('/openapi.json', (context) => {
      document ??= describe(app, version)
      return context.body(document, 200, { 'content-type': 'application/json; charset=utf-8' })
    })
    .get('/docs', (context) => context.html(page))
    .get('/docs/start.js', (context) => context.body(start, 200, { 'content-type': 'text/javascript; charset=utf-8' }))
    .get('/docs/swagger-ui.css', (context) => context.body(swaggerFile('swagger-ui.css'), 200, { 'content-type': 'text/css', ...day }))
    .get('/docs/swagger-ui-bundle.js', (context) =>
      context.body(swaggerFile('swagger-ui-bundle.js'), 200, { 'content-type': 'text/javascript', ...day }),
    )
}
