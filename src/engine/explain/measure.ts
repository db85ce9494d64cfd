import type { Expression, Query, Select } from '#contracts/query-plan.ts'
import type { ResultColumn } from '#contracts/result.ts'
import { isMoneyColumn, isPercentColumn } from './names.ts'
import { outputOf, type Speech, sourceOf, storedColumn } from './speech.ts'

export type Unit = 'money' | 'percent' | 'plain'

const isHundredTimes = (expression: Expression): boolean =>
  expression.kind === 'arithmetic' &&
  expression.operator === '*' &&
  [expression.left, expression.right].some((e) => e.kind === 'literal' && e.value === 100)

const ofColumn = (expression: Extract<Expression, { kind: 'column' }>, speech: Speech): Unit => {
  const stored = storedColumn(expression, speech)
  if (stored) return isMoneyColumn(stored.column) ? 'money' : isPercentColumn(stored.column) ? 'percent' : 'plain'
  const source = sourceOf(expression.table, speech)
  const output = source?.kind === 'query' ? outputOf(source.query, expression.column, speech) : null
  return output ? unitOf(output.expression, output.speech) : 'plain'
}

const ofArithmetic = (expression: Extract<Expression, { kind: 'arithmetic' }>, speech: Speech): Unit => {
  const left = unitOf(expression.left, speech)
  const right = unitOf(expression.right, speech)
  switch (expression.operator) {
    case '/':
      if (isHundredTimes(expression.left)) return 'percent'
      return left === 'money' && right !== 'money' ? 'money' : 'plain'
    case '*':
      return (left === 'money') !== (right === 'money') ? 'money' : 'plain'
    case '+':
    case '-':
      return left === 'money' || right === 'money' ? 'money' : left === right ? left : 'plain'
  }
}

/** What an expression's numbers measure. */
export const unitOf = (expression: Expression, speech: Speech): Unit => {
  switch (expression.kind) {
    case 'column':
      return ofColumn(expression, speech)
    case 'arithmetic':
      return ofArithmetic(expression, speech)
    case 'aggregate':
    case 'window':
      if (expression.function === 'count' || expression.argument === null) return 'plain'
      return unitOf(expression.argument, speech)
    case 'case': {
      const values = [...expression.branches.map((b) => b.value), ...(expression.otherwise ? [expression.otherwise] : [])]
      return values.map((v) => unitOf(v, speech)).find((u) => u !== 'plain') ?? 'plain'
    }
    case 'call': {
      const [first] = expression.arguments
      return first && ['round', 'abs', 'coalesce', 'nullif'].includes(expression.function) ? unitOf(first, speech) : 'plain'
    }
    case 'subquery': {
      const output = firstOutput(expression.query)
      const found = output === null ? null : outputOf(expression.query, output, speech)
      return found ? unitOf(found.expression, found.speech) : 'plain'
    }
    default:
      return 'plain'
  }
}

const firstOutput = (query: Query): string | null =>
  query.kind === 'compound' ? firstOutput(query.left) : (query.columns[0]?.name ?? null)

/** How people should read the values of an output. */
export const formatOf = (expression: Expression, speech: Speech): ResultColumn['format'] => {
  if (expression.kind === 'date_trunc') {
    if (expression.unit === 'hour') return 'plain'
    return `period_${expression.unit}`
  }
  if (expression.kind === 'date_part') {
    const known = { year: 'period_year', quarter: 'period_quarter', month: 'period_month', week: 'period_week' } as const
    return expression.part in known ? known[expression.part as keyof typeof known] : 'plain'
  }
  if (expression.kind === 'column' && storedColumn(expression, speech) === null) {
    const source = sourceOf(expression.table, speech)
    const output = source?.kind === 'query' ? outputOf(source.query, expression.column, speech) : null
    if (output) return formatOf(output.expression, output.speech)
  }
  return unitOf(expression, speech)
}

/** The select whose columns a query shows. */
export const shownSelect = (query: Query): Select => (query.kind === 'select' ? query : shownSelect(query.left))
