import { addUnits, type Day } from '../../calendar.ts'
import { readPeriod } from '../../dates.ts'
import { lineOf } from '../../line.ts'
import { readNumber } from '../../numbers.ts'
import { readAmount } from '../amounts.ts'
import type { Scope } from '../scope.ts'
import { findAt, type Words } from '../spans.ts'

/** One value said in a row, in the words of the text. `value` is set where reading gave one. */
export type Atom = {
  readonly kind:
    | 'name'
    | 'quoted'
    | 'address'
    | 'email'
    | 'phone'
    | 'code'
    | 'number'
    | 'money'
    | 'percent'
    | 'date'
    | 'time'
    | 'weekday'
    | 'year'
  readonly words: Words
  readonly to: number
  readonly value: string | number | null
}

const email = /^\S+@\S+\.\S+$/
const code = /^(?=.*\d)(?=.*[\p{L}_-])[\p{L}\p{N}._\-/]+$/u
const capital = /^\p{Lu}/u
const linkWord = /^(?:de|del|la|las|los|el|y|e|van|von|da|do|of|the|and|&|di)$/
const weekday =
  /^(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|mondays?|tuesdays?|wednesdays?|thursdays?|fridays?|saturdays?|sundays?)$/
const street = /^(?:calle|c\/|avenida|avda|plaza|paseo|camino|carretera|ronda|travesia|street|avenue|road)$/

const atom = (kind: Atom['kind'], words: Words, from: number, to: number, value: Atom['value'] = null): Atom => ({
  kind,
  words: words.slice(from, to),
  to,
  value,
})

/** Capitalised words with the small words between them: "Camilo José Cela", "Ana de la Torre". A full stop or comma ends it. */
const nameAt = (words: Words, at: number): number => {
  let end = at
  for (let i = at; i < words.length; i++) {
    const word = words[i]
    if (!word || word.kind === 'symbol' || word.kind === 'quoted') break
    if (word.kind === 'word' && capital.test(word.text) && !/\d/.test(word.text)) end = i + 1
    else if (!(linkWord.test(word.norm) && end === i && hasCapital(words, i))) break
    if (end === i && /^(?:y|e|and)$/.test(word.norm)) break
  }
  return end
}

/** A small word inside a name is followed by a capital, at most two small words later. */
const hasCapital = (words: Words, at: number): boolean => {
  if (/^(?:y|e|and)$/.test(words[at]?.norm ?? '')) return false
  for (let i = at + 1; i <= at + 2; i++) {
    const text = words[i]?.text ?? ''
    if (capital.test(text)) return /^(?:de|del|van|von|da|do|of|di|la|las|los)$/.test(words[at]?.norm ?? '')
    if (!linkWord.test(words[i]?.norm ?? '')) return false
  }
  return false
}

/** Whether an address begins here: a kind of street and its name. */
export const isStreet = (words: Words, at: number): boolean => addressAt(words, at) !== null

const addressAt = (words: Words, at: number): Atom | null => {
  if (!street.test(words[at]?.norm ?? '') || words[at]?.kind === 'quoted') return null
  let to = at + 1
  while (to < words.length && (capital.test(words[to]?.text ?? '') || /^(?:de|del|la|las|los|el)$/.test(words[to]?.norm ?? ''))) to++
  if (to === at + 1) return null
  if (words[to]?.text === ',' && words[to + 1]?.kind === 'number') to += 2
  else if (words[to]?.kind === 'number' || /^\d+\p{L}?$/u.test(words[to]?.text ?? '')) to++
  return atom('address', words, at, to)
}

const phoneAt = (words: Words, at: number): Atom | null => {
  let to = words[at]?.text === '+' ? at + 1 : at
  let digits = ''
  while (words[to]?.kind === 'number' && /^\d+$/.test(words[to]?.text ?? '') && digits.length < 12) {
    digits += words[to]?.text ?? ''
    to++
  }
  return digits.length >= 9 ? atom('phone', words, at, to) : null
}

const timeAt = (words: Words, at: number): Atom | null => {
  const clock = findAt(words, /(?:(?:a|at|desde|de) )?(?:las |la )?(\d{1,2}:\d{2})(?: (?:h|horas?|am|pm))?/, at)
  if (clock) return atom('time', words, at, clock.to, (clock.groups[1] ?? '').padStart(5, '0'))
  const spoken = findAt(words, /a (?:las|la) (\S+)(?: y (media|cuarto))?(?: de la (manana|tarde|noche))?/, at)
  const hour = spoken && readNumber(words, at + 2, 'es')
  if (!spoken || !hour || hour.value > 24 || !Number.isInteger(hour.value)) return null
  const late = /tarde|noche/.test(spoken.groups[3] ?? '') && hour.value < 12 ? 12 : 0
  const minutes = spoken.groups[2] === 'media' ? '30' : spoken.groups[2] === 'cuarto' ? '15' : '00'
  return atom('time', words, at, spoken.to, `${String(hour.value + late).padStart(2, '0')}:${minutes}`)
}

