import type { Run } from '#engine/ports.ts'
import { identifier, plain, withParameters } from './quoting.ts'

const q = (name: string): string => identifier(name, 'postgres')

const enabledTriggers = `
SELECT t.tgname::text, t.tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = $1 AND NOT t.tgisinternal AND t.tgenabled <> 'D'`

const enabling: Readonly<Record<string, string>> = { O: 'ENABLE', A: 'ENABLE ALWAYS', R: 'ENABLE REPLICA' }

/** Runs `work` while the tables' own triggers rest: giving rows back must not set them off. */
export const withoutTriggers = async <T>(run: Run, tables: readonly string[], work: () => Promise<T>): Promise<T> => {
  const resting: { table: string; name: string; mode: string }[] = []
  for (const table of tables) {
    const found = await run(withParameters(enabledTriggers, [table]))
    for (const row of found.rows) resting.push({ table, name: String(row[0]), mode: String(row[1]) })
  }
  for (const { table, name } of resting) await run(plain(`ALTER TABLE ${q(table)} DISABLE TRIGGER ${q(name)}`))
  const result = await work()
  if (resting.length > 0) await run(plain('SET CONSTRAINTS ALL IMMEDIATE'))
  for (const { table, name, mode } of resting) await run(plain(`ALTER TABLE ${q(table)} ${enabling[mode] ?? 'ENABLE'} TRIGGER ${q(name)}`))
  return result
}
