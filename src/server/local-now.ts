const two = (number: number): string => String(number).padStart(2, '0')

/** Local time as asks are given it: `YYYY-MM-DDTHH:MM`. */
export const localNow = (at: Date = new Date()): string =>
  `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`
