import { expect, test } from 'vitest'
import { textProblem } from './check-text.ts'

const code = (text: string) => textProblem(text)?.code ?? null

test.each([
  ['', 'ask.empty'],
  ['  \n ', 'ask.empty'],
  ['a'.repeat(4001), 'ask.too_long'],
  ['clientes\u0000', 'ask.control_characters'],
  ['clientes \u202Edrop', 'ask.control_characters'],
  ['\uD800 clientes', 'ask.control_characters'],
  ['🙂', 'ask.no_words'],
  ['¿¿??', 'ask.no_words'],
  ['покажи клиентов', 'ask.other_language'],
  ['顧客を見せて', 'ask.other_language'],
])('%j is stopped', (text, expected) => {
  expect(code(text)).toBe(expected)
})

test.each([
  'clientes',
  '2025',
  'a'.repeat(4000),
  'línea\notra\tcolumna',
  "Robert'); DROP TABLE clientes;--",
  '¿cuántos? 🙂',
  'añade un cliente llamado "東京"',
])('%j is read', (text) => {
  expect(code(text)).toBeNull()
})
