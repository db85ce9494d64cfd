import { maximumAskLength } from '#contracts/api.ts'

export type TextProblem = { readonly code: string; readonly params: Readonly<Record<string, string | number>> }

const share = (text: string, of: RegExp, among: RegExp): number => {
  const all = text.match(among)?.length ?? 0
  return all === 0 ? 0 : (text.match(of)?.length ?? 0) / all
}

/** Characters that no keyboard writes: all controls but tab and line ends, and those that turn the direction of the text. */
const hidden = /[\p{Cc}\u202A-\u202E\u2066-\u2069\uFFFE\uFFFF]/gu

const lineBreaks = /[\t\n\r]/g

/** What stops a text before it is read at all; null when nothing does. */
export const textProblem = (text: string): TextProblem | null => {
  if (text.trim() === '') return { code: 'ask.empty', params: {} }
  if (text.length > maximumAskLength) return { code: 'ask.too_long', params: { length: text.length, maximum: maximumAskLength } }
  const odd = text.replace(lineBreaks, '').match(hidden)
  if (odd) return { code: 'ask.control_characters', params: { count: odd.length } }
  if (!text.isWellFormed()) return { code: 'ask.control_characters', params: { count: 1 } }
  if (!/[\p{L}\p{N}]/u.test(text)) return { code: 'ask.no_words', params: {} }
  if (share(text, /\p{Script=Latin}/gu, /\p{L}/gu) < 0.4 && /\p{L}/u.test(text)) return { code: 'ask.other_language', params: {} }
  return null
}
