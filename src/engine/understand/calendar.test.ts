import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addUnits, dayOf, isDay, startOf, weekdayOf } from './calendar.ts'

const day = fc
  .tuple(fc.integer({ min: 1990, max: 2100 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([y, m, d]) => dayOf(y, m, d))

describe('days', () => {
  it.each([
    ['2024-01-31', 'month', 1, '2024-02-29'],
    ['2023-01-31', 'month', 1, '2023-02-28'],
    ['2024-02-29', 'year', 1, '2025-02-28'],
    ['2024-02-29', 'year', -4, '2020-02-29'],
    ['2026-03-31', 'month', -1, '2026-02-28'],
    ['2026-12-31', 'day', 1, '2027-01-01'],
    ['2024-02-28', 'day', 1, '2024-02-29'],
    ['2026-11-30', 'quarter', 1, '2027-02-28'],
    ['2026-12-28', 'week', 1, '2027-01-04'],
  ] as const)('%s and %s %i', (from, unit, count, to) => {
    expect(addUnits(from, unit, count)).toBe(to)
  })

  it.each([
    ['2026-11-15', 'week', '2026-11-09'],
    ['2026-11-16', 'week', '2026-11-16'],
    ['2027-01-01', 'week', '2026-12-28'],
    ['2026-11-15', 'month', '2026-11-01'],
    ['2026-11-15', 'quarter', '2026-10-01'],
    ['2026-03-31', 'quarter', '2026-01-01'],
    ['2026-04-01', 'quarter', '2026-04-01'],
    ['2026-11-15', 'year', '2026-01-01'],
    ['2026-11-15T10:20', 'day', '2026-11-15'],
  ] as const)('%s starts its %s on %s', (from, unit, start) => {
    expect(startOf(from, unit)).toBe(start)
  })

  it('weeks begin on Monday, whatever the day', () => {
    fc.assert(
      fc.property(
        day,
        (d) => weekdayOf(startOf(d, 'week')) === 1 && startOf(d, 'week') <= d && addUnits(startOf(d, 'week'), 'week', 1) > d,
      ),
    )
  })

  it('months moved on and back come to the same month', () => {
    fc.assert(fc.property(day, fc.integer({ min: -60, max: 60 }), (d, n) => addUnits(addUnits(d, 'month', n), 'month', -n) === d))
  })

  it.each(['2026-02-29', '2026-13-01', '2026-1-1', 'hoy', ''])('%s is not a day', (text) => {
    expect(isDay(text)).toBe(false)
  })
})
