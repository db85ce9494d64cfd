import type { Language } from '#contracts/plan.ts'
import type { Comparison } from '#contracts/query-plan.ts'
import type { Meaning } from './column-meaning.ts'
import { find, type Words } from './spans.ts'

/** Something demanded of a column. */
export type Rule =
  | { readonly kind: 'required'; readonly required: boolean }
  | { readonly kind: 'unique' }
  | { readonly kind: 'primary' }
  | { readonly kind: 'default'; readonly words: Words }
  | { readonly kind: 'bound'; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly other: Words }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'length'; readonly characters: number }
  | { readonly kind: 'type'; readonly meaning: Meaning }

export type RuleReading = { readonly rules: readonly Rule[]; readonly from: number; readonly to: number }
export type RuleReader = (words: Words, language: Language) => RuleReading | null

/** What joins a rule to its column: "que", "which", "y". */
export const joined = '(?:(?:que|that|which|who|and|y|it|they|pero|but) )*'
export const can = '(?:se )?(?:puede|puedan?|pueden|podra|podran|debe|deben|deba|deban)'
export const be =
  '(?:pas(?:a|an|e|en|ara|aran) a ser|es|sea|sean|son|sera|seran|ser|is|are|be|must be|has to be|have to be|should be|tiene que ser|tienen que ser|tenga que ser|debe ser|deben ser)'

export const article = /^(?:el|la|lo|los|las|un|una|a|the|de|y|que|and|con|with|,|;|sea|sera|es|to|value|valor)$/

/** Reads a fixed phrase as rules; none for phrases that add nothing. */
export const phrase =
  (pattern: RegExp, ...rules: readonly Rule[]): RuleReader =>
  (words) => {
    const found = find(words, pattern)
    return found ? { rules, from: found.from, to: found.to } : null
  }
