import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { Hono } from 'hono'
import { T7Error } from '#contracts/error.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.map': 'application/json',
}

const compressible = /^(text|application\/json|application\/manifest|image\/svg)/

type WebFile = { readonly content: Buffer<ArrayBuffer>; readonly type: string; readonly etag: string; readonly immutable: boolean }

const compress = promisify(gzip)

/**
 * Every file below a folder, by its path in a URL. Read once: a request can never name a file outside, and a bundle built anew in the same
 * folder does not take the pages of a running server away.
 */
const listFiles = (directory: string): ReadonlyMap<string, WebFile> => {
  const entries = readdirSync(directory, { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile())
  return new Map(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const url = `/${relative(directory, path).split(sep).join('/')}`
      const content = readFileSync(path)
      const etag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`
      const type = types[extname(entry.name).toLowerCase()] ?? 'application/octet-stream'
      return [url, { content, type, etag, immutable: url.startsWith('/assets/') }]
    }),
  )
}

const notBuilt = `<!doctype html><meta charset="utf-8"><title>T7</title>
<p>La aplicación web aún no está construida. / The web app has not been built yet.</p><pre>npx vite build</pre>`

/**
 * The web app: files with a hash in their name are kept for a year, everything else is asked for again with its ETag.
 * Any other page address gives `index.html`, which routes by itself.
 */
export const webFileRoutes = (directory: string | null) => {
  const files = directory === null ? new Map<string, WebFile>() : listFiles(directory)
  const packed = new Map<WebFile, Buffer<ArrayBuffer>>()
  const body = async (file: WebFile, zipped: boolean): Promise<Buffer<ArrayBuffer>> => {
    if (!zipped) return file.content
    const known = packed.get(file) ?? Buffer.from(await compress(file.content))
    packed.set(file, known)
    return known
  }
  return new Hono().get('*', async (context) => {
    const { path } = context.req
    const file = files.get(path) ?? (extname(path) === '' ? files.get('/index.html') : undefined)
    if (!file) {
      if (directory === null && extname(path) === '') return context.html(notBuilt, 503)
      throw new T7Error({ code: 'request.not_found', kind: 'user', params: { path } })
    }
    context.header('etag', file.etag)
    context.header('vary', 'accept-encoding')
    context.header('cache-control', file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache')
    if (context.req.header('if-none-match') === file.etag) return context.body(null, 304)
    const zipped = compressible.test(file.type) && /\bgzip\b/.test(context.req.header('accept-encoding') ?? '')
    if (zipped) context.header('content-encoding', 'gzip')
    return context.body(await body(file, zipped), 200, { 'content-type': file.type })
  })
}
