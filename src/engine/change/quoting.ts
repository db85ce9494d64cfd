import type { Dialect } from '#contracts/catalog.ts'
import type { Statement } from '#contracts/verdict.ts'

/** A name, quoted so that it can hold anything. */
export const identifier = (name: string, dialect: Dialect): string =>
  dialect === 'mysql' ? `\`${name.replaceAll('`', '``')}\`` : `"${name.replaceAll('"', '""')}"`

export const identifiers = (names: readonly string[], dialect: Dialect): string => names.map((n) => identifier(n, dialect)).join(', ')

/** A text as a SQL literal. Backslashes have no meaning in standard strings; MySQL reads them, so they are doubled there. */
export const textLiteral = (text: string, dialect: Dialect): string =>
  `'${(dialect === 'mysql' ? text.replaceAll('\\', '\\\\') : text).replaceAll("'", "''")}'`

/** A statement whose text has no values outside it. */
export const plain = (sql: string): Statement => ({ sql, parameters: [], inlined: sql })

/** A statement with parameters that people never see (our own bookkeeping). */
export const withParameters = (sql: string, parameters: Statement['parameters']): Statement => ({ sql, parameters, inlined: sql })
