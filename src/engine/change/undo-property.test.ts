import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, test } from 'vitest'
import type { ChangeStep } from '#contracts/change.ts'
import { T7Error } from '#contracts/error.ts'
import type { Source } from '#engine/ports.ts'
import { createTestDatabase } from '../../../test/support/postgres.ts'
import { setupWorkspace } from '../../data/sources/postgres/setup-workspace.ts'
import { createPostgresSource } from '../../data/sources/postgres/source.ts'
import { createSqliteSource } from '../../data/sources/sqlite/source.ts'
import { changeOptions } from '../change-options.ts'
import { apply } from './apply.ts'
import { normalCatalog, postgresRows } from './testing/postgres-state.ts'
import { type Seed, seeds, stepsFrom } from './testing/random-steps.ts'
import { sqliteState } from './testing/sqlite-state.ts'
import { undo } from './undo.ts'
import { type UndoRecord, undoRecord } from './undo-record.ts'

const suspended = { foreignKeys: 'suspended' as const }

let number = 0
/** null = the database refused the plan. */
const tryApply = async (
  source: Source,
  seedsOfPlan: readonly Seed[],
): Promise<{ record: UndoRecord | null; steps: readonly ChangeStep[] }> => {
  source.forget()
  const { catalog } = await source.describe()
  const steps = stepsFrom(seedsOfPlan, catalog)
  if (steps.length === 0) return { record: null, steps }
  const change = { kind: 'steps' as const, steps }
  number += 1
  try {
    const done = await source.change(
      { role: 'admin' },
      true,
      (run) => apply(run, { change, catalog, id: `p${number}`, token: null }),
      changeOptions(change),
    )
    if (done.kind === 'stale') throw new Error('stale')
    return { record: undoRecord.parse(JSON.parse(JSON.stringify(done.record))), steps }
  } catch (error) {
    if (error instanceof T7Error && error.kind === 'user') return { record: null, steps }
    throw error
  }
}

/** Two plans in a row, each taken back in turn: every state on the way back is the one on the way there, whether a plan was refused or not. */
const thereAndBack = async (source: Source, state: () => Promise<unknown>, plans: readonly (readonly Seed[])[]): Promise<void> => {
  const past: { readonly before: unknown; readonly record: UndoRecord | null; readonly steps: readonly ChangeStep[] }[] = []
  for (const plan of plans) {
    const before = await state()
    const done = await tryApply(source, plan)
    if (done.record === null) expect(await state()).toEqual(before)
    past.push({ before, ...done })
  }
  for (const { before, record, steps } of past.reverse()) {
    if (record === null) continue
    const undone = await source.change({ role: 'admin' }, true, (run) => undo(run, record), suspended)
    expect(undone.kind === 'undone' ? null : { undone, steps }).toBeNull()
    expect(await state()).toEqual(before)
  }
}

const plansOf = (length: number) => fc.tuple(seeds(8), seeds(length), seeds(length))

describe('any plan, applied or refused, then taken back', () => {
  const folder = mkdtempSync(join(tmpdir(), 't7-property-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('leaves a SQLite file as it was', { timeout: 300_000 }, async () => {
    let files = 0
    await fc.assert(
      fc.asyncProperty(plansOf(5), async (plans) => {
        files += 1
        const path = join(folder, `${files}.sqlite`)
        writeFileSync(path, '')
        const source = createSqliteSource(path)
        try {
          await thereAndBack(source, async () => sqliteState(path, true), plans)
        } finally {
          await source.close()
        }
      }),
      { numRuns: 25 },
    )
  })

  test('leaves PostgreSQL as it was', { timeout: 300_000 }, async () => {
    const database = await createTestDatabase()
    const reset = 'drop schema public cascade; create schema public; drop schema if exists t7_kept cascade'
    await fc.assert(
      fc.asyncProperty(plansOf(4), async (plans) => {
        await database.run(reset)
        const setup = await setupWorkspace({ url: database.url, takeOwnership: true })
        const source = createPostgresSource({ url: database.url, roles: setup.roles, writable: true })
        const state = async (): Promise<unknown> => {
          source.forget()
          return { catalog: normalCatalog((await source.describe()).catalog), rows: await postgresRows((sql) => database.run(sql)) }
        }
        try {
          await thereAndBack(source, state, plans)
        } finally {
          await source.close()
        }
      }),
      { numRuns: 8 },
    )
    await database.drop()
  })
})
