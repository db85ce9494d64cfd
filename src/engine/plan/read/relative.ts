import type { Comparison, Expression } from '#contracts/query-plan.ts'
import { comparativeOf, gradableOf } from '../../understand/gradables.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { fold } from '../../understand/tokens.ts'
import { reachesOne } from '../defaults.ts'
import { aggregate, type ColumnExpression, column, compare, countAll, literal, scalar } from '../expressions.ts'
import { simpleSelect } from '../select.ts'
import { saidAmount } from './amounts.ts'
import { chooseColumn, tableAt } from './choose.ts'
import { type Draft, isCue, mentionAt, nextFree, previousFree, use } from './draft.ts'
import { gradedColumn } from './graded-column.ts'
import { leftOf } from './left-of.ts'

/** The same comparison with its sides changed over. */
export const flipped: Readonly<Record<Comparison, Comparison>> = { '>': '<', '>=': '<=', '<': '>', '<=': '>=', '=': '=', '<>': '<>' }

type Compared = { readonly measured: ColumnExpression | null; readonly direction: Comparison; readonly indexes: readonly number[] }

/** "llevan más tiempo que", "longer-serving than": how long ago they began. */
const tenure = /\b(?:tiempo|antigüedad|antiguedad|veteran\w*|longer)\b/i

/** The column that a comparison is about: of its adjective ("más caros que"), else the one before it ("ganan más que"). */
const comparedColumn = (draft: Draft, at: number, operator: Comparison): Compared => {
  const said = draft.pieces[at]?.said ?? ''
  const words = [...said.split(' '), draft.pieces[at - 1]?.said ?? ''].map(fold)
  const comparative = words.map(comparativeOf).find((g) => g !== null)
  const gradable = comparative ?? (tenure.test(said) ? gradableOf('antiguo') : words.map(gradableOf).find((g) => g !== null))
  const graded = gradable ? gradedColumn(draft, gradable) : null
  if (graded) {
    const turned = gradable?.direction === 'asc' && !(comparative && operator.startsWith('<'))
    return { measured: graded, direction: turned ? flipped[operator] : operator, indexes: leftOf(draft, at)?.indexes ?? [] }
  }
  const left = leftOf(draft, at)
  if (left?.expression.kind === 'column') return { measured: left.expression, direction: operator, indexes: left.indexes }
  const near = left ? -1 : previousFree(draft, at - 1, 3)
  const date = near >= 0 ? chooseColumn(draft, near, 'temporal', 0.6) : null
  return { measured: date, direction: operator, indexes: date ? [near] : [] }
}

/** "de su familia", "than their store's average": rows that share what is said with the one compared. */
const sharedKey = (draft: Draft, of: ColumnExpression, from: number): { readonly key: ColumnExpression; readonly index: number } | null => {
  for (let at = from; at < Math.min(draft.pieces.length, from + 4); at++) {
    const piece = draft.pieces[at]
    if (piece?.kind === 'stop' || (piece?.kind === 'cue' && piece.cue.name === 'and')) return null
    if (!mentionAt(draft, at)) continue
    const table = tableAt(draft, at)
    const step = table && (draft.knowledge.graph.get(of.table) ?? []).find((s) => s.up && s.to === table && s.to !== of.table)
    const reference = step ? step.relation.from.columns[0] : undefined
    if (reference) return { key: column(of.table, reference), index: at }
    const named = table ? null : chooseColumn(draft, at, 'text', 0.5)
    const same = named && tableOf(draft.knowledge, of.table).columns.find((c) => c.name === named.column)
    if (named && same && named.table === of.table) return { key: named, index: at }
  }
  return null
}

/** The mean of a column over all rows of its table, or over those that share a key with the row compared. */
const meanOf = (of: ColumnExpression, key: ColumnExpression | null): Expression => {
  if (!key) return scalar(simpleSelect(of.table, [aggregate('avg', of)]))
  const alias = `${of.table}_2`
  const inner = simpleSelect(of.table, [aggregate('avg', column(alias, of.column))], [compare(column(alias, key.column), '=', key)])
  return scalar({ ...inner, from: { kind: 'table', table: of.table, as: alias } })
}

