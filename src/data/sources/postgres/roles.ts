import type { Role } from '#contracts/role.ts'

/** The database roles that a workspace's statements run under. `owner` owns its tables and runs structure changes. */
export type WorkspaceRoles = Readonly<Record<Role, string>> & { readonly owner: string }

export const roleNames: WorkspaceRoles = { reader: 't7_reader', editor: 't7_editor', admin: 't7_admin', owner: 't7_owner' }

const leadingNoise = /^(?:\s+|--[^\n]*(?:\n|$)|\/\*[\s\S]*?\*\/|;)+/

const skipNoise = (sql: string): string => sql.replace(leadingNoise, '')

/** First word of a statement, lower case. */
export const firstWord = (sql: string): string =>
  skipNoise(sql)
    .match(/^[a-z]+/i)?.[0]
    .toLowerCase() ?? ''

export const isTransactionControl = (sql: string): boolean => /^(savepoint|release|rollback\s+to)\b/i.test(skipNoise(sql))

const making =
  /^create\s+(or\s+replace\s+)?(unlogged\s+)?(table|view|materialized\s+view|unique\s+index|index|sequence|type)\b|^alter\s+(table|view|materialized\s+view|index|sequence|type)\b|^comment\s+on\b/i
const destroying = /^(drop\s+(table|view|materialized\s+view|index|sequence|type)|truncate)\b/i

const withoutTexts = (sql: string): string =>
  sql.replace(/'(?:[^']|'')*'|"(?:[^"]|"")*"/g, (quoted) => (quoted.startsWith('"') ? 'quoted' : "''"))

/** `ALTER ... DROP` of a thing that holds data; dropping a default or a rule is no loss. */
const losesColumns = (sql: string): boolean => /\bdrop\s+(?!not\b|default\b|identity\b|expression\b|constraint\b)/i.test(withoutTexts(sql))

/**
 * Which database role a statement runs under. Structure needs ownership, so those statements run as the owner where the person's
 * role may do them; all others run as the role of that level, and the database itself refuses what the level lacks.
 */
export const roleForStatement = (sql: string, role: Role, roles: WorkspaceRoles): string => {
  const text = skipNoise(sql)
  switch (role) {
    case 'reader':
      return roles.reader
    case 'editor':
      return making.test(text) && !losesColumns(text) ? roles.owner : roles.editor
    case 'admin':
      return making.test(text) || destroying.test(text) ? roles.owner : roles.admin
  }
}
