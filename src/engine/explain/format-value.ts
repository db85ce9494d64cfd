import type { ColumnType } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import { addUnits, startOf } from '../understand/calendar.ts'
import { dayLabel, periodLabel } from '../understand/period-label.ts'

const locales: Readonly<Record<Language, string>> = { es: 'es-ES', en: 'en-GB' }

/** Making one costs a thousand times as much as using it. */
const numberFormats = new Map<string, Intl.NumberFormat>()

const numberFormat = (language: Language, decimals: number): Intl.NumberFormat => {
  const key = `${language} ${decimals}`
  const known = numberFormats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locales[language], { useGrouping: 'always', maximumFractionDigits: decimals })
  numberFormats.set(key, made)
  return made
}

/** 1.234,56 in Spanish, 1,234.56 in English. */
export const formatNumber = (value: number, language: Language, decimals = 2): string => numberFormat(language, decimals).format(value)

/** 1.234,50 € in Spanish, €1,234.50 in English. */
export const formatMoney = (value: number, language: Language): string =>
  new Intl.NumberFormat(locales[language], { style: 'currency', currency: 'EUR', useGrouping: 'always' }).format(value).replace(/\s/g, ' ')

/** `value` is the percentage itself. */
export const formatPercent = (value: number, language: Language): string =>
  `${formatNumber(value, language, 1)}${language === 'es' ? ' ' : ''}%`

export const quote = (text: string, language: Language): string => (language === 'es' ? `«${text}»` : `"${text}"`)

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}/.test(text)

/** 15/11/2026 09:30, 15 Nov 2026 09:30. */
export const formatMoment = (text: string, language: Language): string => {
  if (!isDay(text)) return text
  const time = /[T ](\d{2}:\d{2})/.exec(text)?.[1]
  return time && time !== '00:00' ? `${dayLabel(text, language)} ${time}` : dayLabel(text, language)
}

/** A moment of a plan: to the second where it says one. */
const literalMoment = (text: string, language: Language): string => {
  const seconds = /[T ](\d{2}:\d{2}(?::(?!00)\d{2}(?:\.\d+)?|:00\.\d+))/.exec(text)?.[1]
  return isDay(text) && seconds ? `${dayLabel(text, language)} ${seconds}` : formatMoment(text, language)
}

/** A literal of a plan as people read it. */
export const formatLiteral = (value: string | number | boolean | null, type: ColumnType, language: Language): string => {
  if (value === null) return language === 'es' ? 'vacío' : 'empty'
  if (typeof value === 'boolean') return value ? (language === 'es' ? 'sí' : 'yes') : 'no'
  if (typeof value === 'number') return formatNumber(value, language, 20)
  return type === 'date' || type === 'datetime' ? literalMoment(value, language) : quote(value, language)
}

const quarterOf = (day: string): number => Math.ceil(Number(day.slice(5, 7)) / 3)

/** "octubre de 2026", "2026", "T4 2026", "semana del 09/11/2026". */
export const formatPeriod = (day: string, format: ResultColumn['format'], language: Language): string => {
  if (!isDay(day)) return day
  switch (format) {
    case 'period_year':
      return day.slice(0, 4)
    case 'period_quarter':
      return `${language === 'es' ? 'T' : 'Q'}${quarterOf(day)} ${day.slice(0, 4)}`
    case 'period_month':
      return periodLabel({ start: startOf(day, 'month'), end: addUnits(startOf(day, 'month'), 'month', 1) }, language)
    case 'period_week':
      return language === 'es' ? `semana del ${dayLabel(day, 'es')}` : `week of ${dayLabel(day, 'en')}`
    default:
      return formatMoment(day, language)
  }
}

const monthName = (month: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { month: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, month - 1, 1)))

/** ISO weekday (1 = Monday) by its name. */
export const weekdayName = (weekday: number, language: Language): string =>
  new Intl.DateTimeFormat(locales[language], { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 5, weekday)))

/** Keys, years and codes are names written with digits: grouping them would be wrong. */
export const isCodeName = (name: string): boolean => codeLike.test(name)

const codeLike = /(^|_)(id|year|año|anio|ano|codigo|code|zip|postal|cp)(_|$)/i

/** A cell of a result as a sentence says it. */
export const formatCell = (cell: Cell, column: ResultColumn, language: Language): string => {
  if (cell === null) return language === 'es' ? 'sin valor' : 'no value'
  if (typeof cell === 'boolean') return formatLiteral(cell, 'boolean', language)
  if (typeof cell === 'number') {
    if (column.format === 'money') return formatMoney(cell, language)
    if (column.format === 'percent') return formatPercent(cell, language)
    if (column.format === 'period_month' && cell >= 1 && cell <= 12) return monthName(cell, language)
    return codeLike.test(column.name) || column.format.startsWith('period_') ? String(cell) : formatNumber(cell, language)
  }
  if (column.format.startsWith('period_')) return formatPeriod(cell, column.format, language)
  return column.type === 'date' || column.type === 'datetime' ? formatMoment(cell, language) : cell
}

export const capitalise = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "a, b y c"; "a, b and c". Spanish "y" becomes "e" before an i sound, "o" becomes "u" before an o sound. */
export const listed = (items: readonly string[], language: Language, joiner: 'and' | 'or' = 'and'): string => {
  const last = items[items.length - 1]
  if (last === undefined) return ''
  if (items.length === 1) return last
  return `${items.slice(0, -1).join(', ')} ${joinerWord(last, language, joiner)} ${last}`
}

const joinerWord = (next: string, language: Language, joiner: 'and' | 'or'): string => {
  if (language === 'en') return joiner
  if (joiner === 'and') return /^«?h?[ií](?![aeoáéó])/i.test(next) ? 'e' : 'y'
  return /^«?h?[oó]/i.test(next) ? 'u' : 'o'
}
