import { init, parse as parseOther } from '@guanmingchiu/sqlparser-ts'
import { loadModule, parseSync, scanSync } from 'libpg-query'
import type { Dialect } from '#contracts/catalog.ts'

/** A lexical piece of a statement; `start` and `end` are byte offsets in UTF-8. */
export type Lexeme = { readonly text: string; readonly start: number; readonly end: number; readonly name: string }

export type Parsed =
  | { readonly kind: 'tree'; readonly statements: readonly unknown[] }
  | { readonly kind: 'unparsable'; readonly message: string }

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 300)

/** Loads both grammars (WebAssembly) once; everything else here is synchronous afterwards and says `unparsable` before. */
export const loadGrammar = async (): Promise<void> => {
  await Promise.all([loadModule(), init()])
}

/** PostgreSQL's own grammar. `statements`: the `stmt` nodes of its JSON tree. Callers bound length and nesting first. */
export const parsePostgres = (sql: string): Parsed => {
  try {
    const statements = parseSync(sql).stmts ?? []
    return { kind: 'tree', statements: statements.map((one) => one.stmt) }
  } catch (error) {
    return { kind: 'unparsable', message: messageOf(error) }
  }
}

/** Strict grammars of the other dialects (sqlparser-rs). `statements`: its externally tagged tree. Callers bound length and nesting first. */
export const parseDialect = (sql: string, dialect: Exclude<Dialect, 'postgres'>): Parsed => {
  try {
    const statements: unknown = parseOther(sql, dialect)
    return Array.isArray(statements) ? { kind: 'tree', statements } : { kind: 'unparsable', message: 'no statements' }
  } catch (error) {
    return { kind: 'unparsable', message: messageOf(error) }
  }
}

/** PostgreSQL's lexer; null where it can't read the text. Comments are included. */
export const scanPostgres = (sql: string): readonly Lexeme[] | null => {
  try {
    return scanSync(sql).tokens.map((token) => ({ text: token.text, start: token.start, end: token.end, name: token.tokenName }))
  } catch {
    return null
  }
}
