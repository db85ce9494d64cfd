import type { Refusal } from '#contracts/verdict.ts'
import { type Findings, newFindings, notSupported, objectRefused } from './findings.ts'
import { parsePostgres, scanPostgres } from './grammar.ts'
import type { KnownObjects } from './known-objects.ts'
import { unknownColumns } from './postgres-columns.ts'
import { expressionHandlers } from './postgres-expressions.ts'
import { statementHandlers } from './postgres-statements.ts'
import { nodeOf, type TreeNode } from './postgres-tree.ts'
import { type Scope, visit, type Walk } from './postgres-walk.ts'
import { checkText } from './text-limits.ts'

const handlers = { ...expressionHandlers, ...statementHandlers }
const top: Scope = { names: new Set(), depth: 0, root: true }

/** Kinds of statement a person may ask for. Anything else at the top is class `other`. */
const statements: ReadonlySet<string> = new Set([
  'SelectStmt',
  'InsertStmt',
  'UpdateStmt',
  'DeleteStmt',
  'TruncateStmt',
  'CreateStmt',
  'AlterTableStmt',
  'RenameStmt',
  'IndexStmt',
  'ViewStmt',
  'DropStmt',
  'CommentStmt',
  'MergeStmt',
  'CreateTableAsStmt',
  'ExplainStmt',
])

export type Found = { readonly findings: Findings; readonly root: TreeNode } | { readonly refusal: Refusal }

const parseOne = (sql: string): TreeNode | Refusal => {
  const refusal = checkText(sql, 'postgres')
  if (refusal !== null) return refusal
  const parsed = parsePostgres(sql)
  if (parsed.kind === 'unparsable') return { code: 'guard.unparsable', params: { message: parsed.message } }
  if (parsed.statements.length === 0) return { code: 'guard.unparsable', params: { message: 'empty' } }
  if (parsed.statements.length !== 1) return { code: 'guard.several_statements', params: { count: parsed.statements.length } }
  return nodeOf(parsed.statements[0]) ?? { code: 'guard.unparsable', params: { message: 'empty' } }
}

/** How a statement calls itself: COPY, CREATE FUNCTION. */
const openingWords = (sql: string): string => {
  const words = (scanPostgres(sql) ?? []).filter((one) => /^[a-z]+$/i.test(one.text)).map((one) => one.text.toUpperCase())
  return words.slice(0, /^(CREATE|ALTER|DROP)$/.test(words[0] ?? '') ? 2 : 1).join(' ')
}

/** The functions a view calls are judged as if written by hand; which objects it reads was decided by who made it. */
const viewRefusal = (definition: string | null, walk: Walk): Refusal | null => {
  if (definition === null) return null
  const root = parseOne(definition.replace(/^\s*create\s+view\s+.*?\s+as\s+(?=select|with|values)/is, ''))
  if ('code' in root) return root
  const findings = newFindings()
  visit(root, { ...walk, findings }, top)
  const writes = [...findings.classes].some((one) => one !== 'read')
  if (writes) return notSupported('view that writes')
  return findings.refusals.find((one) => one.code === 'guard.function_not_allowed' || one.code === 'guard.statement_not_supported') ?? null
}

/** Reads one PostgreSQL statement whole. */
export const findInPostgres = (sql: string, known: KnownObjects, schemas: readonly string[]): Found => {
  const root = parseOne(sql)
  if ('code' in root) return { refusal: root }
  const { catalog } = known
  const findings = newFindings()
  const seen = new Set<string>()
  const walk: Walk = {
    findings,
    known,
    schemas: new Set(schemas),
    handlers,
    readView: (name) => {
      if (seen.has(name)) return
      seen.add(name)
      const refusal = viewRefusal(catalog.tables.find((table) => table.name === name)?.definition ?? null, walk)
      if (refusal !== null) findings.refusals.push(objectRefused(name), refusal)
    },
  }
  if (statements.has(root.kind)) visit(root, walk, top)
  else {
    findings.classes.add('other')
    findings.refusals.push(notSupported(openingWords(sql)))
  }
  if (findings.refusals.length === 0) findings.refusals.push(...unknownColumns(root, walk.known))
  return { findings, root }
}
