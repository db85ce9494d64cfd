import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Run } from '#engine/ports.ts'
import { type Captured, type CaptureLimits, captureLimits } from './captured-rows.ts'
import type { ScriptPart } from './change-script.ts'
import { stepStatements } from './compile-steps.ts'
import { evolveCatalog } from './evolve-catalog.ts'
import { sha256 } from './sha256.ts'
import type { Side } from './side.ts'
import { sideOf } from './side-of.ts'
import { groupSteps, type RowStep, type StructureStep, targetsOf } from './step-groups.ts'
import type { UndoItem, UndoRecord } from './undo-record.ts'

/** A plan's steps, or one hand-written statement that could not be read as steps. `targets` null = it may touch any table. */
export type Change =
  | { readonly kind: 'steps'; readonly steps: readonly ChangeStep[] }
  | { readonly kind: 'statement'; readonly statement: Statement; readonly targets: readonly string[] | null; readonly structure: boolean }

/** A group of row statements that has run, and everything it changed. */
export type RowsDone = {
  readonly kind: 'rows'
  readonly targets: readonly string[]
  readonly captured: Captured
  readonly affected: number
}
export type StructureDone = {
  readonly kind: 'structure'
  readonly step: StructureStep
  readonly before: Catalog
  readonly after: Catalog
  readonly item: UndoItem
}
export type Done = RowsDone | StructureDone

export type Executed = {
  readonly done: readonly Done[]
  readonly parts: readonly ScriptPart[]
  readonly after: Catalog
  readonly affected: number
  readonly digest: string
  readonly impossible: UndoRecord['impossible']
}

/** Called after each group, while the structure is still the one its images belong to. */
export type Watch = (done: Done) => Promise<void>

type Input = {
  readonly run: Run
  readonly change: Change
  readonly catalog: Catalog
  /** Names what is kept aside: letters, digits and underscores. */
  readonly id: string
  readonly limits?: CaptureLimits
  readonly watch?: Watch
}

const captureRows = async (side: Side, input: Input, targets: readonly string[] | null, work: () => Promise<number>): Promise<RowsDone> => {
  const capture = await side.installCapture(input.run, targets)
  try {
    const said = await work()
    await side.settle(input.run)
    const captured = await capture.take(input.limits ?? captureLimits)
    const own = captured.counts.filter((c) => targets === null || targets.includes(c.table)).reduce((sum, c) => sum + c.rows, 0)
    return { kind: 'rows', targets: targets ?? captured.counts.map((c) => c.table), captured, affected: Math.max(said, own) }
  } finally {
    await capture.remove().catch(() => {})
  }
}

const runRows = async (side: Side, input: Input, steps: readonly RowStep[], catalog: Catalog, parts: ScriptPart[]): Promise<RowsDone> =>
  captureRows(side, input, targetsOf(steps), async () => {
    let affected = 0
    for (const step of steps) {
      const definitions = { objects: [], viewUses: [] }
      const statements = stepStatements(step, catalog, catalog, definitions)
      for (const statement of statements) affected += (await input.run(statement)).affected
      parts.push({ step, statements })
    }
    return affected
  })

const runStructure = async (
  side: Side,
  input: Input,
  step: StructureStep,
  before: Catalog,
  name: string,
  parts: ScriptPart[],
): Promise<StructureDone> => {
  const after = evolveCatalog(before, step)
  const statements = stepStatements(step, before, after, await side.definitions(input.run))
  const item = await side.applyStep(input.run, step, statements, name, after)
  parts.push({ step, statements })
  return { kind: 'structure', step, before, after, item }
}

/** What a confirmation must find again: the rows as they were and the definitions as they were. */
const digestOf = (done: readonly Done[]): string => {
  const lines = done.flatMap((d) => {
    if (d.kind === 'structure')
      return [
        JSON.stringify(d.item.kind === 'postgres' ? d.item.before : d.item.kind === 'sqlite' ? d.item.objects.map((o) => o.before) : null),
      ]
    const images = d.captured.changes.map((c) => `${c.table}\u0000${c.before ?? ''}`)
    return [...d.captured.counts.map((c) => `${c.table} ${c.kind} ${c.rows}`).sort(), ...images.sort()]
  })
  return sha256(lines.join('\n'))
}

const impossibleOf = (change: Change, done: readonly Done[], limits: CaptureLimits): UndoRecord['impossible'] => {
  if (change.kind === 'statement' && change.structure)
    return { code: 'change.not_captured', params: { what: change.statement.inlined.slice(0, 200) } }
  const rows = done.reduce((sum, d) => sum + (d.kind === 'rows' ? d.captured.counts.reduce((n, c) => n + c.rows, 0) : 0), 0)
  const large = done.some((d) => d.kind === 'rows' && d.captured.tooLarge)
  return large ? { code: 'change.too_large', params: { rows, limit: limits.rows } } : null
}

const runStatement = async (side: Side, input: Input, change: Extract<Change, { kind: 'statement' }>): Promise<readonly Done[]> => {
  if (change.structure) {
    await input.run(change.statement)
    return []
  }
  const done = await captureRows(side, input, change.targets, async () => (await input.run(change.statement)).affected)
  await input.watch?.(done)
  return [done]
}

/**
 * Runs a change inside the caller's transaction, with every changed row captured and everything that undo needs kept aside.
 * The same code runs for a preview (which the caller rolls back) and for the real thing.
 */
export const execute = async (input: Input): Promise<Executed> => {
  const { change, catalog } = input
  const side = sideOf(catalog.dialect)
  const done: Done[] = []
  const parts: ScriptPart[] = []
  let current = catalog
  const checkReferences = await side.watchReferences(input.run)
  if (change.kind === 'statement') done.push(...(await runStatement(side, input, change)))
  else
    for (const [at, group] of groupSteps(change.steps).entries()) {
      const one =
        group.kind === 'rows'
          ? await runRows(side, input, group.steps, current, parts)
          : await runStructure(side, input, group.step, current, `${input.id}_${at}`, parts)
      if (one.kind === 'structure') current = one.after
      await input.watch?.(one)
      done.push(one)
    }
  await side.settle(input.run)
  await checkReferences()
  const affected = done.reduce((sum, d) => sum + (d.kind === 'rows' ? d.affected : 0), 0)
  return {
    done,
    parts,
    after: current,
    affected,
    digest: digestOf(done),
    impossible: impossibleOf(change, done, input.limits ?? captureLimits),
  }
}
