import type { Language } from '#contracts/plan.ts'
import type { Day } from '../../understand/calendar.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import type { Piece } from '../../understand/pieces.ts'
import { reachesOne } from '../defaults.ts'
import { aggregate, countAll, sameExpression } from '../expressions.ts'
import { readFacts } from '../facts.ts'
import { readAbsence, readActivity } from './absence.ts'
import { amountNear, isSale, salesTable } from './amounts.ts'
import { readCases } from './cases.ts'
import { isValue } from './choose.ts'
import { readBareNumbers, readComparisons } from './comparisons.ts'
import { type Context, type Draft, doubt, isCue, note, use } from './draft.ts'
import { readFormulas, saysProfit } from './formulas.ts'
import { readGrouping, settleDates } from './grouping.ts'
import { readHours } from './hours.ts'
import { readBareMeasures, readMeasures } from './measures.ts'
import { readLooseOrders, readOrdering, readScarcity } from './ordering.ts'
import { readPeriods } from './periods.ts'
import { readProjections, showSubject } from './projections.ts'
import { findSubject, namedTables } from './subject.ts'
import { readNames, readQuoted, readTextMatches } from './text-matches.ts'
import { readTimes } from './times.ts'
import { readValues } from './values.ts'

export type QuestionInput = {
  readonly text: string
  readonly language: Language
  readonly today: Day
  readonly knowledge: Knowledge
  readonly overrides: Readonly<Record<string, string>>
  readonly pieces: readonly Piece[]
  /** What the answer before was about: a bare comparison ("solo los que pasen de 20") is about its figure. */
  readonly context?: Context
}

const emptyDraft = (input: QuestionInput, subject: string): Draft => ({
  ...input,
  context: input.context ?? null,
  used: new Set(),
  subject,
  named: [...namedTables(input.pieces)],
  filtered: [],
  outputs: [],
  measures: [],
  groups: [],
  where: [],
  having: [],
  existences: [],
  ranking: null,
  order: [],
  dateHint: null,
  distinct: false,
  percent: null,
  running: false,
  previous: false,
  compared: null,
  averagePer: false,
  withNone: false,
  mean: null,
  assumptions: [],
  links: [],
  doubts: [],
  ties: new Set(),
  unknown: [],
})

/** "en vez de por marca", "instead of by brand": what is no longer wanted is not read. */
const skipInstead = (draft: Draft): void => {
  const words = draft.pieces.map((p) => p.said.toLowerCase())
  const from = words.findIndex((w, i) => w === 'instead' || (w === 'en' && /^(?:vez|lugar)$/.test(words[i + 1] ?? '')))
  if (from < 0) return
  for (let at = from; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    if (piece?.kind === 'stop' || (piece?.kind === 'cue' && piece.said === ',')) return
    use(draft, at)
  }
}

/** Tables of the values that are most likely meant, before they are settled. */
const valueTables = (draft: Draft): readonly string[] =>
  draft.pieces.flatMap((piece, at) => {
    if (piece.kind !== 'mention' || !isValue(draft, at)) return []
    const best = piece.links.find((l) => l.kind === 'value' && l.score >= 0.85)
    return best ? [best.table] : []
  })

/** Tables that the words name outright. */
const noteTables = (draft: Draft): void => {
  for (const { table, at } of draft.named) {
    const piece = draft.pieces[at]
    const link = piece?.kind === 'mention' ? piece.links.find((l) => l.kind === 'table' && l.table === table) : undefined
    if (piece && link) note(draft, piece.said, table, link.score)
  }
}

const changing = /^(?:variaci[oó]n(?:es)?|crecimientos?|incrementos?|growth|intermensual|interanual)$/i

/** "variación mensual en porcentaje": each group of time beside the one before; "en %" says how it is told, not of what it is a share. */
const readChange = (draft: Draft): void => {
  const at = draft.pieces.findIndex((p, i) => !draft.used.has(i) && (p.kind === 'word' || p.kind === 'mention') && changing.test(p.said))
  const along = draft.pieces.some((p) => p.kind === 'cue' && p.cue.name === 'group' && p.cue.unit !== null)
  if (at < 0 || !along) return
  draft.previous = true
  draft.percent = null
  use(draft, at)
}

const readMarks = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) {
    if (isCue(draft, at, 'percent'))
      draft.percent = /peso|parte|reparto|^(?:en|as)\b/i.test(draft.pieces[at]?.said ?? '') ? (draft.percent ?? 'share') : 'ratio'
    else if (isCue(draft, at, 'running')) draft.running = true
    else if (isCue(draft, at, 'previous')) draft.previous = true
    else continue
    use(draft, at)
  }
  readChange(draft)
}

const none =
  /(?:incluy\p{L}*|inclu[ií]d\p{L}*|tambi[eé]n|aunque|including|even)(?: a| con)? (?:l[oa]s que|those|the ones|l[oa]s|sea|with)(?: (?:que|that|who|which|with))? ?(?:no|sin|0|cero|ningun\p{L}*|zero|none|have|without|nothing)(?: \p{L}+){0,4}/iu

