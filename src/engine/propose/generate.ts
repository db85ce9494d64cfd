import { combine } from './combine.ts'
import { type Conditions, mergeAlternatives, proposeConditions } from './conditions.ts'
import type { Evidence } from './evidence.ts'
import { combinations, figureSets, groupSets, havingFor, orderItems, wholeTables } from './fill.ts'
import { columnTable, type Ground, type Scored, sameClass, tableSets, topColumns } from './ground.ts'
import type { Judged, Parts } from './judge.ts'
import { type Core, columnsOfCore, type LogicalForm, type Predicate, plain } from './logical-form.ts'
import { emptyCore, type Nested, nestedFor } from './nested.ts'
import { factorAt, factorsOf, type Sketch, showsEverything } from './sketch.ts'

/** A form with the logarithm of its probability, and what that is the sum of. */
export type Candidate = { readonly form: LogicalForm; readonly log: number; readonly parts: readonly number[] }

/** A sketch with a way to use the values of the text. `any`: one condition is enough. */
type Outline = {
  readonly sketch: Sketch
  readonly sketchLog: number
  readonly conditions: Conditions
  readonly any: boolean
}

/** How many rows are asked for; undefined where the sketch and the values disagree. */
const limitOf = ({ sketch, conditions }: Outline): number | null | undefined => {
  if ((sketch.limit === 'said') !== (conditions.limit !== null)) return undefined
  return sketch.limit === 'none' ? null : sketch.limit === 'one' ? 1 : conditions.limit
}

/** Cores of an outline filled with columns, without tables and conditions yet. */
function* fills(ground: Ground, outline: Outline): Generator<Scored<Core>> {
  const { sketch, conditions, any } = outline
  const havings = havingFor(ground, sketch, conditions)
  const limit = limitOf(outline)
  if (havings.length === 0 || limit === undefined) return
  const selects = showsEverything(sketch)
    ? wholeTables(ground)
    : combinations(topColumns(ground, 'select', sketch.plain + 3), sketch.plain, 5, sameClass(ground))
  const figures = figureSets(ground, sketch.figures)
  const ends = orderItems(ground, sketch).flatMap((order) => havings.map((having) => ({ order, having })))
  for (const select of selects) {
    const groups = groupSets(ground, sketch, select.value)
    const middles = figures.flatMap((figure) => groups.map((group) => ({ figure, group })))
    for (const { figure, group } of middles)
      for (const { order, having } of ends)
        yield {
          log: select.log + figure.log + group.log + order.log + having.log,
          value: {
            ...emptyCore,
            select: [...select.value.map(plain), ...figure.value],
            group: group.value,
            having: having.value,
            order: order.value ? { by: order.value, direction: sketch.direction } : null,
            limit,
            any,
          },
        }
  }
}

/** The table a core is about: that of its first column, else the likeliest. */
const mainTable = (ground: Ground, core: Core): number => {
  const [first] = columnsOfCore(core)
  if (first !== undefined) return columnTable(ground, first)
  const logits = ground.judged.tables.map((t) => t[0] ?? -9)
  return Math.max(0, logits.indexOf(Math.max(...logits)))
}

/** The forms of a filled core with one way to nest: joined to its tables, or split by a set operation. */
const formsOf = (ground: Ground, { sketch, conditions, any }: Outline, core: Core, nested: Nested): readonly Scored<LogicalForm>[] => {
  const outside = conditions.predicates.filter((p) => !nested.inside.includes(p))
  if (sketch.combined !== null) return combine(ground, sketch, core, outside).map((value) => ({ value, log: -1 }))
  const where: readonly Predicate[] = [...(any ? outside : mergeAlternatives(outside)), ...(nested.value ? [nested.value] : [])]
  const whole = { ...core, where }
  const used = columnsOfCore(whole)
  const needed = nested.value?.kind === 'member' && used.length === 0 ? [nested.value.column] : used
  return tableSets(ground, needed).map(({ value: tables, log }) => ({ value: { core: { ...whole, tables }, combined: null }, log }))
}

function* candidatesOf(ground: Ground, outline: Outline): Generator<Candidate> {
  const { sketch, sketchLog, conditions } = outline
  for (const { value: core, log } of fills(ground, outline))
    for (const nested of nestedFor(ground, sketch, mainTable(ground, core), conditions.predicates))
      for (const form of formsOf(ground, outline, core, nested)) {
        const parts = [sketchLog, conditions.log, log, nested.log, form.log]
        yield { form: form.value, log: parts.reduce((sum, part) => sum + part, 0), parts }
      }
}

/** Sketches tried for each way to use the values, and outlines in all. */
const most = { sketches: 10, outlines: 24 }

/** The likeliest sketches for so many conditions; `either`: some are alternatives. */
const sketchesFor = (judged: Judged, inventory: Parts['inventory'], conditions: number, either: boolean): readonly Scored<Sketch>[] =>
  inventory
    .map(({ sketch, count }) => {
      const factors = factorsOf(sketch, conditions, either)
      const log = factors.reduce((sum, f, i) => sum + (judged.factors[i]?.[f] ?? -9), 0) + 0.15 * Math.log(count)
      return { value: sketch, log }
    })
    .sort((a, b) => b.log - a.log)
    .slice(0, most.sketches)

const outlinesOf = (evidence: Evidence, judged: Judged, { inventory }: Parts): readonly Outline[] => {
  const known = new Map<string, readonly Scored<Sketch>[]>()
  const sketches = (conditions: number, either: boolean): readonly Scored<Sketch>[] => {
    const key = `${conditions} ${either}`
    const found = known.get(key) ?? sketchesFor(judged, inventory, conditions, either)
    known.set(key, found)
    return found
  }
  const outlines = proposeConditions(evidence, judged).flatMap((conditions) => {
    const { predicates } = conditions
    const merges = mergeAlternatives(predicates).length < predicates.length
    const anyLikely = predicates.length > 1 && (judged.factors[factorAt.any]?.[1] ?? -9) > -2.5
    return (anyLikely ? [false, true] : [false]).flatMap((any) =>
      sketches(predicates.length, any || merges).map(
        ({ value: sketch, log: sketchLog }): Outline => ({ conditions, any, sketch, sketchLog }),
      ),
    )
  })
  return outlines.sort((a, b) => b.sketchLog + b.conditions.log - (a.sketchLog + a.conditions.log)).slice(0, most.outlines)
}

/** Logical forms a text may ask for, likeliest first, each once. */
export const generate = (evidence: Evidence, judged: Judged, parts: Parts, count: number): readonly Candidate[] => {
  const ground: Ground = { evidence, judged }
  const found = new Map<string, Candidate>()
  for (const outline of outlinesOf(evidence, judged, parts))
    for (const candidate of candidatesOf(ground, outline)) {
      const key = JSON.stringify(candidate.form)
      if ((found.get(key)?.log ?? Number.NEGATIVE_INFINITY) < candidate.log) found.set(key, candidate)
    }
  return [...found.values()].sort((a, b) => b.log - a.log).slice(0, count)
}
