import type { Dialect } from '#contracts/catalog.ts'
import { failure } from './failure.ts'
import { postgresSide } from './postgres-side.ts'
import type { Side } from './side.ts'
import { sqliteSide } from './sqlite-side.ts'

/** Throws `change.unsupported` for dialects in which T7 does not run changes. */
export const sideOf = (dialect: Dialect): Side => {
  switch (dialect) {
    case 'postgres':
      return postgresSide
    case 'sqlite':
      return sqliteSide
    case 'mysql':
    case 'duckdb':
      throw failure('change.unsupported', { dialect, kind: 'apply' })
  }
}
