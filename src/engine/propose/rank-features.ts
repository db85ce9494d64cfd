import { feature, step, upTo, wideStep } from '../ranker/features.ts'
import { sigmoid } from '../ranker/network.ts'
import { type ColumnRole, columnRoles } from './column-features.ts'
import type { Evidence, NameEvidence } from './evidence.ts'
import type { Candidate } from './generate.ts'
import type { Judged } from './judge.ts'
import { type Core, columnsOfCore, columnsOfPredicate, everyRow, type LogicalForm, type Predicate } from './logical-form.ts'
import { conditionCount, factorAt, factorsOf, isAny, type Sketch, sketchOf, valuePredicates } from './sketch.ts'
import { says, valueKinds } from './value-features.ts'

/** A candidate as the ranker sees it: built from parts, read by the rules, or both. */
export type Ranked = {
  readonly form: LogicalForm | null
  readonly built: Candidate | null
  readonly read: boolean
  readonly position: number
}

const allCores = (form: LogicalForm): readonly Core[] => {
  const nested = (core: Core): readonly Core[] => core.where.flatMap((p) => (p.kind === 'member' ? [p.inner, ...nested(p.inner)] : []))
  return [form.core, ...nested(form.core), ...(form.combined ? [form.combined.core, ...nested(form.combined.core)] : [])]
}

const allColumns = (form: LogicalForm): ReadonlySet<number> =>
  new Set(allCores(form).flatMap((c) => [...columnsOfCore(c), ...c.where.flatMap((p) => (p.kind === 'figure' ? [p.of.column] : []))]))

/** Runs of the text that name something plainly, and whether a form uses what they name. */
const coverage = (evidence: Evidence, form: LogicalForm): readonly number[] => {
  const columns = allColumns(form)
  const tables = new Set(allCores(form).flatMap((c) => c.tables))
  const runs = new Map<string, { best: number; covered: boolean; table: boolean; column: boolean }>()
  const see = (of: NameEvidence | null, used: boolean, isTable: boolean): void => {
    if (!of || of.score < 0.7) return
    const key = `${of.from}:${of.to}`
    const run = runs.get(key) ?? { best: 0, covered: false, table: false, column: false }
    run.best = Math.max(run.best, of.score)
    run.covered ||= used
    if (isTable) run.table = true
    else run.column = true
    runs.set(key, run)
  }
  for (const [i, of] of evidence.columns.entries()) see(of, columns.has(i), false)
  for (const [i, of] of evidence.tables.entries()) see(of, tables.has(i), true)
  const left = [...runs.values()].filter((r) => !r.covered)
  const inValues = left.filter((r) => r.column && !r.table).length
  return [left.length, inValues, left.filter((r) => r.table && !r.column).length, left.filter((r) => r.best >= 0.95).length, runs.size]
}

const lowest = (judged: Judged, columns: Iterable<number>, role: ColumnRole): number => {
  let min = 1
  for (const c of columns) if (c !== everyRow) min = Math.min(min, sigmoid(judged.columns[c]?.[columnRoles.indexOf(role)] ?? -9))
  return min
}

/** The best column not taken for a role, and how sure it was. */
const leftOut = (judged: Judged, taken: ReadonlySet<number>, same: (c: number) => number, role: ColumnRole): number => {
  const classes = new Set([...taken].map(same))
  let max = 0
  for (const [c, logits] of judged.columns.entries())
    if (!classes.has(same(c))) max = Math.max(max, sigmoid(logits[columnRoles.indexOf(role)] ?? -9))
  return max
}

const stringify = (x: unknown): string => JSON.stringify(x)
const sorted = (list: readonly unknown[]): string => list.map(stringify).sort().join('|')

