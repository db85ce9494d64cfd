import type { StatementClass } from '#contracts/role.ts'
import type { Reading, Refusal } from '#contracts/verdict.ts'

/** What walking a statement gathers. */
export type Findings = {
  readonly classes: Set<StatementClass>
  readonly tables: Set<string>
  readonly targets: Set<string>
  readonly functions: Set<string>
  readonly refusals: Refusal[]
  /** Names of what would be lost: typed at the second confirmation. */
  readonly lost: string[]
  unfiltered: boolean
}

export const newFindings = (): Findings => ({
  classes: new Set(),
  tables: new Set(),
  targets: new Set(),
  functions: new Set(),
  refusals: [],
  lost: [],
  unfiltered: false,
})

export const readingOf = (findings: Findings): Reading => ({
  classes: [...(findings.classes.size === 0 ? (['other'] as const) : findings.classes)],
  tables: [...findings.tables],
  targets: [...findings.targets],
  functions: [...findings.functions],
  unfiltered: findings.unfiltered,
})

export const notSupported = (construct: string): Refusal => ({ code: 'guard.statement_not_supported', params: { construct } })
export const functionRefused = (name: string): Refusal => ({ code: 'guard.function_not_allowed', params: { function: name } })
export const objectRefused = (name: string): Refusal => ({ code: 'guard.object_not_allowed', params: { object: name } })
export const tooCostly = (what: string): Refusal => ({ code: 'guard.too_costly', params: { what } })
