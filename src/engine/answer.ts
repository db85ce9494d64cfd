import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { QueryPlan, SqlPlan } from '#contracts/plan.ts'
import type { ChartSpec, ResultTable } from '#contracts/result.ts'
import type { Refusal, Statement } from '#contracts/verdict.ts'
import type { Asking } from './ask-ports.ts'
import { compileQuery } from './compile/compile-query.ts'
import { answerSentence } from './explain/answer-sentence.ts'
import { chooseChart } from './explain/choose-chart.ts'
import { describeColumns } from './explain/describe-columns.ts'
import type { Judgement } from './guard/guard.ts'
import { trendMonths, trendQuery } from './plan/trend-query.ts'
import { refuse } from './refuse.ts'
import { refuseFailure } from './refuse-failure.ts'
import { understoodAs } from './understood-as.ts'

type Question = QueryPlan | SqlPlan

/** Guard, cost ceiling, read, explain: a question that only reads comes to its answer, or to why not. */
export const answer = async (asking: Asking, plan: Question, statement: Statement): Promise<Outcome> => {
  const { ports, access, watch, knowledge } = asking
  const { catalog } = knowledge
  const { sql, inlined } = statement
  const limit = ports.limits.rows + 1
  const verdict = watch.time('guard', () => ports.guard.judge({ sql, dialect: catalog.dialect, role: access.role, catalog, limit }))
  ports.record({ kind: 'guarded', sql: inlined, verdict })
  if (verdict.kind !== 'allow') return refuse(asking, { ...refusalOf(verdict), sql: inlined })
  const allowed = { ...statement, sql: verdict.sql }
  try {
    const tooCostly = await watch.time('database', () => overCeiling(asking, allowed))
    if (tooCostly) return refuse(asking, { code: 'guard.too_costly', params: tooCostly, sql: inlined })
    return await read(asking, plan, allowed)
  } catch (error) {
    return refuseFailure(asking, inlined, error)
  }
}

/** A question that turns out to change something is no question. */
const refusalOf = (verdict: Exclude<Judgement, { kind: 'allow' }>): Refusal =>
  verdict.kind === 'refuse' ? verdict.refusal : { code: 'guard.statement_not_supported', params: {} }

const overCeiling = async ({ ports, access }: Asking, statement: Statement): Promise<{ cost: number; ceiling: number } | null> => {
  const ceiling = ports.limits.cost
  const cost = await ports.source.cost(statement, access)
  return cost !== null && cost > ceiling ? { cost: Math.round(cost), ceiling } : null
}

/** A single figure is shown with its last months; where they cannot be had, it stands alone. */
const withTrend = async (asking: Asking, plan: Question, chart: ChartSpec | null): Promise<ChartSpec | null> => {
  const { ports, access, knowledge, watch } = asking
  const { catalog } = knowledge
  const query = chart?.kind === 'figure' && plan.kind === 'query' ? trendQuery(plan.query, knowledge) : null
  if (chart?.kind !== 'figure' || !query) return chart
  const statement = compileQuery(query, catalog, catalog.dialect)
  const verdict = ports.guard.judge({ sql: statement.sql, dialect: catalog.dialect, role: access.role, catalog, limit: trendMonths })
  if (verdict.kind !== 'allow') return chart
  try {
    const { rows } = await watch.time('database', () => ports.source.read({ ...statement, sql: verdict.sql }, access, trendMonths))
    const trend = rows.map(([month, value]) => ({ x: String(month), y: typeof value === 'number' ? value : null })).reverse()
    return trend.length > 1 ? { ...chart, trend } : chart
  } catch (error) {
    if (error instanceof T7Error && error.code !== 'source.cancelled') return chart
    throw error
  }
}

const read = async (asking: Asking, plan: Question, statement: Statement): Promise<Outcome> => {
  const { ports, access, language, watch, knowledge } = asking
  const started = ports.milliseconds()
  const raw = await watch.time('database', () => ports.source.read(statement, access, ports.limits.rows))
  ports.record({ kind: 'executed', rows: raw.rows.length, ms: Math.round((ports.milliseconds() - started) * 10) / 10 })
  const result: ResultTable = {
    columns: [...describeColumns(plan, raw.columns, knowledge.catalog, language)],
    rows: raw.rows.map((row) => [...row]),
    truncated: raw.truncated,
  }
  return {
    kind: 'answer',
    ...understoodAs(asking, plan, statement.inlined),
    sentence: answerSentence(plan, result, knowledge.catalog, language),
    result,
    chart: await withTrend(asking, plan, chooseChart(plan, result, language)),
    timings: watch.read(),
  }
}
