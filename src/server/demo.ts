import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import type { Run } from '#engine/ports.ts'
import { demoTables, fillDemo, type RunStatement, refillDemo } from '#examples/demo/load.ts'
import type { Workspace } from './workspace.ts'

type Place = Pick<Workspace, 'source' | 'settings'>

const settingName = 'demo'

const demoSetting = z.object({ loadedOn: z.string() })

const statements =
  (run: Run): RunStatement =>
  (sql, parameters) =>
    run({ sql, parameters, inlined: sql }, 'owner')

/** Whether this workspace holds the example data. */
export const hasDemo = async ({ settings }: Pick<Place, 'settings'>): Promise<boolean> =>
  (await settings.read(settingName, demoSetting)) !== null

/**
 * Loads the example data into a workspace that has no tables and never had them. Stopped in the middle, it starts again next time.
 * @param starting called when there is something to load
 */
export const provideDemo = async (place: Place, today: string, starting: () => void): Promise<void> => {
  const { source, settings } = place
  if (await hasDemo(place)) return
  const { catalog } = await source.describe()
  const complete = demoTables.every((name) => catalog.tables.some((table) => table.name === name))
  if (catalog.tables.length > 0 && !complete) return
  if (!complete) {
    starting()
    await source.change({ role: 'admin' }, true, (run) => fillDemo(statements(run), { today }))
  }
  await settings.write(settingName, { loadedOn: today })
}

/** Puts the example data back as they were; other tables stay. @throws T7Error `demo.not_available` */
export const resetDemo = async (place: Place, today: string): Promise<void> => {
  if (!(await hasDemo(place))) throw new T7Error({ code: 'demo.not_available', kind: 'user' })
  await place.source.change({ role: 'admin' }, true, (run) => refillDemo(statements(run), { today }))
  await place.settings.write(settingName, { loadedOn: today })
}
