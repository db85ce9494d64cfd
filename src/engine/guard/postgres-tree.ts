/** A node of libpg-query's tree with its kind made explicit, as some fields hold nodes without their tag. */
export type TreeNode = { readonly kind: string; readonly fields: Fields }
export type Fields = Readonly<Record<string, unknown>>

/** Kinds of the nodes that stand untagged in these fields. */
const untagged: Readonly<Record<string, string>> = {
  larg: 'SelectStmt',
  rarg: 'SelectStmt',
  intoClause: 'IntoClause',
  into: 'IntoClause',
  withClause: 'WithClause',
  relation: 'RangeVar',
  view: 'RangeVar',
  pktable: 'RangeVar',
  rel: 'RangeVar',
  onConflictClause: 'OnConflictClause',
  infer: 'InferClause',
  returningClause: 'ReturningClause',
  typeName: 'TypeName',
  collClause: 'CollateClause',
  over: 'WindowDef',
  alias: 'Alias',
  join_using_alias: 'Alias',
  search_clause: 'CTESearchClause',
  cycle_clause: 'CTECycleClause',
}

export const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The node in a value: tagged (`{ColumnRef: {...}}`), or untagged in a field known to hold one. Kind `?field` where it isn't known. */
export const nodeOf = (value: unknown, field = ''): TreeNode | null => {
  if (!isFields(value)) return null
  const keys = Object.keys(value)
  if (keys.length === 0) return null
  const only = keys[0]
  if (keys.length === 1 && only !== undefined && /^[A-Z]/.test(only)) {
    const fields = value[only]
    return { kind: only, fields: isFields(fields) ? fields : {} }
  }
  return { kind: untagged[field] ?? `?${field}`, fields: value }
}

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

export const nodesOf = (value: unknown): readonly TreeNode[] => listOf(value).flatMap((one) => nodeOf(one) ?? [])

export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

/** All nodes directly under these fields, in order. Constants are leaves. */
export const childrenOf = (fields: Fields, skip: readonly string[] = []): readonly TreeNode[] =>
  Object.entries(fields).flatMap(([field, value]) => {
    if (skip.includes(field)) return []
    if (Array.isArray(value)) return value.flatMap((one) => nodeOf(one) ?? [])
    return nodeOf(value, field) ?? []
  })

/** The parts of a list of String nodes: a qualified name. */
export const nameParts = (value: unknown): readonly string[] =>
  nodesOf(value).flatMap((node) => (node.kind === 'String' ? [textOf(node.fields.sval) ?? ''] : []))

/** The value of a constant; undefined where the node is none. Numbers too large for a double stay text. */
export const constantOf = (node: TreeNode | null): string | number | boolean | null | undefined => {
  if (node?.kind !== 'A_Const') return undefined
  const { fields } = node
  if (fields.isnull === true) return null
  if (isFields(fields.ival)) return typeof fields.ival.ival === 'number' ? fields.ival.ival : 0
  if (isFields(fields.fval)) return Number(fields.fval.fval)
  if (isFields(fields.sval)) return textOf(fields.sval.sval) ?? ''
  if (isFields(fields.boolval)) return fields.boolval.boolval === true
  return undefined
}
