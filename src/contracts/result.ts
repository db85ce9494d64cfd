import { z } from 'zod'
import { columnType } from './catalog.ts'

export const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cell>

/** `format` tells how people should read the numbers; `source` is the stored column it comes from unchanged. */
export const resultColumn = z.object({
  name: z.string(),
  label: z.string(),
  type: columnType,
  format: z
    .enum(['plain', 'money', 'percent', 'period_year', 'period_quarter', 'period_month', 'period_week', 'period_day'])
    .default('plain'),
  source: z.object({ table: z.string(), column: z.string() }).nullable().default(null),
})
export type ResultColumn = z.infer<typeof resultColumn>

/** Rows as arrays in column order. Dates as `YYYY-MM-DD`, timestamps as ISO 8601 without zone, numbers as numbers (text beyond 2^53). */
export const resultTable = z.object({
  columns: z.array(resultColumn),
  rows: z.array(z.array(cell)),
  /** There were more rows than the cap: `rows` holds the first ones. */
  truncated: z.boolean(),
})
export type ResultTable = z.infer<typeof resultTable>

/** Declarative chart: which columns of the result go where. Never code. */
export const chartSpec = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('figure'),
    column: z.string(),
    trend: z.array(z.object({ x: z.string(), y: z.number().nullable() })).nullable(),
  }),
  z.object({ kind: z.literal('line'), x: z.string(), series: z.array(z.string()).min(1), title: z.string() }),
  z.object({
    kind: z.literal('bar'),
    category: z.string(),
    series: z.array(z.string()).min(1),
    stackBy: z.string().nullable(),
    percent: z.boolean(),
    title: z.string(),
  }),
  z.object({ kind: z.literal('scatter'), x: z.string(), y: z.string(), label: z.string().nullable(), title: z.string() }),
])
export type ChartSpec = z.infer<typeof chartSpec>
