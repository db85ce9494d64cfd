/** user: the person can mend it. operational: the surroundings failed, trying again may help. bug: ours. */
export type ErrorKind = 'user' | 'operational' | 'bug'

export type ErrorParams = Readonly<Record<string, string | number | boolean | null | readonly string[]>>

/** The one exception T7 throws. Expected outcomes (refused, unclear) are values, not errors. Each feature lists its codes: `<feature>.<what>`. */
export class T7Error extends Error {
  readonly code: string
  readonly kind: ErrorKind
  readonly params: ErrorParams
  readonly retryable: boolean

  constructor(input: { code: string; kind: ErrorKind; params?: ErrorParams; cause?: unknown; retryable?: boolean }) {
    super(input.code, { cause: input.cause })
    this.name = 'T7Error'
    this.code = input.code
    this.kind = input.kind
    this.params = input.params ?? {}
    this.retryable = input.retryable ?? false
  }
}
