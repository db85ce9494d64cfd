import { type ErrorKind, type ErrorParams, T7Error } from '#contracts/error.ts'
import type { Role } from '#contracts/role.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { KnownTypes } from './result.ts'
import type { ReadCaps } from './runner.ts'

/** What the process that holds the file is told; each gets one answer, in order. */
export type Request =
  | { readonly kind: 'know'; readonly types: KnownTypes }
  | { readonly kind: 'read'; readonly statement: Statement; readonly caps: ReadCaps }
  | { readonly kind: 'begin'; readonly role: Role; readonly foreignKeys: 'enforced' | 'suspended' }
  | { readonly kind: 'run'; readonly statement: Statement; readonly as: 'person' | 'owner' }
  | { readonly kind: 'end'; readonly commit: boolean }

export type Failure = { readonly code: string; readonly kind: ErrorKind; readonly params: ErrorParams; readonly retryable: boolean }

export type Answer = { readonly value: unknown } | { readonly failure: Failure }

export const packFailure = (error: T7Error): Failure => ({
  code: error.code,
  kind: error.kind,
  params: error.params,
  retryable: error.retryable,
})

export const unpackFailure = (failure: Failure): T7Error => new T7Error(failure)