const sameDay = /(?:(?:en )?(?:el mismo|ese mismo|ese|aquel) dia|(?:on )?(?:the same|that) day)/
const later = /(\S+) (dias?|semanas?|meses|mes|days?|weeks?|months?) (?:despues|mas tarde|later|after)/

const coming = /(?:(?:el|este) )?(?:(?:proximo|next|this coming) (\S+)|(\S+) (?:que viene|que entra|proximo|siguiente))/

/** "el viernes que viene": the first one after today. */
const comingDay = (words: Words, at: number, scope: Scope): Atom | null => {
  const match = findAt(words, coming, at)
  const index = match ? words.findIndex((w, i) => i >= at && i < match.to && weekday.test(w.norm)) : -1
  const found = match && index >= 0 ? dayBefore(words, index, scope) : null
  if (!match || !found) return null
  return atom('date', words, at, match.to, found > scope.today ? found : addUnits(found, 'day', 7))
}

const unitOf = (word: string): 'day' | 'week' | 'month' =>
  /^(?:dia|day)/.test(word) ? 'day' : /^(?:semana|week)/.test(word) ? 'week' : 'month'

const dayBefore = (words: Words, at: number, scope: Scope): Day | null =>
  readPeriod(lineOf(words), at, scope.today, scope.input.language, true)?.start ?? null

/** Days said outright, or from the last one said: "el mismo día", "two days later". */
const dateAt = (words: Words, at: number, last: Day | null, scope: Scope): Atom | null => {
  const same = findAt(words, sameDay, at)
  if (same && last) return atom('date', words, at, same.to, last)
  const after = findAt(words, later, at)
  const count = after && readNumber(words, at, scope.input.language)
  if (after && count && last) return atom('date', words, at, after.to, addUnits(last, unitOf(after.groups[2] ?? ''), count.value))
  const ahead = comingDay(words, at, scope)
  if (ahead) return ahead
  const first = words[at]
  if (!first || first.kind === 'quoted' || /^(?:a|to|hasta|until|desde|from|entre|between)$/.test(first.norm)) return null
  const bare = /^(?:el|los|on)$/.test(first.norm) ? at + 1 : at
  const next = words[bare + 1]?.norm ?? ''
  if (weekday.test(words[bare]?.norm ?? '') && !/^(?:pasad[oa]|proximo|que|de|\d+|,)$/.test(next))
    return atom('weekday', words, bare, bare + 1, dayBefore(words, bare, scope))
  const period = readPeriod(lineOf(words), at, scope.today, scope.input.language)
  if (!period?.start || period.unit !== 'day' || period.end === null) return null
  return atom('date', words, at, at + period.tokens, period.start)
}

const numberAt = (words: Words, at: number, scope: Scope): Atom | null => {
  const amount = readAmount(words, at, scope.input.language)
  if (!amount || (amount.tokens === 1 && /^(?:un|una|uno|one|a|an)$/.test(words[at]?.norm ?? ''))) return null
  const text = words[at]?.text ?? ''
  const year = amount.tokens === 1 && /^(?:19|20)\d{2}$/.test(text)
  const kind = amount.unit === 'money' ? 'money' : amount.unit === 'percent' ? 'percent' : year ? 'year' : 'number'
  return atom(kind, words, at, at + amount.tokens, amount.value)
}

/** The value that starts at token `at`; null where none does. `last` = the last day said. */
export const readAtom = (words: Words, at: number, last: Day | null, scope: Scope): Atom | null => {
  const first = words[at]
  if (!first) return null
  if (first.kind === 'quoted') return atom('quoted', words, at, at + 1, first.text)
  if (email.test(first.text)) return atom('email', words, at, at + 1, first.text)
  const address = addressAt(words, at)
  if (address) return address
  const date = dateAt(words, at, last, scope)
  if (date) return date
  const time = timeAt(words, at)
  if (time) return time
  const phone = phoneAt(words, at)
  if (phone) return phone
  if (first.kind === 'word' && code.test(first.text) && !/^\d+(?:€|%|kg|km|h|m2|min|eur|euros|st|nd|rd|th)$/i.test(first.text))
    return atom('code', words, at, at + 1, first.text)
  const number = numberAt(words, at, scope)
  if (number) return number
  const to = first.kind === 'word' && capital.test(first.text) ? nameAt(words, at) : at
  return to > at ? atom('name', words, at, to) : null
}
