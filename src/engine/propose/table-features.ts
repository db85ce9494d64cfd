import { feature, step, upTo } from '../ranker/features.ts'
import { contextFeatures } from './column-features.ts'
import type { Evidence } from './evidence.ts'
import type { Core, LogicalForm } from './logical-form.ts'

/** Outputs of the table network: read by the query itself, read by a query inside it. */
export const tableRoles = ['outer', 'inner'] as const

const inside = (form: LogicalForm): readonly Core[] => [
  ...form.core.where.flatMap((p) => (p.kind === 'member' ? [p.inner] : [])),
  ...(form.combined ? [form.combined.core] : []),
]

export const tablesOf = (form: LogicalForm): Readonly<Record<(typeof tableRoles)[number], ReadonlySet<number>>> => ({
  outer: new Set(form.core.tables),
  inner: new Set(inside(form).flatMap((core) => core.tables)),
})

/** Features of a table for a question. */
export const tableFeatures = (
  evidence: Evidence,
  index: number,
  guess: readonly number[],
  read: ReturnType<typeof tablesOf> | null,
  association: number,
): readonly number[] => {
  const { schema } = evidence
  const table = schema.tables[index]
  if (!table) return []
  const own = evidence.tables[index] ?? null
  const ownStep = own ? step(own.score) : 0
  const scores = table.columns.map((c) => evidence.columns[c]?.score ?? 0)
  const best = step(Math.max(0, ...scores))
  const strong = upTo(3, scores.filter((s) => s >= 0.75).length)
  const values = step(
    Math.max(0, ...evidence.values.flatMap((v) => v.links.filter((l) => schema.columns[l.column]?.table === index).map((l) => l.score))),
  )
  const first = own !== null && !evidence.tables.some((o) => o && o.score >= 0.7 && o.from < own.from)
  const others = upTo(3, evidence.tables.filter((o, i) => i !== index && o && o.score >= 0.75).length)
  const related = schema.columns
    .filter((c) => c.table !== index && table.columns.some((t) => schema.columns[t]?.same === c.same))
    .some((c) => (evidence.tables[c.table]?.score ?? 0) >= 0.75)
  const only = upTo(
    2,
    scores.filter(
      (s, i) =>
        s >= 0.75 &&
        !schema.columns.some(
          (o) =>
            o.table !== index &&
            (evidence.columns[o.index]?.score ?? 0) >= s &&
            o.name.toLowerCase() === schema.columns[table.columns[i] ?? -1]?.name.toLowerCase(),
        ),
    ).length,
  )
  const features = [
    feature(100),
    feature(101, ownStep),
    feature(102, ownStep, best),
    feature(103, ownStep, strong, values),
    feature(104, table.link ? 1 : 0, ownStep, related ? 1 : 0),
    feature(105, first ? 1 : 0, ownStep, others),
    feature(106, upTo(3, own?.rank ?? 0), upTo(3, own?.peers ?? 0), ownStep),
    feature(107, only, ownStep, values),
    feature(108, upTo(5, schema.tables.length), ownStep, best),
    feature(146, association, ownStep),
    feature(147, association, best, values),
    feature(109, others, ownStep, related ? 1 : 0),
  ]
  for (const [i, factor] of guess.entries()) features.push(feature(540 + i, factor, ownStep, strong > 0 ? 1 : 0))
  if (own && own.score >= 0.45) features.push(...contextFeatures(evidence, own, 125))
  if (read)
    features.push(
      feature(141, read.outer.has(index) ? 1 : 0, ownStep, step(evidence.readConfidence)),
      feature(142, read.inner.has(index) ? 1 : 0, ownStep),
      feature(143, read.outer.has(index) ? 1 : 0, best, values),
    )
  else features.push(feature(144, ownStep))
  return features
}
