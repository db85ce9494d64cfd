import type { ColumnType } from '#contracts/catalog.ts'
import type {
  AggregateFunction,
  Comparison,
  Condition,
  Expression,
  From,
  Order,
  OutputColumn,
  ScalarFunction,
  Select,
  WindowFunction,
} from '#contracts/query-plan.ts'

/** Short ways to write plans in tests. */
export const col = (path: string): Expression => {
  const [table = '', column = ''] = path.split('.')
  return { kind: 'column', table, column }
}

export const text = (value: string): Expression => ({ kind: 'literal', value, type: 'text' })
export const number = (value: number): Expression => ({ kind: 'literal', value, type: Number.isInteger(value) ? 'integer' : 'number' })
export const truth = (value: boolean): Expression => ({ kind: 'literal', value, type: 'boolean' })
export const date = (value: string): Expression => ({ kind: 'literal', value, type: 'date' })
export const typed = (value: string | null, type: ColumnType): Expression => ({ kind: 'literal', value, type })

export const count = (argument: Expression | null = null, distinct = false, filter: Condition | null = null): Expression => ({
  kind: 'aggregate',
  function: 'count',
  argument,
  distinct,
  filter,
})

export const agg = (name: AggregateFunction, argument: Expression, filter: Condition | null = null): Expression => ({
  kind: 'aggregate',
  function: name,
  argument,
  distinct: false,
  filter,
})

export const math = (left: Expression, operator: '+' | '-' | '*' | '/', right: Expression): Expression => ({
  kind: 'arithmetic',
  operator,
  left,
  right,
})

export const call = (name: ScalarFunction, ...all: readonly Expression[]): Expression => ({ kind: 'call', function: name, arguments: all })

export const over = (
  name: WindowFunction,
  argument: Expression | null,
  partitionBy: readonly Expression[],
  orderBy: readonly Order[],
  frame: 'whole' | 'running' | number = 'running',
): Expression => ({ kind: 'window', function: name, argument, partitionBy, orderBy, frame })

export const is = (left: Expression, operator: Comparison, right: Expression): Condition => ({ kind: 'compare', operator, left, right })

export const match = (value: Expression, how: 'contains' | 'starts' | 'ends' | 'equals', said: string, negated = false): Condition => ({
  kind: 'text',
  match: how,
  value,
  text: said,
  negated,
})

export const empty = (value: Expression, negated = false): Condition => ({ kind: 'is_null', value, negated })
export const and = (...parts: readonly Condition[]): Condition => ({ kind: 'and', parts })
export const or = (...parts: readonly Condition[]): Condition => ({ kind: 'or', parts })
export const up = (expression: Expression): Order => ({ expression, direction: 'asc' })
export const down = (expression: Expression): Order => ({ expression, direction: 'desc' })
export const as = (expression: Expression, name: string): OutputColumn => ({ expression, name, label: '' })
export const table = (name: string, alias = name): From => ({ kind: 'table', table: name, as: alias })

/** A select of `from` (an alias is written `name alias`) that shows `columns`. */
export const select = (from: string | From, columns: readonly (OutputColumn | string)[], more: Partial<Select> = {}): Select => {
  const [name = '', alias] = typeof from === 'string' ? from.split(' ') : []
  return {
    kind: 'select',
    from: typeof from === 'string' ? table(name, alias) : from,
    joins: [],
    columns: columns.map((c) => (typeof c === 'string' ? as(col(c), c.split('.')[1] ?? c) : c)),
    distinct: false,
    where: null,
    groupBy: [],
    having: null,
    perGroup: null,
    orderBy: [],
    limit: null,
    ...more,
  }
}
