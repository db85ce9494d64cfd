import type { ValuePredicate } from './conditions.ts'
import { type Ground, reached, tableLog, tablesOfColumns } from './ground.ts'
import { type Core, columnsOfCore, type LogicalForm } from './logical-form.ts'
import type { Sketch } from './sketch.ts'

/** Two queries of a form's core joined by a set operation, with the conditions shared out between them. */
export const combine = (ground: Ground, sketch: Sketch, core: Core, predicates: readonly ValuePredicate[]): readonly LogicalForm[] => {
  const { combined } = sketch
  if (combined === null) return []
  const side = (own: readonly ValuePredicate[], extra: readonly number[] = []): Core | null => {
    const tables = reached(ground, [
      ...new Set([...tablesOfColumns(ground, [...columnsOfCore({ ...core, where: [] }), ...own.map((p) => p.item.column)]), ...extra]),
    ])
    return tables && { ...core, where: own, tables }
  }
  if (combined === 'except') {
    const all = side([])
    const out = predicates.length > 0 ? side(predicates) : null
    const forms: LogicalForm[] = []
    if (all && out) forms.push({ core: all, combined: { operator: 'except', core: out } })
    if (all && predicates.length === 0) {
      const t = ground.evidence.schema.tables
        .filter((x) => !all.tables.includes(x.index))
        .map((x) => ({ t: x.index, log: tableLog(ground, x.index, 1) }))
        .sort((a, b) => b.log - a.log)[0]
      const joined = t && side([], [t.t])
      if (joined) forms.push({ core: all, combined: { operator: 'except', core: joined } })
    }
    return forms
  }
  if (predicates.length < 2) return []
  const half = Math.ceil(predicates.length / 2)
  const left = side(predicates.slice(0, half))
  const right = side(predicates.slice(half))
  return left && right ? [{ core: left, combined: { operator: combined, core: right } }] : []
}
