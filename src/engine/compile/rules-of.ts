import type { Dialect } from '#contracts/catalog.ts'
import { type DialectRules, standardRules } from './dialect-rules.ts'
import { duckdbRules } from './duckdb-rules.ts'
import { mysqlRules } from './mysql-rules.ts'
import { sqliteRules } from './sqlite-rules.ts'

const rules: Readonly<Record<Dialect, DialectRules>> = {
  postgres: standardRules,
  sqlite: sqliteRules,
  mysql: mysqlRules,
  duckdb: duckdbRules,
}

export const rulesOf = (dialect: Dialect): DialectRules => rules[dialect]