/** "más de un 25 % por encima de la media": how many times the mean. */
const factorBefore = (draft: Draft, at: number): { readonly factor: number; readonly indexes: readonly number[] } => {
  const piece = draft.pieces[at - 1]
  if (piece?.kind !== 'number' || !piece.percent) return { factor: 1, indexes: [] }
  const lead = [at - 2, at - 3].find((i) => isCue(draft, i, 'greater', 'at_least'))
  const factor = isCue(draft, at, 'less', 'at_most') ? 1 - piece.value / 100 : 1 + piece.value / 100
  return { factor, indexes: lead === undefined ? [at - 1] : [at - 1, lead] }
}

const times = (factor: number, of: Expression): Expression =>
  factor === 1 ? of : { kind: 'arithmetic', operator: '*', left: literal(factor, 'number'), right: of }

/** "cuya media de horas supera la media": a mean per row of the subject, said further before. */
const meanBefore = (draft: Draft, at: number): { readonly of: ColumnExpression; readonly indexes: readonly number[] } | null => {
  for (let lead = at - 1; lead >= Math.max(0, at - 7); lead--) {
    if (draft.pieces[lead]?.kind === 'stop') return null
    if (!isCue(draft, lead, 'average') || draft.used.has(lead)) continue
    for (const target of [nextFree(draft, lead + 1, 2), previousFree(draft, lead - 1, 2)]) {
      const of = target >= 0 && !tableAt(draft, target) ? chooseColumn(draft, target, 'numeric', 0.5) : null
      const numeric = of !== null && natureAt(draft.knowledge, of.table, of.column).numeric
      if (of && numeric && of.table !== draft.subject) return { of, indexes: perRow(draft, lead, target, at) }
    }
  }
  return null
}

/** "media de horas por orden": a mean is over rows anyway. */
const perRow = (draft: Draft, lead: number, target: number, end: number): readonly number[] => {
  const group = draft.pieces.findIndex((p, i) => i > lead && i < end && p.kind === 'cue' && p.cue.name === 'group')
  return [lead, target, ...(group >= 0 ? [group, group + 1, group + 2].filter((i) => i < end) : [])]
}

/** "cuya facturación supera la media", "con más pedidos que la media": what each row of the subject comes to, and the mean of all. */
const totalBefore = (
  draft: Draft,
  at: number,
): { readonly by: Expression; readonly table: string; readonly indexes: readonly number[] } | null => {
  const near = previousFree(draft, at - 1, 4)
  if (near < 0) return null
  const table = tableAt(draft, near)
  if (table && table !== draft.subject && !reachesOne(draft.knowledge, draft.subject, table))
    return { by: countAll, table, indexes: [near] }
  const money = saidAmount(draft, near)
  return money && money.table !== draft.subject ? { by: aggregate('sum', money.expression), table: money.table, indexes: [near] } : null
}

/** Comparisons of a figure per row of the subject with the mean of them all. */
const withFigure = (draft: Draft, at: number, operator: Comparison): readonly number[] | null => {
  const { factor, indexes } = factorBefore(draft, at)
  const mean = meanBefore(draft, at)
  const total = mean ? null : totalBefore(draft, at)
  if (mean) {
    const by = aggregate('avg', mean.of)
    draft.having.push(compare(by, operator, times(factor, scalar(simpleSelect(mean.of.table, [by])))))
    return [...mean.indexes, ...indexes]
  }
  if (!total) return null
  draft.mean = { by: total.by, table: total.table, operator, factor }
  return [...total.indexes, ...indexes]
}

