import { feature, hashText, step, upTo } from '../ranker/features.ts'
import type { Evidence, NameEvidence } from './evidence.ts'
import { type Core, columnsOfPredicate, type LogicalForm } from './logical-form.ts'

/** What a column may be for, one output each. */
export const columnRoles = ['select', 'figure', 'where', 'group', 'order', 'compared', 'inner'] as const
export type ColumnRole = (typeof columnRoles)[number]

const coreRoles = (core: Core): Readonly<Record<Exclude<ColumnRole, 'inner'>, readonly number[]>> => ({
  select: core.select.filter((i) => i.figure === 'none').map((i) => i.column),
  figure: [...core.select.filter((i) => i.figure !== 'none').map((i) => i.column), ...core.having.flatMap(columnsOfPredicate)],
  where: core.where.filter((p) => p.kind === 'value').flatMap(columnsOfPredicate),
  group: core.group,
  order: core.order ? [core.order.by.column] : [],
  compared: core.where.filter((p) => p.kind === 'figure').flatMap(columnsOfPredicate),
})

const innerCores = (form: LogicalForm): readonly Core[] => [
  ...form.core.where.flatMap((p) => (p.kind === 'member' ? [p.inner] : [])),
  ...(form.combined ? [form.combined.core] : []),
]

/** Columns of a form by role. */
export const rolesOf = (form: LogicalForm): Readonly<Record<ColumnRole, ReadonlySet<number>>> => {
  const outer = coreRoles(form.core)
  const inner = innerCores(form).flatMap((core) => Object.values(coreRoles(core)).flat())
  return {
    select: new Set(outer.select),
    figure: new Set(outer.figure),
    where: new Set(outer.where),
    group: new Set(outer.group),
    order: new Set(outer.order),
    compared: new Set(outer.compared),
    inner: new Set(inner),
  }
}

/** What stands around a run of the text: stems near it, and what they stand for. */
export const contextFeatures = (
  evidence: Evidence,
  { from, to }: { readonly from: number; readonly to: number },
  kind: number,
): readonly number[] => {
  const at = (i: number): number =>
    i < 0 ? hashText('<start>') : i >= evidence.tokens.length ? hashText('<end>') : (evidence.stems[i] ?? 0)
  const as = (i: number): number => (i < 0 ? 8 : i >= evidence.tokens.length ? 9 : (evidence.classes[i] ?? 0))
  return [
    feature(kind, 1, at(from - 1)),
    feature(kind, 2, at(from - 2)),
    feature(kind, 3, at(from - 3)),
    feature(kind, 4, at(to)),
    feature(kind, 5, at(to + 1)),
    feature(kind, 6, at(from - 1), at(from - 2)),
    feature(kind, 7, at(to), at(to + 1)),
    feature(kind, 8, as(from - 1), as(from - 2)),
    feature(kind, 9, as(to), as(to + 1)),
    feature(kind, 10, at(from - 1), at(to)),
    feature(kind, at(from - 1), at(from - 2), at(from - 3)),
    feature(kind, 12, as(from - 1), as(to)),
    feature(kind, 13, at(to + 2)),
    feature(kind, 14, upTo(6, Math.floor((7 * from) / Math.max(1, evidence.tokens.length)))),
    feature(kind, 15, from === 0 ? 0 : from < 3 ? 1 : 2, evidence.tokens.length - to < 2 ? 1 : 0),
  ]
}

const natureBits = (evidence: Evidence, index: number): number => {
  const nature = evidence.schema.columns[index]?.nature
  if (!nature) return 0
  return (
    (nature.key ? 1 : 0) +
    (nature.reference ? 2 : 0) +
    (nature.naming >= 2 ? 4 : 0) +
    (nature.numeric ? 8 : 0) +
    (nature.temporal ? 16 : 0) +
    (nature.category ? 32 : 0) +
    (nature.flag ? 64 : 0)
  )
}

const evidenceStep = (of: NameEvidence | null): number => (of ? step(of.score) : 0)

