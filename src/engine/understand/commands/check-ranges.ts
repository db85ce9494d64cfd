import type { Table } from '#contracts/catalog.ts'

export type Bound = { readonly operator: '<' | '<=' | '>' | '>='; readonly value: number }

const number = '\\(?(-?\\d+(?:\\.\\d+)?)\\)?(?:::\\w+)?'
const flipped = { '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const operatorOf = (text: string | undefined): Bound['operator'] | null =>
  text === '<' || text === '<=' || text === '>' || text === '>=' ? text : null

/** Numeric limits that CHECK rules of the form `c >= 1 AND c <= 5` or `c BETWEEN 1 AND 5` lay on a column alone. Rules with OR are left to the database. */
export const boundsFor = (table: Table, column: string): readonly Bound[] =>
  table.checks.flatMap(({ expression }) => {
    if (/\bOR\b/i.test(expression)) return []
    const name = `"?${escaped(column)}"?\\)?(?:::\\w+)?`
    const bounds: Bound[] = []
    for (const match of expression.matchAll(new RegExp(`(?<![\\w"])${name}\\s+BETWEEN\\s+${number}\\s+AND\\s+${number}`, 'gi')))
      bounds.push({ operator: '>=', value: Number(match[1]) }, { operator: '<=', value: Number(match[2]) })
    for (const match of expression.matchAll(new RegExp(`(?<![\\w"])${name}\\s*(<=|>=|<|>)\\s*${number}`, 'gi'))) {
      const operator = operatorOf(match[1])
      if (operator) bounds.push({ operator, value: Number(match[2]) })
    }
    for (const match of expression.matchAll(new RegExp(`(?<![\\w"])${number}\\s*(<=|>=|<|>)\\s*${name}(?![\\w"])`, 'gi'))) {
      const operator = operatorOf(match[2])
      if (operator) bounds.push({ operator: flipped[operator], value: Number(match[1]) })
    }
    return bounds
  })

export const holds = (value: number, { operator, value: limit }: Bound): boolean => {
  switch (operator) {
    case '<':
      return value < limit
    case '<=':
      return value <= limit
    case '>':
      return value > limit
    case '>=':
      return value >= limit
  }
}
