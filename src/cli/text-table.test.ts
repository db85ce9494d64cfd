import { expect, test } from 'vitest'
import type { ResultColumn } from '#contracts/result.ts'
import { textTable } from './text-table.ts'

const column = (name: string, type: ResultColumn['type'], format: ResultColumn['format'] = 'plain'): ResultColumn => ({
  name,
  label: name,
  type,
  format,
  source: null,
})

test('numbers stand to the right, written as in the language', () => {
  const table = textTable(
    [column('zona', 'text'), column('ventas', 'number', 'money')],
    [
      ['Sur', 1234.5],
      ['Norte', null],
    ],
    'es',
  )
  expect(table).toBe(['zona     ventas', '─────  ────────', 'Sur    1.234,50', 'Norte'].join('\n'))
})

test('control characters of a stored value never reach the terminal', () => {
  expect(textTable([column('nombre', 'text')], [['a\u001b[31mrojo\nb']], 'es')).toContain('a·[31mrojo b')
})

test('long results say how much is left out', () => {
  const rows = Array.from({ length: 60 }, (_, index) => [index])
  expect(textTable([column('n', 'integer')], rows, 'en')).toMatch(/… and 10 more rows$/)
})