/** Whether several mentions point at the same run: they compete. */
const strongerElsewhere = (evidence: Evidence, index: number): number => {
  const own = evidence.columns[index]
  if (!own) return 0
  const better = evidence.columns.filter((o) => o && o.from < own.to && own.from < o.to && o.score > own.score + 0.01).length
  return upTo(3, better)
}

/** Features of a column for a question, over which its roles are judged. `guess`: most likely class of each sketch factor. */
export const columnFeatures = (
  evidence: Evidence,
  index: number,
  guess: readonly number[],
  read: ReturnType<typeof rolesOf> | null,
  association: number,
): readonly number[] => {
  const { schema } = evidence
  const column = schema.columns[index]
  if (!column) return []
  const own = evidence.columns[index] ?? null
  const table = evidence.tables[column.table] ?? null
  const bits = natureBits(evidence, index)
  const last = hashText(column.words[column.words.length - 1] ?? '')
  const values = evidence.values.flatMap((v) => v.links.filter((l) => l.column === index).map((l) => l.score))
  const valueStep = values.length > 0 ? step(Math.max(...values)) : 0
  const ownStep = evidenceStep(own)
  const tableStep = evidenceStep(table)
  const competition = strongerElsewhere(evidence, index)
  const distance =
    own && table ? Math.max(-3, Math.min(3, Math.sign(own.from - table.from) * (Math.abs(own.from - table.from) > 3 ? 2 : 1))) : 4
  const position = schema.tables[column.table]?.columns.indexOf(index) ?? 0
  const mentioned = schema.tables[column.table]?.columns.filter((c) => (evidence.columns[c]?.score ?? 0) >= 0.75).length ?? 0
  const alike = schema.columns.filter((c) => c.name.toLowerCase() === column.name.toLowerCase()).length
  const features = [
    feature(20),
    feature(21, ownStep),
    feature(22, ownStep, bits),
    feature(23, ownStep, tableStep),
    feature(24, tableStep, bits),
    feature(25, ownStep, upTo(3, own?.rank ?? 0), upTo(3, own?.peers ?? 0)),
    feature(26, valueStep, ownStep),
    feature(27, valueStep, bits),
    feature(28, last, ownStep >= 8 ? 1 : 0, tableStep >= 8 ? 1 : 0),
    feature(29, bits, upTo(3, mentioned), tableStep >= 8 ? 1 : 0),
    feature(30, distance, ownStep >= 8 ? 1 : 0),
    feature(31, competition, ownStep),
    feature(32, upTo(4, alike), tableStep, ownStep >= 8 ? 1 : 0),
    feature(33, upTo(4, position), ownStep >= 8 ? 1 : 0, tableStep >= 8 ? 1 : 0),
    feature(34, association, ownStep),
    feature(35, association, bits, tableStep >= 8 ? 1 : 0),
    feature(36, column.type === 'text' ? 0 : column.type === 'integer' ? 1 : column.type === 'number' ? 2 : 3, ownStep),
    feature(37, own ? own.to - own.from : 0, ownStep),
  ]
  for (const [i, factor] of guess.entries())
    features.push(
      feature(500 + i, factor, ownStep >= 8 ? 1 : 0, tableStep >= 8 ? 1 : 0),
      feature(520 + i, factor, bits, ownStep >= 8 ? 1 : 0),
    )
  if (own && own.score >= 0.45) features.push(...contextFeatures(evidence, own, 60))
  if (own && own.score >= 0.45) features.push(feature(76, bits, evidence.stems[own.from - 1] ?? 0))
  if (read) {
    for (const [r, role] of columnRoles.entries()) {
      if (read[role].has(index)) features.push(feature(80, r, step(evidence.readConfidence)), feature(81, r, ownStep), feature(82, r, bits))
    }
    features.push(feature(83, columnRoles.some((role) => read[role].has(index)) ? 1 : 0, ownStep))
    features.push(feature(84, evidence.read?.core.tables.includes(column.table) ? 1 : 0, ownStep, tableStep >= 8 ? 1 : 0))
  } else features.push(feature(85, ownStep))
  return features
}
