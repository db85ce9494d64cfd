import type { Condition, Expression, OutputColumn, Select } from '#contracts/query-plan.ts'
import { allOf } from './expressions.ts'

/** A SELECT of one table under its own name, with nothing but what is given. */
export const simpleSelect = (table: string, expressions: readonly Expression[], where: readonly Condition[] = []): Select => ({
  kind: 'select',
  from: { kind: 'table', table, as: table },
  joins: [],
  columns: expressions.map(nameOutput),
  distinct: false,
  where: allOf(where),
  groupBy: [],
  having: null,
  perGroup: null,
  orderBy: [],
  limit: null,
})

/**
 * Outputs named by what they hold: columns that share a name take their table's before it, other repeated names a number.
 * Unique whatever the case; `taken` are names already in use.
 */
export const nameOutputs = (expressions: readonly Expression[], taken: readonly string[] = []): readonly OutputColumn[] => {
  const seen = new Set(taken.map((name) => name.toLowerCase()))
  return expressions.map((expression) => {
    const base = outputName(expression)
    const shared = expressions.filter((o) => outputName(o) === base).length > 1 || seen.has(base.toLowerCase())
    const wanted = shared && expression.kind === 'column' ? `${expression.table}_${base}` : base
    let name = wanted
    for (let n = 2; seen.has(name.toLowerCase()); n++) name = `${wanted}_${n}`
    seen.add(name.toLowerCase())
    return { expression, name, label: '' }
  })
}

/** Name of an output by what it holds; `index` keeps names apart. */
export const nameOutput = (expression: Expression, index: number): OutputColumn => {
  const name = outputName(expression)
  return { expression, name: `${name}${index > 0 && name === 'value' ? `_${index + 1}` : ''}`, label: '' }
}

export const outputName = (expression: Expression): string => {
  switch (expression.kind) {
    case 'column':
      return expression.column
    case 'aggregate':
      return expression.argument?.kind === 'column'
        ? `${expression.function}_${expression.argument.column}`
        : expression.function === 'count'
          ? 'total'
          : expression.function
    case 'date_trunc':
      return expression.unit
    case 'date_part':
      return expression.part
    case 'date_diff':
      return `${expression.unit}s`
    case 'window':
      return expression.function === 'sum' ? 'running_total' : expression.function
    case 'subquery':
      return expression.query.kind === 'select' ? (expression.query.columns[0]?.name ?? 'value') : 'value'
    case 'call':
    case 'arithmetic':
    case 'case':
    case 'literal':
      return 'value'
  }
}
