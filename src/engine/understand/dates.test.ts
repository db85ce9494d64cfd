import { describe, expect, it } from 'vitest'
import type { Language } from '#contracts/plan.ts'
import { readPeriod } from './dates.ts'
import { lineOf } from './line.ts'
import { tokenize } from './tokens.ts'

const read = (text: string, language: Language, today: string, anchor = false): string | null => {
  const tokens = tokenize(text)
  const period = readPeriod(lineOf(tokens), 0, today, language, anchor)
  return period && period.tokens === tokens.length ? `${period.start ?? ''}..${period.end ?? ''}` : null
}

const sunday = '2026-11-15'

describe('periods in Spanish', () => {
  it.each([
    ['hoy', '2026-11-15..2026-11-16'],
    ['ayer', '2026-11-14..2026-11-15'],
    ['anteayer', '2026-11-13..2026-11-14'],
    ['mañana', '2026-11-16..2026-11-17'],
    ['pasado mañana', '2026-11-17..2026-11-18'],
    ['esta semana', '2026-11-09..2026-11-16'],
    ['la semana pasada', '2026-11-02..2026-11-09'],
    ['la semana que viene', '2026-11-16..2026-11-23'],
    ['este mes', '2026-11-01..2026-12-01'],
    ['el mes pasado', '2026-10-01..2026-11-01'],
    ['el mes anterior', '2026-10-01..2026-11-01'],
    ['el mes que viene', '2026-12-01..2027-01-01'],
    ['el próximo mes', '2026-12-01..2027-01-01'],
    ['este trimestre', '2026-10-01..2027-01-01'],
    ['el trimestre pasado', '2026-07-01..2026-10-01'],
    ['el primer trimestre', '2026-01-01..2026-04-01'],
    ['el segundo trimestre de 2025', '2025-04-01..2025-07-01'],
    ['el último trimestre de 2025', '2025-10-01..2026-01-01'],
    ['T3 2025', '2025-07-01..2025-10-01'],
    ['el primer semestre de 2026', '2026-01-01..2026-07-01'],
    ['la segunda mitad de 2025', '2025-07-01..2026-01-01'],
    ['este año', '2026-01-01..2027-01-01'],
    ['el año pasado', '2025-01-01..2026-01-01'],
    ['el año que viene', '2027-01-01..2028-01-01'],
    ['en 2025', '2025-01-01..2026-01-01'],
    ['en lo que va de año', '2026-01-01..2026-11-16'],
    ['en lo que llevamos de mes', '2026-11-01..2026-11-16'],
    ['los últimos 30 días', '2026-10-16..2026-11-16'],
    ['últimas dos semanas', '2026-11-01..2026-11-16'],
    ['los últimos tres meses', '2026-08-15..2026-11-16'],
    ['los 12 últimos meses', '2025-11-15..2026-11-16'],
    ['los próximos 7 días', '2026-11-15..2026-11-23'],
    ['hace 3 días', '2026-11-12..2026-11-13'],
    ['hace dos meses', '2026-09-15..2026-09-16'],
    ['hace más de 6 meses', '..2026-05-15'],
    ['hace menos de un mes', '2026-10-15..2026-11-16'],
    ['en marzo', '2026-03-01..2026-04-01'],
    ['en diciembre', '2025-12-01..2026-01-01'],
    ['en noviembre', '2026-11-01..2026-12-01'],
    ['marzo de 2025', '2025-03-01..2025-04-01'],
    ['febrero de 2024', '2024-02-01..2024-03-01'],
    ['enero del año pasado', '2025-01-01..2025-02-01'],
    ['el 3 de marzo', '2026-03-03..2026-03-04'],
    ['el 29 de febrero de 2024', '2024-02-29..2024-03-01'],
    ['el 31 de diciembre de 2025', '2025-12-31..2026-01-01'],
    ['el 15/03/2026', '2026-03-15..2026-03-16'],
    ['2026-03-15', '2026-03-15..2026-03-16'],
    ['desde marzo', '2026-03-01..'],
    ['desde el 1 de enero de 2025', '2025-01-01..'],
    ['a partir del 2025-06-01', '2025-06-01..'],
    ['después de 2024', '2025-01-01..'],
    ['antes de 2024', '..2024-01-01'],
    ['antes de marzo de 2025', '..2025-03-01'],
    ['hasta marzo de 2025', '..2025-04-01'],
    ['hasta ayer', '..2026-11-15'],
    ['entre enero y marzo', '2026-01-01..2026-04-01'],
    ['entre enero y marzo de 2025', '2025-01-01..2025-04-01'],
    ['entre noviembre y enero', '2025-11-01..2026-02-01'],
    ['de 2023 a 2025', '2023-01-01..2026-01-01'],
    ['entre 2023 y 2025', '2023-01-01..2026-01-01'],
    ['del 1 al 15 de marzo', '2026-03-01..2026-03-16'],
    ['del 1 al 15 de marzo de 2025', '2025-03-01..2025-03-16'],
    ['del 1 al 31 de febrero de 2025', '2025-02-01..2025-03-01'],
    ['entre el 2026-01-01 y el 2026-01-31', '2026-01-01..2026-02-01'],
    ['desde 2024 hasta 2025', '2024-01-01..2026-01-01'],
    ['los años 90', '1990-01-01..2000-01-01'],
    ['en 2024 o antes', '..2025-01-01'],
    ['en 2024 en adelante', '2024-01-01..'],
    ['el lunes', '2026-11-09..2026-11-10'],
    ['el domingo pasado', '2026-11-08..2026-11-09'],
  ])('%s', (text, period) => {
    expect(read(text, 'es', sunday, true)).toBe(period)
  })
})

