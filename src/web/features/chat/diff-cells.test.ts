import { expect, it } from 'vitest'
import { cellsOf, readingOrder } from './diff-cells.ts'

it('marks only what differs in rows of both sides', () => {
  expect(cellsOf(['id', 'precio'], { before: [1, 10], after: [1, 12] })).toEqual([
    { kind: 'same', column: 'id', value: 1 },
    { kind: 'changed', column: 'precio', before: 10, after: 12 },
  ])
})

it('shows new and deleted rows as they are', () => {
  expect(cellsOf(['id'], { before: null, after: [1] })).toEqual([{ kind: 'same', column: 'id', value: 1 }])
  expect(cellsOf(['id'], { before: [2], after: null })).toEqual([{ kind: 'same', column: 'id', value: 2 }])
})

it('tells null from a value', () => {
  expect(cellsOf(['baja'], { before: [null], after: ['2026-11-15'] })[0]?.kind).toBe('changed')
})

it('puts what changes near what tells the rows apart', () => {
  expect(readingOrder(['id', 'nombre', 'ciudad', 'cif', 'precio'], ['precio'])).toEqual(['id', 'nombre', 'precio', 'ciudad', 'cif'])
  expect(readingOrder(['id', 'ref', 'precio', 'nombre'], ['precio'])).toEqual(['id', 'nombre', 'precio', 'ref'])
  expect(readingOrder(['id', 'ref'], [])).toEqual(['id', 'ref'])
  expect(readingOrder(['nombre'], [])).toEqual(['nombre'])
})
