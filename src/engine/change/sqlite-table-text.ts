import { piecesOf } from './identifier-words.ts'

/** `gap`: there was space or a comment before it. */
type Piece = ReturnType<typeof piecesOf>[number] & { readonly gap: boolean }

export type ClauseKind = 'primary_key' | 'not_null' | 'null' | 'unique' | 'check' | 'default' | 'collate' | 'reference' | 'generated'

/** One clause of a column, as written: `NOT NULL`, `CHECK (...)`. */
export type Clause = { readonly kind: ClauseKind; readonly name: string | null; readonly text: string; readonly target: string | null }
export type ColumnText = { readonly name: string; readonly type: string; readonly clauses: readonly Clause[] }
export type RuleText = {
  readonly kind: 'primary_key' | 'unique' | 'check' | 'reference'
  readonly name: string | null
  readonly columns: readonly string[]
  readonly target: string | null
  readonly text: string
}

/** A CREATE TABLE of SQLite, taken apart so that one part can be changed and every other stay as it was written. */
export type TableText = {
  readonly name: string
  readonly columns: readonly ColumnText[]
  readonly rules: readonly RuleText[]
  /** `WITHOUT ROWID`, `STRICT` */
  readonly suffix: string
}

const isSpace = (piece: { kind: string; text: string }): boolean => piece.kind === 'other' && /^(\s+$|--|\/\*)/.test(piece.text)

const word = (piece: Piece | undefined): string => (piece?.kind === 'name' ? piece.text.toUpperCase() : '')

/** Pieces as they were written, each gap one space. */
const textOf = (pieces: readonly Piece[]): string => pieces.map((p, at) => (p.gap && at > 0 ? ' ' : '') + p.text).join('')

/** Pieces without spaces and comments. */
const significant = (sql: string): readonly Piece[] => {
  const all = piecesOf(sql)
  return all.map((p, at) => ({ ...p, gap: at > 0 && isSpace(all[at - 1] ?? p) })).filter((p) => !isSpace(p))
}

const closing = (pieces: readonly Piece[], open: number): number => {
  let depth = 0
  for (let at = open; at < pieces.length; at += 1) {
    if (pieces[at]?.text === '(') depth += 1
    if (pieces[at]?.text === ')') depth -= 1
    if (depth === 0) return at
  }
  return pieces.length
}

const splitCommas = (pieces: readonly Piece[]): readonly (readonly Piece[])[] => {
  const parts: Piece[][] = [[]]
  let depth = 0
  for (const piece of pieces) {
    if (piece.text === '(') depth += 1
    if (piece.text === ')') depth -= 1
    if (piece.text === ',' && depth === 0) parts.push([])
    else parts.at(-1)?.push(piece)
  }
  return parts
}

/** Names in the first parentheses after `from`. */
const listed = (pieces: readonly Piece[], from: number): readonly string[] => {
  const open = pieces.findIndex((p, at) => at >= from && p.text === '(')
  if (open < 0) return []
  return splitCommas(pieces.slice(open + 1, closing(pieces, open)))
    .map((part) => part[0]?.name ?? '')
    .filter((n) => n !== '')
}

const starts: Readonly<Record<string, ClauseKind>> = {
  PRIMARY: 'primary_key',
  NOT: 'not_null',
  NULL: 'null',
  UNIQUE: 'unique',
  CHECK: 'check',
  DEFAULT: 'default',
  COLLATE: 'collate',
  REFERENCES: 'reference',
  GENERATED: 'generated',
  AS: 'generated',
}

