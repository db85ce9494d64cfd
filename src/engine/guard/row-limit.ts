import type { Dialect } from '#contracts/catalog.ts'
import { type Lexeme, parseDialect, parsePostgres, scanPostgres } from './grammar.ts'
import { constantOf, isFields, nodeOf } from './postgres-tree.ts'
import { readLexemes } from './sql-lexemes.ts'

/** A lexeme that counts, wherever it came from; offsets are in the unit of `cut`. */
type Piece = { readonly text: string; readonly start: number; readonly end: number }

type Text = { readonly pieces: readonly Piece[]; readonly cut: (start: number, end?: number) => string }

const postgresText = (sql: string): Text | null => {
  const bytes = new TextEncoder().encode(sql)
  const isComment = (one: Lexeme): boolean => one.name === 'SQL_COMMENT' || one.name === 'C_COMMENT'
  const pieces = scanPostgres(sql)?.filter((one) => !isComment(one))
  return pieces === undefined ? null : { pieces, cut: (start, end) => new TextDecoder().decode(bytes.subarray(start, end)) }
}

const otherText = (sql: string): Text | null => {
  const pieces = readLexemes(sql)?.filter((one) => one.kind !== 'comment')
  return pieces === undefined ? null : { pieces, cut: (start, end) => sql.slice(start, end) }
}

/** Where a statement ends: after its last lexeme that isn't a semicolon. */
const endOf = (text: Text): number => text.pieces.findLast((one) => one.text !== ';')?.end ?? 0

/** A tree without what tells where its text was. */
const withoutPlaces = (tree: unknown): string =>
  JSON.stringify(tree, (key, value: unknown) =>
    /^(location|span|rexpr_list_start|rexpr_list_end|stmt_len|stmt_location)$/.test(key) || /_token$/.test(key) ? undefined : value,
  )

const onlyStatement = (sql: string, dialect: Dialect): unknown => {
  const parsed = dialect === 'postgres' ? parsePostgres(sql) : parseDialect(sql, dialect)
  return parsed.kind === 'tree' && parsed.statements.length === 1 ? parsed.statements[0] : null
}

type Limited = {
  /** The written number; null = unlimited in words (ALL, NULL); undefined = none, or not a number. */
  readonly count: number | null | undefined
  readonly present: boolean
  /** The same tree as it would be with this limit instead. */
  readonly replaced: (limit: number) => string
  /** False for what takes no limit. */
  readonly limitable: boolean
}

const readPostgres = (statement: unknown): Limited => {
  const node = nodeOf(statement)
  const fields = node?.fields ?? {}
  const count = constantOf(nodeOf(fields.limitCount))
  return {
    count: typeof count === 'number' || count === null ? count : undefined,
    present: fields.limitCount !== undefined,
    limitable: node?.kind === 'SelectStmt',
    replaced: (limit) => {
      const { limitCount: _count, limitOption: option, ...rest } = fields
      return withoutPlaces([rest, limit, option === 'LIMIT_OPTION_WITH_TIES'])
    },
  }
}

const numberOf = (value: unknown): number | undefined => {
  const outer = isFields(value) && isFields(value.Value) ? value.Value.value : null
  const found = isFields(outer) && Array.isArray(outer.Number) ? Number(outer.Number[0]) : Number.NaN
  return Number.isNaN(found) ? undefined : found
}

const readOther = (statement: unknown): Limited => {
  const query = isFields(statement) && isFields(statement.Query) ? statement.Query : {}
  const clause = isFields(query.limit_clause) ? query.limit_clause : {}
  const inside = isFields(clause.LimitOffset) ? clause.LimitOffset : isFields(clause.OffsetCommaLimit) ? clause.OffsetCommaLimit : {}
  const isValues = isFields(query.body) && 'Values' in query.body
  const kept = isFields(clause.OffsetCommaLimit) ? inside.offset : isFields(inside.offset) ? inside.offset.value : undefined
  return {
    count: numberOf(inside.limit),
    present: query.limit_clause !== undefined && query.limit_clause !== null,
    limitable: isFields(statement) && 'Query' in statement && !isValues,
    replaced: (limit) => {
      const { limit_clause: _clause, ...rest } = query
      return withoutPlaces([rest, limit, kept])
    },
  }
}

const limitOf = (statement: unknown, dialect: Dialect): Limited => (dialect === 'postgres' ? readPostgres(statement) : readOther(statement))

/** The number that follows the last LIMIT (or comes after its comma) outside brackets. */
const writtenLimit = (pieces: readonly Piece[]): Piece | null => {
  let depth = 0
  let at = -1
  for (const [position, piece] of pieces.entries()) {
    if (piece.text === '(') depth += 1
    else if (piece.text === ')') depth -= 1
    else if (depth === 0 && /^(limit|fetch)$/i.test(piece.text)) at = position
  }
  if (at < 0) return null
  const skip = /^(first|next)$/i.test(pieces[at + 1]?.text ?? '') ? 2 : pieces[at + 2]?.text === ',' ? 3 : 1
  return pieces[at + skip] ?? null
}

const withWritten = (text: Text, limit: number): string | null => {
  const number = writtenLimit(text.pieces)
  return number === null ? null : `${text.cut(0, number.start)}${limit}${text.cut(number.end, endOf(text))}`
}

/** True where `sql` says the same as before but for this limit. */
const isSame = (sql: string | null, before: Limited, limit: number, dialect: Dialect): sql is string => {
  if (sql === null) return false
  const statement = onlyStatement(sql, dialect)
  if (statement === null) return false
  const after = limitOf(statement, dialect)
  return after.count === limit && after.replaced(limit) === before.replaced(limit)
}

const wrapped = (text: Text, limit: number): string => `SELECT * FROM (\n${text.cut(0, endOf(text))}\n) AS t7_page LIMIT ${limit}`

/** A read with at most `limit` rows: its own text where it asks for no more. Every edit is read again and compared with the tree it should give. Null = can't be done. */
export const limitRows = (sql: string, dialect: Dialect, limit: number): string | null => {
  const text = dialect === 'postgres' ? postgresText(sql) : otherText(sql)
  const statement = onlyStatement(sql, dialect)
  if (text === null || statement === null) return null
  const before = limitOf(statement, dialect)
  if (!before.limitable || (typeof before.count === 'number' && before.count <= limit)) return sql
  const edited = before.present
    ? before.count === undefined
      ? null
      : withWritten(text, limit)
    : `${text.cut(0, endOf(text))}\nLIMIT ${limit}`
  if (isSame(edited, before, limit, dialect)) return edited
  const around = wrapped(text, limit)
  return onlyStatement(around, dialect) === null ? null : around
}
