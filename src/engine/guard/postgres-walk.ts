import type { Catalog } from '#contracts/catalog.ts'
import { type Findings, notSupported, objectRefused } from './findings.ts'
import { isReservedName, type KnownObjects, unknownTable } from './known-objects.ts'
import { childrenOf, type Fields, nodesOf, type TreeNode, textOf } from './postgres-tree.ts'

/** Names that stand for a query's own results where a table could stand. */
export type Scope = { readonly names: ReadonlySet<string>; readonly depth: number; readonly root: boolean }

export type Handler = (node: TreeNode, walk: Walk, scope: Scope) => void

/** One walk over one statement. */
export type Walk = {
  readonly findings: Findings
  readonly known: KnownObjects
  readonly schemas: ReadonlySet<string>
  readonly handlers: Readonly<Record<string, Handler>>
  /** Views whose bodies are being read, against circles. */
  readonly readView: (name: string) => void
}

const deepest = 2_000

export const visit = (node: TreeNode, walk: Walk, scope: Scope): void => {
  const handler = walk.handlers[node.kind]
  if (scope.depth > deepest) walk.findings.refusals.push({ code: 'guard.too_costly', params: { what: 'nesting' } })
  else if (handler === undefined || !Object.hasOwn(walk.handlers, node.kind)) walk.findings.refusals.push(notSupported(node.kind))
  else handler(node, walk, { ...scope, depth: scope.depth + 1 })
}

/** Visits what is below, under the names that a WITH clause brings. */
export const visitBelow = (fields: Fields, walk: Walk, scope: Scope, skip: readonly string[] = []): void => {
  const below = { ...withNames(fields, scope), root: false }
  for (const child of childrenOf(fields, skip)) visit(child, walk, below)
}

const withNames = (fields: Fields, scope: Scope): Scope => {
  const clause = fields.withClause
  if (typeof clause !== 'object' || clause === null) return scope
  const names = nodesOf((clause as Fields).ctes).flatMap((one) => textOf(one.fields.ctename) ?? [])
  return names.length === 0 ? scope : { ...scope, names: new Set([...scope.names, ...names]) }
}

export const rangeName = (fields: Fields): string => textOf(fields.relname) ?? ''

const qualifiedName = (fields: Fields): string =>
  [fields.catalogname, fields.schemaname, fields.relname].filter((part): part is string => typeof part === 'string').join('.')

/** True where the name may be looked at all: in the workspace's schema, permanent, and not the database's or T7's own. */
export const inWorkspace = (fields: Fields, walk: Walk): boolean => {
  const schema = textOf(fields.schemaname)
  const foreign = textOf(fields.catalogname) !== null || (schema !== null && (!walk.schemas.has(schema) || isReservedName(schema)))
  if (foreign || isReservedName(rangeName(fields))) {
    walk.findings.refusals.push(objectRefused(qualifiedName(fields)))
    return false
  }
  if (fields.relpersistence !== undefined && fields.relpersistence !== 'p') {
    walk.findings.refusals.push(notSupported('TEMPORARY'))
    return false
  }
  return true
}

/** A table that is read. */
export const readRange: Handler = ({ fields }, walk, scope) => {
  const name = rangeName(fields)
  if (!inWorkspace(fields, walk)) return
  if (textOf(fields.schemaname) === null && scope.names.has(name)) return
  const table = walk.known.table(name)
  if (table === undefined) walk.findings.refusals.push(unknownTable(name, walk.known.catalog))
  else {
    walk.findings.tables.add(table.name)
    if (table.kind === 'view') walk.readView(table.name)
  }
}

/** A table whose rows or structure change: stored, not a view. Returns its name, null where refused. */
export const targetRange = (fields: Fields, walk: Walk, kinds: readonly ('table' | 'view')[] = ['table']): string | null => {
  if (!inWorkspace(fields, walk)) return null
  const table = walk.known.table(rangeName(fields))
  if (table === undefined) {
    walk.findings.refusals.push(unknownTable(rangeName(fields), walk.known.catalog))
    return null
  }
  if (!kinds.includes(table.kind)) {
    walk.findings.refusals.push(objectRefused(table.name))
    return null
  }
  walk.findings.tables.add(table.name)
  walk.findings.targets.add(table.name)
  return table.name
}

export const isCatalogType = (name: string, catalog: Catalog): boolean =>
  catalog.tables.some((table) => table.columns.some((column) => column.type === 'text' && column.databaseType.replaceAll('"', '') === name))
