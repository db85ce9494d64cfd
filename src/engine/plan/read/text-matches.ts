import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { displayColumns } from '../defaults.ts'
import { type ColumnExpression, column, compare, literal } from '../expressions.ts'
import { chooseColumn, chooseValue, tableAt } from './choose.ts'
import { type Draft, doubt, isCue, nextFree, note, previousFree, use, type ValueLink } from './draft.ts'

const matches: Readonly<Record<string, 'contains' | 'starts' | 'ends'>> = { contains: 'contains', starts: 'starts', ends: 'ends' }

/** The words to look for: a quoted text, or the rest up to the next structural phrase. */
const soughtText = (draft: Draft, from: number): { readonly text: string; readonly indexes: readonly number[] } | null => {
  const indexes: number[] = []
  const words: string[] = []
  for (let at = from; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    if (!piece) break
    if (piece.kind === 'quoted') return { text: piece.text, indexes: [...indexes, at] }
    if (piece.kind === 'small' && words.length === 0) {
      indexes.push(at)
      continue
    }
    if (piece.kind !== 'word' && piece.kind !== 'mention' && piece.kind !== 'number') break
    words.push(piece.said)
    indexes.push(at)
    if (words.length >= 3) break
  }
  return words.length > 0 ? { text: words.join(' '), indexes } : null
}

/** The text column a match is on: the one named before it, else the one that names the subject, else its longest text. */
const textColumn = (
  draft: Draft,
  at: number,
  end: number,
): { readonly target: ColumnExpression; readonly indexes: readonly number[] } | null => {
  for (
    let before = previousFree(draft, at - 1, 3), tries = 0;
    before >= 0 && tries < 2;
    before = previousFree(draft, before - 1, 3), tries++
  ) {
    const named = tableAt(draft, before) ? null : chooseColumn(draft, before, 'text', 0.75)
    if (named) return { target: named, indexes: [before] }
  }
  const after = nextFree(draft, end + 1, 2)
  const following = after >= 0 ? chooseColumn(draft, after, 'text', 0.9) : null
  if (following) return { target: following, indexes: [after] }
  const naming = displayColumns(draft.knowledge, draft.subject)[0]
  const isText = (c: ColumnExpression): boolean =>
    tableOf(draft.knowledge, c.table).columns.some((x) => x.name === c.column && x.type === 'text')
  if (naming && isText(naming)) return { target: naming, indexes: [] }
  const any = tableOf(draft.knowledge, draft.subject).columns.find((c) => c.type === 'text')
  return any ? { target: column(draft.subject, any.name), indexes: [] } : null
}

/** "acaba en pedido": a result that is stored, not the end of a text. */
const leadsToValue = (draft: Draft, at: number): { readonly at: number; readonly link: ValueLink } | null => {
  const next = nextFree(draft, at + 1, 2)
  const piece = draft.pieces[next]
  const link =
    piece?.kind === 'mention'
      ? piece.links.find(
          (l): l is ValueLink =>
            l.kind === 'value' && l.score > 0.55 && l.table === draft.subject && natureAt(draft.knowledge, l.table, l.column).category,
        )
      : undefined
  return link ? { at: next, link } : null
}

/** Reads "que contenga X", "starting with X", "ends in X". */
export const readTextMatches = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    const match = piece?.kind === 'cue' && !draft.used.has(at) ? matches[piece.cue.name] : undefined
    if (!match) continue
    const stored = match === 'ends' ? leadsToValue(draft, at) : null
    if (stored) {
      draft.where.push({
        condition: compare(column(stored.link.table, stored.link.column), '=', literal(stored.link.value, 'text')),
        at: stored.at,
        kind: 'value',
      })
      use(draft, at, stored.at)
      continue
    }
    const sought = soughtText(draft, at + 1)
    const where = sought && textColumn(draft, at, sought.indexes[sought.indexes.length - 1] ?? at)
    if (!sought || !where) continue
    const negated = isCue(draft, at - 1, 'not') && !draft.used.has(at - 1)
    draft.where.push({ condition: { kind: 'text', match, value: where.target, text: sought.text, negated }, at, kind: 'text' })
    note(draft, sought.text, `${where.target.table}.${where.target.column} ~ ${sought.text}`, 0.9)
    use(draft, at, ...sought.indexes, ...(negated ? [at - 1] : []))
  }
}

/** "clientes llamados Robert": a name that nobody has is looked for all the same, not left out. */
export const readNames = (draft: Draft): void => {
  for (const [at, piece] of draft.pieces.entries()) {
    if (draft.used.has(at) || !/^(?:llamad[oa]s?|llam[ae]n?|named|called)$/i.test(piece.said) || draft.pieces[at + 1]?.kind !== 'word')
      continue
    const sought = soughtText(draft, at + 1)
    const naming = displayColumns(draft.knowledge, draft.subject)[0]
    if (!sought || !naming) continue
    draft.where.push({ condition: { kind: 'text', match: 'contains', value: naming, text: sought.text, negated: false }, at, kind: 'text' })
    note(draft, sought.text, `${naming.table}.${naming.column} ~ ${sought.text}`, 0.85)
    use(draft, at, ...sought.indexes)
  }
}

/** Reads quoted texts: stored values they spell, else equality with the column named beside them. */
export const readQuoted = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    if (piece?.kind !== 'quoted' || draft.used.has(at)) continue
    const before = previousFree(draft, at - 1, 2)
    const named = before >= 0 ? chooseColumn(draft, before, 'text', 0.6) : null
    const value = chooseValue(draft, piece.links, piece.text, named ? { table: named.table, column: named.column } : null)
    const target = value ? column(value.table, value.column) : (named ?? displayColumns(draft.knowledge, draft.subject)[0])
    if (!target) continue
    const text = value?.value ?? piece.text
    if (!value) doubt(draft, 'quoted text is not stored', 0.7)
    const negated = isCue(draft, at - 1, 'not', 'differs', 'except')
    draft.where.push({ condition: compare(target, negated ? '<>' : '=', literal(text, 'text')), at, kind: 'value' })
    use(draft, at, ...(named ? [before] : []), ...(negated ? [at - 1] : []))
  }
}
