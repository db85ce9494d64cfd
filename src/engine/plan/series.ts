import type { Condition, Expression, OutputColumn, Select } from '#contracts/query-plan.ts'
import { aggregate, allOf, anyOf, hasWindow, isAggregate, literal, sameExpression } from './expressions.ts'
import { type Draft, isCue } from './read/draft.ts'

const hundred = literal(100, 'integer')

const divide = (left: Expression, right: Expression): Expression => ({ kind: 'arithmetic', operator: '/', left, right })

const percentOf = (part: Expression, whole: Expression): Expression =>
  divide({ kind: 'arithmetic', operator: '*', left: hundred, right: part }, whole)

/** The figure of a query that is not already taken over other rows: a share neither runs on nor has shares. */
const measureIndex = (select: Select): number => select.columns.findIndex((c) => isAggregate(c.expression) && !hasWindow(c.expression))

const replaceMeasure = (select: Select, change: (measure: Expression) => readonly OutputColumn[]): Select => {
  const index = measureIndex(select)
  const measure = select.columns[index]
  if (!measure) return select
  const made = change(measure.expression)
  return { ...select, columns: select.columns.flatMap((c, i) => (i === index ? made : [c])), orderBy: reordered(select, measure, made) }
}

/** What ordered by the figure is ordered by what stands for it. */
const reordered = (select: Select, old: OutputColumn, made: readonly OutputColumn[]): Select['orderBy'] =>
  select.orderBy.map((o) => {
    const [first] = made
    return first && sameExpression(o.expression, old.expression) ? { ...o, expression: first.expression } : o
  })

const isMark = (kind: Draft['where'][number]['kind']): boolean => kind !== 'period' && kind !== 'text'

type Said = { readonly part: Condition; readonly at: number; readonly mark: boolean }

const flat = (condition: Condition | null): readonly Condition[] =>
  condition?.kind === 'and' ? condition.parts : condition ? [condition] : []

/** Conditions of a query in the order they were said; rows that must exist, or not, are said where their existence is. */
const saidConditions = (draft: Draft, select: Select): readonly Said[] => {
  const parts = flat(select.where)
  const own = draft.where
    .filter((w) => flat(w.condition).every((c) => parts.includes(c)))
    .map((w) => ({ part: w.condition, at: w.at, mark: isMark(w.kind) }))
  const apart = parts.filter((p) => !draft.where.some((w) => flat(w.condition).includes(p)))
  const related = draft.existences.flatMap((e, i) => {
    const part = apart[i]
    return part ? [{ part, at: e.at, mark: true }] : []
  })
  return [...own, ...related].sort((a, b) => a.at - b.at)
}

const isCounted = (draft: Draft): boolean => draft.measures.some((m) => isCue(draft, m.at, 'count', 'sum', 'how_much'))

/** "qué porcentaje de X es Y": the last condition is the part, the others bound the whole. A figure also asked for stays beside it. */
const conditionalShare = (draft: Draft, select: Select): Select | null => {
  const said = saidConditions(draft, select)
  const part = (said.findLast((s) => s.mark) ?? (select.groupBy.length === 0 ? said[said.length - 1] : undefined))?.part
  if (!part) return null
  const measure = select.columns[measureIndex(select)]
  const whole = measure?.expression.kind === 'aggregate' ? measure.expression : aggregate('count', null)
  const counted = { ...whole, filter: part }
  const share: OutputColumn = { expression: percentOf(counted, whole), name: 'percent', label: '' }
  const groups = select.groupBy.length > 0 ? select.columns.filter((c) => !isAggregate(c.expression)) : []
  return {
    ...select,
    where: allOf(flat(select.where).filter((p) => !flat(part).includes(p))),
    columns: [...groups, ...(measure && isCounted(draft) ? [{ ...measure, expression: counted }] : []), share],
    orderBy: measure ? reordered(select, measure, [share]) : select.orderBy,
    distinct: false,
  }
}

/** "reparto en % por X": each group's part of the total. */
const shareOfTotal = (select: Select): Select =>
  replaceMeasure(select, (measure) => [
    {
      expression: percentOf(measure, { kind: 'window', function: 'sum', argument: measure, partitionBy: [], orderBy: [], frame: 'whole' }),
      name: 'percent',
      label: '',
    },
  ])

/** What a series runs along and within: the groups of the query that are units of time, and the others. */
const seriesOf = (draft: Draft, select: Select): { readonly by: Expression | null; readonly others: readonly Expression[] } => {
  const groups = draft.groups.filter((g) => select.groupBy.some((by) => sameExpression(by, g.expression)))
  return {
    by: groups.find((g) => g.unit !== null)?.expression ?? null,
    others: groups.filter((g) => g.unit === null).map((g) => g.expression),
  }
}

const withRunning = (draft: Draft, select: Select): Select => {
  const { by, others } = seriesOf(draft, select)
  const measure = select.columns[measureIndex(select)]?.expression
  if (!by || !measure) return select
  const running: Expression = {
    kind: 'window',
    function: 'sum',
    argument: measure,
    partitionBy: others,
    orderBy: [{ expression: by, direction: 'asc' }],
    frame: 'running',
  }
  return { ...select, columns: [...select.columns, { expression: running, name: 'running_total', label: '' }] }
}

/** Beside each period, the one before and the change in percent. */
const withPrevious = (draft: Draft, select: Select): Select => {
  const { by, others } = seriesOf(draft, select)
  const measure = select.columns[measureIndex(select)]?.expression
  if (!by || !measure) return select
  const before: Expression = {
    kind: 'window',
    function: 'lag',
    argument: measure,
    partitionBy: others,
    orderBy: [{ expression: by, direction: 'asc' }],
    frame: 'whole',
  }
  const change = percentOf({ kind: 'arithmetic', operator: '-', left: measure, right: before }, before)
  return {
    ...select,
    columns: [
      ...select.columns,
      { expression: before, name: 'previous', label: '' },
      { expression: change, name: 'change_percent', label: '' },
    ],
  }
}

/** The figure in each of two periods, and the change in percent. Rows of neither are left out. */
const withTwoPeriods = (draft: Draft, compared: NonNullable<Draft['compared']>, select: Select): Select => {
  const measure = select.columns[measureIndex(select)]?.expression
  if (measure?.kind !== 'aggregate') return select
  const current = { ...measure, filter: compared.current }
  const previous = { ...measure, filter: compared.previous }
  const difference: Expression = { kind: 'arithmetic', operator: '-', left: current, right: previous }
  const asked = /diferencia|difference/i.test(draft.text)
  const change = percentOf(difference, previous)
  const made = replaceMeasure(select, () => [
    { expression: current, name: 'current', label: '' },
    { expression: previous, name: 'previous', label: '' },
    asked ? { expression: difference, name: 'difference', label: '' } : { expression: change, name: 'change_percent', label: '' },
  ])
  const either = anyOf([compared.current, compared.previous])
  return { ...made, where: allOf([...(select.where ? [select.where] : []), ...(either ? [either] : [])]) }
}

/** Adds shares, running totals and comparisons with the period before to a query, where the question asks for them. */
export const addComparisons = (draft: Draft, select: Select): Select => {
  let made = select
  if (draft.percent)
    made =
      (draft.percent === 'share' && made.groupBy.length > 0 ? null : conditionalShare(draft, made)) ??
      (made.groupBy.length > 0 ? shareOfTotal(made) : made)
  if (draft.running) made = withRunning(draft, made)
  if (draft.previous) made = withPrevious(draft, made)
  if (draft.compared) made = withTwoPeriods(draft, draft.compared, made)
  return made
}
