import type { Language } from '#contracts/plan.ts'
import type { Token } from './tokens.ts'

/** A number read from the text; `tokens` is how many tokens it took. `ordinal` for "tercero", "3rd". */
export type ReadNumber = { readonly value: number; readonly tokens: number; readonly ordinal: boolean }

/** Numbers said in one word, folded, in both languages. */
export const numberWords: ReadonlyMap<string, number> = new Map<string, number>(
  Object.entries({
    cero: 0,
    un: 1,
    uno: 1,
    una: 1,
    dos: 2,
    tres: 3,
    cuatro: 4,
    cinco: 5,
    seis: 6,
    siete: 7,
    ocho: 8,
    nueve: 9,
    diez: 10,
    once: 11,
    doce: 12,
    trece: 13,
    catorce: 14,
    quince: 15,
    dieciseis: 16,
    diecisiete: 17,
    dieciocho: 18,
    diecinueve: 19,
    veinte: 20,
    veintiuno: 21,
    veintiun: 21,
    veintiuna: 21,
    veintidos: 22,
    veintitres: 23,
    veinticuatro: 24,
    veinticinco: 25,
    veintiseis: 26,
    veintisiete: 27,
    veintiocho: 28,
    veintinueve: 29,
    treinta: 30,
    cuarenta: 40,
    cincuenta: 50,
    sesenta: 60,
    setenta: 70,
    ochenta: 80,
    noventa: 90,
    cien: 100,
    ciento: 100,
    doscientos: 200,
    doscientas: 200,
    trescientos: 300,
    trescientas: 300,
    cuatrocientos: 400,
    quinientos: 500,
    quinientas: 500,
    seiscientos: 600,
    setecientos: 700,
    ochocientos: 800,
    novecientos: 900,
    zero: 0,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  }),
)

const multipliers = new Map<string, number>(
  Object.entries({
    mil: 1e3,
    miles: 1e3,
    millon: 1e6,
    millones: 1e6,
    thousand: 1e3,
    k: 1e3,
    hundred: 100,
    million: 1e6,
    millions: 1e6,
    billion: 1e9,
  }),
)

const ordinals = new Map<string, number>(
  Object.entries({
    primer: 1,
    primero: 1,
    primera: 1,
    primeros: 1,
    primeras: 1,
    segundo: 2,
    segunda: 2,
    tercer: 3,
    tercero: 3,
    tercera: 3,
    cuarto: 4,
    cuarta: 4,
    quinto: 5,
    quinta: 5,
    sexto: 6,
    sexta: 6,
    septimo: 7,
    octavo: 8,
    noveno: 9,
    decimo: 10,
    first: 1,
    second: 2,
    third: 3,
    fourth: 4,
    fifth: 5,
    sixth: 6,
    seventh: 7,
    eighth: 8,
    ninth: 9,
    tenth: 10,
  }),
)

/** Reads digits as the language writes them: `1.234,5` in Spanish, `1,234.5` in English; null for dates, times and codes. */
export const parseDigits = (text: string, language: Language): number | null => {
  if (!/^\d[\d.,]*$/.test(text)) return null
  const thousands = language === 'es' ? '.' : ','
  const decimal = language === 'es' ? ',' : '.'
  const grouped = new RegExp(`^\\d{1,3}(?:\\${thousands}\\d{3})+(?:\\${decimal}\\d+)?$`)
  if (grouped.test(text)) return Number(text.replaceAll(thousands, '').replace(decimal, '.'))
  const other = new RegExp(`^\\d{1,3}(?:\\${decimal}\\d{3})+(?:\\${thousands}\\d+)?$`)
  if (text.includes(thousands) && other.test(text)) return Number(text.replaceAll(decimal, '').replace(thousands, '.'))
  if (/^\d{1,3}(?:,\d{3})+$/.test(text)) return Number(text.replaceAll(',', ''))
  const plain = text.replace(',', '.')
  return /^\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null
}

const isJoiner = (norm: string | undefined): boolean => norm === 'y' || norm === 'and'

const readWords = (tokens: readonly Token[], from: number): ReadNumber | null => {
  let total = 0
  let group: number | null = null
  let at = from
  for (; at < tokens.length; at++) {
    const norm = tokens[at]?.norm ?? ''
    const parts = norm.includes('-') ? norm.split('-') : [norm]
    const known = parts.map((p) => numberWords.get(p))
    const multiplier = multipliers.get(norm)
    if (known.every((k) => k !== undefined)) {
      const value = known.reduce<number>((sum, k) => sum + (k ?? 0), 0)
      if (group !== null && value >= 30 && group >= value) group += value
      else if (group !== null && (group % 10 !== 0 || value >= 100 || (group < 100 && value >= 10))) break
      else group = (group ?? 0) + value
    } else if (multiplier !== undefined && (group !== null || norm === 'mil')) {
      if (multiplier === 100) group = (group ?? 1) * 100
      else {
        total += (group ?? 1) * multiplier
        group = null
      }
    } else if (isJoiner(norm) && group !== null && group >= 20 && (numberWords.get(tokens[at + 1]?.norm ?? '') ?? 99) < 10) {
      if (group % 10 !== 0) break
    } else break
  }
  return at === from || (group === null && total === 0) ? null : { value: total + (group ?? 0), tokens: at - from, ordinal: false }
}

/** "y media", "and a half" after a number. */
const halfAfter = (tokens: readonly Token[], at: number): number => {
  const next = tokens[at]?.norm
  if (!isJoiner(next)) return 0
  if (/^medi[oa]$/.test(tokens[at + 1]?.norm ?? '')) return 2
  return tokens[at + 1]?.norm === 'a' && tokens[at + 2]?.norm === 'half' ? 3 : 0
}

/** Reads the number that starts at token `from`, in digits or words, with multipliers ("3 mil", "1,5 millones") and halves. */
export const readNumber = (tokens: readonly Token[], from: number, language: Language): ReadNumber | null => {
  const token = tokens[from]
  if (!token || token.kind === 'quoted') return null
  const suffixed = /^(\d+(?:[.,]\d+)?)(k|m|o|a|º|ª|st|nd|rd|th)$/.exec(token.norm)
  if (suffixed) {
    const value = Number((suffixed[1] ?? '').replace(',', '.'))
    const suffix = suffixed[2] ?? ''
    if (suffix === 'k' || suffix === 'm') return { value: value * (suffix === 'k' ? 1e3 : 1e6), tokens: 1, ordinal: false }
    return { value, tokens: 1, ordinal: true }
  }
  if (token.kind === 'number') {
    const value = parseDigits(token.text, language)
    if (value === null) return null
    const multiplier = multipliers.get(tokens[from + 1]?.norm ?? '')
    const taken = multiplier && multiplier >= 1e3 ? 2 : 1
    const half = halfAfter(tokens, from + taken)
    return { value: value * (taken === 2 ? (multiplier ?? 1) : 1) + (half ? 0.5 : 0), tokens: taken + half, ordinal: false }
  }
  const ordinal = ordinals.get(token.norm)
  if (ordinal !== undefined) return { value: ordinal, tokens: 1, ordinal: true }
  const words = readWords(tokens, from)
  if (!words) return null
  const half = halfAfter(tokens, from + words.tokens)
  return half ? { value: words.value + 0.5, tokens: words.tokens + half, ordinal: false } : words
}
