import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { guardRequests, limitBody } from './guard-requests.ts'
import { onError } from './on-error.ts'

const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

const app = (host = '127.0.0.1', allowedHosts: readonly string[] = []) => {
  const made = new Hono()
  made.onError(onError(quiet))
  made.use(guardRequests({ host, allowedHosts }), limitBody)
  return made.all('*', async (context) => context.text(await context.req.text()))
}

const json = { 'content-type': 'application/json', host: '127.0.0.1:7070' }

const status = async (made: ReturnType<typeof app>, init: RequestInit) => (await made.request('http://127.0.0.1:7070/x', init)).status

test('a name that is not this server is turned away, whatever it asks', async () => {
  expect(await status(app(), { headers: { host: 'evil.example' } })).toBe(421)
  expect(await status(app(), { headers: { host: 'evil.example:7070' } })).toBe(421)
  expect(await status(app(), { headers: { host: 'localhost:7070' } })).toBe(200)
  expect(await status(app('0.0.0.0'), { headers: { host: '192.168.1.20:7070' } })).toBe(200)
  expect(await status(app('0.0.0.0'), { headers: { host: 'evil.example' } })).toBe(421)
  expect(await status(app('0.0.0.0', ['datos.empresa.es']), { headers: { host: 'datos.empresa.es' } })).toBe(200)
})

test('changes come from our own pages and as JSON only', async () => {
  const post = (headers: Record<string, string>) => status(app(), { method: 'POST', body: '{}', headers: { ...json, ...headers } })
  expect(await post({})).toBe(200)
  expect(await post({ origin: 'http://127.0.0.1:7070' })).toBe(200)
  expect(await post({ origin: 'http://127.0.0.1:8080' })).toBe(403)
  expect(await post({ origin: 'https://evil.example' })).toBe(403)
  expect(await post({ origin: 'null' })).toBe(403)
  expect(await post({ 'sec-fetch-site': 'cross-site' })).toBe(403)
  expect(await post({ 'content-type': 'text/plain' })).toBe(415)
  expect(await post({ 'content-type': 'application/x-www-form-urlencoded' })).toBe(415)
})

test('a body that is too large is refused with words', async () => {
  const response = await app().request('http://127.0.0.1:7070/x', { method: 'POST', body: 'x'.repeat(600_000), headers: json })
  expect(response.status).toBe(413)
  expect(response.headers.get('content-type')).toContain('application/problem+json')
  expect(await response.json()).toMatchObject({ code: 'request.too_large', title: 'La petición es demasiado grande' })
})
