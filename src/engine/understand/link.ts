import type { FoundValue } from './value-index.ts'

/** What a run of tokens may stand for. `score` 0 to 1; `how` for values: by what likeness. */
export type Link =
  | { readonly kind: 'table'; readonly table: string; readonly score: number }
  | { readonly kind: 'column'; readonly table: string; readonly column: string; readonly score: number }
  | {
      readonly kind: 'value'
      readonly table: string
      readonly column: string
      readonly value: string
      readonly how: FoundValue['how'] | 'meaning' | 'code'
      readonly score: number
    }
