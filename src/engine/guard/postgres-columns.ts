import type { Table } from '#contracts/catalog.ts'
import type { Refusal } from '#contracts/verdict.ts'
import { type KnownObjects, unknownColumn } from './known-objects.ts'
import { childrenOf, nameParts, nodesOf, type TreeNode, textOf } from './postgres-tree.ts'

type Names = {
  readonly made: Set<string>
  readonly tables: Map<string, Table>
  readonly aliases: Map<string, Table | null>
  readonly references: string[][]
}

const addAlias = (names: Names, alias: string, table: Table | null): void => {
  const before = names.aliases.get(alias)
  names.aliases.set(alias, before === undefined || before === table ? table : null)
}

const addRange = (node: TreeNode, names: Names, known: KnownObjects): void => {
  const name = textOf(node.fields.relname) ?? ''
  const alias = node.fields.alias as Readonly<Record<string, unknown>> | undefined
  const table = known.table(name) ?? null
  if (table !== null) names.tables.set(table.name, table)
  const renamed = nodesOf(alias?.colnames).length > 0
  addAlias(names, textOf(alias?.aliasname) ?? name, renamed ? null : table)
}

/** Names that the statement itself brings: aliases, and those that PostgreSQL gives to unnamed results. */
const addMade = (node: TreeNode, names: Names): void => {
  const { fields } = node
  if (node.kind === 'ResTarget') names.made.add(textOf(fields.name) ?? '')
  if (node.kind === 'Alias') for (const name of [textOf(fields.aliasname) ?? '', ...nameParts(fields.colnames)]) names.made.add(name)
  if (node.kind === 'CommonTableExpr') for (const name of nameParts(fields.aliascolnames)) names.made.add(name)
  if (node.kind === 'CTESearchClause' || node.kind === 'CTECycleClause')
    for (const field of ['search_seq_column', 'cycle_mark_column', 'cycle_path_column']) names.made.add(textOf(fields[field]) ?? '')
  if (node.kind === 'FuncCall') names.made.add(nameParts(fields.funcname).at(-1) ?? '')
  if (node.kind === 'TypeName') names.made.add(nameParts(fields.names).at(-1) ?? '')
  if (node.kind === 'ColumnDef') names.made.add(textOf(fields.colname) ?? '')
  if (node.kind === 'ColumnRef') names.references.push([...nameParts(fields.fields)])
}

const builtIn = [
  'coalesce',
  'case',
  'exists',
  'array',
  'row',
  'greatest',
  'least',
  'nullif',
  'value',
  'key',
  'ordinality',
  'excluded',
  '?column?',
]

const gather = (root: TreeNode, known: KnownObjects): Names => {
  const names: Names = { made: new Set(builtIn), tables: new Map(), aliases: new Map(), references: [] }
  const waiting = [root]
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'RangeVar') addRange(node, names, known)
    addMade(node, names)
    waiting.push(...childrenOf(node.fields))
  }
  return names
}

/** Columns that certainly don't exist, with the nearest ones that do. Names the statement itself makes are given the benefit of the doubt. */
export const unknownColumns = (root: TreeNode, known: KnownObjects): readonly Refusal[] => {
  const names = gather(root, known)
  const tables = [...names.tables.values()]
  return names.references.flatMap((parts) => {
    const column = parts.at(-1)
    if (column === undefined) return []
    const qualifier = parts.length > 1 ? (parts.at(-2) ?? '') : null
    const owner = qualifier === null ? null : (names.aliases.get(qualifier) ?? null)
    if (owner !== null) return known.hasColumn(owner, column) ? [] : [unknownColumn(`${qualifier}.${column}`, [owner])]
    const isKnown = names.made.has(column) || names.aliases.has(column) || tables.some((table) => known.hasColumn(table, column))
    return isKnown ? [] : [unknownColumn(column, tables)]
  })
}
