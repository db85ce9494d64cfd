import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, tokenize } from './tokens.ts'

const said = (text: string): readonly string[] => tokenize(text).map((t) => `${t.kind}:${t.text}`)

describe('a text in pieces', () => {
  it.each([
    ['¿Cuántos clientes hay?', ['symbol:¿', 'word:Cuántos', 'word:clientes', 'word:hay', 'symbol:?']],
    ['total > 1.234,50 €', ['word:total', 'symbol:>', 'number:1.234,50', 'symbol:€']],
    ['del 2026-03-01 al 31/12/2026', ['word:del', 'number:2026-03-01', 'word:al', 'number:31/12/2026']],
    ['a las 10:30', ['word:a', 'word:las', 'number:10:30']],
    ['ana.ruiz@x.es y B-0017', ['word:ana.ruiz@x.es', 'word:y', 'word:B-0017']],
    ["O'Brien's orders", ["word:O'Brien's", 'word:orders']],
    ["de 'San Fernando'", ['word:de', 'quoted:San Fernando']],
    ['«Vino tinto» o “Café” o "x" o `y`', ['quoted:Vino tinto', 'word:o', 'quoted:Café', 'word:o', 'quoted:x', 'word:o', 'quoted:y']],
    ['fecha_alta, id', ['word:fecha_alta', 'symbol:,', 'word:id']],
    ['T1 2026', ['word:T1', 'number:2026']],
    ['', []],
    ['  \n\t', []],
    ['😀', ['symbol:😀']],
  ])('%s', (text, pieces) => {
    expect(said(text)).toEqual(pieces)
  })

  it('covers every character that is not a space, in order, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        let at = 0
        for (const token of tokenize(text)) {
          expect(text.slice(at, token.start).trim()).toBe('')
          expect(token.end).toBeGreaterThan(token.start)
          at = token.end
        }
        expect(text.slice(at).trim()).toBe('')
      }),
    )
  })

  it('compares without case or accents', () => {
    expect(fold('CÁDIZ')).toBe(fold('cadiz'))
    expect(fold('Año Güell')).toBe('ano guell')
  })
})
