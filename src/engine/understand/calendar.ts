import type { DateUnit } from '#contracts/query-plan.ts'

/** A calendar day as `YYYY-MM-DD`. All arithmetic is proleptic Gregorian, without time zones. */
export type Day = string

const parse = (day: Day): Date => new Date(`${day.slice(0, 10)}T00:00:00Z`)

/** Years beyond four digits have no literal in databases: they end at the edge. */
const print = (date: Date): Day => {
  const year = date.getUTCFullYear()
  return year > 9999 ? '9999-12-31' : year < 1 ? '0001-01-01' : date.toISOString().slice(0, 10)
}

export const dayOf = (year: number, month: number, day: number): Day => print(new Date(Date.UTC(year, month - 1, day)))

/** The same, but null for days that do not exist, such as 30 February. */
export const realDay = (year: number, month: number, day: number): Day | null => {
  const made = dayOf(year, month, day)
  return day >= 1 && monthOf(made) === month && yearOf(made) === year ? made : null
}

export const yearOf = (day: Day): number => Number(day.slice(0, 4))
export const monthOf = (day: Day): number => Number(day.slice(5, 7))

/** Moves a day by whole units; a month's last day stays inside the target month. */
export const addUnits = (day: Day, unit: DateUnit, count: number): Day => {
  const date = parse(day)
  switch (unit) {
    case 'day':
    case 'hour':
      date.setUTCDate(date.getUTCDate() + (unit === 'day' ? count : 0))
      return print(date)
    case 'week':
      date.setUTCDate(date.getUTCDate() + 7 * count)
      return print(date)
    case 'month':
    case 'quarter':
    case 'year': {
      const months = count * (unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12)
      const target = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + months, 1))
      const last = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 0)).getUTCDate()
      target.setUTCDate(Math.min(date.getUTCDate(), last))
      return print(target)
    }
  }
}

/** First day of the unit that holds `day`; weeks start on Monday. */
export const startOf = (day: Day, unit: DateUnit): Day => {
  const year = yearOf(day)
  const month = monthOf(day)
  switch (unit) {
    case 'year':
      return dayOf(year, 1, 1)
    case 'quarter':
      return dayOf(year, month - ((month - 1) % 3), 1)
    case 'month':
      return dayOf(year, month, 1)
    case 'week':
      return addUnits(day, 'day', -((parse(day).getUTCDay() + 6) % 7))
    case 'day':
    case 'hour':
      return day.slice(0, 10)
  }
}

/** ISO weekday, 1 = Monday. */
export const weekdayOf = (day: Day): number => ((parse(day).getUTCDay() + 6) % 7) + 1

export const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = parse(text)
  return !Number.isNaN(date.getTime()) && print(date) === text
}