describe('periods in English', () => {
  it.each([
    ['today', '2026-11-15..2026-11-16'],
    ['yesterday', '2026-11-14..2026-11-15'],
    ['the day before yesterday', '2026-11-13..2026-11-14'],
    ['this week', '2026-11-09..2026-11-16'],
    ['last week', '2026-11-02..2026-11-09'],
    ['next week', '2026-11-16..2026-11-23'],
    ['last month', '2026-10-01..2026-11-01'],
    ['the month before last', '2026-09-01..2026-10-01'],
    ['this quarter', '2026-10-01..2027-01-01'],
    ['last quarter', '2026-07-01..2026-10-01'],
    ['Q1 2025', '2025-01-01..2025-04-01'],
    ['the last quarter of 2025', '2025-10-01..2026-01-01'],
    ['the first quarter of 2025', '2025-01-01..2025-04-01'],
    ['the second half of 2025', '2025-07-01..2026-01-01'],
    ['last year', '2025-01-01..2026-01-01'],
    ['in 2025', '2025-01-01..2026-01-01'],
    ['year to date', '2026-01-01..2026-11-16'],
    ['so far this month', '2026-11-01..2026-11-16'],
    ['the last 7 days', '2026-11-08..2026-11-16'],
    ['in the past three months', '2026-08-15..2026-11-16'],
    ['the next 2 weeks', '2026-11-15..2026-11-30'],
    ['3 days ago', '2026-11-12..2026-11-13'],
    ['more than 2 years ago', '..2024-11-15'],
    ['in March', '2026-03-01..2026-04-01'],
    ['March 2025', '2025-03-01..2025-04-01'],
    ['March 3, 2025', '2025-03-03..2025-03-04'],
    ['3 March 2025', '2025-03-03..2025-03-04'],
    ['since March', '2026-03-01..'],
    ['before 2024', '..2024-01-01'],
    ['after 2024', '2025-01-01..'],
    ['until June 2025', '..2025-07-01'],
    ['between January and March', '2026-01-01..2026-04-01'],
    ['from March to May 2025', '2025-03-01..2025-06-01'],
    ['from 2023 to 2025', '2023-01-01..2026-01-01'],
    ['the 1990s', '1990-01-01..2000-01-01'],
  ])('%s', (text, period) => {
    expect(read(text, 'en', sunday, true)).toBe(period)
  })
})

describe('edges of the calendar', () => {
  it.each([
    ['el mes pasado', '2024-03-31', '2024-02-01..2024-03-01'],
    ['los últimos 12 meses', '2024-02-29', '2023-02-28..2024-03-01'],
    ['el año pasado', '2024-02-29', '2023-01-01..2024-01-01'],
    ['esta semana', '2027-01-01', '2026-12-28..2027-01-04'],
    ['el trimestre pasado', '2026-01-01', '2025-10-01..2026-01-01'],
    ['ayer', '2026-01-01', '2025-12-31..2026-01-01'],
    ['el mes pasado', '2026-01-15', '2025-12-01..2026-01-01'],
    ['hace un mes', '2026-03-31', '2026-02-28..2026-03-01'],
  ])('%s on %s', (text, today, period) => {
    expect(read(text, 'es', today)).toBe(period)
  })

  it.each(['el 31/13/2026', '2026-02-30', 'el 45 de marzo', 'cliente', 'marzo', '2025'])('%s is no period by itself', (text) => {
    expect(read(text, 'es', sunday)).toBeNull()
  })

  it.each(['el 31 de febrero de 2026', '30/02/2026'])('%s is a day that does not exist', (text) => {
    expect(read(text, 'es', sunday)).toBeNull()
  })
})