/** "incluyendo los que no tienen ninguno", "including those with none". */
const readWithNone = (draft: Draft): void => {
  const line = draft.pieces.map((p) => p.said).join(' ')
  const found = none.exec(line)
  if (!found) return
  let from = 0
  for (const [at, piece] of draft.pieces.entries()) {
    const inside = from >= found.index && from < found.index + found[0].length
    if (inside) use(draft, at)
    from += piece.said.length + 1
  }
  draft.withNone = true
}

/** The table whose rows a question computes over. */
export const measuredTable = (draft: Draft): string | null =>
  draft.measures[0]?.table ?? draft.ranking?.table ?? draft.mean?.table ?? draft.context?.facts ?? null

/** Two values asked of one column are alternatives: a row holds only one of them. */
const joinAlternatives = (draft: Draft): void => {
  for (let i = draft.where.length - 1; i > 0; i--) {
    const last = draft.where[i]
    if (last?.kind !== 'value' || last.condition.kind !== 'compare' || last.condition.operator !== '=') continue
    const { left, right } = last.condition
    const index = draft.where.findIndex(
      (w, j) =>
        j < i &&
        w.kind === 'value' &&
        w.condition.kind === 'compare' &&
        w.condition.operator === '=' &&
        sameExpression(w.condition.left, left),
    )
    const first = draft.where[index]
    if (first?.condition.kind !== 'compare') continue
    draft.where[index] = { ...first, condition: { kind: 'in', value: left, options: [first.condition.right, right], negated: false } }
    draft.where.splice(i, 1)
  }
}

/** "qué porcentaje de los clientes ha hecho algún pedido": rows of the subject, and those that have some of the table named after. */
const countForShare = (draft: Draft): void => {
  draft.measures.push({ expression: countAll, table: draft.subject, at: 0 })
  for (const { table, at } of draft.named) {
    const before = draft.pieces[at - 1]?.kind === 'small' ? at - 2 : at - 1
    const below = table !== draft.subject && !reachesOne(draft.knowledge, draft.subject, table)
    if (!below || draft.used.has(at) || !isCue(draft, before, 'with', 'which', 'who') || draft.existences.some((e) => e.table === table))
      continue
    draft.existences.push({ table, negated: false, at, where: [], atLeast: null })
  }
}

/** A ranking that names no measure is by the figure asked for, else by number of rows per group. */
const settleRanking = (draft: Draft): void => {
  if (!draft.ranking || draft.ranking.by) return
  const measure = draft.measures[0]
  const sold = !measure && draft.pieces[draft.ranking.at]?.said.toLowerCase().includes('top') ? amountNear(draft, draft.subject) : null
  if (sold)
    draft.ranking = {
      ...draft.ranking,
      by: sold.table === draft.subject ? sold.expression : aggregate('sum', sold.expression),
      table: sold.table,
    }
  else if (measure) draft.ranking = { ...draft.ranking, by: measure.expression, table: measure.table }
  else if (draft.groups.length === 0) {
    doubt(draft, 'ranking by nothing', 0.35)
    draft.ranking = null
  } else draft.ranking = { ...draft.ranking, by: countAll, table: draft.subject }
}

/**
 * Reads a question, phrase by phrase, into a draft of what it asks. Each reader takes the pieces it explains, so the order is
 * from the most particular phrases to the loosest. Null where nothing in it belongs to the catalog.
 */
export const readQuestion = (input: QuestionInput): Draft | null => {
  const sold = input.pieces.some((p) => (p.kind === 'word' || p.kind === 'mention') && (isSale(p.said) || saysProfit(p.said)))
    ? salesTable(input.knowledge)
    : null
  const subject = input.overrides['table:subject'] ?? findSubject(input.pieces) ?? sold
  if (!subject || !input.knowledge.catalog.tables.some((t) => t.name === subject)) return null
  const blank = emptyDraft(input, subject)
  const draft: Draft = { ...blank, filtered: valueTables(blank) }
  noteTables(draft)
  skipInstead(draft)
  readMarks(draft)
  readWithNone(draft)
  readTextMatches(draft)
  readNames(draft)
  readQuoted(draft)
  readHours(draft)
  readTimes(draft)
  readComparisons(draft)
  readScarcity(draft)
  readOrdering(draft)
  readBareNumbers(draft)
  readGrouping(draft)
  readAbsence(draft)
  readActivity(draft)
  readCases(draft)
  readMeasures(draft)
  readFormulas(draft)
  readBareMeasures(draft)
  readFacts(draft)
  if (draft.percent && draft.measures.length === 0 && !draft.context) countForShare(draft)
  settleRanking(draft)
  readPeriods(draft, measuredTable(draft))
  readValues(draft)
  joinAlternatives(draft)
  readLooseOrders(draft)
  readProjections(draft)
  showSubject(draft)
  settleDates(draft, measuredTable(draft) ?? draft.subject)
  draft.distinct ||= draft.pieces.some((p, at) => p.kind === 'cue' && p.cue.name === 'distinct' && !draft.used.has(at))
  return draft
}
