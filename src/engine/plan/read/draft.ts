import type { Assumption, Language } from '#contracts/plan.ts'
import type { Comparison, Condition, DateUnit, Expression } from '#contracts/query-plan.ts'
import type { Day } from '../../understand/calendar.ts'
import type { Knowledge } from '../../understand/knowledge.ts'
import type { Link } from '../../understand/link.ts'
import type { Piece, PieceOf } from '../../understand/pieces.ts'
import type { ColumnExpression } from '../expressions.ts'

export type ColumnLink = Extract<Link, { kind: 'column' }>
export type TableLink = Extract<Link, { kind: 'table' }>
export type ValueLink = Extract<Link, { kind: 'value' }>

export type Grouping = {
  readonly expression: Expression
  readonly entity: string | null
  readonly unit: DateUnit | 'weekday' | null
  readonly at: number
  /** The groups themselves are ranked, rather than rows within each. */
  readonly ranked?: boolean
}

/** Something computed over rows. `table` is where those rows are. */
export type Measure = { readonly expression: Expression; readonly table: string; readonly at: number }

export type Existence = {
  readonly table: string
  readonly negated: boolean
  readonly at: number
  where: Condition[]
  /** How many such rows, or how much in all, where a figure is compared. */
  readonly atLeast: { readonly operator: string; readonly value: number; readonly of?: Expression } | null
}

export type Ranking = {
  readonly by: Expression | null
  readonly table: string | null
  readonly direction: 'asc' | 'desc'
  readonly limit: number | null
  readonly said: boolean
  readonly at: number
}

/** What the answer before was about, for a text that goes on from it. */
export type Context = {
  /** The table whose rows were listed or computed over. */
  readonly facts: string
  /** The table that each row of the answer stood for a row of. */
  readonly entity: string | null
  /** What was computed, where the answer was grouped. */
  readonly figure: Expression | null
  /** The date that counted. */
  readonly date: ColumnExpression | null
  /** Columns filtered or grouped by: their values are likely to be meant again. */
  readonly columns: readonly ColumnExpression[]
}

/** What a question has been found to ask so far. Filled by the readers in turn; tables stand as their own aliases. */
export type Draft = {
  readonly text: string
  readonly language: Language
  readonly today: Day
  readonly knowledge: Knowledge
  readonly overrides: Readonly<Record<string, string>>
  readonly pieces: readonly Piece[]
  /** Set where the text goes on from an answer before it. */
  readonly context: Context | null
  readonly used: Set<number>
  subject: string
  /** Tables that words of the question name, with where. */
  readonly named: { readonly table: string; readonly at: number }[]
  /** Tables whose stored values the question names. */
  readonly filtered: readonly string[]
  readonly outputs: { readonly expression: Expression; readonly at: number }[]
  readonly measures: Measure[]
  readonly groups: Grouping[]
  readonly where: {
    readonly condition: Condition
    readonly at: number
    readonly kind: 'value' | 'flag' | 'period' | 'number' | 'text' | 'null'
  }[]
  readonly having: Condition[]
  readonly existences: Existence[]
  ranking: Ranking | null
  order: { readonly expression: Expression | 'measure'; readonly direction: 'asc' | 'desc' }[]
  /** The date that counts, where one was said: "por fecha de salida". */
  dateHint: ColumnExpression | null
  distinct: boolean
  /** `ratio`: what part of the rows meets the last condition; `share`: each group's part of the total. */
  percent: 'ratio' | 'share' | null
  running: boolean
  previous: boolean
  /** Two periods to set side by side. */
  compared: { readonly current: Condition; readonly previous: Condition } | null
  averagePer: boolean
  /** Things that have none are told as well: "incluyendo los que no tienen". */
  withNone: boolean
  /** What each row of the subject comes to, compared with the mean of them all (times a factor). */
  mean: { readonly by: Expression; readonly table: string; readonly operator: Comparison; readonly factor: number } | null
  readonly assumptions: Assumption[]
  readonly links: { readonly said: string; readonly meant: string; readonly score: number }[]
  /** Keys of assumptions whose best two readings are about as good as each other. */
  readonly ties: Set<string>
  /** Nouns that name nothing in the data. */
  readonly unknown: string[]
  /** Doubts lower the confidence: each between 0 and 1 multiplies it. */
  readonly doubts: { readonly reason: string; readonly factor: number }[]
}

export const isFree = (draft: Draft, at: number): boolean => at >= 0 && at < draft.pieces.length && !draft.used.has(at)

/** Index of the next free piece that is not a small word, within `reach` pieces; -1 where a stop or the end comes first. */
export const nextFree = (draft: Draft, from: number, reach = 4): number => {
  for (let at = from, seen = 0; at < draft.pieces.length && seen < reach; at++) {
    const piece = draft.pieces[at]
    if (!piece || piece.kind === 'small') continue
    if (piece.kind === 'stop') return -1
    if (isQuiet(piece)) continue
    return draft.used.has(at) ? -1 : at
  }
  return -1
}

/** Index of the previous free piece that is not a small word. */
export const previousFree = (draft: Draft, from: number, reach = 4): number => {
  for (let at = from, seen = 0; at >= 0 && seen < reach; at--, seen++) {
    const piece = draft.pieces[at]
    if (!piece || piece.kind === 'small') continue
    if (piece.kind === 'stop') return -1
    if (isQuiet(piece)) continue
    return draft.used.has(at) ? -1 : at
  }
  return -1
}

/** Phrases that carry nothing between two things that belong together: "que", "what is". */
const isQuiet = (piece: Piece): boolean =>
  piece.kind === 'cue' && (piece.cue.name === 'which' || piece.cue.name === 'list' || piece.cue.name === 'all' || piece.cue.name === 'only')

export const isCue = (draft: Draft, at: number, ...names: readonly string[]): boolean => {
  const piece = draft.pieces[at]
  return piece?.kind === 'cue' && names.includes(piece.cue.name)
}

export const use = (draft: Draft, ...indexes: readonly number[]): void => {
  for (const at of indexes) draft.used.add(at)
}

export const mentionAt = (draft: Draft, at: number): PieceOf<'mention'> | null => {
  const piece = draft.pieces[at]
  return piece?.kind === 'mention' && !draft.used.has(at) ? piece : null
}

export const note = (draft: Draft, said: string, meant: string, score: number): void => {
  draft.links.push({ said, meant, score })
}

export const doubt = (draft: Draft, reason: string, factor: number): void => {
  draft.doubts.push({ reason, factor })
}
