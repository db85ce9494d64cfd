/** A piece of SQL text to draw: `kind` decides its colour. */
export type SqlPiece = { readonly kind: 'keyword' | 'string' | 'number' | 'comment' | 'plain'; readonly text: string }

const pattern =
  /(--[^\n]*|\/\*[\s\S]*?\*\/)|('(?:[^']|'')*')|("(?:[^"]|"")*"|`[^`]*`)|(\b\d+(?:\.\d+)?\b)|([A-Za-z_\u00c0-\u024f][\w\u00c0-\u024f]*)|([\s\S])/g

const keywords = new Set(
  'select from where group by having order limit offset join left right inner outer full cross lateral on as and or not in is null exists between like ilike distinct union all intersect except with recursive insert into values update set delete create table view index unique alter add drop column constraint primary key foreign references check default rename to type using cascade truncate comment case when then else end asc desc over partition rows unbounded preceding following current row filter nulls first last returning interval true false'.split(
    ' ',
  ),
)

/** Cuts SQL into pieces for colouring; put together they are the same text. */
export const sqlPieces = (sql: string): readonly SqlPiece[] => {
  const pieces: SqlPiece[] = []
  const push = (kind: SqlPiece['kind'], text: string): void => {
    const last = pieces.at(-1)
    if (last && last.kind === kind && kind === 'plain') pieces[pieces.length - 1] = { kind, text: last.text + text }
    else pieces.push({ kind, text })
  }
  for (const [text, comment, string, , number, word] of sql.matchAll(pattern)) {
    if (comment !== undefined) push('comment', text)
    else if (string !== undefined) push('string', text)
    else if (number !== undefined) push('number', text)
    else push(word !== undefined && keywords.has(word.toLowerCase()) ? 'keyword' : 'plain', text)
  }
  return pieces
}

const startsLine = /^(from|where|group|having|order|limit|union|intersect|except|join|left|right|inner|full|cross|set|values|returning)$/i

/** Breaks one-line SQL before its main clauses, for reading. Texts and names in quotes are never touched, nor what is inside parentheses. */
export const layOutSql = (sql: string): string => {
  if (sql.includes('\n')) return sql
  let depth = 0
  let out = ''
  let previous = ''
  for (const [text, , , , , word] of sql.matchAll(pattern)) {
    if (text === '(') depth += 1
    if (text === ')') depth -= 1
    const joined = /^(left|right|inner|full|cross|outer)$/i.test(previous)
    if (word !== undefined && depth === 0 && startsLine.test(word) && !joined && out !== '') out = `${out.trimEnd()}\n`
    out += text
    if (text === ';' && depth === 0) out += '\n'
    if (word !== undefined) previous = word
    else if (text.trim() !== '') previous = ''
  }
  return out.replaceAll(/\n +/g, '\n').trim()
}
