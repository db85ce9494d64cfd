import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import type { Log } from './log.ts'
import { problemOf } from './problems.ts'

/** The language a client prefers for problems, from `Accept-Language`; Spanish unless it puts English first. */
export const clientLanguage = (context: Context): Language => (/^\s*en\b/i.test(context.req.header('accept-language') ?? '') ? 'en' : 'es')

const toT7Error = (error: unknown): T7Error => {
  if (error instanceof T7Error) return error
  if (error instanceof HTTPException && error.status < 500) return new T7Error({ code: 'request.invalid', kind: 'user', cause: error })
  return new T7Error({ code: 'server.unexpected', kind: 'bug', cause: error })
}

export const problemResponse = (context: Context, error: T7Error): Response => {
  const problem = problemOf(error, clientLanguage(context))
  const headers: Record<string, string> = { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' }
  if (error.retryable || problem.status === 503) headers['retry-after'] = '2'
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}

/** The one place where failures become HTTP. What is not the person's to mend is logged with its cause; the client never sees internals. */
export const onError =
  (log: Log) =>
  (error: unknown, context: Context): Response => {
    const known = toT7Error(error)
    const facts = { code: known.code, method: context.req.method, path: context.req.path }
    if (known.kind === 'bug') log.error({ ...facts, error }, 'request failed')
    else if (known.kind === 'operational') log.warn({ ...facts, cause: String(known.cause ?? '') }, 'request not served')
    return problemResponse(context, known)
  }
