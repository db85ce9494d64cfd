import type { Condition, From, Join } from '#contracts/query-plan.ts'
import { type Fields, isFields, nameParts, nodeOf, nodesOf, type TreeNode, textOf } from '#engine/guard/postgres-tree.ts'
import { columnsOf, type Frame, foldName, notRepresentable, type Reading, type Source, tableCalled } from './read-sql-frame.ts'

type Leaf = { readonly from: From; readonly source: Source }

/** FROM, flat: the first source, and each next one with how it is joined. `order` = sources as the text names them, for `*`. */
export type Joined = { readonly from: From; readonly joins: readonly Join[]; readonly sources: readonly Source[]; readonly merges: boolean }

const always: Condition = {
  kind: 'compare',
  operator: '=',
  left: { kind: 'literal', value: 1, type: 'integer' },
  right: { kind: 'literal', value: 1, type: 'integer' },
}

const aliasOf = (fields: Fields): string | null => {
  const alias = isFields(fields.alias) ? fields.alias : {}
  if (nodesOf(alias.colnames).length > 0) throw notRepresentable('renamed columns')
  return textOf(alias.aliasname)
}

const readTable = (fields: Fields, reading: Reading, frame: Frame): Leaf => {
  const name = textOf(fields.relname) ?? ''
  const alias = aliasOf(fields)
  const schema = textOf(fields.schemaname)
  if (schema !== null && schema !== 'public' && schema !== 'main') throw notRepresentable('schema')
  const named = schema === null ? frame.named.get(foldName(name, reading.catalog)) : undefined
  if (named !== undefined) {
    const as = alias ?? name
    return {
      from: { kind: 'query', query: named.query, as },
      source: { called: foldName(as, reading.catalog), as, columns: named.columns, merged: new Set() },
    }
  }
  const table = tableCalled(name, reading.catalog)
  if (table === undefined) throw notRepresentable(`table ${name}`)
  const as = alias ?? table.name
  return {
    from: { kind: 'table', table: table.name, as },
    source: { called: foldName(as, reading.catalog), as, columns: columnsOf(table, reading.catalog), merged: new Set() },
  }
}

const readLeaf = (node: TreeNode, reading: Reading, frame: Frame): Leaf => {
  if (node.kind === 'RangeVar') return readTable(node.fields, reading, frame)
  const select = nodeOf(node.fields.subquery)
  if (node.kind !== 'RangeSubselect' || node.fields.lateral === true || select?.kind !== 'SelectStmt') throw notRepresentable(node.kind)
  const as = aliasOf(node.fields) ?? 'subquery'
  const { query, columns } = reading.query(select.fields, { ...frame, sources: [], outer: frame.outer })
  return { from: { kind: 'query', query, as }, source: { called: foldName(as, reading.catalog), as, columns, merged: new Set() } }
}

const sharedColumns = (node: TreeNode, left: readonly Source[], right: Source, reading: Reading): readonly string[] => {
  if (node.fields.isNatural !== true) return nameParts(node.fields.usingClause).map((name) => foldName(name, reading.catalog))
  const before = new Set(left.flatMap((source) => source.columns.map((column) => column.called)))
  return right.columns.map((column) => column.called).filter((name) => before.has(name))
}

const equality = (name: string, left: readonly Source[], right: Source): Condition => {
  const owners = left.filter((source) => !source.merged.has(name) && source.columns.some((column) => column.called === name))
  const [owner] = owners
  const own = owner?.columns.find((column) => column.called === name)
  const other = right.columns.find((column) => column.called === name)
  if (owner === undefined || owners.length > 1 || own === undefined || other === undefined) throw notRepresentable(`USING ${name}`)
  return {
    kind: 'compare',
    operator: '=',
    left: { kind: 'column', table: owner.as, column: own.name },
    right: { kind: 'column', table: right.as, column: other.name },
  }
}

const joinTypes: Readonly<Record<string, 'inner' | 'left'>> = { JOIN_INNER: 'inner', JOIN_LEFT: 'left' }

