import { functionRefused, notSupported, objectRefused, tooCostly } from './findings.ts'
import { boundedLengths, longestPadding, postgresFunctions, postgresOperators, postgresTypes } from './postgres-functions.ts'
import { seriesLength } from './postgres-series.ts'
import { constantOf, nameParts, nodesOf, type TreeNode } from './postgres-tree.ts'
import { type Handler, isCatalogType, readRange, visitBelow, type Walk } from './postgres-walk.ts'

const below: Handler = (node, walk, scope) => visitBelow(node.fields, walk, scope)
const leaf: Handler = () => {}

const longestSeries = 100_000

const checkBounds = (name: string, parameters: readonly TreeNode[], walk: Walk): void => {
  const position = boundedLengths[name]
  if (position !== undefined) {
    const length = constantOf(parameters[position] ?? null)
    if (typeof length !== 'number' || length > longestPadding) walk.findings.refusals.push(tooCostly(name))
  }
  if (name === 'generate_series') {
    const length = seriesLength(parameters)
    if (length === null || length > longestSeries) walk.findings.refusals.push(tooCostly(name))
  }
}

const functionCall: Handler = (node, walk, scope) => {
  const parts = nameParts(node.fields.funcname)
  const name = parts.at(-1) ?? ''
  walk.findings.functions.add(name)
  const placed = parts.length === 1 || (parts.length === 2 && parts[0] === 'pg_catalog')
  if (!placed || !postgresFunctions.has(name)) walk.findings.refusals.push(functionRefused(parts.join('.')))
  else checkBounds(name, nodesOf(node.fields.args), walk)
  visitBelow(node.fields, walk, scope, ['funcname'])
}

const checkOperator = (name: unknown, walk: Walk): void => {
  const parts = nameParts(name)
  const symbol = parts.at(-1) ?? ''
  if (parts.length > 2 || (parts.length === 2 && parts[0] !== 'pg_catalog')) walk.findings.refusals.push(objectRefused(parts.join('.')))
  else if (!postgresOperators.has(symbol)) walk.findings.refusals.push(functionRefused(symbol))
}

/** Forms of A_Expr whose `name` is a keyword, or the fixed operator behind it. */
const fixedForms: ReadonlySet<unknown> = new Set([
  'AEXPR_BETWEEN',
  'AEXPR_NOT_BETWEEN',
  'AEXPR_BETWEEN_SYM',
  'AEXPR_NOT_BETWEEN_SYM',
  'AEXPR_DISTINCT',
  'AEXPR_NOT_DISTINCT',
  'AEXPR_NULLIF',
])

const operatorExpression: Handler = (node, walk, scope) => {
  if (!fixedForms.has(node.fields.kind)) checkOperator(node.fields.name, walk)
  visitBelow(node.fields, walk, scope, ['name'])
}

const subLink: Handler = (node, walk, scope) => {
  if (nodesOf(node.fields.operName).length > 0) checkOperator(node.fields.operName, walk)
  visitBelow(node.fields, walk, scope, ['operName'])
}

const typeName: Handler = (node, walk, scope) => {
  const parts = nameParts(node.fields.names)
  const name = parts.at(-1) ?? ''
  const placed = parts.length === 1 || (parts.length === 2 && parts[0] === 'pg_catalog')
  const known = postgresTypes.has(name) || (parts.length === 1 && isCatalogType(name, walk.known.catalog))
  if (!placed || !known || node.fields.setof === true || node.fields.pct_type === true)
    walk.findings.refusals.push(objectRefused(parts.join('.')))
  visitBelow(node.fields, walk, scope, ['names', 'arrayBounds'])
}

const dateValues = /^SVFOP_(CURRENT_DATE|CURRENT_TIME|CURRENT_TIMESTAMP|LOCALTIME|LOCALTIMESTAMP)(_N)?$/

const keywordValue: Handler = (node, walk) => {
  const op = String(node.fields.op)
  if (!dateValues.test(op)) walk.findings.refusals.push(functionRefused(op.replace('SVFOP_', '').toLowerCase()))
}

/** `(value).name` may be a call of the function `name`: only real column names are let through. */
const indirection: Handler = (node, walk, scope) => {
  for (const part of nodesOf(node.fields.indirection)) {
    if (part.kind !== 'String') continue
    const name = String(part.fields.sval)
    if (!walk.known.catalog.tables.some((table) => walk.known.hasColumn(table, name))) walk.findings.refusals.push(functionRefused(name))
  }
  visitBelow(node.fields, walk, scope)
}

const collation: Handler = (node, walk, scope) => {
  const parts = nameParts(node.fields.collname)
  if (parts.length > 2 || (parts.length === 2 && parts[0] !== 'pg_catalog')) walk.findings.refusals.push(objectRefused(parts.join('.')))
  visitBelow(node.fields, walk, scope, ['collname'])
}

const windowDefinition: Handler = (node, walk, scope) => visitBelow(node.fields, walk, scope)

/** Column definition lists give a function's result its types: only needed with functions that aren't allowed anyway. */
const rangeFunction: Handler = (node, walk, scope) => {
  if (nodesOf(node.fields.coldeflist).length > 0) walk.findings.refusals.push(notSupported('column definition list'))
  visitBelow(node.fields, walk, scope)
}

const sortBy: Handler = (node, walk, scope) => {
  if (nodesOf(node.fields.useOp).length > 0) checkOperator(node.fields.useOp, walk)
  visitBelow(node.fields, walk, scope, ['useOp'])
}

const leaves = [
  'A_Const',
  'A_Star',
  'String',
  'Integer',
  'Float',
  'Boolean',
  'BitString',
  'ColumnRef',
  'ParamRef',
  'SetToDefault',
  'Alias',
  'CTESearchClause',
]
const plain = [
  'ResTarget',
  'BoolExpr',
  'NullTest',
  'BooleanTest',
  'CaseExpr',
  'CaseWhen',
  'CoalesceExpr',
  'MinMaxExpr',
  'NamedArgExpr',
  'TypeCast',
  'RangeSubselect',
  'JoinExpr',
  'WithClause',
  'CommonTableExpr',
  'List',
  'A_ArrayExpr',
  'RowExpr',
  'GroupingSet',
  'GroupingFunc',
  'A_Indices',
  'CTECycleClause',
  'MultiAssignRef',
  'ReturningClause',
]

const named = (kinds: readonly string[], handler: Handler): Readonly<Record<string, Handler>> =>
  Object.fromEntries(kinds.map((kind) => [kind, handler]))

/** What may stand inside a query: everything not named here is refused. */
export const expressionHandlers: Readonly<Record<string, Handler>> = {
  ...named(leaves, leaf),
  ...named(plain, below),
  FuncCall: functionCall,
  A_Expr: operatorExpression,
  SubLink: subLink,
  TypeName: typeName,
  SQLValueFunction: keywordValue,
  A_Indirection: indirection,
  CollateClause: collation,
  WindowDef: windowDefinition,
  RangeFunction: rangeFunction,
  SortBy: sortBy,
  RangeVar: readRange,
}
