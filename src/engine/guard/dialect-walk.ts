import type { Catalog, Dialect } from '#contracts/catalog.ts'
import type { Refusal } from '#contracts/verdict.ts'
import { selectProduct } from './dialect-cost.ts'
import { dialectFunctions, isModestFormat, tableFunctions } from './dialect-functions.ts'
import { type Branch, branchesOf, fieldsOf, isEmpty, nameOf, objectName } from './dialect-tree.ts'
import { type Findings, functionRefused, notSupported, objectRefused, tooCostly } from './findings.ts'
import { isReservedName, type KnownObjects, unknownTable } from './known-objects.ts'
import { largestProduct } from './untied-product.ts'

export type DialectWalk = {
  readonly findings: Findings
  readonly known: KnownObjects
  readonly catalog: Catalog
  readonly dialect: Exclude<Dialect, 'postgres'>
  readonly schemas: ReadonlySet<string>
  readonly readView: (name: string) => void
}

type Names = ReadonlySet<string>

/** Variants that may stand inside a query. Any other is refused. */
const allowed: ReadonlySet<string> = new Set(
  `Query Select SetOperation Values Derived NestedJoin Join Inner Left LeftOuter Right RightOuter FullOuter CrossJoin On Using UnnamedExpr ExprWithAlias
  Wildcard QualifiedWildcard ObjectName Identifier CompoundIdentifier Value Number SingleQuotedString DoubleQuotedString HexStringLiteral Boolean Placeholder
  BinaryOp UnaryOp Nested List Unnamed Named Expr Subquery InSubquery InList Exists Between Like ILike IsNull IsNotNull IsTrue IsFalse IsNotTrue
  IsNotFalse IsDistinctFrom IsNotDistinctFrom Case Cast Collate Tuple Expressions LimitOffset OffsetCommaLimit WindowSpec NamedWindow Preceding
  Following OrderBy Custom With Interval TypedString JsonAccess Distinct Glob`.split(/\s+/),
)

/** Functions that the grammar has of its own. */
const builtIn: ReadonlySet<string> = new Set(['Substring', 'Trim', 'Position', 'Extract', 'Ceil', 'Floor', 'Convert'])

const writes = { Insert: 'insert', Update: 'update', Delete: 'delete', Merge: 'update', CreateTable: 'create', Drop: 'drop' } as const

const refuse = (walk: DialectWalk, refusal: Refusal): void => {
  walk.findings.refusals.push(refusal)
}

/** The single name of an object of the workspace; null where refused. */
export const workspaceName = (value: unknown, walk: DialectWalk): string | null => {
  const parts = objectName(value)
  const name = parts?.at(-1)
  const placed = parts !== null && (parts.length === 1 || (parts.length === 2 && walk.schemas.has(parts[0]?.toLowerCase() ?? '')))
  if (name === undefined || !placed || parts?.some(isReservedName)) {
    refuse(walk, objectRefused(parts?.join('.') ?? '?'))
    return null
  }
  return name
}

const readTable = (value: unknown, walk: DialectWalk, names: Names): void => {
  const fields = fieldsOf(value)
  for (const extra of ['version', 'with_ordinality', 'partitions', 'json_path', 'sample', 'with_hints'])
    if (!isEmpty(fields[extra])) refuse(walk, notSupported(extra))
  if (!isEmpty(fields.args)) {
    const called = objectName(fields.name)?.join('.').toLowerCase() ?? '?'
    walk.findings.functions.add(called)
    if (!tableFunctions.has(called)) refuse(walk, functionRefused(called))
    visitAll(branchesOf(fields.args, 'args'), walk, names)
    return
  }
  const name = workspaceName(fields.name, walk)
  if (name === null || (objectName(fields.name)?.length === 1 && names.has(name.toLowerCase()))) return
  const table = walk.known.table(name)
  if (table === undefined) {
    refuse(walk, unknownTable(name, walk.catalog))
    return
  }
  walk.findings.tables.add(table.name)
  if (table.kind === 'view') walk.readView(table.name)
}

const formatOf = (value: unknown): string | null => {
  const list = fieldsOf(fieldsOf(value).List).args
  const first = Array.isArray(list) ? list[0] : null
  const text = fieldsOf(fieldsOf(fieldsOf(fieldsOf(fieldsOf(first).Unnamed).Expr).Value).value).SingleQuotedString
  return typeof text === 'string' ? text : null
}

const callFunction = (value: unknown, walk: DialectWalk, names: Names): void => {
  const fields = fieldsOf(value)
  const name = objectName(fields.name)?.join('.').toLowerCase() ?? '?'
  walk.findings.functions.add(name)
  if (!dialectFunctions[walk.dialect].has(name)) refuse(walk, functionRefused(name))
  if (name === 'printf' || name === 'format') {
    const format = formatOf(fields.args)
    if (format === null || !isModestFormat(format)) refuse(walk, tooCostly(name))
  }
  visitAll(branchesOf({ ...fields, name: null }, 'Function'), walk, names)
}

const withNames = (value: unknown, names: Names): Names => {
  const tables = fieldsOf(fieldsOf(value).with).cte_tables
  if (!Array.isArray(tables)) return names
  return new Set([...names, ...tables.flatMap((one) => nameOf(fieldsOf(fieldsOf(one).alias).name)?.value.toLowerCase() ?? [])])
}

const recursion = (value: unknown, walk: DialectWalk): void => {
  const clause = fieldsOf(fieldsOf(value).with)
  if (clause.recursive !== true || !Array.isArray(clause.cte_tables)) return
  for (const one of clause.cte_tables) {
    const operation = fieldsOf(fieldsOf(fieldsOf(fieldsOf(one).query).body).SetOperation)
    const step = JSON.stringify(operation.right ?? null)
    const name = nameOf(fieldsOf(fieldsOf(one).alias).name)?.value ?? ''
    if (
      JSON.stringify(fieldsOf(one).query).toLowerCase().includes(`"identifier":{"value":"${name.toLowerCase()}"`) &&
      !/"selection":|"On":/.test(step)
    )
      refuse(walk, tooCostly('recursive query'))
  }
}

const checkStructure = (value: unknown, walk: DialectWalk): void => {
  const fields = fieldsOf(value)
  if (!isEmpty(fields.locks)) refuse(walk, { code: 'guard.row_locks', params: {} })
  if (!isEmpty(fields.into) && typeof fields.into !== 'boolean') {
    walk.findings.classes.add('create')
    refuse(walk, notSupported('SELECT INTO'))
  }
}

/** Visits one variant or structure and all below it. `names`: what WITH clauses brought. */
export const visitBranch = ({ tag, field, value }: Branch, walk: DialectWalk, names: Names): void => {
  if (tag === 'Table' || tag === 'Function') {
    if (tag === 'Table') readTable(value, walk, names)
    else callFunction(value, walk, names)
    return
  }
  if (tag !== null && builtIn.has(tag)) {
    walk.findings.functions.add(tag.toLowerCase())
  } else if (tag !== null && !allowed.has(tag)) {
    const written = Object.entries(writes).find(([kind]) => kind === tag)?.[1]
    if (written !== undefined) walk.findings.classes.add(written)
    refuse(walk, notSupported(tag))
  }
  if (tag === 'Select' && selectProduct(value, walk.known) > largestProduct) refuse(walk, tooCostly('tables that nothing joins'))
  checkStructure(value, walk)
  recursion(value, walk)
  visitAll(branchesOf(value, field), walk, withNames(value, names))
}

export const visitAll = (branches: readonly Branch[], walk: DialectWalk, names: Names): void => {
  for (const branch of branches) visitBranch(branch, walk, names)
}
