import { type ErrorParams, T7Error } from '#contracts/error.ts'
import type { ChangeCode } from './codes.ts'

/** A failure that the person can mend by asking for something else. */
export const failure = (code: ChangeCode, params: ErrorParams): T7Error => new T7Error({ code, kind: 'user', params })
