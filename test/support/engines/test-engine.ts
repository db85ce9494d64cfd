import type { Dialect } from '#contracts/catalog.ts'
import type { Statement } from '#contracts/verdict.ts'

/** Rows as arrays, values as the driver gives them. */
export type Rows = readonly (readonly unknown[])[]

/** A real database of one dialect, empty at first. */
export type TestEngine = {
  readonly dialect: Dialect
  readonly name: string
  run(sql: string, parameters?: Statement['parameters']): Promise<Rows>
  close(): Promise<void>
}
