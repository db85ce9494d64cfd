import { describe, expect, it } from 'vitest'
import type { AcceptedPair } from '#contracts/accuracy.ts'
import { printQuestions, readQuestions } from './questions-file.ts'

const defaults = { language: null, now: '2026-11-15', role: 'reader' } as const

const problems = (text: string) => {
  const read = readQuestions(text, defaults)
  return read.kind === 'questions'
    ? []
    : read.problems.map(({ line, question, field, value, expected }) => [line, question, field, value, expected])
}

describe('a file of questions', () => {
  it('gives what it leaves out its defaults', () => {
    expect(
      readQuestions(
        "# head\n- question: ventas\n  sql: |\n    select 1\n- question: '¿y: ayer?'\n  sql: select 2\n  now: 2026-01-02T09:30\n",
        defaults,
      ),
    ).toEqual({
      kind: 'questions',
      lines: [2, 5],
      pairs: [
        { question: 'ventas', sql: 'select 1', language: null, now: '2026-11-15', role: 'reader', overrides: {}, history: [] },
        { question: '¿y: ayer?', sql: 'select 2', language: null, now: '2026-01-02T09:30', role: 'reader', overrides: {}, history: [] },
      ],
    })
  })

  it('is read back as it was printed', () => {
    const pair: AcceptedPair = {
      question: '¿y los de "Sur": cuántos?',
      language: 'es',
      now: '2026-11-15T10:00',
      role: 'editor',
      overrides: { 'period:el mes pasado': '2026-10' },
      history: [
        { question: '- clientes', sql: 'select *\nfrom "a"' },
        { question: 'yes', sql: null },
      ],
      sql: "select '#', 1 -- no: nada\nfrom t",
    }
    const plain: AcceptedPair = { ...pair, language: null, overrides: {}, history: [], question: '2026' }
    for (const language of ['es', 'en'] as const)
      expect(readQuestions(printQuestions([pair, plain], language), defaults)).toMatchObject({ kind: 'questions', pairs: [pair, plain] })
  })

  it('may be empty', () => {
    expect(readQuestions('[]', defaults)).toEqual({ kind: 'questions', pairs: [], lines: [] })
  })
})

describe('what is wrong with a file of questions', () => {
  it('is told at once: where, what was written, and what would be right', () => {
    const text = [
      '- question: ventas',
      '  sql: select 1',
      '  now: ayer',
      '  lenguaje: es',
      '- sql: 5',
      '  language: fr',
      '- hola',
      '- question: " "',
      '  sql: select 1',
      '  role: jefe',
      '  overrides: {a: 1}',
      '  history: [{question: a, sq: b}]',
    ].join('\n')
    expect(problems(text)).toEqual([
      [3, 1, 'now', 'ayer', 'time'],
      [4, 1, 'lenguaje', null, 'known_field'],
      [5, 2, 'question', null, 'given'],
      [5, 2, 'sql', '5', 'text'],
      [6, 2, 'language', 'fr', 'language'],
      [7, 3, null, 'hola', 'mapping'],
      [8, 4, 'question', ' ', 'text'],
      [10, 4, 'role', 'jefe', 'role'],
      [11, 4, 'overrides', '{"a":1}', 'choices'],
      [12, 4, 'history', '[{"question":"a","sq":"b"}]', 'turns'],
    ])
  })

  it.each([
    ['- question: ventas: por mes', [[1, null, null, '- question: ventas: por mes', 'yaml']]],
    ['question: x', [[1, null, null, '{"question":"x"}', 'list']]],
    ['', [[null, null, null, null, 'list']]],
    ['- {question: a, sql: select 1, now: 2026-02-30}', [[1, 1, 'now', '2026-02-30', 'time']]],
    [`- question: ${'a'.repeat(4001)}\n  sql: select 1`, [[1, 1, 'question', `${'a'.repeat(59)}…`, 'short_text']]],
    [JSON.stringify(Array.from({ length: 2001 }, () => ({}))), [[null, null, null, '2001', 'fewer']]],
  ])('%#: is told for what it is', (text, expected) => {
    expect(problems(text)).toEqual(expected)
  })

  it('never lets aliases grow without end', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x, x]',
      ...'bcdefgh'.split('').map((name, at) => `${name}: &${name} [${`*${'abcdefg'[at]}, `.repeat(10)}]`),
    ]
    expect(problems(bomb.join('\n'))[0]?.at(-1)).toBe('yaml')
  })
})
