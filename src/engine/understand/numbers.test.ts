import { describe, expect, it } from 'vitest'
import type { Language } from '#contracts/plan.ts'
import { parseDigits, readNumber } from './numbers.ts'
import { tokenize } from './tokens.ts'

const read = (text: string, language: Language) => {
  const tokens = tokenize(text)
  const number = readNumber(tokens, 0, language)
  return number && [number.value, number.tokens === tokens.length, number.ordinal]
}

describe('digits as each language writes them', () => {
  it.each([
    ['1.234', 'es', 1234],
    ['1.234,5', 'es', 1234.5],
    ['1234,5', 'es', 1234.5],
    ['12.345.678', 'es', 12345678],
    ['1,234', 'en', 1234],
    ['1,234.5', 'en', 1234.5],
    ['2.5', 'en', 2.5],
    ['2.5', 'es', 2.5],
    ['2026-01-01', 'es', null],
    ['10:30', 'es', null],
    ['1.2.3', 'es', null],
    ['', 'es', null],
  ] as const)('%s in %s', (text, language, value) => {
    expect(parseDigits(text, language)).toBe(value)
  })
})

describe('numbers in a text', () => {
  it.each([
    ['7', 'es', 7],
    ['quince', 'es', 15],
    ['veintiuno', 'es', 21],
    ['treinta y cinco', 'es', 35],
    ['ciento veinte', 'es', 120],
    ['ciento cuarenta y dos', 'es', 142],
    ['doscientos mil', 'es', 200_000],
    ['mil', 'es', 1000],
    ['dos mil quinientos', 'es', 2500],
    ['3 mil', 'es', 3000],
    ['1,5 millones', 'es', 1_500_000],
    ['dos y media', 'es', 2.5],
    ['3 y medio', 'es', 3.5],
    ['2k', 'es', 2000],
    ['twenty', 'en', 20],
    ['twenty-one', 'en', 21],
    ['two hundred', 'en', 200],
    ['two hundred and five', 'en', 205],
    ['three thousand', 'en', 3000],
    ['1.5 million', 'en', 1_500_000],
    ['two and a half', 'en', 2.5],
    ['ten', 'en', 10],
  ] as const)('%s in %s', (text, language, value) => {
    expect(read(text, language)).toEqual([value, true, false])
  })

  it.each([
    ['tercero', 'es', 3],
    ['primer', 'es', 1],
    ['3º', 'es', 3],
    ['first', 'en', 1],
    ['2nd', 'en', 2],
  ] as const)('%s counts places', (text, language, value) => {
    expect(read(text, language)).toEqual([value, true, true])
  })

  it.each(['clientes', 'Q3', 'B-0017', '"5"', '2026-01-01'])('%s is none', (text) => {
    expect(read(text, 'es')).toBeNull()
  })
})