const agreement = (evidence: Evidence, form: LogicalForm): readonly number[] => {
  const { read } = evidence
  if (!read) return []
  const bySame = (c: number): number => evidence.schema.columns[c]?.same ?? c
  const select = (f: LogicalForm): string => sorted(f.core.select.map((i) => [i.figure, bySame(i.column)]))
  const where = (f: LogicalForm): string =>
    sorted(
      f.core.where.map((p) =>
        p.kind === 'value'
          ? [p.item, p.operator, p.values.map((v) => String(v).toLowerCase())]
          : p.kind === 'figure'
            ? [p.column, p.of, p.operator]
            : [p.negated, p.inner.tables[0]],
      ),
    )
  const order = (f: LogicalForm): string => stringify([f.core.order, f.core.limit])
  const group = (f: LogicalForm): string => sorted(f.core.group.map(bySame))
  const tables = (f: LogicalForm): string => sorted(f.core.tables)
  const bits = [
    select(form) === select(read),
    where(form) === where(read),
    order(form) === order(read),
    group(form).length > 0 === group(read).length > 0,
    tables(form) === tables(read),
    sorted(form.core.having) === sorted(read.core.having),
  ]
  return bits.map((b) => (b ? 1 : 0))
}

const typeClashes = (evidence: Evidence, form: LogicalForm): number => {
  let clashes = 0
  const typeOf = (c: number): string => evidence.schema.columns[c]?.type ?? 'other'
  for (const core of allCores(form)) {
    for (const i of core.select) if ((i.figure === 'avg' || i.figure === 'sum') && typeOf(i.column) === 'text') clashes++
    for (const p of core.where) {
      if (p.kind !== 'value') continue
      const ordered = p.operator === '<' || p.operator === '>' || p.operator === '<=' || p.operator === '>='
      if (ordered && typeOf(p.item.column) === 'text') clashes++
      if (
        typeof p.values[0] === 'string' &&
        Number.isNaN(Number(p.values[0])) &&
        (typeOf(p.item.column) === 'integer' || typeOf(p.item.column) === 'number')
      )
        clashes++
    }
  }
  return clashes
}

const sanity = (evidence: Evidence, form: LogicalForm): readonly number[] => {
  const { core } = form
  const shown = core.select.filter((i) => i.figure === 'none').map((i) => i.column)
  const figures = core.select.length - shown.length
  const equals = core.where.flatMap((p) => (p.kind === 'value' && p.operator === '=' && p.values.length === 1 ? [p.item.column] : []))
  return [
    core.group.length > 0 &&
    !core.group.some((g) => shown.some((s) => evidence.schema.columns[s]?.table === evidence.schema.columns[g]?.table))
      ? 1
      : 0,
    figures > 0 && shown.length > 0 && core.group.length === 0 ? 1 : 0,
    core.order?.by.figure === 'none' && core.group.length > 0 ? 1 : 0,
    shown.some((s) => equals.includes(s)) ? 1 : 0,
    core.limit !== null && !core.order ? 1 : 0,
    new Set(core.where.flatMap(columnsOfPredicate)).size < core.where.length ? 1 : 0,
    upTo(3, typeClashes(evidence, form)),
    shown.length > 1 && new Set(shown.map((s) => evidence.schema.columns[s]?.table)).size > 1 ? 1 : 0,
  ]
}

/** Values of the text by whether the form compares with them. */
const valueUse = (evidence: Evidence, judged: Judged, form: LogicalForm): readonly number[] => {
  const used = [
    ...valuePredicates(form),
    ...allCores(form).flatMap((c) => c.having.filter((h): h is Extract<Predicate, { kind: 'value' }> => h.kind === 'value')),
  ]
  let missed = 0
  let forced = 0
  for (const [at, mention] of evidence.values.entries()) {
    const none = Math.exp(judged.values[at]?.roles[0] ?? 0)
    const isUsed = used.some((p) => says(mention, p.values)) || (form.core.limit !== null && mention.literals[0] === form.core.limit)
    if (isUsed) forced = Math.max(forced, none)
    else missed = Math.max(missed, 1 - none)
  }
  return [step(missed), step(forced)]
}

