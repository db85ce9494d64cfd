import type { Run } from '#engine/ports.ts'
import { identifier, plain, withParameters } from './quoting.ts'

const q = (name: string): string => identifier(name, 'postgres')

const ownedSequences = `
SELECT pg_get_serial_sequence($1, a.attname) FROM pg_attribute a
WHERE a.attrelid = $1::regclass AND a.attnum > 0 AND NOT a.attisdropped AND pg_get_serial_sequence($1, a.attname) IS NOT NULL`

/**
 * Sequences don't roll back: a rehearsed INSERT would leave holes in the numbering. Holds the tables against other writers, and returns
 * what sets their sequences back where they were.
 */
export const holdPostgresNumbering = async (run: Run, tables: readonly string[]): Promise<() => Promise<void>> => {
  const held: { readonly sequence: string; readonly last: string; readonly called: boolean }[] = []
  for (const table of tables) {
    await run(plain(`LOCK TABLE ${q(table)} IN SHARE ROW EXCLUSIVE MODE`))
    const owned = await run(withParameters(ownedSequences, [q(table)]))
    for (const row of owned.rows) {
      const sequence = String(row[0])
      const now = (await run(plain(`SELECT last_value::text, is_called FROM ${sequence}`))).rows[0]
      if (now !== undefined) held.push({ sequence, last: String(now[0]), called: now[1] === true })
    }
  }
  return async () => {
    for (const { sequence, last, called } of held)
      await run(withParameters('SELECT setval($1::regclass, $2::bigint, $3::boolean)', [sequence, last, called]))
  }
}
