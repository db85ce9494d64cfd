import type { Condition, Expression, OutputColumn, Select } from '#contracts/query-plan.ts'
import { aggregate, allOf, anyOf, hasWindow, isAggregate, literal, sameExpression } from './expressions.ts'
import type { Draft } from './read/draft.ts'

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
  return { ...select, columns: select.columns.flatMap((c, i) => (i === index ? change(c.expression) : [c])) }
}

/** "qué porcentaje de X es Y": the last plain condition is the part, the others bound the whole. */
const conditionalShare = (draft: Draft, select: Select): Select | null => {
  const parts = select.where?.kind === 'and' ? select.where.parts : select.where ? [select.where] : []
  const marks = draft.where
    .filter((w) => w.kind === 'value' || w.kind === 'flag' || w.kind === 'number' || w.kind === 'null')
    .sort((a, b) => a.at - b.at)
  const mark = marks[marks.length - 1]
  const part: Condition | undefined = mark && parts.find((p) => p === mark.condition)
  if (!part) return null
  const rest = allOf(parts.filter((p) => p !== part))
  const measure = select.columns[measureIndex(select)]?.expression
  const whole = measure?.kind === 'aggregate' ? measure : aggregate('count', null)
  const share = percentOf({ ...whole, filter: part }, whole)
  const kept = select.columns.filter((c) => !isAggregate(c.expression))
  const groups = select.groupBy.length > 0 ? kept : []
  return { ...select, where: rest, columns: [...groups, { expression: share, name: 'percent', label: '' }], distinct: false }
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
const withTwoPeriods = (compared: NonNullable<Draft['compared']>, select: Select): Select => {
  const measure = select.columns[measureIndex(select)]?.expression
  if (measure?.kind !== 'aggregate') return select
  const current = { ...measure, filter: compared.current }
  const previous = { ...measure, filter: compared.previous }
  const change = percentOf({ kind: 'arithmetic', operator: '-', left: current, right: previous }, previous)
  const made = replaceMeasure(select, () => [
    { expression: current, name: 'current', label: '' },
    { expression: previous, name: 'previous', label: '' },
    { expression: change, name: 'change_percent', label: '' },
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
  if (draft.compared) made = withTwoPeriods(draft.compared, made)
  return made
}