/** Whether a keyword at this place begins a clause, and is not part of the one before (`SET NULL`, `NOT DEFERRABLE`, `ALWAYS AS`, `DEFAULT NULL`). */
const begins = (pieces: readonly Piece[], at: number): boolean => {
  const now = word(pieces[at])
  if (now === 'CONSTRAINT') return true
  if (starts[now] === undefined) return false
  const before = word(pieces[at - 1])
  if (before === 'SET' || before === 'ALWAYS' || before === 'CONSTRAINT' || before === 'DEFAULT') return false
  if (now === 'NULL' && before === 'NOT') return false
  if (now === 'NOT' && word(pieces[at + 1]) === 'DEFERRABLE') return false
  return !(word(pieces[at - 2]) === 'CONSTRAINT' || (pieces[at - 1]?.kind === 'quoted' && word(pieces[at - 2]) === 'CONSTRAINT'))
}

const clauseOf = (pieces: readonly Piece[]): Clause => {
  const named = word(pieces[0]) === 'CONSTRAINT'
  const body = named ? pieces.slice(2) : pieces
  const kind = starts[word(body[0])] ?? 'check'
  return {
    kind,
    name: named ? (pieces[1]?.name ?? null) : null,
    text: textOf(pieces),
    target: kind === 'reference' ? (body[1]?.name ?? null) : null,
  }
}

const columnOf = (pieces: readonly Piece[]): ColumnText => {
  const marks: number[] = []
  let depth = 0
  for (const [at, piece] of pieces.entries()) {
    if (depth === 0 && at > 0 && begins(pieces, at)) marks.push(at)
    if (piece.text === '(') depth += 1
    if (piece.text === ')') depth -= 1
  }
  const type = textOf(pieces.slice(1, marks[0] ?? pieces.length))
  const clauses = marks.map((from, n) => clauseOf(pieces.slice(from, marks[n + 1] ?? pieces.length)))
  return { name: pieces[0]?.name ?? '', type, clauses }
}

const ruleKinds: Readonly<Record<string, RuleText['kind']>> = {
  PRIMARY: 'primary_key',
  UNIQUE: 'unique',
  CHECK: 'check',
  FOREIGN: 'reference',
}

const ruleOf = (pieces: readonly Piece[]): RuleText => {
  const named = word(pieces[0]) === 'CONSTRAINT'
  const body = named ? pieces.slice(2) : pieces
  const kind = ruleKinds[word(body[0])] ?? 'check'
  const references = body.findIndex((p) => word(p) === 'REFERENCES')
  return {
    kind,
    name: named ? (pieces[1]?.name ?? null) : null,
    columns: kind === 'check' ? [] : listed(body, 0),
    target: kind === 'reference' ? (body[references + 1]?.name ?? null) : null,
    text: textOf(pieces),
  }
}

const isRule = (pieces: readonly Piece[]): boolean => ['CONSTRAINT', 'PRIMARY', 'UNIQUE', 'CHECK', 'FOREIGN'].includes(word(pieces[0]))

/** Takes a `CREATE TABLE name (...)` apart; null for other forms (`AS SELECT`, virtual). */
export const readTableText = (sql: string): TableText | null => {
  const pieces = significant(sql)
  const open = pieces.findIndex((p) => p.text === '(')
  if (open < 2 || pieces.slice(0, open).some((p) => word(p) === 'VIRTUAL')) return null
  const close = closing(pieces, open)
  const parts = splitCommas(pieces.slice(open + 1, close)).filter((p) => p.length > 0)
  return {
    name: pieces[open - 1]?.name ?? '',
    columns: parts.filter((p) => !isRule(p)).map(columnOf),
    rules: parts.filter(isRule).map(ruleOf),
    suffix: textOf(pieces.slice(close + 1)).replace(/;$/, ''),
  }
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** The table as a CREATE TABLE under the name given. */
export const printTableText = (table: TableText, name: string): string => {
  const columns = table.columns.map((c) => [quoted(c.name), c.type, ...c.clauses.map((k) => k.text)].filter((t) => t !== '').join(' '))
  const suffix = table.suffix === '' ? '' : ` ${table.suffix}`
  return `CREATE TABLE ${quoted(name)} (\n  ${[...columns, ...table.rules.map((r) => r.text)].join(',\n  ')}\n)${suffix}`
}
