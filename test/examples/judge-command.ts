import type { Catalog, ColumnType } from '#contracts/catalog.ts'
import type { ChangePlan } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import type { Statement } from '#contracts/verdict.ts'
import { apply } from '#engine/change/apply.ts'
import { planScript } from '#engine/change/compile-steps.ts'
import type { Guard } from '#engine/guard/guard.ts'
import { judgeScript } from '#engine/judge-change.ts'
import type { Run, Source } from '#engine/ports.ts'
import type { Command, CommandCheck } from './read-examples.ts'

export type Workspace = { readonly source: Source; readonly guard: Guard }

type Done = { readonly outcome: 'apply' | 'refuse'; readonly wrong: string | null }

/**
 * Does a change as a confirmed person of the command's role would, looks at what it left, and takes it all back.
 * `wrong` null = every check holds.
 */
export const tryChange = async (workspace: Workspace, plan: ChangePlan, command: Command): Promise<Done> => {
  const { catalog } = await workspace.source.describe()
  try {
    const refused = refusalOf(workspace.guard, plan, command.role, catalog)
    if (refused !== null) return { outcome: 'refuse', wrong: `the guard: ${refused}` }
    const wrong = await workspace.source.change({ role: command.role }, false, async (run) => {
      await apply(run, { change: { kind: 'steps', steps: plan.steps }, catalog, id: 'example', token: null })
      return firstWrong(run, command.checks)
    })
    return { outcome: 'apply', wrong }
  } catch (error) {
    return { outcome: 'refuse', wrong: error instanceof Error ? error.message : String(error) }
  }
}

const refusalOf = (guard: Guard, plan: ChangePlan, role: Role, catalog: Catalog): string | null => {
  const { decision } = judgeScript(guard, planScript(plan.steps, catalog, catalog.dialect), catalog, role)
  return decision.kind === 'refuse' ? decision.refusal.code : null
}

const statement = (sql: string): Statement => ({ sql, parameters: [], inlined: sql })

const firstWrong = async (run: Run, checks: readonly CommandCheck[]): Promise<string | null> => {
  for (const check of checks) {
    const wrong = await wrongWith(run, check)
    if (wrong !== null) return wrong
  }
  return null
}

const wrongWith = async (run: Run, check: CommandCheck): Promise<string | null> => {
  if ('query' in check) {
    const { rows } = await run(statement(check.query), 'owner')
    return JSON.stringify(rows) === JSON.stringify(check.gives) ? null : `${check.query} gives ${JSON.stringify(rows)}`
  }
  if ('accepts' in check) return ((error) => (error === null ? null : `${check.accepts}: ${error}`))(await errorOf(run, check.accepts))
  if ('rejects' in check) return (await errorOf(run, check.rejects)) === null ? `accepted: ${check.rejects}` : null
  return wrongTable(run, check)
}

const errorOf = async (run: Run, sql: string): Promise<string | null> => {
  await run(statement('SAVEPOINT example_check'), 'owner')
  try {
    await run(statement(sql), 'owner')
    return null
  } catch (error) {
    await run(statement('ROLLBACK TO SAVEPOINT example_check'), 'owner')
    return error instanceof Error ? error.message : String(error)
  }
}

const kinds: Readonly<Record<ColumnType, readonly string[]>> = {
  text: ['text', 'character varying'],
  integer: ['integer', 'bigint', 'smallint'],
  number: ['numeric', 'double precision', 'real'],
  boolean: ['boolean'],
  date: ['date'],
  datetime: ['timestamp without time zone', 'timestamp with time zone'],
  time: ['time without time zone'],
  json: ['jsonb', 'json'],
  uuid: ['uuid'],
  binary: ['bytea'],
  other: [],
}

const wrongTable = async (run: Run, check: Extract<CommandCheck, { table: string }>): Promise<string | null> => {
  const found = await run(
    statement(
      "SELECT table_name::text, column_name::text, data_type::text, is_nullable = 'NO' FROM information_schema.columns WHERE table_schema = 'public'",
    ),
    'owner',
  )
  const columns = found.rows.filter(([table]) => new RegExp(check.table).test(String(table)))
  if (columns.length === 0) return `no table like ${check.table}`
  for (const wanted of check.columns) {
    const column = columns.find(([, name]) => new RegExp(wanted.like).test(String(name)))
    if (column === undefined) return `no column like ${wanted.like}: ${columns.map(([, name]) => name).join(', ')}`
    const allowed = wanted.type === 'number' ? [...kinds.number, ...kinds.integer] : kinds[wanted.type]
    if (!allowed.includes(String(column[2]))) return `${column[1]} is ${column[2]}, not ${wanted.type}`
    if (wanted.required && column[3] !== true) return `${column[1]} is not required`
  }
  return null
}
