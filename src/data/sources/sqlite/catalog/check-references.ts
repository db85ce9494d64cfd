import type { DatabaseSync } from 'node:sqlite'
import { z } from 'zod'
import { type Checked, type Count, type Reference, referenceKey } from '../../reference-evidence.ts'

export type CheckLimits = {
  /** Distinct values looked at of each reference. */
  readonly values: number
  /** For all of them. */
  readonly milliseconds: number
}

const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

const answer = z.object({ looked: z.number(), held: z.number() })

const statement = ({ from, to }: Reference, values: number): string => {
  const own = from.columns.map(quote)
  const filled = own.map((column) => `${column} is not null`).join(' and ')
  const isHeld = `(${own.join(', ')}) in (select ${to.columns.map(quote).join(', ')} from ${quote(to.table)})`
  const some = `select distinct ${own.join(', ')} from ${quote(from.table)} where ${filled} limit ${values}`
  return `select count(*) as looked, coalesce(sum(${isHeld}), 0) as held from (${some})`
}

/** How many of the values that seem to refer to a key are in it, as far as time allows. */
export const checkReferences = (database: DatabaseSync, references: readonly Reference[], limits: CheckLimits): Checked => {
  const deadline = performance.now() + limits.milliseconds
  const checked = new Map<string, Count>()
  for (const reference of references) {
    if (performance.now() > deadline) break
    try {
      checked.set(referenceKey(reference), answer.parse(database.prepare(statement(reference, limits.values)).get()))
    } catch (error) {
      if (!(error instanceof Error) || !('errcode' in error)) throw error
    }
  }
  return checked
}
