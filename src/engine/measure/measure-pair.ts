import type { AcceptedPair, MeasuredPair } from '#contracts/accuracy.ts'
import { T7Error } from '#contracts/error.ts'
import type { Cell } from '#contracts/result.ts'
import type { AskLimits } from '../ask-ports.ts'
import type { Guard } from '../guard/guard.ts'
import type { Access, Source } from '../ports.ts'
import type { Knowledge } from '../understand/knowledge.ts'
import type { Proposal, Proposer } from './proposer.ts'
import { ordersResult, sameResult } from './same-result.ts'
import { sameWithContext } from './same-with-context.ts'

export type MeasurePorts = {
  readonly source: Pick<Source, 'read' | 'cost'>
  readonly guard: Guard
  readonly knowledge: () => Promise<Knowledge>
  readonly proposer: Proposer
  readonly milliseconds: () => number
  readonly limits: AskLimits
}

type Reason = NonNullable<MeasuredPair['reason']>

type Read = { readonly kind: 'rows'; readonly rows: readonly (readonly Cell[])[] } | { readonly kind: 'failed'; readonly reason: Reason }

const failed = (code: string, params: Reason['params'] = {}): Read => ({ kind: 'failed', reason: { code, params } })

/** A statement that could not run says nothing of the pair where the surroundings failed. */
const passing: ReadonlySet<string> = new Set(['source.unavailable', 'source.cancelled'])

/** The rows of a statement that only reads, through the guard like any other. Throws `source.unavailable` and `source.cancelled` alone. */
const readStatement = async (ports: MeasurePorts, sql: string, access: Access): Promise<Read> => {
  const { catalog } = await ports.knowledge()
  const { rows: maximum, cost: ceiling } = ports.limits
  const verdict = ports.guard.judge({ sql, dialect: catalog.dialect, role: access.role, catalog, limit: maximum + 1 })
  if (verdict.kind === 'refuse') return failed(verdict.refusal.code, verdict.refusal.params)
  if (verdict.kind === 'confirm') return failed('measure.not_a_question')
  const statement = { sql: verdict.sql, parameters: [], inlined: sql }
  try {
    const cost = await ports.source.cost(statement, access)
    if (cost !== null && cost > ceiling) return failed('guard.too_costly', { cost: Math.round(cost), ceiling })
    const { rows, truncated } = await ports.source.read(statement, access, maximum)
    return truncated ? failed('measure.too_many_rows', { maximum }) : { kind: 'rows', rows }
  } catch (error) {
    if (error instanceof T7Error && !passing.has(error.code)) return failed(error.code, error.params)
    throw error
  }
}

/** Why a SQL cannot be kept as the right answer to a question; null = it can: it only reads, and runs. */
export const statementProblem = async (ports: MeasurePorts, sql: string, access: Access): Promise<Reason | null> => {
  const read = await readStatement(ports, sql, access)
  return read.kind === 'failed' ? read.reason : null
}

type Rows = Extract<Read, { kind: 'rows' }>['rows']
type Statement = Extract<Proposal, { kind: 'statement' }>

const differs = (gold: Rows, given: Rows): Reason =>
  gold.length === given.length
    ? { code: 'measure.other_values', params: { rows: gold.length } }
    : { code: 'measure.other_rows', params: { expected: gold.length, given: given.length } }

type Compared = Pick<MeasuredPair, 'verdict' | 'sql' | 'reason'>

/** The rows that are shown, those of what was asked alone, or these with some of the columns beside them. */
const compare = async (ports: MeasurePorts, pair: AcceptedPair, gold: Rows, proposal: Statement, access: Access): Promise<Compared> => {
  const { shown: sql, bare } = proposal
  const ordered = ordersResult(pair.sql)
  const right: Compared = { verdict: 'right', sql, reason: null }
  const shown = await readStatement(ports, sql, access)
  if (shown.kind === 'failed') return { verdict: 'wrong', sql, reason: shown.reason }
  if (sameResult(gold, shown.rows, ordered)) return right
  const asked = bare === null ? null : await readStatement(ports, bare, access)
  if (asked?.kind === 'rows') {
    if (sameResult(gold, asked.rows, ordered)) return right
    if (sameWithContext(gold, shown.rows, asked.rows[0]?.length ?? 0, ordered)) return right
  }
  return { verdict: 'wrong', sql, reason: differs(gold, shown.rows) }
}

/**
 * Asks the question and compares what it gives with what the accepted SQL gives now, on the same data. Throws only where the surroundings
 * fail (`source.unavailable`, `source.cancelled`).
 */
export const measurePair =
  (ports: MeasurePorts) =>
  async (pair: AcceptedPair, access: Access): Promise<MeasuredPair> => {
    const knowledge = await ports.knowledge()
    const started = ports.milliseconds()
    const proposal = await ports.proposer.propose(pair, knowledge)
    const milliseconds = Math.round((ports.milliseconds() - started) * 10) / 10
    const proposed = proposal.kind === 'statement' ? proposal.shown : null
    const gold = await readStatement(ports, pair.sql, access)
    if (gold.kind === 'failed') return { verdict: 'gold_failed', sql: proposed, reason: gold.reason, milliseconds }
    if (proposal.kind === 'none') {
      const { sentence } = proposal
      return { verdict: 'unanswered', sql: null, reason: { code: 'measure.said_instead', params: { sentence } }, milliseconds }
    }
    return { ...(await compare(ports, pair, gold.rows, proposal, access)), milliseconds }
  }