const natureOf = (evidence: Evidence, c: number): number => {
  const n = evidence.schema.columns[c]?.nature
  return n ? (n.key ? 1 : 0) + (n.reference ? 2 : 0) + (n.naming >= 2 ? 4 : 0) + (n.numeric ? 8 : 0) : 16
}

/** Factors that single words may tell of: figures, groups, order, nesting, sets. */
const crossed = [
  factorAt.figures,
  2,
  5,
  6,
  7,
  8,
  factorAt.group,
  factorAt.having,
  factorAt.order,
  factorAt.nested,
  factorAt.combined,
] as const

type Seen = { readonly evidence: Evidence; readonly judged: Judged; readonly form: LogicalForm; readonly sketch: Sketch }

const sketchFeatures = ({ evidence, judged, form, sketch }: Seen): readonly number[] => {
  const factors = factorsOf(sketch, conditionCount(form), isAny(form))
  const logs = factors.map((f, i) => judged.factors[i]?.[f] ?? -9)
  const words = evidence.stems.filter((_, i) => (evidence.classes[i] ?? 0) <= 1)
  return [
    ...words.flatMap((stem) => crossed.map((f) => feature(480 + f, stem, factors[f]))),
    ...logs.map((log, i) => feature(300 + i, step(Math.exp(log)))),
    ...factors.map((f, i) => feature(460 + i, f, judged.guess[i] === f ? 1 : 0)),
    feature(340, wideStep(Math.min(...logs))),
    feature(341, wideStep(logs.reduce((sum, log) => sum + log, 0))),
  ]
}

const coverageFeatures = ({ evidence, judged, form }: Seen): readonly number[] => {
  const [left = 0, columnsLeft = 0, tablesLeft = 0, sureLeft = 0, runs = 0] = coverage(evidence, form)
  const [missed = 0, forced = 0] = valueUse(evidence, judged, form)
  return [
    feature(342, upTo(4, left)),
    feature(343, upTo(3, columnsLeft), upTo(3, tablesLeft)),
    feature(344, upTo(3, sureLeft)),
    feature(345, upTo(6, runs), upTo(4, left)),
    feature(346, missed),
    feature(347, forced),
    feature(348, missed, upTo(3, conditionCount(form))),
  ]
}

const columnFit = ({ evidence, judged, form, sketch }: Seen): readonly number[] => {
  const { core } = form
  const shown = new Set(core.select.filter((i) => i.figure === 'none').map((i) => i.column))
  const figures = new Set(core.select.filter((i) => i.figure !== 'none' && i.column !== everyRow).map((i) => i.column))
  const ordered = core.order ? [core.order.by.column] : []
  const same = (c: number): number => evidence.schema.columns[c]?.same ?? c
  const classes = new Set([...allColumns(form)].map(same))
  const others = judged.columns.flatMap((logits, c) => (classes.has(same(c)) ? [] : Array.from(logits).map(sigmoid)))
  const left = (taken: ReadonlySet<number>, role: ColumnRole): number => step(leftOut(judged, taken, same, role))
  return [
    feature(350, step(lowest(judged, shown, 'select')), upTo(3, shown.size)),
    feature(351, left(shown, 'select'), upTo(3, shown.size)),
    feature(352, step(lowest(judged, figures, 'figure')), upTo(2, figures.size)),
    feature(353, left(figures, 'figure'), upTo(2, figures.size)),
    feature(354, step(lowest(judged, core.group, 'group')), core.group.length),
    feature(355, core.order ? step(lowest(judged, ordered, 'order')) : 0, core.order ? 1 : 0),
    feature(356, left(new Set(ordered), 'order'), core.order ? 1 : 0),
    feature(357, left(new Set(core.group), 'group'), core.group.length),
    feature(358, step(others.reduce((most, p) => Math.max(most, p), 0))),
    ...[...shown].flatMap((c) => [
      feature(359, natureOf(evidence, c), step(evidence.columns[c]?.score ?? 0), upTo(3, shown.size)),
      feature(360, natureOf(evidence, c), core.group.length, sketch.limit === 'none' ? 0 : 1),
    ]),
  ]
}

