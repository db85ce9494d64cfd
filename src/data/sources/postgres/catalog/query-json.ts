import type pg from 'pg'
import type { z } from 'zod'

/** Rows of a query as parsed JSON: one round trip, one parse, names and types checked. */
export const queryJson = async <T>(
  client: pg.ClientBase,
  sql: string,
  parameters: readonly unknown[],
  row: z.ZodType<T>,
): Promise<readonly T[]> => {
  const result = await client.query({
    text: `select coalesce(json_agg(row_to_json(found)), '[]')::text from (${sql}) found`,
    values: [...parameters],
    rowMode: 'array',
  })
  return row.array().parse(JSON.parse(String(result.rows[0]?.[0])))
}
