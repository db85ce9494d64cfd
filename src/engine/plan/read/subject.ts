import type { Link } from '../../understand/link.ts'
import type { Piece } from '../../understand/pieces.ts'

type Candidate = { readonly table: string; readonly score: number; readonly at: number }

/** Kinds of people or things told by one word ("recepcionistas"), rather than names. */
const isDescriptive = (value: string): boolean => /^[\p{Ll}]+$/u.test(value)

const best = (links: readonly Link[], kind: Link['kind']): Link | undefined =>
  links.filter((l) => l.kind === kind).sort((a, b) => b.score - a.score)[0]

const before = (pieces: readonly Piece[], at: number): Piece | undefined => {
  for (let i = at - 1; i >= 0; i--) {
    const piece = pieces[i]
    if (piece && piece.kind !== 'small' && piece.kind !== 'number' && !(piece.kind === 'cue' && piece.cue.name === 'distinct')) return piece
  }
  return undefined
}

const favour = (piece: Piece | undefined): number => {
  if (!piece) return 0.35
  if (piece.kind === 'stop' && piece.norm === '¿') return 0.35
  if (piece.kind !== 'cue') return 0
  switch (piece.cue.name) {
    case 'count':
      return 0.5
    case 'which':
    case 'list':
    case 'all':
    case 'top':
    case 'alphabetical':
    case 'percent':
      return 0.35
    case 'group':
      return -0.45
    case 'with':
    case 'without':
    case 'not':
    case 'greater':
    case 'at_least':
    case 'less':
    case 'most':
    case 'least':
    case 'except':
      return -0.3
    default:
      return 0
  }
}

/** "importe de los pedidos": the table said after has such a column too, if under a longer name. */
const belongsToNext = (pieces: readonly Piece[], at: number): boolean => {
  const piece = pieces[at]
  const next = pieces.slice(at + 1, at + 5).find((p) => p.kind === 'mention')
  const table = next?.kind === 'mention' ? best(next.links, 'table') : undefined
  return (
    piece?.kind === 'mention' &&
    table?.kind === 'table' &&
    table.score > 0.7 &&
    piece.links.some((l) => l.kind === 'column' && l.table === table.table && l.score >= 0.3)
  )
}

/** The one table that has a column of this name. */
const onlyOwner = (links: readonly Link[]): string | null => {
  const owners = new Set(links.filter((l) => l.kind === 'column' && l.score >= 0.95).map((l) => l.table))
  const [only] = owners
  return owners.size === 1 && only && !links.some((l) => l.kind === 'table' && l.score > 0.6) ? only : null
}

/** Table mentions of a question, each with how likely it is what the question is about. */
const candidates = (pieces: readonly Piece[]): readonly Candidate[] =>
  pieces.flatMap((piece, at) => {
    if (piece.kind !== 'mention') return []
    const table = best(piece.links, 'table')
    const value = best(piece.links, 'value')
    if (
      value?.kind === 'value' &&
      (value.how === 'stem' || value.how === 'exact' || value.how === 'folded') &&
      (!table || table.score < value.score) &&
      at <= 2 &&
      isDescriptive(value.value)
    )
      return [{ table: value.table, at, score: 0.75 + favour(before(pieces, at)) }]
    const owner = at <= 1 && !table && !belongsToNext(pieces, at) ? onlyOwner(piece.links) : null
    if (owner) return [{ table: owner, at, score: 0.9 + favour(before(pieces, at)) }]
    const other = piece.links.filter((l) => l.kind !== 'table').reduce((top, l) => Math.max(top, l.score), 0)
    if (table?.kind !== 'table' || table.score < 0.55 || table.score < other - 0.12) return []
    return [{ table: table.table, at, score: table.score + favour(before(pieces, at)) - at * 0.02 }]
  })

/** The table a question is about: the one it counts, lists or names first; else that of its columns and values. */
export const findSubject = (pieces: readonly Piece[]): string | null => {
  const found = candidates(pieces)
  const chosen = found.map((c, index) => (index === 0 ? { ...c, score: c.score + 0.18 } : c)).sort((a, b) => b.score - a.score)[0]
  if (chosen) return chosen.table
  const votes = new Map<string, number>()
  for (const piece of pieces) {
    if (piece.kind !== 'mention' && piece.kind !== 'quoted') continue
    const top = piece.links[0]?.score ?? 0
    for (const link of piece.links)
      if (link.score >= top - 0.05) votes.set(link.table, Math.max(votes.get(link.table) ?? 0, link.score) + 0.1)
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null
}

export const namedTables = (pieces: readonly Piece[]): readonly { readonly table: string; readonly at: number }[] =>
  candidates(pieces).map(({ table, at }) => ({ table, at }))