const tableFit = ({ evidence, judged, form, sketch }: Seen): readonly number[] => {
  const { core } = form
  const inside = core.tables.map((t) => sigmoid(judged.tables[t]?.[0] ?? -9))
  const outside = judged.tables.flatMap((t, i) => (core.tables.includes(i) ? [] : [sigmoid(t[0] ?? -9)]))
  const needed = new Set(columnsOfCore(core).map((c) => evidence.schema.columns[c]?.table))
  const extra = core.tables.filter((t) => !needed.has(t)).length
  const figures = core.select.some((i) => i.figure !== 'none' && i.column !== everyRow) || sketch.figures.includes('count*')
  return [
    feature(361, step(Math.min(1, ...inside)), upTo(4, core.tables.length)),
    feature(362, step(Math.max(0, ...outside)), upTo(4, core.tables.length)),
    feature(363, upTo(3, extra), upTo(4, core.tables.length)),
    feature(364, extra > 0 ? 1 : 0, figures ? 1 : 0, core.group.length),
  ]
}

const valueFit = ({ evidence, judged, form }: Seen): readonly number[] =>
  valuePredicates(form).flatMap((p) => {
    const at = evidence.values.findIndex((m) => says(m, p.values))
    const mention = evidence.values[at]
    const log = judged.values[at]?.columns.find((c) => c.column === p.item.column)?.log ?? -9
    const link = mention?.links.find((l) => l.column === p.item.column)
    return [
      feature(365, wideStep(log)),
      feature(366, p.operator.length + p.operator.charCodeAt(0) * 7, mention ? 0 : 1),
      feature(367, link ? step(link.score) : 0, mention ? valueKinds.indexOf(mention.kind) : -1),
    ]
  })

const agreementFeatures = ({ evidence, form }: Seen): readonly number[] => {
  const bits = agreement(evidence, form)
  if (bits.length === 0) return [feature(380)]
  const sure = step(evidence.readConfidence)
  const pattern = bits.reduce((sum, b, i) => sum + (b << i), 0)
  const agreed = bits.reduce((sum, b) => sum + b, 0)
  return [...bits.flatMap((b, i) => [feature(381 + i, b), feature(390 + i, b, sure)]), feature(400, pattern), feature(401, agreed, sure)]
}

const formFeatures = (seen: Seen): readonly number[] => [
  ...sketchFeatures(seen),
  ...coverageFeatures(seen),
  ...columnFit(seen),
  ...tableFit(seen),
  ...valueFit(seen),
  ...sanity(seen.evidence, seen.form).map((s, i) => feature(370 + i, s)),
  ...agreementFeatures(seen),
]

/** Features of a candidate among the others. `top`: the best built one. */
export const rankFeatures = (evidence: Evidence, judged: Judged, candidate: Ranked, top: Candidate | null): readonly number[] => {
  const features = [
    feature(280),
    feature(281, candidate.read ? 1 : 0, step(evidence.readConfidence)),
    feature(282, candidate.built ? 1 : 0, candidate.read ? 1 : 0, candidate.form ? 1 : 0),
  ]
  if (candidate.built && top) {
    features.push(
      feature(283, wideStep(candidate.built.log - top.log)),
      feature(284, candidate.position < 4 ? candidate.position : candidate.position < 8 ? 4 : candidate.position < 16 ? 5 : 6),
    )
    for (const [i, part] of candidate.built.parts.entries())
      features.push(feature(285 + i, wideStep(part - (top.parts[i] ?? 0))), feature(291 + i, wideStep(part)))
  }
  const { form } = candidate
  if (form) features.push(...formFeatures({ evidence, judged, form, sketch: sketchOf(form, evidence.schema) }))
  else features.push(feature(297), feature(298, step(evidence.readConfidence), top ? wideStep(top.log) : 9))
  return features
}
