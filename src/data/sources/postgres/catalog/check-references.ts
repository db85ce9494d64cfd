import pg from 'pg'
import { z } from 'zod'
import type { Count, Reference } from '../../reference-evidence.ts'
import { queryJson } from './query-json.ts'

const answer = z.object({ looked: z.number(), held: z.number() })

/** How many of some distinct values that seem to refer to a key are in it. */
export const checkReference = async (
  client: pg.ClientBase,
  schema: string,
  { from, to }: Reference,
  values: number,
): Promise<Count | undefined> => {
  const table = (name: string): string => `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
  const own = from.columns.map(pg.escapeIdentifier)
  const filled = own.map((column) => `${column} is not null`).join(' and ')
  const isHeld = `(${own.join(', ')}) in (select ${to.columns.map(pg.escapeIdentifier).join(', ')} from ${table(to.table)})`
  const some = `select distinct ${own.join(', ')} from ${table(from.table)} where ${filled} limit ${values}`
  const [row] = await queryJson(
    client,
    `select count(*) as looked, count(*) filter (where ${isHeld}) as held from (${some}) sample`,
    [],
    answer,
  )
  return row
}
