import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'

/** The locale whose customs each language follows: euros and European dates in both. */
const localeOf: Readonly<Record<Language, string>> = { es: 'es-ES', en: 'en-GB' }

type Shape = Pick<ResultColumn, 'name' | 'type' | 'format'>

const cache = new Map<string, Intl.NumberFormat>()

const numberFormat = (language: Language, options: Intl.NumberFormatOptions): Intl.NumberFormat => {
  const key = language + JSON.stringify(options)
  const known = cache.get(key)
  if (known) return known
  // Spanish leaves four-digit numbers ungrouped by default; a column of figures reads better when all are grouped.
  const made = new Intl.NumberFormat(localeOf[language], { useGrouping: 'always', ...options })
  cache.set(key, made)
  return made
}

/** A count or measure; at most `decimals` decimals. */
export const formatNumber = (value: number, language: Language, decimals = 2): string =>
  numberFormat(language, { maximumFractionDigits: decimals }).format(value)

/** Exactly `decimals` decimals, as a stored column keeps them. */
export const formatFixed = (value: number, language: Language, decimals: number): string =>
  numberFormat(language, { minimumFractionDigits: decimals, maximumFractionDigits: decimals }).format(value)

/** Euros with two decimals. */
export const formatMoney = (value: number, language: Language): string =>
  numberFormat(language, { style: 'currency', currency: 'EUR' }).format(value)

/** `value` is the percentage itself: 12.5 reads "12,5 %". */
export const formatPercent = (value: number, language: Language): string =>
  numberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(value / 100)

const roundDigits = (value: number): number => (Math.abs(value) < 100 && !Number.isInteger(value) ? 2 : 0)

/** Short form for charts: no decimals from 100 on, and words above `limit`: 1.250.000 becomes "1,3 M". */
export const formatCompact = (value: number, language: Language, money: boolean, limit = 10_000): string => {
  const style: Intl.NumberFormatOptions = money ? { style: 'currency', currency: 'EUR' } : {}
  if (Math.abs(value) < limit) {
    const digits = roundDigits(value)
    return numberFormat(language, { ...style, minimumFractionDigits: money ? digits : 0, maximumFractionDigits: digits }).format(value)
  }
  return numberFormat(language, { ...style, notation: 'compact', maximumFractionDigits: 1 }).format(value)
}

/** Milliseconds as people say them: "23 ms", "1,4 s". */
export const formatDuration = (milliseconds: number, language: Language): string =>
  milliseconds < 1000
    ? `${numberFormat(language, { maximumFractionDigits: milliseconds < 10 ? 1 : 0 }).format(milliseconds)} ms`
    : `${numberFormat(language, { maximumFractionDigits: 1 }).format(milliseconds / 1000)} s`

type Parts = { readonly year: number; readonly month: number; readonly day: number; readonly time: string | null }

const isoPattern = /^(\d{4})-(\d{2})(?:-(\d{2}))?(?:[T ](\d{2}:\d{2})(?::\d{2})?)?/

const partsOf = (value: string): Parts | null => {
  const match = isoPattern.exec(value)
  if (!match) return null
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3] ?? 1), time: match[4] ?? null }
}

const two = (value: number): string => String(value).padStart(2, '0')

const asUtc = (parts: Parts): Date => new Date(Date.UTC(parts.year, parts.month - 1, parts.day))

/** "15/11/2026", and "15/11/2026 09:30" when the value has a time. */
export const formatDate = (value: string): string => {
  const parts = partsOf(value)
  if (!parts) return value
  const day = `${two(parts.day)}/${two(parts.month)}/${parts.year}`
  return parts.time === null ? day : `${day} ${parts.time}`
}

/** An instant (with zone) in the reader's own time zone: "15/11/2026 09:30". */
export const formatInstant = (value: string): string => {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return value
  return `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()} ${two(at.getHours())}:${two(at.getMinutes())}`
}

const monthName = (month: number, language: Language, style: 'short' | 'long'): string =>
  new Intl.DateTimeFormat(localeOf[language], { month: style, timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)))

/** ISO 8601 week: the one that holds the Thursday. */
const weekOf = (parts: Parts): { readonly week: number; readonly year: number } => {
  const thursday = asUtc(parts)
  thursday.setUTCDate(thursday.getUTCDate() + 3 - ((thursday.getUTCDay() + 6) % 7))
  const year = thursday.getUTCFullYear()
  return { week: 1 + Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / 604_800_000), year }
}

const quarterWord: Readonly<Record<Language, string>> = { es: 'T', en: 'Q' }
const weekWord: Readonly<Record<Language, string>> = { es: 'sem.', en: 'wk' }

const formatPeriodDate = (parts: Parts, format: ResultColumn['format'], language: Language): string => {
  switch (format) {
    case 'period_year':
      return String(parts.year)
    case 'period_quarter':
      return `${quarterWord[language]}${Math.ceil(parts.month / 3)} ${parts.year}`
    case 'period_month':
      return `${monthName(parts.month, language, 'short')} ${parts.year}`
    case 'period_week': {
      const { week, year } = weekOf(parts)
      return `${weekWord[language]} ${week} ${year}`
    }
    default:
      return `${two(parts.day)}/${two(parts.month)}/${parts.year}`
  }
}

const formatPeriodNumber = (value: number, format: ResultColumn['format'], language: Language): string => {
  if (format === 'period_month' && value >= 1 && value <= 12) return monthName(value, language, 'long')
  if (format === 'period_quarter' && value >= 1 && value <= 4) return `${quarterWord[language]}${value}`
  if (format === 'period_week') return `${weekWord[language]} ${value}`
  return String(value)
}

// Keys, years and codes are names written with digits: grouping them would be wrong.
const nameLike = /(^|_)(id|year|año|ano|anio|codigo|código|code|zip|postal|cp)(_|$)|^(id|cod)[A-Z_]/i

const yesNo: Readonly<Record<Language, readonly [string, string]>> = { es: ['Sí', 'No'], en: ['Yes', 'No'] }

const formatNumeric = (value: number, column: Shape, language: Language): string => {
  if (column.format === 'money') return formatMoney(value, language)
  if (column.format === 'percent') return formatPercent(value, language)
  if (column.format.startsWith('period_')) return formatPeriodNumber(value, column.format, language)
  return nameLike.test(column.name) ? String(value) : formatNumber(value, language)
}

/** A cell as people read it; null is an em dash, which the grids announce as "empty". */
export const formatCell = (value: Cell, column: Shape, language: Language): string => {
  if (value === null) return '—'
  if (typeof value === 'boolean') return yesNo[language][value ? 0 : 1]
  if (typeof value === 'number') return formatNumeric(value, column, language)
  if (column.format.startsWith('period_')) {
    const parts = partsOf(value)
    return parts ? formatPeriodDate(parts, column.format, language) : value
  }
  if (column.type === 'date' || column.type === 'datetime') return formatDate(value)
  if (isNumeric(column) && value !== '' && Number.isFinite(Number(value)) && value.length < 16)
    return formatNumeric(Number(value), column, language)
  return value
}

/** Whether the column's values line up on the right. */
export const isNumeric = (column: Pick<ResultColumn, 'type'>): boolean => column.type === 'integer' || column.type === 'number'
