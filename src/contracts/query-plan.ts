import { z } from 'zod'
import { type ColumnType, columnType } from './catalog.ts'

/** Calendar units. Weeks start on Monday (ISO 8601). */
export const dateUnit = z.enum(['year', 'quarter', 'month', 'week', 'day', 'hour'])
export type DateUnit = z.infer<typeof dateUnit>

/** `weekday` is ISO: 1 = Monday ... 7 = Sunday. `month` is 1 to 12, `quarter` 1 to 4. */
export const datePart = z.enum(['year', 'quarter', 'month', 'week', 'day', 'weekday', 'hour'])
export type DatePart = z.infer<typeof datePart>

export type AggregateFunction = 'count' | 'sum' | 'avg' | 'min' | 'max' | 'median'
export type WindowFunction = 'sum' | 'avg' | 'count' | 'min' | 'max' | 'rank' | 'dense_rank' | 'row_number' | 'lag'
export type ScalarFunction =
  | 'lower'
  | 'upper'
  | 'length'
  | 'abs'
  | 'round'
  | 'trim'
  | 'concat'
  | 'nullif'
  | 'coalesce'
  | 'current_date'
  | 'current_timestamp'
export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>='

/** A value. `column.table` is the alias of a `From` in scope (the query's own or an outer one). */
export type Expression =
  | { readonly kind: 'column'; readonly table: string; readonly column: string }
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly type: ColumnType }
  | { readonly kind: 'arithmetic'; readonly operator: '+' | '-' | '*' | '/'; readonly left: Expression; readonly right: Expression }
  | {
      readonly kind: 'aggregate'
      readonly function: AggregateFunction
      /** null only for count(*). */
      readonly argument: Expression | null
      readonly distinct: boolean
      readonly filter: Condition | null
    }
  | {
      readonly kind: 'window'
      readonly function: WindowFunction
      /** May itself be an aggregate: a running total of monthly sums. */
      readonly argument: Expression | null
      readonly partitionBy: readonly Expression[]
      readonly orderBy: readonly Order[]
      /** `whole` = the whole partition; `running` = from its start to this row; a number = that many rows before this one, and this one. */
      readonly frame: 'whole' | 'running' | number
    }
  /** First day (or instant) of the unit that holds the date. */
  | { readonly kind: 'date_trunc'; readonly unit: DateUnit; readonly of: Expression }
  | { readonly kind: 'date_part'; readonly part: DatePart; readonly of: Expression }
  /** `to` minus `from`, as a number of units (fractional for timestamps). */
  | { readonly kind: 'date_diff'; readonly unit: 'day' | 'hour' | 'month' | 'year'; readonly from: Expression; readonly to: Expression }
  | {
      readonly kind: 'case'
      readonly branches: readonly { readonly when: Condition; readonly value: Expression }[]
      readonly otherwise: Expression | null
    }
  | { readonly kind: 'call'; readonly function: ScalarFunction; readonly arguments: readonly Expression[] }
  /** One row, one column. */
  | { readonly kind: 'subquery'; readonly query: Query }

export type Condition =
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly left: Expression; readonly right: Expression }
  /** Both ends included. */
  | { readonly kind: 'between'; readonly value: Expression; readonly low: Expression; readonly high: Expression; readonly negated: boolean }
  | { readonly kind: 'in'; readonly value: Expression; readonly options: readonly Expression[]; readonly negated: boolean }
  | { readonly kind: 'in_query'; readonly value: Expression; readonly query: Query; readonly negated: boolean }
  | { readonly kind: 'is_null'; readonly value: Expression; readonly negated: boolean }
  /** Case- and accent-insensitive text match; `text` is plain, never a pattern. */
  | {
      readonly kind: 'text'
      readonly match: 'contains' | 'starts' | 'ends' | 'equals'
      readonly value: Expression
      readonly text: string
      readonly negated: boolean
    }
  | { readonly kind: 'exists'; readonly query: Query; readonly negated: boolean }
  | { readonly kind: 'and'; readonly parts: readonly Condition[] }
  | { readonly kind: 'or'; readonly parts: readonly Condition[] }
  | { readonly kind: 'not'; readonly part: Condition }

export type Order = { readonly expression: Expression; readonly direction: 'asc' | 'desc' }

export type From =
  | { readonly kind: 'table'; readonly table: string; readonly as: string }
  | { readonly kind: 'query'; readonly query: Query; readonly as: string }

export type Join = { readonly type: 'inner' | 'left'; readonly source: From; readonly on: Condition }

/** One column of the result. `name` is unique in its query; `label` is for people. */
export type OutputColumn = { readonly expression: Expression; readonly name: string; readonly label: string }

/** Keep the first `limit` rows of each partition; with `ties`, rows that rank equal with the last kept one as well. */
export type PerGroup = {
  readonly partitionBy: readonly Expression[]
  readonly orderBy: readonly Order[]
  readonly limit: number
  readonly ties: boolean
}

