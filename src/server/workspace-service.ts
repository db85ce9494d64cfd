import type { z } from 'zod'
import type { settingsView, tableRows } from '#contracts/api.ts'
import { type Catalog, findTable } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { QueryPlan } from '#contracts/plan.ts'
import type { Select } from '#contracts/query-plan.ts'
import type { ResultTable } from '#contracts/result.ts'
import { browseCount, browseRows, type Page } from '#engine/browse.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { describeColumns } from '#engine/explain/describe-columns.ts'
import type { Guard } from '#engine/guard/guard.ts'
import { exampleQuestions } from '#engine/plan/example-questions.ts'
import type { Access } from '#engine/ports.ts'
import type { Knowledge } from '#engine/understand/knowledge.ts'
import type { Actor } from './actor.ts'
import { dataDictionary } from './data-dictionary.ts'
import { hasDemo, resetDemo } from './demo.ts'
import { localNow } from './local-now.ts'
import type { WorkspaceService } from './routes/workspace.ts'
import { version } from './version.ts'
import type { Workspace } from './workspace.ts'

export type WorkspaceServiceDeps = {
  readonly workspace: Workspace
  readonly guard: Guard
  readonly knowledge: () => Promise<Knowledge>
}

const exampleCount = 6

/** Through the guard like all else: reads whose text it would not allow never reach the database. */
const read = async (
  { workspace, guard }: WorkspaceServiceDeps,
  catalog: Catalog,
  query: Select,
  access: Access,
  rows: number,
): Promise<ResultTable> => {
  const statement = compileQuery(query, catalog, catalog.dialect)
  const verdict = guard.judge({ sql: statement.sql, dialect: catalog.dialect, role: access.role, catalog, limit: rows + 1 })
  if (verdict.kind !== 'allow') {
    const code = verdict.kind === 'refuse' ? verdict.refusal.code : 'guard.class_not_allowed'
    throw new T7Error({ code, kind: 'user', params: {} })
  }
  const raw = await workspace.source.read({ ...statement, sql: verdict.sql }, access, rows)
  const plan: QueryPlan = { kind: 'query', query, version: 1, assumptions: [], confidence: 1 }
  const columns = describeColumns(plan, raw.columns, catalog, 'es').map((column, index) => ({
    ...column,
    label: query.columns[index]?.label ?? column.label,
  }))
  return { columns, rows: raw.rows.map((row) => [...row]), truncated: raw.truncated }
}

const rowsOf = async (
  deps: WorkspaceServiceDeps,
  actor: Actor,
  name: string,
  page: Page,
  offset: number,
  limit: number,
  signal: AbortSignal,
): Promise<z.infer<typeof tableRows>> => {
  const { catalog } = await deps.knowledge()
  const table = findTable(catalog, name)
  if (!table) throw new T7Error({ code: 'table.not_found', kind: 'user', params: { table: name } })
  const access = { role: actor.role, signal }
  const [result, count] = await Promise.all([
    read(deps, catalog, browseRows(table, page, offset, limit), access, limit),
    read(deps, catalog, browseCount(table, page), access, 1),
  ])
  return { result, total: Number(count.rows[0]?.[0] ?? 0) }
}

const settingsOf = async ({ workspace, knowledge }: WorkspaceServiceDeps): Promise<z.infer<typeof settingsView>> => {
  const { catalog } = await knowledge()
  const tables = catalog.tables.filter((table) => table.kind === 'table')
  return {
    version,
    node: process.versions.node,
    database: { kind: workspace.kind, version: workspace.version, location: workspace.location },
    workspace: {
      tables: tables.length,
      rows: tables.reduce((sum, table) => sum + (table.rowCount ?? 0), 0),
      demo: await hasDemo(workspace),
    },
    engine: { name: 'T7', model: null },
  }
}

/** The pages about the workspace, over its catalog and the engine. */
export const workspaceService = (deps: WorkspaceServiceDeps): WorkspaceService => ({
  catalog: async () => (await deps.knowledge()).catalog,
  dictionary: async (language) => dataDictionary((await deps.knowledge()).catalog, language, localNow().slice(0, 10)),
  examples: async (language) =>
    exampleQuestions(await deps.knowledge(), language, localNow().slice(0, 10))
      .slice(0, exampleCount)
      .map((text) => ({ text })),
  rows: (actor, table, page, offset, limit, signal) => rowsOf(deps, actor, table, page, offset, limit, signal),
  settings: () => settingsOf(deps),
  reset: (_actor) => resetDemo(deps.workspace, localNow().slice(0, 10)),
})
