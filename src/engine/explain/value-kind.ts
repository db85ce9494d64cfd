import type { Expression, Query } from '#contracts/query-plan.ts'
import { outputOf, type Speech, sourceOf, storedColumn } from './speech.ts'

/** How people speak of values: texts come before or after in the alphabet, moments earlier or later, the rest is more or less. */
export type ValueKind = 'text' | 'time' | 'truth' | 'amount'

const ofType = (type: string): ValueKind => {
  if (type === 'text') return 'text'
  if (type === 'boolean') return 'truth'
  return type === 'date' || type === 'datetime' || type === 'time' ? 'time' : 'amount'
}

const ofColumn = (expression: Extract<Expression, { kind: 'column' }>, speech: Speech): ValueKind => {
  const stored = storedColumn(expression, speech)
  if (stored) return ofType(stored.column.type)
  const source = sourceOf(expression.table, speech)
  return source?.kind === 'query' ? ofOutput(source.query, expression.column, speech) : 'amount'
}

const ofOutput = (query: Query, name: string, speech: Speech): ValueKind => {
  const output = outputOf(query, name, speech)
  return output ? kindOf(output.expression, output.speech) : 'amount'
}

const firstOutput = (query: Query): string => (query.kind === 'compound' ? firstOutput(query.left) : (query.columns[0]?.name ?? ''))

const keepsKind: ReadonlySet<string> = new Set(['min', 'max', 'lag'])

const ofCall = (expression: Extract<Expression, { kind: 'call' }>, speech: Speech): ValueKind => {
  switch (expression.function) {
    case 'lower':
    case 'upper':
    case 'trim':
    case 'concat':
      return 'text'
    case 'current_date':
    case 'current_timestamp':
      return 'time'
    case 'nullif':
    case 'coalesce': {
      const [first] = expression.arguments
      return first ? kindOf(first, speech) : 'amount'
    }
    default:
      return 'amount'
  }
}

/** What kind of value an expression gives. */
export const kindOf = (expression: Expression, speech: Speech): ValueKind => {
  switch (expression.kind) {
    case 'column':
      return ofColumn(expression, speech)
    case 'literal':
      return typeof expression.value === 'number' ? 'amount' : ofType(expression.type)
    case 'aggregate':
    case 'window':
      return expression.argument && keepsKind.has(expression.function) ? kindOf(expression.argument, speech) : 'amount'
    case 'date_trunc':
      return 'time'
    case 'date_part':
    case 'date_diff':
      return 'amount'
    case 'arithmetic': {
      const shifts = expression.operator === '+' || expression.operator === '-'
      return shifts && kindOf(expression.left, speech) === 'time' && kindOf(expression.right, speech) !== 'time' ? 'time' : 'amount'
    }
    case 'case': {
      const [first] = expression.branches
      return first ? kindOf(first.value, speech) : 'amount'
    }
    case 'call':
      return ofCall(expression, speech)
    case 'subquery':
      return ofOutput(expression.query, firstOutput(expression.query), speech)
  }
}
