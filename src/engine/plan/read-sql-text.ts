import type { Catalog } from '#contracts/catalog.ts'
import { readLexemes, type SqlLexeme } from '#engine/guard/sql-lexemes.ts'

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`

/** Names that a double-quoted word can mean: of tables, columns and aliases; any other is a text, as SQLite reads it. */
const namesIn = (catalog: Catalog, lexemes: readonly SqlLexeme[]): ReadonlySet<string> => {
  const mentioned = new Set(lexemes.filter((one) => one.kind === 'word' || one.kind === 'name').map((one) => one.value.toLowerCase()))
  const tables = catalog.tables.filter((table) => mentioned.has(table.name.toLowerCase()))
  const aliases = lexemes.filter((_, at) => lexemes[at - 1]?.value.toLowerCase() === 'as').map((one) => one.value)
  const names = [...tables.flatMap((table) => [table.name, ...table.columns.map((column) => column.name)]), ...aliases]
  return new Set(names.map((name) => name.toLowerCase()))
}

const asPostgres = (lexeme: SqlLexeme, previous: string, names: ReadonlySet<string>): string => {
  switch (lexeme.kind) {
    case 'comment':
      return ' '
    case 'name': {
      const isName = !lexeme.text.startsWith('"') || previous === '.' || previous === 'as' || names.has(lexeme.value.toLowerCase())
      return isName ? quoted(lexeme.value.toLowerCase()) : text(lexeme.value)
    }
    case 'string':
      return /^x/i.test(lexeme.text) ? lexeme.text : text(lexeme.value)
    case 'punctuation':
      return lexeme.text === '==' ? '=' : lexeme.text
    default:
      return lexeme.value.toLowerCase() === 'autoincrement' ? '' : lexeme.text
  }
}

/** Words of PostgreSQL's grammar that other dialects let name tables and columns. */
const reserved: ReadonlySet<string> = new Set(
  `user order group table column references check default primary unique foreign limit offset session_user current_user analyse analyze
  end window grant do only placing array authorization binary concurrently freeze ilike similar verbose collation both leading trailing
  variadic lateral tablesample year month day hour minute second`.split(/\s+/),
)

const isColumnName = (lexeme: SqlLexeme, previous: string, names: ReadonlySet<string>): boolean =>
  lexeme.kind === 'word' && previous === '.' && reserved.has(lexeme.value.toLowerCase()) && names.has(lexeme.value.toLowerCase())

/**
 * A statement of another dialect spelled so that PostgreSQL's grammar reads it the same: quotes of names, double-quoted texts, `==`.
 * Names become lower case. Null where it has characters that can't be read.
 */
export const spellForPostgres = (sql: string, catalog: Catalog): string | null => {
  const lexemes = readLexemes(sql)
  if (lexemes === null) return null
  const names = namesIn(catalog, lexemes)
  return lexemes
    .map((lexeme, at) => {
      const previous = lexemes[at - 1]?.value.toLowerCase() ?? ''
      return isColumnName(lexeme, previous, names) ? quoted(lexeme.value.toLowerCase()) : asPostgres(lexeme, previous, names)
    })
    .join(' ')
}
