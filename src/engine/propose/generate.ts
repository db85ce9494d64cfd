import { combine } from './combine.ts'
import { type Conditions, mergeAlternatives, proposeConditions } from './conditions.ts'
import type { Evidence } from './evidence.ts'
import { combinations, figureSets, groupSets, havingFor, orderItems, wholeTables } from './fill.ts'
import { columnTable, type Ground, type Scored, sameClass, tableSets, topColumns } from './ground.ts'
import type { Judged, Parts } from './judge.ts'
import { type Core, columnsOfCore, type LogicalForm, type Predicate, plain } from './logical-form.ts'
import { emptyCore, nestedFor } from './nested.ts'
import { factorAt, factorsOf, type Sketch, showsEverything } from './sketch.ts'

export type Candidate = { readonly form: LogicalForm; readonly sketch: Sketch; readonly log: number; readonly parts: readonly number[] }

const coresOf = (
  ground: Ground,
  sketch: Sketch,
  conditions: Conditions,
  sketchLog: number,
  any: boolean,
  report: (c: Candidate) => void,
): void => {
  const havings = havingFor(ground, sketch, conditions)
  if (havings.length === 0) return
  const limit = sketch.limit === 'none' ? null : sketch.limit === 'one' ? 1 : conditions.limit
  if ((sketch.limit === 'said') !== (conditions.limit !== null) || (sketch.limit === 'said' && limit === null)) return
  const selects = showsEverything(sketch)
    ? wholeTables(ground)
    : combinations(topColumns(ground, 'select', sketch.plain + 3), sketch.plain, 5, sameClass(ground))
  const figures = figureSets(ground, sketch.figures)
  const orders = orderItems(ground, sketch)
  for (const select of selects) {
    for (const figure of figures) {
      for (const group of groupSets(ground, sketch, select.value)) {
        for (const order of orders) {
          for (const having of havings) {
            const log = select.log + figure.log + group.log + order.log + having.log
            const shown = [...select.value.map(plain), ...figure.value]
            const base: Core = {
              ...emptyCore,
              select: shown,
              group: group.value,
              having: having.value,
              order: order.value ? { by: order.value, direction: sketch.direction } : null,
              limit,
              any,
            }
            const columns = columnsOfCore(base)
            const main =
              columns.length > 0
                ? columnTable(ground, columns[0] ?? -1)
                : (ground.judged.tables.map((t, i) => [t[0] ?? -9, i] as const).sort((a, b) => b[0] - a[0])[0]?.[1] ?? 0)
            for (const nested of nestedFor(ground, sketch, main, conditions.predicates)) {
              const outside = conditions.predicates.filter((p) => !nested.inside.includes(p))
              const where: readonly Predicate[] = [...(any ? outside : mergeAlternatives(outside)), ...(nested.value ? [nested.value] : [])]
              if (sketch.combined !== null) {
                for (const form of combine(ground, sketch, base, outside))
                  report({
                    form,
                    sketch,
                    log: sketchLog + conditions.log + log + nested.log - 1,
                    parts: [sketchLog, conditions.log, log, nested.log, -1],
                  })
                continue
              }
              const core = { ...base, where }
              const used = columnsOfCore(core)
              const sets = tableSets(ground, nested.value?.kind === 'member' && used.length === 0 ? [nested.value.column] : used)
              for (const tables of sets)
                report({
                  form: { core: { ...core, tables: tables.value }, combined: null },
                  sketch,
                  log: sketchLog + conditions.log + log + nested.log + tables.log,
                  parts: [sketchLog, conditions.log, log, nested.log, tables.log],
                })
            }
          }
        }
      }
    }
  }
}

const sketchesFor = (
  judged: Judged,
  inventory: readonly { readonly sketch: Sketch; readonly count: number }[],
  conditions: Conditions,
  any: boolean,
): readonly Scored<Sketch>[] => {
  const count = conditions.predicates.length
  const either = any || mergeAlternatives(conditions.predicates).length < count
  return inventory
    .map(({ sketch, count: seen }) => {
      const factors = factorsOf(sketch, count, either)
      const log = factors.reduce((sum, f, i) => sum + (judged.factors[i]?.[f] ?? -9), 0) + 0.15 * Math.log(seen)
      return { value: sketch, log }
    })
    .sort((a, b) => b.log - a.log)
}

const parsed = new WeakMap<Parts['inventory'], readonly { readonly sketch: Sketch; readonly count: number }[]>()

const inventoryOf = (models: Parts): readonly { readonly sketch: Sketch; readonly count: number }[] => {
  const known = parsed.get(models.inventory) ?? models.inventory.map(({ key, count }) => ({ sketch: JSON.parse(key) as Sketch, count }))
  parsed.set(models.inventory, known)
  return known
}

/** Logical forms a text may ask for, likeliest first, each once. */
export const generate = (evidence: Evidence, judged: Judged, models: Parts, most: number): readonly Candidate[] => {
  const ground: Ground = { evidence, judged }
  const found = new Map<string, Candidate>()
  const inventory = inventoryOf(models)
  const plans = proposeConditions(evidence, judged).flatMap((conditions) => {
    const anyLikely = conditions.predicates.length > 1 && (judged.factors[factorAt.any]?.[1] ?? -9) > -2.5
    return (anyLikely ? [false, true] : [false]).flatMap((any) =>
      sketchesFor(judged, inventory, conditions, any)
        .slice(0, 10)
        .map((s) => ({ conditions, any, sketch: s.value, sketchLog: s.log, log: s.log + conditions.log })),
    )
  })
  const chosen = plans.sort((a, b) => b.log - a.log).slice(0, 24)
  for (const plan of chosen)
    coresOf(ground, plan.sketch, plan.conditions, plan.sketchLog, plan.any, (candidate) => {
      const key = JSON.stringify(candidate.form)
      if ((found.get(key)?.log ?? Number.NEGATIVE_INFINITY) < candidate.log) found.set(key, candidate)
    })
  return [...found.values()].sort((a, b) => b.log - a.log).slice(0, most)
}
