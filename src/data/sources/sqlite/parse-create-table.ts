import { isWord, type SqlToken, sqlTokens } from './sql-tokens.ts'

/** A rule as the table's text has it. `columns` of a CHECK is the column it is written beside, or none. */
type WrittenRule = {
  readonly kind: 'check' | 'unique' | 'primary_key' | 'reference'
  readonly name: string | null
  readonly columns: readonly string[]
  /** The condition of a CHECK, without its outer parentheses. */
  readonly expression: string
}

export type WrittenTable = { readonly rules: readonly WrittenRule[]; readonly autoincrement: boolean }

/** Index of the parenthesis that closes the one at `open`; the end when there is none. */
const closing = (tokens: readonly SqlToken[], open: number): number => {
  let depth = 0
  for (let at = open; at < tokens.length; at += 1) {
    if (tokens[at]?.kind === 'open') depth += 1
    if (tokens[at]?.kind === 'close') depth -= 1
    if (depth === 0) return at
  }
  return tokens.length
}

const splitItems = (tokens: readonly SqlToken[]): readonly (readonly SqlToken[])[] => {
  const items: SqlToken[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.kind === 'open') depth += 1
    if (token.kind === 'close') depth -= 1
    if (token.kind === 'comma' && depth === 0) items.push([])
    else items.at(-1)?.push(token)
  }
  return items.filter((item) => item.length > 0)
}

const isName = (token: SqlToken | undefined): token is SqlToken =>
  token !== undefined && (token.kind === 'word' || token.kind === 'name' || token.kind === 'text')

/** Names in a parenthesised list: `(a, "b c" COLLATE NOCASE, d DESC)`. */
const listed = (tokens: readonly SqlToken[], open: number): readonly string[] =>
  splitItems(tokens.slice(open + 1, closing(tokens, open))).flatMap((item) => (isName(item[0]) ? [item[0].value] : []))

const between = (sql: string, tokens: readonly SqlToken[], open: number): string =>
  sql.slice(tokens[open]?.end ?? 0, tokens[closing(tokens, open)]?.start ?? sql.length).trim()

/** Rules in one item of the table's body. `column` is the column that the item defines; null for a table rule. */
const readRules = (sql: string, item: readonly SqlToken[], column: string | null): readonly WrittenRule[] => {
  const rules: WrittenRule[] = []
  const own = column === null ? [] : [column]
  let name: string | null = null
  for (let at = column === null ? 0 : 1; at < item.length; at += 1) {
    const token = item[at]
    const next = item[at + 1]
    if (isWord(token, 'constraint') && isName(next)) {
      name = next.value
      at += 1
      continue
    }
    const columns = next?.kind === 'open' ? listed(item, at + 1) : own
    if (isWord(token, 'check') && next?.kind === 'open')
      rules.push({ kind: 'check', name, columns: own, expression: between(sql, item, at + 1) })
    else if (isWord(token, 'unique')) rules.push({ kind: 'unique', name, columns, expression: '' })
    else if (isWord(token, 'primary', 'foreign') && isWord(next, 'key')) {
      const keyed = item[at + 2]?.kind === 'open' ? listed(item, at + 2) : own
      rules.push({ kind: isWord(token, 'primary') ? 'primary_key' : 'reference', name, columns: keyed, expression: '' })
    } else if (isWord(token, 'references') && column !== null) rules.push({ kind: 'reference', name, columns: own, expression: '' })
    if (token?.kind === 'open') at = closing(item, at)
    else if (isWord(token, 'check', 'unique', 'key', 'references', 'null', 'default')) name = null
  }
  return rules
}

const tableWords = ['constraint', 'check', 'unique', 'primary', 'foreign']

const isTableRule = (item: readonly SqlToken[]): boolean => {
  if (!isWord(item[0], ...tableWords)) return false
  return isWord(item[0], 'constraint') || item[1]?.kind === 'open' || isWord(item[1], 'key')
}

/** Reads the rules that PRAGMAs don't tell (checks, names) from the text of CREATE TABLE. Text it can't follow gives no rules. */
export const parseCreateTable = (sql: string): WrittenTable => {
  const tokens = sqlTokens(sql)
  const open = tokens.findIndex((token) => token.kind === 'open')
  if (open < 0 || tokens.slice(0, open).some((token) => isWord(token, 'as'))) return { rules: [], autoincrement: false }
  const items = splitItems(tokens.slice(open + 1, closing(tokens, open)))
  return {
    rules: items.flatMap((item) => readRules(sql, item, isTableRule(item) || !isName(item[0]) ? null : item[0].value)),
    autoincrement: tokens.some((token) => isWord(token, 'autoincrement')),
  }
}
