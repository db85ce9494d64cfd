/** Days are whole numbers since 1970-01-01, so that sums are exact whatever the time zone. */
export const toDay = (date: string): number => {
  const milliseconds = Date.parse(`${date}T00:00:00Z`)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date) || Number.isNaN(milliseconds)) throw new RangeError(`not a date (YYYY-MM-DD): ${date}`)
  return milliseconds / 86_400_000
}

export const toDate = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10)

export const yearOf = (day: number): number => new Date(day * 86_400_000).getUTCFullYear()

/** 1 to 12. */
export const monthOf = (day: number): number => new Date(day * 86_400_000).getUTCMonth() + 1

/** 0 = Sunday to 6 = Saturday. */
export const weekdayOf = (day: number): number => (((day + 4) % 7) + 7) % 7

/** First day of the month that lies `months` after (or before) the month of `day`. */
export const monthStart = (day: number, months = 0): number => Date.UTC(yearOf(day), monthOf(day) - 1 + months, 1) / 86_400_000

/** First days of all months from the month of `from` to the month of `to`, both included. */
export const monthsBetween = (from: number, to: number): readonly number[] => {
  const months: number[] = []
  for (let month = monthStart(from); month <= to; month = monthStart(month, 1)) months.push(month)
  return months
}
