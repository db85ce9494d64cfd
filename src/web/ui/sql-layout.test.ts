import fc from 'fast-check'
import { expect, it } from 'vitest'
import { layOutSql, sqlPieces } from './sql-layout.ts'

it('breaks before the main clauses only', () => {
  expect(layOutSql('select "a" from "t" left join "u" on 1 = 1 where "x" in (select 1 from "v") order by "a"')).toBe(
    'select "a"\nfrom "t"\nleft join "u" on 1 = 1\nwhere "x" in (select 1 from "v")\norder by "a"',
  )
})

it('leaves texts and quoted names alone', () => {
  expect(layOutSql(`select ' from where ', "order by" from "t"`)).toBe(`select ' from where ', "order by"\nfrom "t"`)
})

it('puts each statement on its own line', () => {
  expect(layOutSql('drop view "v"; drop table "t"')).toBe('drop view "v";\ndrop table "t"')
})

it('colours without losing a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', "'", '"', ' ', '-', '1', 'select', '\n', 'ñ', '/*', '*/') }), (sql) => {
      expect(
        sqlPieces(sql)
          .map((piece) => piece.text)
          .join(''),
      ).toBe(sql)
    }),
  )
  expect(sqlPieces(`select 'x' -- y`).map((piece) => piece.kind)).toEqual(['keyword', 'plain', 'string', 'plain', 'comment'])
})
