import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { T7Error } from '#contracts/error.ts'
import type { Query } from '#contracts/query-plan.ts'
import { parsePostgres } from '#engine/guard/grammar.ts'
import { nodeOf, type TreeNode } from '#engine/guard/postgres-tree.ts'
import { checkText } from '#engine/guard/text-limits.ts'
import { readChangeSteps } from './read-sql-change.ts'
import { readCondition } from './read-sql-condition.ts'
import { readExpression } from './read-sql-expression.ts'
import { emptyFrame, notRepresentable, type Reading } from './read-sql-frame.ts'
import { readSelect } from './read-sql-select.ts'
import { spellForPostgres } from './read-sql-text.ts'

const readingOf = (catalog: Catalog, strict: boolean): Reading => {
  const reading: Reading = {
    catalog,
    strict,
    expression: (node, frame) => readExpression(node, reading, frame),
    condition: (node, frame) => readCondition(node, reading, frame),
    query: (select, frame) =>
      readSelect(select, reading, { ...frame, sources: [], outputs: new Map(), outer: { ...frame, outputs: new Map() } }),
  }
  return reading
}

const parseOne = (sql: string, catalog: Catalog): TreeNode | null => {
  const spelled = catalog.dialect === 'postgres' ? sql : spellForPostgres(sql, catalog)
  if (spelled === null || checkText(spelled, 'postgres') !== null) return null
  const parsed = parsePostgres(spelled)
  return parsed.kind === 'tree' && parsed.statements.length === 1 ? nodeOf(parsed.statements[0]) : null
}

const orNull = <T>(read: () => T): T | null => {
  try {
    return read()
  } catch (error) {
    if (error instanceof T7Error && error.code === 'plan.not_representable') return null
    throw error
  }
}

/**
 * A SELECT of the catalog's dialect as a query plan; null where any part of it can't be said faithfully by one. Needs `loadGrammar` done.
 * Looser than the text in three ways only: LIKE ignores accents, years that strftime gives as texts become numbers, months become their first day.
 */
export const readQuery = (sql: string, catalog: Catalog): Query | null => {
  const root = parseOne(sql, catalog)
  if (root?.kind !== 'SelectStmt') return null
  return orNull(() => readSelect(root.fields, readingOf(catalog, false), emptyFrame).query)
}

/** A typed change as change steps that mean exactly the same; null where there is no such plan. Needs `loadGrammar` done. */
export const readChange = (sql: string, catalog: Catalog): readonly ChangeStep[] | null => {
  const root = parseOne(sql, catalog)
  if (root === null) return null
  return orNull(() => {
    const steps = readChangeSteps(root, readingOf(catalog, true))
    if (steps.length === 0) throw notRepresentable('nothing')
    return steps
  })
}