export type Select = {
  readonly kind: 'select'
  readonly from: From
  readonly joins: readonly Join[]
  readonly columns: readonly OutputColumn[]
  readonly distinct: boolean
  readonly where: Condition | null
  readonly groupBy: readonly Expression[]
  readonly having: Condition | null
  readonly perGroup: PerGroup | null
  readonly orderBy: readonly Order[]
  readonly limit: number | null
}

export type Compound = {
  readonly kind: 'compound'
  readonly operator: 'union' | 'union_all' | 'intersect' | 'except'
  readonly left: Query
  readonly right: Query
}

export type Query = Select | Compound

const comparison = z.enum(['=', '<>', '<', '<=', '>', '>='])
const scalarFunction = z.enum([
  'lower',
  'upper',
  'length',
  'abs',
  'round',
  'trim',
  'concat',
  'nullif',
  'coalesce',
  'current_date',
  'current_timestamp',
])

export const expression: z.ZodType<Expression> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('column'), table: z.string(), column: z.string() }),
    z.object({ kind: z.literal('literal'), value: z.union([z.string(), z.number(), z.boolean(), z.null()]), type: columnType }),
    z.object({ kind: z.literal('arithmetic'), operator: z.enum(['+', '-', '*', '/']), left: expression, right: expression }),
    z.object({
      kind: z.literal('aggregate'),
      function: z.enum(['count', 'sum', 'avg', 'min', 'max', 'median']),
      argument: expression.nullable(),
      distinct: z.boolean(),
      filter: condition.nullable(),
    }),
    z.object({
      kind: z.literal('window'),
      function: z.enum(['sum', 'avg', 'count', 'min', 'max', 'rank', 'dense_rank', 'row_number', 'lag']),
      argument: expression.nullable(),
      partitionBy: z.array(expression),
      orderBy: z.array(order),
      frame: z.union([z.literal('whole'), z.literal('running'), z.number().int().nonnegative()]),
    }),
    z.object({ kind: z.literal('date_trunc'), unit: dateUnit, of: expression }),
    z.object({ kind: z.literal('date_part'), part: datePart, of: expression }),
    z.object({ kind: z.literal('date_diff'), unit: z.enum(['day', 'hour', 'month', 'year']), from: expression, to: expression }),
    z.object({
      kind: z.literal('case'),
      branches: z.array(z.object({ when: condition, value: expression })),
      otherwise: expression.nullable(),
    }),
    z.object({ kind: z.literal('call'), function: scalarFunction, arguments: z.array(expression) }),
    z.object({ kind: z.literal('subquery'), query: query }),
  ]),
)

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('compare'), operator: comparison, left: expression, right: expression }),
    z.object({ kind: z.literal('between'), value: expression, low: expression, high: expression, negated: z.boolean() }),
    z.object({ kind: z.literal('in'), value: expression, options: z.array(expression), negated: z.boolean() }),
    z.object({ kind: z.literal('in_query'), value: expression, query: query, negated: z.boolean() }),
    z.object({ kind: z.literal('is_null'), value: expression, negated: z.boolean() }),
    z.object({
      kind: z.literal('text'),
      match: z.enum(['contains', 'starts', 'ends', 'equals']),
      value: expression,
      text: z.string(),
      negated: z.boolean(),
    }),
    z.object({ kind: z.literal('exists'), query: query, negated: z.boolean() }),
    z.object({ kind: z.literal('and'), parts: z.array(condition) }),
    z.object({ kind: z.literal('or'), parts: z.array(condition) }),
    z.object({ kind: z.literal('not'), part: condition }),
  ]),
)

const order: z.ZodType<Order> = z.lazy(() => z.object({ expression, direction: z.enum(['asc', 'desc']) }))

const from: z.ZodType<From> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('table'), table: z.string(), as: z.string() }),
    z.object({ kind: z.literal('query'), query: query, as: z.string() }),
  ]),
)

export const query: z.ZodType<Query> = z.lazy(() =>
  z.discriminatedUnion('kind', [
    z.object({
      kind: z.literal('select'),
      from,
      joins: z.array(z.object({ type: z.enum(['inner', 'left']), source: from, on: condition })),
      columns: z.array(z.object({ expression, name: z.string(), label: z.string() })).min(1),
      distinct: z.boolean(),
      where: condition.nullable(),
      groupBy: z.array(expression),
      having: condition.nullable(),
      perGroup: z
        .object({ partitionBy: z.array(expression), orderBy: z.array(order), limit: z.number().int().positive(), ties: z.boolean() })
        .nullable(),
      orderBy: z.array(order),
      limit: z.number().int().nonnegative().nullable(),
    }),
    z.object({ kind: z.literal('compound'), operator: z.enum(['union', 'union_all', 'intersect', 'except']), left: query, right: query }),
  ]),
)
