import { expect, it } from 'vitest'
import type { PairView } from '#contracts/accuracy.ts'
import { visiblePairs } from './filter-pairs.ts'

const last = (verdict: 'right' | 'wrong', change: 'broken' | 'fixed' | null = null): PairView['last'] => ({
  verdict,
  change,
  sql: null,
  reason: null,
  milliseconds: 1,
})

const pair = (question: string, of: PairView['last']): PairView => ({
  id: question,
  askId: null,
  question,
  language: null,
  now: '2026-11-15',
  role: 'admin',
  overrides: {},
  history: [],
  sql: 'select 1',
  explanation: null,
  person: { id: 'ana', name: 'Ana' },
  keptAt: '2026-11-15T10:00:00Z',
  last: of,
})

const pairs = [
  pair('zonas', last('right', 'fixed')),
  pair('Málaga', null),
  pair('ventas', last('wrong')),
  pair('visitas de Málaga', last('wrong', 'broken')),
]
const shown = (...how: [Parameters<typeof visiblePairs>[1], string]) => visiblePairs(pairs, ...how).map(({ question }) => question)

it('puts first what broke, then what is not right, and leaves the rest in their order', () => {
  expect(shown('all', '')).toEqual(['visitas de Málaga', 'ventas', 'zonas', 'Málaga'])
})

it('shows what is asked for, whatever the accents and capitals', () => {
  expect(shown('not_right', '')).toEqual(['visitas de Málaga', 'ventas'])
  expect(shown('broken', '')).toEqual(['visitas de Málaga'])
  expect(shown('all', 'MALAGA vis')).toEqual(['visitas de Málaga'])
  expect(shown('broken', 'ventas')).toEqual([])
})
