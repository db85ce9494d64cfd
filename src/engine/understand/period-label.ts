import type { Language } from '#contracts/plan.ts'
import { addUnits, type Day, monthOf, startOf, yearOf } from './calendar.ts'

const months: Readonly<Record<Language, readonly string[]>> = {
  es: ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

/** A day as people of the language write it: 15/11/2026, 15 Nov 2026. */
export const dayLabel = (day: Day, language: Language): string =>
  language === 'es'
    ? `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`
    : `${Number(day.slice(8, 10))} ${(months.en[monthOf(day) - 1] ?? '').slice(0, 3)} ${day.slice(0, 4)}`

/** A period in words: "octubre de 2026", "2025", "del 01/03/2026 al 15/03/2026", "desde el 01/03/2026". `end` is excluded. */
export const periodLabel = (period: { readonly start: Day | null; readonly end: Day | null }, language: Language): string => {
  const { start, end } = period
  const last = end ? addUnits(end, 'day', -1) : null
  if (start && last && end) {
    if (start === startOf(start, 'year') && end === addUnits(start, 'year', 1)) return String(yearOf(start))
    if (start === startOf(start, 'month') && end === addUnits(start, 'month', 1))
      return language === 'es'
        ? `${months.es[monthOf(start) - 1]} de ${yearOf(start)}`
        : `${months.en[monthOf(start) - 1]} ${yearOf(start)}`
    if (start === last) return dayLabel(start, language)
    return language === 'es'
      ? `del ${dayLabel(start, 'es')} al ${dayLabel(last, 'es')}`
      : `${dayLabel(start, 'en')} to ${dayLabel(last, 'en')}`
  }
  if (start) return language === 'es' ? `desde el ${dayLabel(start, 'es')}` : `from ${dayLabel(start, 'en')}`
  if (last) return language === 'es' ? `hasta el ${dayLabel(last, 'es')}` : `until ${dayLabel(last, 'en')}`
  return language === 'es' ? 'cualquier fecha' : 'any date'
}
