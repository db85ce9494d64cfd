import { allowedClasses, confirmationsFor, type Role } from '#contracts/role.ts'
import type { Refusal, Verdict } from '#contracts/verdict.ts'
import { type Findings, readingOf } from './findings.ts'

const classRefused = (findings: Findings, role: Role): Refusal | null => {
  const allowed = allowedClasses[role]
  const refused = [...findings.classes].filter((one) => one !== 'other' && !allowed.includes(one))
  return refused.length === 0 ? null : { code: 'guard.class_not_allowed', params: { classes: refused, role } }
}

/** The verdict on what was found: the role's limits first, then anything refused whatever the role, then how often to confirm. */
export const decide = (findings: Findings, role: Role): Verdict => {
  const reading = readingOf(findings)
  const refusal = classRefused(findings, role) ?? findings.refusals[0]
  if (refusal !== undefined) return { kind: 'refuse', refusal, reading }
  if (reading.classes.includes('other')) return { kind: 'refuse', refusal: { code: 'guard.statement_not_supported', params: {} }, reading }
  const times = Math.max(...reading.classes.map(confirmationsFor), findings.unfiltered ? 2 : 0)
  if (times === 0) return { kind: 'allow', reading }
  const typed = findings.lost.length === 0 ? null : findings.lost.join(', ')
  return { kind: 'confirm', reading, times: times === 1 ? 1 : 2, typed }
}
