import type { Dialect } from '#contracts/catalog.ts'
import type { Refusal } from '#contracts/verdict.ts'
import { unknownDialectColumns } from './dialect-columns.ts'
import { dialectStatements } from './dialect-statements.ts'
import { branchesOf, fieldsOf } from './dialect-tree.ts'
import { type DialectWalk, visitAll } from './dialect-walk.ts'
import { type Findings, newFindings, notSupported, objectRefused } from './findings.ts'
import { parseDialect } from './grammar.ts'
import type { KnownObjects } from './known-objects.ts'
import { checkText } from './text-limits.ts'

type Other = Exclude<Dialect, 'postgres'>

export type DialectFound = { readonly findings: Findings } | { readonly refusal: Refusal }

const parseOne = (sql: string, dialect: Other): { readonly tree: unknown } | Refusal => {
  const refusal = checkText(sql, dialect)
  if (refusal !== null) return refusal
  const parsed = parseDialect(sql, dialect)
  if (parsed.kind === 'unparsable') return { code: 'guard.unparsable', params: { message: parsed.message } }
  if (parsed.statements.length === 0) return { code: 'guard.unparsable', params: { message: 'empty' } }
  if (parsed.statements.length !== 1) return { code: 'guard.several_statements', params: { count: parsed.statements.length } }
  return { tree: parsed.statements[0] }
}

const viewRefusal = (definition: string | null, walk: DialectWalk): Refusal | null => {
  if (definition === null) return null
  const parsed = parseOne(definition, walk.dialect)
  if ('code' in parsed) return parsed
  const findings = newFindings()
  const query = fieldsOf(fieldsOf(parsed.tree).CreateView).query ?? fieldsOf(parsed.tree).Query
  if (query === undefined) return notSupported('view')
  visitAll(branchesOf({ query }, 'query'), { ...walk, findings }, new Set())
  return findings.refusals.find((one) => one.code === 'guard.function_not_allowed') ?? null
}

/** Reads one statement of a dialect other than PostgreSQL whole. */
export const findInDialect = (sql: string, dialect: Other, known: KnownObjects, schemas: readonly string[]): DialectFound => {
  const parsed = parseOne(sql, dialect)
  if ('code' in parsed) return { refusal: parsed }
  const { catalog } = known
  const findings = newFindings()
  const seen = new Set<string>()
  const walk: DialectWalk = {
    findings,
    known,
    catalog,
    dialect,
    schemas: new Set(schemas),
    readView: (name) => {
      if (seen.has(name)) return
      seen.add(name)
      const refusal = viewRefusal(catalog.tables.find((table) => table.name === name)?.definition ?? null, walk)
      if (refusal !== null) findings.refusals.push(objectRefused(name), refusal)
    },
  }
  const [kind = ''] = typeof parsed.tree === 'string' ? [parsed.tree] : Object.keys(fieldsOf(parsed.tree))
  const handler = Object.hasOwn(dialectStatements, kind) ? dialectStatements[kind] : undefined
  if (kind === 'Query') {
    findings.classes.add('read')
    visitAll(branchesOf(parsed.tree, 'statement'), walk, new Set())
    if (findings.refusals.length === 0) findings.refusals.push(...unknownDialectColumns(parsed.tree, walk.known))
  } else if (handler !== undefined) handler(fieldsOf(fieldsOf(parsed.tree)[kind]), walk)
  else {
    findings.classes.add('other')
    findings.refusals.push(notSupported(kind))
  }
  return { findings }
}
