import { expect, it } from 'vitest'
import { assumptionText } from './assumption-text.ts'

it('says what was said, and what it was taken for', () => {
  expect(assumptionText({ said: 'el mes pasado', label: 'octubre 2026' })).toBe('el mes pasado = octubre 2026')
  expect(assumptionText({ said: null, label: 'sin contar los anulados' })).toBe('sin contar los anulados')
})

it('does not say the same twice, whatever the accents', () => {
  expect(assumptionText({ said: 'teléfono', label: 'telefono: texto' })).toBe('telefono: texto')
  expect(assumptionText({ said: 'Mes pasado', label: 'mes pasado = octubre 2026' })).toBe('mes pasado = octubre 2026')
})
