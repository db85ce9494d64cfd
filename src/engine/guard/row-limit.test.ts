import { beforeAll, describe, expect, it } from 'vitest'
import type { Dialect } from '#contracts/catalog.ts'
import { loadGrammar } from './grammar.ts'
import { limitRows } from './row-limit.ts'

beforeAll(loadGrammar)

const cases: readonly (readonly [Dialect, string, string])[] = [
  ['postgres', 'SELECT 1', 'SELECT 1\nLIMIT 100'],
  ['postgres', 'SELECT 1;', 'SELECT 1\nLIMIT 100'],
  ['postgres', 'SELECT 1 -- fin', 'SELECT 1\nLIMIT 100'],
  ['postgres', 'SELECT ñ FROM t -- ñ;', 'SELECT ñ FROM t\nLIMIT 100'],
  ['postgres', 'SELECT a FROM t LIMIT 5', 'SELECT a FROM t LIMIT 5'],
  ['postgres', 'SELECT a FROM t LIMIT 500', 'SELECT a FROM t LIMIT 100'],
  ['postgres', 'SELECT a FROM t LIMIT 500 OFFSET 20', 'SELECT a FROM t LIMIT 100 OFFSET 20'],
  ['postgres', 'SELECT a FROM t LIMIT ALL', 'SELECT a FROM t LIMIT 100'],
  ['postgres', 'SELECT a FROM t LIMIT NULL', 'SELECT a FROM t LIMIT 100'],
  ['postgres', 'SELECT a FROM t OFFSET 3', 'SELECT a FROM t OFFSET 3\nLIMIT 100'],
  ['postgres', "SELECT 'ñ', a FROM t FETCH FIRST 500 ROWS ONLY", "SELECT 'ñ', a FROM t FETCH FIRST 100 ROWS ONLY"],
  ['postgres', 'SELECT a FROM t LIMIT $1', 'SELECT * FROM (\nSELECT a FROM t LIMIT $1\n) AS t7_page LIMIT 100'],
  ['postgres', 'SELECT a FROM t LIMIT 50 * 50', 'SELECT * FROM (\nSELECT a FROM t LIMIT 50 * 50\n) AS t7_page LIMIT 100'],
  ['postgres', 'SELECT * FROM (SELECT a FROM t LIMIT 5) x', 'SELECT * FROM (SELECT a FROM t LIMIT 5) x\nLIMIT 100'],
  ['postgres', '(SELECT a FROM t LIMIT 500) UNION ALL SELECT b FROM u', '(SELECT a FROM t LIMIT 500) UNION ALL SELECT b FROM u\nLIMIT 100'],
  ['postgres', 'SELECT a FROM t UNION SELECT b FROM u ORDER BY 1', 'SELECT a FROM t UNION SELECT b FROM u ORDER BY 1\nLIMIT 100'],
  ['postgres', 'WITH x AS (SELECT 1 LIMIT 900) SELECT * FROM x', 'WITH x AS (SELECT 1 LIMIT 900) SELECT * FROM x\nLIMIT 100'],
  ['postgres', 'VALUES (1), (2)', 'VALUES (1), (2)\nLIMIT 100'],
  ['postgres', 'TABLE t', 'TABLE t\nLIMIT 100'],
  ['postgres', '(SELECT a FROM t)', '(SELECT a FROM t)\nLIMIT 100'],
  ['postgres', 'DELETE FROM t', 'DELETE FROM t'],
  ['sqlite', 'SELECT a FROM t', 'SELECT a FROM t\nLIMIT 100'],
  ['sqlite', 'SELECT a FROM t -- fin', 'SELECT a FROM t\nLIMIT 100'],
  ['sqlite', 'SELECT a FROM t LIMIT 500', 'SELECT a FROM t LIMIT 100'],
  ['sqlite', 'SELECT a FROM t LIMIT 10, 500', 'SELECT a FROM t LIMIT 10, 100'],
  ['sqlite', 'SELECT a FROM t LIMIT 500 OFFSET 3', 'SELECT a FROM t LIMIT 100 OFFSET 3'],
  ['sqlite', 'SELECT a FROM t LIMIT 7', 'SELECT a FROM t LIMIT 7'],
  ['sqlite', 'SELECT a FROM t LIMIT -1', 'SELECT * FROM (\nSELECT a FROM t LIMIT -1\n) AS t7_page LIMIT 100'],
  ['sqlite', 'VALUES (1)', 'VALUES (1)'],
]

describe('the limit of rows', () => {
  it.each(cases)('%s: %s', (dialect, sql, expected) => {
    expect(limitRows(sql, dialect, 100)).toBe(expected)
  })
})
