import type { Dialect } from '#contracts/catalog.ts'

/** What a value must be read as where the database can't tell from its surroundings. */
export type Cast = 'text' | 'integer' | 'bigint' | 'decimal' | 'boolean' | 'date' | 'datetime' | 'time'

export type Scalar = string | number | boolean | null

/**
 * A value inside a fragment: `sql\`${value(...)}\``. It becomes a parameter, or a literal of the dialect where a statement is written out.
 * `context` keeps apart equal texts that the database reads as different types.
 */
export type Value = { readonly kind: 'value'; readonly value: Scalar; readonly cast: Cast | null; readonly context: string }

export const value = (of: Scalar, cast: Cast | null, context = ''): Value => ({ kind: 'value', value: of, cast, context })

export const isValue = (candidate: unknown): candidate is Value =>
  typeof candidate === 'object' && candidate !== null && 'kind' in candidate && candidate.kind === 'value' && 'cast' in candidate

/** Types by their standard names, which PostgreSQL and DuckDB share. */
export const castNames: Readonly<Record<Cast, string>> = {
  text: 'text',
  integer: 'integer',
  bigint: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  datetime: 'timestamp',
  time: 'time',
}

/** A placeholder, typed where the dialect needs it: PostgreSQL and DuckDB type parameters by their surroundings. */
export const typedPlaceholder = (placeholder: string, cast: Cast | null, dialect: Dialect): string => {
  if (cast === null || dialect === 'sqlite') return placeholder
  if (dialect === 'mysql') return cast === 'date' || cast === 'datetime' ? `cast(${placeholder} as ${cast})` : placeholder
  const name = dialect === 'duckdb' && cast === 'decimal' ? 'double' : castNames[cast]
  return `cast(${placeholder} as ${name})`
}

/** SQLite ends a statement's text at NUL, so it is written as a character code. */
const quoted = (text: string, dialect: Dialect): string => {
  const doubled = text.replaceAll("'", "''")
  switch (dialect) {
    case 'mysql':
      return `'${doubled.replaceAll('\\', '\\\\').replaceAll('\0', '\\0')}'`
    case 'sqlite':
      return text.includes('\0')
        ? `(${doubled
            .split('\0')
            .map((part) => `'${part}'`)
            .join(' || char(0) || ')})`
        : `'${doubled}'`
    case 'duckdb':
      return text.includes('\0')
        ? `(${doubled
            .split('\0')
            .map((part) => `'${part}'`)
            .join(' || chr(0) || ')})`
        : `'${doubled}'`
    case 'postgres':
      return `'${doubled}'`
  }
}

/** A value written into SQL text, escaped for the dialect. */
export const writeLiteral = (of: Scalar, cast: Cast | null, dialect: Dialect): string => {
  if (of === null) return 'null'
  if (typeof of === 'boolean') return dialect === 'sqlite' ? (of ? '1' : '0') : String(of)
  if (typeof of === 'number') return Number.isFinite(of) ? String(of) : 'null'
  const text = quoted(of, dialect)
  if (dialect === 'sqlite') return text
  if (cast === 'date') return `date ${text}`
  if (cast === 'datetime') return `timestamp ${text}`
  return text
}
