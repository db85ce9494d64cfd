import type { z } from 'zod'
import { problem } from '#contracts/api.ts'
import { T7Error } from '#contracts/error.ts'

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const jsonBody = <S extends z.ZodType>(schema: S) => ({ required: true, content: { 'application/json': { schema } } })

/** What any route may answer besides its own: RFC 9457 problem details. */
export const failures = {
  default: { description: 'Problem details (RFC 9457)', content: { 'application/problem+json': { schema: problem } } },
} as const

/** Turns a request that does not fit its schema into one problem that lists every field. */
export const refuseInvalid = (result: { success: true } | { success: false; error: z.ZodError }): void => {
  if (result.success) return
  const fields = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`)
  throw new T7Error({ code: 'request.invalid', kind: 'user', params: { fields }, cause: result.error })
}
