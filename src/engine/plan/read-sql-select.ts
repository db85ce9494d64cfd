import type { Compound, Expression, Order, OutputColumn, Query, Select } from '#contracts/query-plan.ts'
import { constantOf, type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from '#engine/guard/postgres-tree.ts'
import { humanName } from '#engine/understand/human-name.ts'
import { outputName } from './read-sql-expression.ts'
import { type Frame, foldName, type Named, notRepresentable, type Reading, type SourceColumn, typeOf } from './read-sql-frame.ts'
import { type Joined, readFrom, tieCommas } from './read-sql-from.ts'
import { readOrder } from './read-sql-function.ts'

const unsupported = ['lockingClause', 'intoClause', 'valuesLists', 'groupDistinct'] as const

const withNamed = (fields: Fields, reading: Reading, frame: Frame): Frame => {
  if (!isFields(fields.withClause)) return frame
  if (fields.withClause.recursive === true) throw notRepresentable('recursive query')
  let named = frame.named
  for (const { fields: one } of nodesOf(fields.withClause.ctes)) {
    const select = nodeOf(one.ctequery)
    if (select?.kind !== 'SelectStmt' || nodesOf(one.aliascolnames).length > 0) throw notRepresentable('WITH')
    const read = reading.query(select.fields, { ...frame, named })
    named = new Map([...named, [foldName(textOf(one.ctename) ?? '', reading.catalog), read]])
  }
  return { ...frame, named }
}

type Output = { readonly name: string; readonly expression: Expression }

const starColumns = (target: TreeNode, joined: Joined, reading: Reading): readonly Output[] | null => {
  const value = nodeOf(target.fields.val)
  const parts = value?.kind === 'ColumnRef' ? nodesOf(value.fields.fields) : []
  if (parts.at(-1)?.kind !== 'A_Star') return null
  const [alias] = nameParts(value?.fields.fields).map((part) => foldName(part, reading.catalog))
  if (alias === undefined && joined.merges) throw notRepresentable('* over merged columns')
  const sources = alias === undefined ? joined.sources : joined.sources.filter((source) => source.called === alias)
  return sources.flatMap((source) =>
    source.columns.map((column) => ({ name: column.name, expression: { kind: 'column' as const, table: source.as, column: column.name } })),
  )
}

/** Names that no two columns of the result share. */
const distinctNames = (outputs: readonly Output[]): readonly OutputColumn[] => {
  const taken = new Set<string>()
  return outputs.map(({ name, expression }) => {
    let free = name
    for (let at = 2; taken.has(free.toLowerCase()); at++) free = `${name}_${at}`
    taken.add(free.toLowerCase())
    return { expression, name: free, label: humanName(free) }
  })
}

const readOutputs = (fields: Fields, joined: Joined, reading: Reading, frame: Frame): readonly OutputColumn[] =>
  distinctNames(
    nodesOf(fields.targetList).flatMap((target): readonly Output[] => {
      const star = starColumns(target, joined, reading)
      if (star !== null) return star
      const expression = reading.expression(nodeOf(target.fields.val), frame)
      return [{ name: outputName(target, expression), expression }]
    }),
  )

const ordinal = (node: TreeNode | null, outputs: readonly OutputColumn[]): Expression | null => {
  const position = constantOf(node)
  if (typeof position !== 'number') return null
  const output = outputs[position - 1]
  if (output === undefined) throw notRepresentable('ordinal')
  return output.expression
}

const bareName = (node: TreeNode | null, reading: Reading): string | null => {
  const parts = node?.kind === 'ColumnRef' ? nameParts(node.fields.fields) : []
  return parts.length === 1 ? foldName(parts[0] ?? '', reading.catalog) : null
}

const aliased = (fields: Fields, outputs: readonly OutputColumn[], reading: Reading): ReadonlyMap<string, Expression> => {
  const names = nodesOf(fields.targetList).flatMap((target) => textOf(target.fields.name) ?? [])
  const chosen = new Set(names.map((name) => foldName(name, reading.catalog)))
  return new Map(
    outputs
      .filter((one) => chosen.has(foldName(one.name, reading.catalog)))
      .map((one) => [foldName(one.name, reading.catalog), one.expression]),
  )
}

const readLimit = (fields: Fields): number | null => {
  const offset = fields.limitOffset === undefined ? 0 : constantOf(nodeOf(fields.limitOffset))
  if (offset !== 0 || fields.limitOption === 'LIMIT_OPTION_WITH_TIES') throw notRepresentable('OFFSET')
  if (fields.limitCount === undefined) return null
  const limit = constantOf(nodeOf(fields.limitCount))
  if (limit === null) return null
  if (typeof limit !== 'number' || !Number.isInteger(limit)) throw notRepresentable('LIMIT')
  return limit
}

const namedWindows = (fields: Fields): ReadonlyMap<string, Fields> =>
  new Map(nodesOf(fields.windowClause).map((one) => [textOf(one.fields.name) ?? '', one.fields]))

/** DISTINCT ON keeps the first row of each group. */
const readPerGroup = (fields: Fields, orderBy: readonly Order[], reading: Reading, frame: Frame): Select['perGroup'] => {
  const keys = nodesOf(fields.distinctClause)
  if (keys.length === 0) return null
  const partitionBy = keys.map((key) => reading.expression(key, frame))
  const rest = orderBy.slice(keys.length)
  if (fields.limitCount !== undefined || rest.length === 0) throw notRepresentable('DISTINCT ON')
  return { partitionBy, orderBy: rest, limit: 1, ties: false }
}

const outputColumns = (outputs: readonly OutputColumn[], frame: Frame, reading: Reading): readonly SourceColumn[] =>
  outputs.map((one) => ({ called: foldName(one.name, reading.catalog), name: one.name, type: typeOf(one.expression, frame) }))

const readPlain = (fields: Fields, reading: Reading, outer: Frame): Named => {
  for (const field of unsupported) if (fields[field] !== undefined && fields[field] !== false) throw notRepresentable(field)
  const joined = readFrom(nodesOf(fields.fromClause), reading, outer)
  const frame: Frame = { ...outer, sources: joined.sources, outputs: new Map(), windows: namedWindows(fields) }
  const columns = readOutputs(fields, joined, reading, frame)
  const outputs = aliased(fields, columns, reading)
  const lenient: Frame = { ...frame, outputs }
  const condition = (value: unknown): Select['where'] => (value === undefined ? null : reading.condition(nodeOf(value), lenient))
  const { joins, where } = tieCommas(joined, condition(fields.whereClause))
  const sorted = (node: TreeNode | null): Expression =>
    ordinal(node, columns) ?? outputs.get(bareName(node, reading) ?? '') ?? reading.expression(node, lenient)
  const orderBy = readOrder(fields.sortClause, sorted)
  // Plain DISTINCT is a list with one empty node.
  const distinct = Array.isArray(fields.distinctClause) && nodesOf(fields.distinctClause).length === 0
  const query: Select = {
    kind: 'select',
    from: joined.from,
    joins,
    columns,
    distinct,
    where,
    groupBy: nodesOf(fields.groupClause).map((node) => ordinal(node, columns) ?? reading.expression(node, lenient)),
    having: condition(fields.havingClause),
    perGroup: readPerGroup(fields, orderBy, reading, frame),
    orderBy,
    limit: readLimit(fields),
  }
  return { query, columns: outputColumns(columns, frame, reading) }
}

const setOperators: Readonly<Record<string, 'union' | 'intersect' | 'except'>> = {
  SETOP_UNION: 'union',
  SETOP_INTERSECT: 'intersect',
  SETOP_EXCEPT: 'except',
}

const side = (value: unknown, reading: Reading, frame: Frame): Named => {
  if (!isFields(value)) throw notRepresentable('set operation')
  return reading.query(value, frame)
}

/** Order and limit of a whole set operation: a select around it. */
const around = (compound: Compound, columns: readonly SourceColumn[], fields: Fields, reading: Reading): Query => {
  if (fields.sortClause === undefined && fields.limitCount === undefined) return compound
  const outputs: readonly OutputColumn[] = columns.map(({ name }) => ({
    expression: { kind: 'column', table: 'whole', column: name },
    name,
    label: humanName(name),
  }))
  const orderBy = readOrder(fields.sortClause, (node) => {
    const found =
      ordinal(node, outputs) ?? outputs.find((one) => foldName(one.name, reading.catalog) === bareName(node, reading))?.expression
    if (found === undefined) throw notRepresentable('order of a set operation')
    return found
  })
  const limit = readLimit(fields)
  return {
    kind: 'select',
    from: { kind: 'query', query: compound, as: 'whole' },
    joins: [],
    columns: outputs,
    distinct: false,
    where: null,
    groupBy: [],
    having: null,
    perGroup: null,
    orderBy,
    limit,
  }
}

const readCompound = (fields: Fields, operator: 'union' | 'intersect' | 'except', reading: Reading, frame: Frame): Named => {
  if (fields.all === true && operator !== 'union') throw notRepresentable(`${operator} all`)
  const left = side(fields.larg, reading, frame)
  const right = side(fields.rarg, reading, frame)
  if (left.columns.length !== right.columns.length) throw notRepresentable('set operation')
  const compound: Compound = {
    kind: 'compound',
    operator: fields.all === true ? 'union_all' : operator,
    left: left.query,
    right: right.query,
  }
  return { query: around(compound, left.columns, fields, reading), columns: left.columns }
}

/** A SELECT, whole. `outer` = where it stands. Throws `plan.not_representable` for what plans can't say. */
export const readSelect = (fields: Fields, reading: Reading, outer: Frame): Named => {
  const frame = withNamed(fields, reading, outer)
  const operator = setOperators[String(fields.op)]
  return operator === undefined ? readPlain(fields, reading, frame) : readCompound(fields, operator, reading, frame)
}
