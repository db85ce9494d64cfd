import type { Catalog, ColumnValues } from '#contracts/catalog.ts'
import type { Choice } from '#contracts/outcome.ts'
import type { Language, Plan } from '#contracts/plan.ts'

/** An earlier turn of the conversation. `plan` where T7 made it; `sql` where only the statement is known. */
export type Turn = { readonly question: string; readonly sql: string | null; readonly plan: Plan | null }

export type InterpretInput = {
  readonly text: string
  /** Forced language; null = detect. */
  readonly language: Language | null
  /** Assumption key -> value chosen by the person. */
  readonly overrides: Readonly<Record<string, string>>
  /** The ask's clock, local time: `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`. */
  readonly now: string
  /** Oldest first. */
  readonly history: readonly Turn[]
}

/** What the engine decided to do with a text. All words are in `language`. */
export type Decision =
  | { readonly kind: 'act'; readonly plan: Plan; readonly alternatives: readonly Choice[] }
  | { readonly kind: 'clarify'; readonly question: string; readonly choices: readonly Choice[] }
  | {
      readonly kind: 'message'
      readonly topic: 'help' | 'not_understood' | 'small_talk'
      readonly sentence: string
      readonly understood: readonly string[]
    }
  | { readonly kind: 'refuse'; readonly code: string; readonly params: Readonly<Record<string, unknown>>; readonly sentence: string }

export type Interpretation = {
  readonly language: Language
  readonly intent: 'query' | 'data_change' | 'schema_change' | 'sql' | 'help' | 'small_talk' | 'other'
  readonly links: readonly { readonly said: string; readonly meant: string }[]
  readonly decision: Decision
  /** The best reading even where T7 would ask first; null when there is none. */
  readonly best: Plan | null
  /** Next questions, in `language`, that this catalog can answer. */
  readonly suggestions: readonly string[]
}

/** A source's structure and stored values, as read; `prepare` turns it into `Knowledge`. */
export type Described = { readonly catalog: Catalog; readonly values: readonly ColumnValues[] }
