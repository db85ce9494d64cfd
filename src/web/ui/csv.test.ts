import { describe, expect, it } from 'vitest'
import { toCsv, toTsv } from './csv.ts'

const columns = [{ label: 'Nombre' }, { label: 'Importe; total' }]

describe('toCsv', () => {
  it('quotes what needs it and uses the decimal comma', () => {
    expect(
      toCsv(
        columns,
        [
          ['Pan "de" pueblo', 12.5],
          [null, true],
        ],
        true,
      ),
    ).toBe('\ufeffNombre;"Importe; total"\r\n"Pan ""de"" pueblo";12,5\r\n;true\r\n')
  })

  it('keeps formulas as text, and negative numbers as numbers', () => {
    expect(toCsv([{ label: 'a' }], [['=1+1'], ['@x'], ['-2'], [-2.5]], false)).toBe("\ufeffa\r\n'=1+1\r\n'@x\r\n-2\r\n-2.5\r\n")
  })
})

describe('toTsv', () => {
  it('keeps one row a line', () => {
    expect(toTsv([{ label: 'a' }, { label: 'b' }], [['uno\ndos', 1.5]], true)).toBe('a\tb\nuno dos\t1,5')
  })
})
