import type { ColumnType } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Expression } from '#contracts/query-plan.ts'
import type { Day } from '../calendar.ts'
import { readPeriod } from '../dates.ts'
import { lineOf } from '../line.ts'
import { readAmount } from './amounts.ts'
import { has, trim, type Words } from './spans.ts'

export const literal = (value: string | number | boolean | null, type: ColumnType): Expression => ({ kind: 'literal', value, type })

const yes = /^(?:si|sí|yes|true|verdadero|activo|activa|cierto|on|s|y)$/
const no = /^(?:no|false|falso|inactivo|off|n)$/
const article = /^(?:el|la|lo|los|las|a|the|de|del|dia|day|on|que|y|and|at|un|una)$/

/** Clock time of one token or of "19 horas", "7 pm": `HH:MM`. */
export const readTime = (words: Words): string | null => {
  const text = words.map((w) => w.norm).join(' ')
  const match =
    /^(?:(?:a|at|las|la|the) )*(\d{1,2})(?::(\d{2}))?(?::\d{2})? ?(h|horas?|am|pm|a\.m|p\.m|de la manana|de la tarde|de la noche)?$/.exec(
      text,
    )
  if (!match || (match[2] === undefined && match[3] === undefined)) return null
  const late = /pm|p\.m|tarde|noche/.test(match[3] ?? '') && Number(match[1]) < 12 ? 12 : 0
  const hour = Number(match[1]) + late
  return hour < 24 ? `${String(hour).padStart(2, '0')}:${match[2] ?? '00'}` : null
}

/** A day said in words or digits. */
export const readDay = (words: Words, today: Day, language: Language): Day | null => {
  const clean = trim(words, article)
  for (const candidate of [words, clean]) {
    const period = readPeriod(lineOf(candidate), 0, today, language, true)
    if (period?.start && period.tokens === candidate.length && (period.unit === 'day' || period.unit === 'month')) return period.start
  }
  return null
}

/** The words as a value of a type: null when they are not one. Dates come as `YYYY-MM-DD`. */
export const readLiteral = (words: Words, type: ColumnType, today: Day, language: Language, text: string): Expression | null => {
  const clean = trim(words, article)
  const first = clean[0] ?? words[0]
  if (!first) return null
  switch (type) {
    case 'boolean':
      return yes.test(first.norm) ? literal(true, type) : no.test(first.norm) ? literal(false, type) : null
    case 'integer':
    case 'number': {
      const amount = readAmount(clean, 0, language)
      if (!amount || amount.tokens < clean.length - 2 || (type === 'integer' && !Number.isInteger(amount.value))) return null
      return literal(amount.value, type)
    }
    case 'date': {
      const day = readDay(words, today, language)
      return day ? literal(day, type) : null
    }
    case 'datetime': {
      const day = readDay(words, today, language)
      return day ? literal(`${day} 00:00:00`, type) : null
    }
    case 'time': {
      const time = readTime(clean)
      return time ? literal(time, type) : null
    }
    default:
      return literal(words.length === 1 && words[0]?.kind === 'quoted' ? words[0].text : text, type)
  }
}

/** A column's default: today and now stay what they are when a row comes. */
export const readDefault = (words: Words, type: ColumnType, today: Day, language: Language, text: string): Expression | null => {
  if (has(words, /hoy|ahora|today|now|fecha actual|current date|dia actual|actual|current/) && (type === 'date' || type === 'datetime'))
    return { kind: 'call', function: type === 'date' ? 'current_date' : 'current_timestamp', arguments: [] }
  return readLiteral(words, type, today, language, text)
}
