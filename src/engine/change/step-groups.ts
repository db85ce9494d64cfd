import { type ChangeStep, type DataChange, isDataChange, type SchemaChange } from '#contracts/change.ts'

type Truncate = Extract<SchemaChange, { kind: 'truncate_table' }>

/** Steps that change rows and nothing else. */
export type RowStep = DataChange | Truncate
export type StructureStep = Exclude<SchemaChange, Truncate>

export const isRowStep = (step: ChangeStep): step is RowStep => isDataChange(step) || step.kind === 'truncate_table'

/** Filling the gaps of a column that becomes required is a change of rows of its own, seen and undone as such. */
export const expandSteps = (steps: readonly ChangeStep[]): readonly ChangeStep[] =>
  steps.flatMap((step): readonly ChangeStep[] => {
    if (step.kind !== 'set_required' || !step.required || step.fill === null) return [step]
    const gap = { kind: 'is_null' as const, value: { kind: 'column' as const, table: step.table, column: step.column }, negated: false }
    return [
      { kind: 'update', table: step.table, set: [{ column: step.column, value: step.fill }], where: gap },
      { ...step, fill: null },
    ]
  })

export type StepGroup =
  | { readonly kind: 'rows'; readonly steps: readonly RowStep[] }
  | { readonly kind: 'structure'; readonly step: StructureStep }

/** Neighbouring row steps are captured together; each structure step stands alone. */
export const groupSteps = (steps: readonly ChangeStep[]): readonly StepGroup[] => {
  const groups: StepGroup[] = []
  for (const step of expandSteps(steps)) {
    const last = groups.at(-1)
    if (!isRowStep(step)) groups.push({ kind: 'structure', step })
    else if (last?.kind === 'rows') groups[groups.length - 1] = { kind: 'rows', steps: [...last.steps, step] }
    else groups.push({ kind: 'rows', steps: [step] })
  }
  return groups
}

export const targetsOf = (steps: readonly RowStep[]): readonly string[] => [...new Set(steps.map((s) => s.table))]
