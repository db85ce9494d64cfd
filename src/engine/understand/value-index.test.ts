import { describe, expect, it } from 'vitest'
import { prepare } from './knowledge.ts'
import { catalogOf } from './testing/catalog-of.ts'
import { salesKnowledge } from './testing/sales-catalog.ts'
import { lookupPart, lookupTypo, lookupWhole } from './value-index.ts'
import { codeValues, peopleOf, translatedValues } from './value-meanings.ts'

const { values } = salesKnowledge
const found = (all: readonly { readonly column: string; readonly value: string; readonly how: string }[]): readonly string[] =>
  all.map((f) => `${f.column}=${f.value} (${f.how})`)

describe('stored values said in a text', () => {
  it.each([
    ['Sevilla', ['ciudad=Sevilla (exact)']],
    ['sevilla', ['ciudad=Sevilla (folded)']],
    ['CORDOBA', ['ciudad=Córdoba (folded)']],
    ['san fernando', ['ciudad=San Fernando (folded)']],
    ['cancelados', ['estado=cancelado (stem)']],
    ['canceladas', ['estado=cancelado (stem)']],
    ['empresas', ['tipo=empresa (stem)']],
    ['nada', []],
    ['', []],
  ])('%s as a whole', (text, expected) => {
    expect(found(lookupWhole(values, text))).toEqual(expected)
  })

  it.each([
    ['giralda', ['nombre=Hotel Giralda (part)']],
    ['aceite', ['nombre=Aceite de oliva (part)']],
    ['aceite oliva', ['nombre=Aceite de oliva (part)']],
    ['de', []],
    ['aceite vino', []],
  ])('%s as a part', (text, expected) => {
    expect(found(lookupPart(values, text))).toEqual(expected)
  })

  it.each([
    ['sevila', ['ciudad=Sevilla (typo)']],
    ['sevlila', ['ciudad=Sevilla (typo)']],
    ['maalga', ['ciudad=Málaga (typo)']],
    ['xyz', []],
    ['qwertyu', []],
  ])('%s with typing errors', (text, expected) => {
    expect(found(lookupTypo(values, text))).toEqual(expected)
  })
})

describe('what values mean', () => {
  const knowledge = prepare(
    catalogOf({
      'citas.previas': {
        columns: ['id integer key', 'estado.actual text = AB|CE|PE', 'país text = Germany|Portugal', 'color text = red|blue'],
      },
    }),
  )

  it('a code stands for the word it begins, in a table and column with dots in their names', () => {
    expect(codeValues(knowledge, 'abiertas')).toMatchObject([{ table: 'citas.previas', column: 'estado.actual', value: 'AB' }])
    expect(codeValues(knowledge, 'zzz')).toEqual([])
  })

  it('peoples stand for their country as it is stored', () => {
    expect(peopleOf(knowledge, 'portugueses')[0]).toMatchObject({ value: 'Portugal' })
    expect(peopleOf(knowledge, 'alemanes')).toMatchObject([{ value: 'Germany' }])
  })

  it('a translation stands for what is stored', () => {
    expect(translatedValues(knowledge, 'rojo').map((l) => l.kind === 'value' && l.value)).toContain('red')
    expect(translatedValues(knowledge, 'mesa')).toEqual([])
  })
})