const added = (before: Joined, leaf: Leaf, type: 'inner' | 'left', node: TreeNode | null, reading: Reading, frame: Frame): Joined => {
  if (before.sources.some((source) => source.called === leaf.source.called)) throw notRepresentable('the same alias twice')
  const shared = node === null ? [] : sharedColumns(node, before.sources, leaf.source, reading)
  const source: Source = { ...leaf.source, merged: new Set(shared) }
  const sources = [...before.sources, source]
  const written = node === null ? null : nodeOf(node.fields.quals)
  const parts = shared.map((name) => equality(name, before.sources, leaf.source))
  const matched: Condition = parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: 'and', parts }
  const on = written !== null ? reading.condition(written, { ...frame, sources }) : parts.length > 0 ? matched : always
  return {
    from: before.from,
    joins: [...before.joins, { type, source: leaf.from, on }],
    sources,
    merges: before.merges || shared.length > 0,
  }
}

const start = (leaf: Leaf): Joined => ({ from: leaf.from, joins: [], sources: [leaf.source], merges: false })

const isLeaf = (node: TreeNode): boolean => node.kind !== 'JoinExpr'

/** Reads one item of FROM after those before it. */
const readItem = (node: TreeNode, before: Joined | null, reading: Reading, frame: Frame): Joined => {
  if (isLeaf(node)) {
    const leaf = readLeaf(node, reading, frame)
    return before === null ? start(leaf) : added(before, leaf, 'inner', null, reading, frame)
  }
  const [left, right] = [nodeOf(node.fields.larg), nodeOf(node.fields.rarg)]
  if (left === null || right === null || node.fields.alias !== undefined) throw notRepresentable('join')
  if (node.fields.jointype === 'JOIN_RIGHT') {
    if (before !== null || !isLeaf(left) || !isLeaf(right) || node.fields.quals === undefined) throw notRepresentable('right join')
    const swapped = added(start(readLeaf(right, reading, frame)), readLeaf(left, reading, frame), 'left', node, reading, frame)
    return { ...swapped, sources: swapped.sources.toReversed() }
  }
  const type = joinTypes[String(node.fields.jointype)]
  if (type === undefined || !isLeaf(right)) throw notRepresentable('join')
  return added(readItem(left, before, reading, frame), readLeaf(right, reading, frame), type, node, reading, frame)
}

/** All of FROM. Sources joined by a comma are tied later, by the WHERE. */
export const readFrom = (items: readonly TreeNode[], reading: Reading, frame: Frame): Joined => {
  let joined: Joined | null = null
  for (const item of items) joined = readItem(item, joined, reading, frame)
  if (joined === null) throw notRepresentable('no FROM')
  return joined
}

const aliasesIn = (part: unknown): ReadonlySet<string> => {
  const found = new Set<string>()
  const waiting = [part]
  for (let at = 0; at < waiting.length; at++) {
    const one = waiting[at]
    if (Array.isArray(one)) waiting.push(...one)
    else if (isFields(one)) {
      if (one.kind === 'column' && typeof one.table === 'string') found.add(one.table)
      waiting.push(...Object.values(one))
    }
  }
  return found
}

/** Moves conditions of WHERE that tie sources joined by a comma to where they are joined. */
export const tieCommas = (
  joined: Joined,
  where: Condition | null,
): { readonly joins: readonly Join[]; readonly where: Condition | null } => {
  let rest: readonly Condition[] = where === null ? [] : where.kind === 'and' ? where.parts : [where]
  const known = new Set([joined.from.as])
  const joins = joined.joins.map((join) => {
    known.add(join.source.as)
    if (join.on !== always) return join
    const ties = rest.filter((part) => {
      const aliases = aliasesIn(part)
      return part.kind === 'compare' && aliases.size > 1 && aliases.has(join.source.as) && [...aliases].every((alias) => known.has(alias))
    })
    rest = rest.filter((part) => !ties.includes(part))
    const [only] = ties
    return only === undefined ? join : { ...join, on: ties.length === 1 ? only : { kind: 'and' as const, parts: ties } }
  })
  const [first] = rest
  return { joins, where: first === undefined ? null : rest.length === 1 ? first : { kind: 'and', parts: rest } }
}