/** "por encima de la media (de su familia)", "above the average price": compared with the mean of all rows, or of those alike. */
export const withAverage = (draft: Draft, at: number, operator: Comparison): boolean => {
  const averageAt = nextFree(draft, at + 1, 3)
  if (!isCue(draft, averageAt, 'average')) return false
  const figures = withFigure(draft, at, operator)
  if (figures) {
    use(draft, at, averageAt, ...figures, ...afterMean(draft, averageAt))
    return true
  }
  const after = nextFree(draft, averageAt + 1, 2)
  const found = comparedColumn(draft, at, operator)
  const named = found.measured || after < 0 || tableAt(draft, after) ? null : chooseColumn(draft, after, 'numeric', 0.5)
  const measured = found.measured ?? named
  if (!measured || !natureAt(draft.knowledge, measured.table, measured.column).numeric) return false
  const again = !named && after >= 0 && !tableAt(draft, after) ? chooseColumn(draft, after, 'numeric', 0.5) : null
  const repeated = named !== null || (again?.table === measured.table && again.column === measured.column)
  const shared = sharedKey(draft, measured, repeated ? after + 1 : averageAt + 1)
  const { factor, indexes } = factorBefore(draft, at)
  const mean = times(factor, meanOf(measured, shared?.key ?? null))
  draft.where.push({ condition: compare(measured, found.direction, mean), at, kind: 'number' })
  use(draft, at, averageAt, ...found.indexes, ...indexes, ...(repeated ? [after] : []), ...(shared ? [shared.index] : []))
  return true
}

/** "la media general (del taller)", "de todos los clientes", "overall": the mean is of all, which adds nothing. */
const afterMean = (draft: Draft, averageAt: number): readonly number[] => {
  const found: number[] = []
  for (let at = averageAt - 1; at < Math.min(draft.pieces.length, averageAt + 5); at++) {
    const said = draft.pieces[at]?.said.toLowerCase() ?? ''
    if (draft.pieces[at]?.kind === 'stop' || isCue(draft, at, 'and')) break
    if (/^(?:general|global|overall|todos|todas)$/.test(said) || (at > averageAt && tableAt(draft, at))) found.push(at)
  }
  return found
}

/** "con más visitas que la media": the noun stands inside the comparison. */
export const readAboveMean = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'most', 'least') || draft.used.has(at)) return
  const than = at + 2
  if (!/^(?:que|than)$/.test(draft.pieces[than]?.said.toLowerCase() ?? '')) return
  const averageAt = nextFree(draft, than + 1, 2)
  const total = isCue(draft, averageAt, 'average') ? totalBefore(draft, than) : null
  if (!total) return
  draft.mean = { by: total.by, table: total.table, operator: isCue(draft, at, 'most') ? '>' : '<', factor: 1 }
  use(draft, at, than, averageAt, ...total.indexes, ...afterMean(draft, averageAt))
}

const possessive = /^(?:su|sus|propio|propia|their|his|her|its|own)$/

/** "su jefe", "their own manager": the one row of another table, or of the same in another part, that a row refers to. */
const ownerAt = (draft: Draft, at: number): string | null => {
  const said = draft.pieces.slice(Math.max(0, at - 2), at).map((p) => p.said.toLowerCase().split(' ').at(-1) ?? '')
  const table = said.some((word) => possessive.test(word)) ? tableAt(draft, at) : null
  return table && table !== draft.subject && reachesOne(draft.knowledge, draft.subject, table) ? table : null
}

/** "ganan más que su jefe", "más antiguos que su jefe": the same column of the row referred to. */
export const withPeer = (draft: Draft, at: number, operator: Comparison): boolean => {
  const target = [at + 1, at + 2, at + 3, at + 4].find((i) => ownerAt(draft, i) !== null)
  const owner = target === undefined ? null : ownerAt(draft, target)
  if (!owner || target === undefined) return false
  const { measured, direction, indexes } = comparedColumn(draft, at, operator)
  const shared = measured && tableOf(draft.knowledge, owner).columns.some((c) => c.name === measured.column)
  if (!measured || !shared || measured.table !== draft.subject) return false
  draft.where.push({ condition: compare(measured, direction, column(owner, measured.column)), at, kind: 'number' })
  use(draft, at, target, ...indexes)
  return true
}
