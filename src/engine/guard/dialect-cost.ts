import type { Table } from '#contracts/catalog.ts'
import { branchesOf, fieldsOf, isEmpty, nameOf, objectName } from './dialect-tree.ts'
import type { KnownObjects } from './known-objects.ts'
import { untiedProduct } from './untied-product.ts'

type Ranged = { readonly alias: string; readonly table: Table | null }

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

const rangeOf = (relation: unknown, known: KnownObjects): Ranged => {
  const fields = fieldsOf(fieldsOf(relation).Table)
  const name = objectName(fields.name)?.at(-1) ?? ''
  return { alias: (nameOf(fieldsOf(fields.alias).name)?.value ?? name).toLowerCase(), table: known.table(name) ?? null }
}

const conjuncts = (condition: unknown): readonly unknown[] => {
  const fields = fieldsOf(condition)
  const pair = fieldsOf(fields.BinaryOp)
  if (pair.op === 'And') return [...conjuncts(pair.left), ...conjuncts(pair.right)]
  return fields.Nested === undefined ? [condition] : conjuncts(fields.Nested)
}

/** The condition of a join; undefined = none, 'named' = USING or NATURAL. */
const joinCondition = (join: unknown): unknown => {
  const operator = Object.values(fieldsOf(fieldsOf(join).join_operator))[0]
  if (operator === 'Natural' || fieldsOf(operator).Using !== undefined) return 'named'
  return fieldsOf(operator).On
}

const mentioned = (condition: unknown, ranges: readonly Ranged[], known: KnownObjects): readonly number[] => {
  const found = new Set<number>()
  const waiting = [...branchesOf([condition], '')]
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const parts = one.tag === 'CompoundIdentifier' ? (objectName(one.value) ?? []) : []
    const bare = one.tag === 'Identifier' ? nameOf(one.value)?.value : undefined
    const at = ranges.findIndex((range) =>
      bare === undefined ? range.alias === parts.at(-2)?.toLowerCase() : range.table === null || known.hasColumn(range.table, bare),
    )
    if (at >= 0) found.add(at)
    waiting.push(...branchesOf(one.value, one.field))
  }
  return [...found]
}

/** Rows that a select multiplies its unrelated tables to. */
export const selectProduct = (select: unknown, known: KnownObjects): number => {
  const items = listOf(fieldsOf(select).from).map(fieldsOf)
  const joins = items.flatMap((item) => listOf(item.joins))
  const ranges = [...items.map((item) => item.relation), ...joins.map((join) => fieldsOf(join).relation)].map((one) => rangeOf(one, known))
  const conditions = joins.map(joinCondition)
  if (ranges.length < 2 || conditions.includes('named')) return 1
  const ties = [fieldsOf(select).selection, ...conditions]
    .filter((one) => !isEmpty(one))
    .flatMap(conjuncts)
    .map((one) => mentioned(one, ranges, known))
  return untiedProduct(
    ranges.map((one) => Math.max(1, one.table?.rowCount ?? 1)),
    ties,
  )
}
