import { isIP } from 'node:net'
import { bodyLimit } from 'hono/body-limit'
import { createMiddleware } from 'hono/factory'
import { secureHeaders } from 'hono/secure-headers'
import { T7Error } from '#contracts/error.ts'

/** Largest request body, in bytes: a text of 4,000 characters, its overrides, and room to say politely that a longer one is too long. */
const maximumBody = 512 * 1024

const loopback: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])
const changes: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])
const withBody: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH'])

const hostName = (host: string): string => host.replace(/:\d+$/, '').toLowerCase()

const openToNetwork = (host: string): boolean => host === '0.0.0.0' || host === '::'

/** The names this server answers to. A page elsewhere that points its own name at this address (DNS rebinding) has another. */
export const answersTo = (config: { readonly host: string; readonly allowedHosts: readonly string[] }) => {
  const allowed = new Set([...loopback, config.host.toLowerCase(), ...config.allowedHosts.map((name) => name.toLowerCase())])
  return (host: string): boolean => {
    const name = hostName(host)
    return allowed.has(name) || (openToNetwork(config.host) && isIP(name.replace(/^\[|\]$/g, '')) !== 0)
  }
}

const sameOrigin = (origin: string, host: string): boolean => {
  try {
    return new URL(origin).host === host.toLowerCase()
  } catch {
    return false
  }
}

/** Refuses requests for other host names, changes asked for by other pages, and bodies that a plain HTML form could send. */
export const guardRequests = (config: { readonly host: string; readonly allowedHosts: readonly string[] }) => {
  const ours = answersTo(config)
  return createMiddleware(async (context, next) => {
    const host = context.req.header('host') ?? new URL(context.req.url).host
    if (!ours(host)) throw new T7Error({ code: 'request.host', kind: 'user', params: { host } })
    if (changes.has(context.req.method)) {
      const origin = context.req.header('origin')
      const site = context.req.header('sec-fetch-site')
      if ((origin !== undefined && !sameOrigin(origin, host)) || (site !== undefined && site !== 'same-origin' && site !== 'none'))
        throw new T7Error({ code: 'request.origin', kind: 'user', params: { origin: origin ?? site ?? '' } })
      const type = context.req.header('content-type') ?? ''
      if (withBody.has(context.req.method) && !/^application\/json\b/i.test(type))
        throw new T7Error({ code: 'request.not_json', kind: 'user' })
    }
    await next()
  })
}

export const limitBody = bodyLimit({
  maxSize: maximumBody,
  onError: () => {
    throw new T7Error({ code: 'request.too_large', kind: 'user', params: { maximum: maximumBody } })
  },
})

export const safeHeaders = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'self'"],
    scriptSrc: ["'self'"],
    // The grid and the charts place things with style attributes.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ["'self'", 'data:'],
    connectSrc: ["'self'"],
    objectSrc: ["'none'"],
    baseUri: ["'none'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  referrerPolicy: 'same-origin',
  // T7 may be served over plain HTTP on a private network; a proxy that adds TLS sets this.
  strictTransportSecurity: false,
  permissionsPolicy: { camera: [], geolocation: [], microphone: [], payment: [], usb: [] },
})
