import type { Language } from '#contracts/plan.ts'
import { readNumber } from '../numbers.ts'
import type { Words } from './spans.ts'

export type Amount = { readonly value: number; readonly tokens: number; readonly unit: 'percent' | 'money' | null }

const halves = /^(?:medi[oa]|half)$/

/** A number at token `from`, with its sign, halves ("media hora", "half an hour"), percent and currency marks. */
export const readAmount = (words: Words, from: number, language: Language): Amount | null => {
  const first = words[from]
  if (!first) return null
  if (first.norm === '-' || first.norm === 'menos') {
    const inner = readAmount(words, from + 1, language)
    return inner ? { ...inner, value: -inner.value, tokens: inner.tokens + 1 } : null
  }
  if (/^[$€£]$/.test(first.text)) {
    const inner = readAmount(words, from + 1, language)
    return inner ? { ...inner, unit: 'money', tokens: inner.tokens + 1 } : null
  }
  if (halves.test(first.norm)) return { value: 0.5, tokens: 1, unit: null }
  const attached = /^(\d+(?:[.,]\d+)?)(%|€|eur|euros|h|kg|m2|km|min)$/.exec(first.norm)
  if (attached) {
    const unit = attached[2] === '%' ? 'percent' : /^(?:€|eur)/.test(attached[2] ?? '') ? 'money' : null
    return { value: Number((attached[1] ?? '').replace(',', '.')), tokens: 1, unit }
  }
  const apart = splitHalf(words, from, language)
  const read = apart ?? readNumber(words, from, language)
  if (!read || (read.ordinal && !/^\d/.test(first.norm))) return null
  return withUnit(words, from, read.value, read.tokens)
}

/** "seis horas y media": the half comes after the unit. */
const splitHalf = (words: Words, from: number, language: Language): { value: number; tokens: number; ordinal: boolean } | null => {
  const read = readNumber(words, from, language)
  if (!read || read.ordinal) return null
  const at = from + read.tokens
  const half = /^(?:y|and)$/.test(words[at + 1]?.norm ?? '') && /^medi[oa]$/.test(words[at + 2]?.norm ?? '')
  return half ? { value: read.value + 0.5, tokens: read.tokens + 3, ordinal: false } : null
}

const withUnit = (words: Words, from: number, value: number, tokens: number): Amount => {
  const next = words[from + tokens]?.norm ?? ''
  if (next === '%' || next === 'percent') return { value, tokens: tokens + 1, unit: 'percent' }
  if (/^(?:€|\$|£|euros?|eur|dolares|dollars|pounds|usd)$/.test(next)) return { value, tokens: tokens + 1, unit: 'money' }
  if (next === 'por' && /^(?:ciento|cien)$/.test(words[from + tokens + 1]?.norm ?? ''))
    return { value, tokens: tokens + 2, unit: 'percent' }
  return { value, tokens, unit: null }
}
