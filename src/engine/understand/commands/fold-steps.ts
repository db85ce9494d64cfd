import type { ChangeStep, ColumnSpec } from '#contracts/change.ts'

type Create = Extract<ChangeStep, { kind: 'create_table' }>

const onColumn = (create: Create, name: string, change: (column: ColumnSpec) => ColumnSpec): Create => ({
  ...create,
  columns: create.columns.map((c) => (c.name === name ? change(c) : c)),
})

const merged = (create: Create, step: ChangeStep): Create | null => {
  switch (step.kind) {
    case 'set_required':
      return onColumn(create, step.column, (c) => ({ ...c, required: step.required }))
    case 'set_default':
      return onColumn(create, step.column, (c) => ({ ...c, default: step.default }))
    case 'change_type':
      return onColumn(create, step.column, (c) => ({ ...c, type: step.type, length: step.length, scale: step.scale }))
    case 'add_column':
      return { ...create, columns: [...create.columns, step.column] }
    case 'add_constraint': {
      const { constraint } = step
      const only = constraint.kind === 'unique' && constraint.columns.length === 1 ? constraint.columns[0] : undefined
      const owner = constraint.kind === 'reference' ? create.columns.find((c) => c.name === constraint.columns[0]) : undefined
      if (constraint.kind === 'reference' && owner?.references)
        return onColumn(create, owner.name, (c) => ({
          ...c,
          references: c.references && { ...c.references, onDelete: constraint.onDelete },
        }))
      if (only !== undefined) return onColumn(create, only, (c) => ({ ...c, unique: true }))
      return { ...create, constraints: [...create.constraints, constraint] }
    }
    case 'drop_constraint':
      return create
    default:
      return null
  }
}

/** Steps that alter a table made by an earlier step of the same command become part of that step. */
export const foldSteps = (steps: readonly ChangeStep[]): readonly ChangeStep[] => {
  const folded: ChangeStep[] = []
  for (const step of steps) {
    const at = folded.findIndex((s) => s.kind === 'create_table' && 'table' in step && s.table === step.table)
    const create = folded[at]
    const made =
      create?.kind === 'create_table' && step.kind !== 'create_table' && !usesLater(folded.slice(at + 1), step)
        ? merged(create, step)
        : null
    if (made) folded[at] = made
    else folded.push(step)
  }
  return folded
}

/** A reference to a table that a later step makes can't move before it. */
const usesLater = (later: readonly ChangeStep[], step: ChangeStep): boolean =>
  step.kind === 'add_column' && later.some((s) => s.kind === 'create_table' && s.table === step.column.references?.table)
