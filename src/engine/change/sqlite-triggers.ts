import type { Run } from '#engine/ports.ts'
import { identifier, plain } from './quoting.ts'
import { readObjects } from './sqlite-objects.ts'

/** Runs `work` while the tables' own triggers are away, then makes them again as they were written. */
export const withoutSqliteTriggers = async (run: Run, tables: readonly string[], work: () => Promise<void>): Promise<void> => {
  const resting = (await readObjects(run)).filter((o) => o.kind === 'trigger' && tables.includes(o.table))
  for (const trigger of resting) await run(plain(`DROP TRIGGER main.${identifier(trigger.name, 'sqlite')}`))
  await work()
  for (const trigger of resting) await run(plain(trigger.sql))
}
