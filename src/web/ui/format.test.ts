import { describe, expect, it } from 'vitest'
import type { ResultColumn } from '#contracts/result.ts'
import { formatCell, formatCompact, formatDate, formatDuration, formatMoney, formatNumber, formatPercent } from './format.ts'

const column = (over: Partial<ResultColumn> = {}): ResultColumn => ({
  name: 'valor',
  label: 'Valor',
  type: 'number',
  format: 'plain',
  source: null,
  ...over,
})

const plain = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ')

describe('numbers', () => {
  it('groups four digits in Spanish too', () => {
    expect(formatNumber(1234.56, 'es')).toBe('1.234,56')
    expect(formatNumber(1234.56, 'en')).toBe('1,234.56')
  })

  it('writes money as each language does', () => {
    expect(plain(formatMoney(1234.56, 'es'))).toBe('1.234,56 €')
    expect(formatMoney(1234.56, 'en')).toBe('€1,234.56')
    expect(plain(formatMoney(-3, 'es'))).toBe('-3,00 €')
  })

  it('takes percentages as they are said', () => {
    expect(plain(formatPercent(12.5, 'es'))).toBe('12,5 %')
    expect(formatPercent(12.5, 'en')).toBe('12.5%')
  })

  it('shortens only what is long', () => {
    expect(formatCompact(950, 'es', false)).toBe('950')
    expect(plain(formatCompact(9780.4, 'es', true))).toBe('9.780 €')
    expect(plain(formatCompact(12480, 'es', true, 1_000_000))).toBe('12.480 €')
    expect(plain(formatCompact(0.5, 'es', true))).toBe('0,50 €')
    expect(plain(formatCompact(1_250_000, 'es', true))).toBe('1,3 M €')
  })

  it('says durations in milliseconds below a second', () => {
    expect(formatDuration(23.4, 'es')).toBe('23 ms')
    expect(formatDuration(1430, 'es')).toBe('1,4 s')
  })
})

describe('cells', () => {
  it('leaves keys, years and codes ungrouped', () => {
    expect(formatCell(12345, column({ name: 'cliente_id', type: 'integer' }), 'es')).toBe('12345')
    expect(formatCell(2026, column({ name: 'año', type: 'integer' }), 'es')).toBe('2026')
    expect(formatCell(12345, column({ name: 'unidades', type: 'integer' }), 'es')).toBe('12.345')
    expect(formatCell(12345, column({ name: 'residencias', type: 'integer' }), 'es')).toBe('12.345')
  })

  it('says what is missing, true and false', () => {
    expect(formatCell(null, column(), 'es')).toBe('—')
    expect(formatCell(true, column({ type: 'boolean' }), 'es')).toBe('Sí')
    expect(formatCell(false, column({ type: 'boolean' }), 'en')).toBe('No')
  })

  it('writes dates day first and keeps the time', () => {
    expect(formatDate('2026-11-15')).toBe('15/11/2026')
    expect(formatCell('2026-11-15T09:30:00', column({ type: 'datetime' }), 'es')).toBe('15/11/2026 09:30')
    expect(formatCell('sin fecha', column({ type: 'date' }), 'es')).toBe('sin fecha')
  })

  it('names periods', () => {
    const period = (format: ResultColumn['format']) => column({ type: 'date', format })
    expect(formatCell('2026-10-01', period('period_month'), 'es')).toBe('oct 2026')
    expect(formatCell('2026-10-01', period('period_quarter'), 'es')).toBe('T4 2026')
    expect(formatCell('2026-10-01', period('period_quarter'), 'en')).toBe('Q4 2026')
    expect(formatCell('2026-01-01', period('period_year'), 'es')).toBe('2026')
    expect(formatCell('2027-01-01', period('period_week'), 'es')).toBe('sem. 53 2026')
    expect(formatCell(3, column({ type: 'integer', format: 'period_month' }), 'es')).toBe('marzo')
  })

  it('reads numbers that travel as text', () => {
    expect(formatCell('1234.5', column({ format: 'money' }), 'en')).toBe('€1,234.50')
    expect(formatCell('90071992547409931', column({ type: 'integer' }), 'es')).toBe('90071992547409931')
  })
})
