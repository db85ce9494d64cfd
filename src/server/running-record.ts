import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { hasEnded } from '#data/embedded/process-table.ts'

const record = z.object({
  pid: z.number().int(),
  url: z.string(),
  /** Of the database this T7 keeps; holds a password, so the file is for its owner alone. */
  databaseUrl: z.string(),
})
export type RunningRecord = z.infer<typeof record>

const fileOf = (dataDirectory: string): string => join(dataDirectory, 'running.json')

/** Says in the data folder that this process serves it, and where. */
export const writeRunning = (dataDirectory: string, running: RunningRecord): void => {
  mkdirSync(dataDirectory, { recursive: true })
  rmSync(fileOf(dataDirectory), { force: true })
  writeFileSync(fileOf(dataDirectory), `${JSON.stringify(running)}\n`, { mode: 0o600 })
}

export const removeRunning = (dataDirectory: string): void => rmSync(fileOf(dataDirectory), { force: true })

/** The T7 that serves this data folder now; null when none does (a record left by a killed one does not count). */
export const findRunning = (dataDirectory: string): RunningRecord | null => {
  try {
    const found = record.parse(JSON.parse(readFileSync(fileOf(dataDirectory), 'utf8')))
    return hasEnded(found.pid) ? null : found
  } catch {
    return null
  }
}
