import type { Knowledge } from '../understand/knowledge.ts'
import type { Link } from '../understand/link.ts'
import type { Piece, PieceOf } from '../understand/pieces.ts'
import { type Role, rolesOf, saysWord } from '../understand/roles.ts'
import { stems } from '../understand/stem.ts'
import { fold } from '../understand/tokens.ts'
import { identifierWords, nameStems } from '../understand/vocabulary.ts'
import { functionWords } from '../understand/words.ts'

/** Pieces of a question in which the roles that it says are tables of their own. */
export type RolePieces = { readonly pieces: readonly Piece[]; readonly roles: readonly Role[] }

type Linked = PieceOf<'mention'> | PieceOf<'quoted'>

const wordsOf = (said: string): readonly string[] =>
  fold(said)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !functionWords.has(word))

const isLinked = (piece: Piece | undefined): piece is Linked => piece?.kind === 'mention' || piece?.kind === 'quoted'

const tableStems = (table: string): ReadonlySet<string> => new Set(identifierWords(table).flatMap((word) => [...nameStems(word).keys()]))

const saysTable = (word: string, table: ReadonlySet<string>): boolean =>
  stems(word).some((stem) => table.has(stem)) || saysWord(word, table)

/** Whether a piece says a role and nothing else: "equipo local", "visitante". */
const saysRole = (piece: Piece, role: Role, owned: boolean): boolean => {
  if (piece.kind !== 'mention' && piece.kind !== 'word') return false
  if (
    !owned &&
    piece.kind === 'mention' &&
    piece.links.some((l) => l.score >= 0.95 && (l.kind === 'value' || (l.kind === 'table' && l.table !== role.table)))
  )
    return false
  const table = tableStems(role.table)
  const words = wordsOf(piece.said)
  return (
    role.words.every((one) => words.some((word) => saysWord(word, one))) &&
    words.every((word) => role.words.some((one) => saysWord(word, one)) || saysTable(word, table))
  )
}

/** Links of the role's table become links of the role. Null where there are none. */
const retarget = (piece: Piece | undefined, role: Role, kind: 'value' | 'column'): Linked | null => {
  if (!isLinked(piece)) return null
  const links = piece.links.flatMap((l): readonly Link[] =>
    l.kind === kind && l.table === role.table && l.score >= 0.5 ? [{ ...l, table: role.alias }] : [],
  )
  return links.length > 0 ? { ...piece, links } : null
}

const isOf = (said: readonly string[]): boolean =>
  said.length > 0 && said.every((word) => /^(?:de|del|of|la|el|los|las|the|su|sus|cada|each)$/.test(word))

/** The nearest piece that says something, and the small words on the way. */
const nearest = (pieces: readonly Piece[], from: number, step: 1 | -1): { readonly at: number; readonly between: readonly string[] } => {
  const between: string[] = []
  let at = from + step
  for (let piece = pieces[at]; piece !== undefined; piece = pieces[at]) {
    const quiet = piece.kind === 'small' || (piece.kind === 'cue' && (piece.cue.name === 'equals' || piece.cue.name === 'which'))
    if (!quiet) break
    between.push(fold(piece.said))
    at += step
  }
  return { at, between }
}

/** The value that a role is said to have: "el local es Betis", "Betis de visitante". */
const placeValue = (pieces: Piece[], at: number, role: Role): boolean => {
  const after = nearest(pieces, at, 1)
  const next = isOf(after.between) ? null : retarget(pieces[after.at], role, 'value')
  if (next) pieces[after.at] = next
  if (next) return true
  const before = nearest(pieces, at, -1)
  const last = before.between.some((word) => /^(?:de|como|as|at|for)$/.test(word)) ? retarget(pieces[before.at], role, 'value') : null
  if (last) pieces[before.at] = last
  return last !== null
}

/** The columns that are asked of a role: "nombre y ciudad del equipo local", "home team name". */
const placeColumns = (pieces: Piece[], at: number, role: Role): boolean => {
  const next = retarget(pieces[at + 1], role, 'column')
  if (next) {
    pieces[at + 1] = next
    placeValue(pieces, at + 1, role)
  }
  let placed = next !== null
  const before = nearest(pieces, at, -1)
  if (!isOf(before.between)) return placed
  for (let index = before.at; ; index -= 2) {
    const owned = retarget(pieces[index], role, 'column')
    if (!owned) return placed
    pieces[index] = owned
    placed = true
    const joint = pieces[index - 1]
    if (joint?.kind !== 'cue' || joint.cue.name !== 'and') return placed
  }
}

const isGrouped = (pieces: readonly Piece[], at: number): boolean => {
  const piece = pieces[nearest(pieces, at, -1).at]
  return piece?.kind === 'cue' && piece.cue.name === 'group'
}

/** A key that tells people nothing is shown by the row it refers to. */
const isOpaque = (knowledge: Knowledge, { relation }: Role): boolean => {
  const column = knowledge.catalog.tables
    .find(({ name }) => name === relation.from.table)
    ?.columns.find(({ name }) => name === relation.from.columns[0])
  return column?.type === 'integer' || column?.type === 'number' || column?.type === 'uuid'
}

/** The table's own name beside the role's: "el equipo" in "el equipo visitante". */
const saysOnlyTable = (piece: Piece | undefined, role: Role): boolean =>
  piece?.kind === 'mention' && wordsOf(piece.said).every((word) => saysTable(word, tableStems(role.table)))

/** The piece as the role's table, together with the name of the table beside it. */
const asTable = (pieces: readonly Piece[], at: number, role: Role): { readonly pieces: Piece[]; readonly at: number } => {
  const piece = pieces[at]
  if (piece === undefined) return { pieces: [...pieces], at }
  const links: readonly Link[] = [{ kind: 'table', table: role.alias, score: 1 }]
  const mention: Piece = { kind: 'mention', from: piece.from, to: piece.to, said: piece.said, links }
  const [first, last] = [at - 1, at + 1].map((beside) => saysOnlyTable(pieces[beside], role))
  return { pieces: [...pieces.slice(0, first ? at - 1 : at), mention, ...pieces.slice(last ? at + 2 : at + 1)], at: first ? at - 1 : at }
}

/** A role chosen by the person: all that is said of the table is said of it. */
const placeChosen = (pieces: Piece[], role: Role): void => {
  for (const [at, piece] of pieces.entries())
    if (isLinked(piece))
      pieces[at] = { ...piece, links: piece.links.map((l) => (l.table === role.table ? { ...l, table: role.alias } : l)) }
}

/** "their manager" is who the row refers to, even where a job of that name is stored. */
const possessive = /^(?:su|sus|propio|propia|their|his|her|its|own|whose)$/

const withoutRole = /^(?:sin|no|not|without)$/

/** "partidos de cada equipo como local": said apart from the table, it is said of all that is said of it. */
const isApart = (pieces: readonly Piece[], at: number): boolean => /^(?:como|as)$/.test(fold(pieces[at - 1]?.said ?? ''))

/** The pieces with a role that one of them says in its place; null where it only names a column. */
const placeRole = (knowledge: Knowledge, asked: readonly Piece[], index: number, role: Role): readonly Piece[] | null => {
  const { pieces, at } = asTable(asked, index, role)
  const placed = [placeValue(pieces, at, role), placeColumns(pieces, at, role)].includes(true)
  if (!placed && isApart(asked, index)) {
    const others = [...asked.slice(0, index - 1), ...asked.slice(index + 1)]
    placeChosen(others, role)
    return others
  }
  return placed || isOpaque(knowledge, role) || isGrouped(pieces, at) ? pieces : null
}

const readSaidRoles = (knowledge: Knowledge, asked: readonly Piece[], said: Set<Role>): Piece[] => {
  const roles = rolesOf(knowledge.catalog)
  let pieces = asked
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at]
    const owned = possessive.test(
      fold(pieces[at - 1]?.said ?? '')
        .split(' ')
        .at(-1) ?? '',
    )
    const role = piece && roles.find((one) => saysRole(piece, one, owned))
    const placed = role && !withoutRole.test(fold(pieces[at - 1]?.said ?? '')) ? placeRole(knowledge, pieces, at, role) : null
    if (!role || !placed) continue
    pieces = placed
    said.add(role)
  }
  return [...pieces]
}

const towards: readonly (readonly [Role['way'], RegExp])[] = [
  ['origin', /\b(?:from|desde|leav\w*|depart\w*|sal(?:e|en|ga|gan|ida|idas)|parte[n]?)\b(?: \w+)?$/],
  ['destination', /\b(?:to|hasta|into|arriv\w*|land\w*|lleg\w+|aterriz\w+)\b(?: \w+)?$/],
]

/** "flights from Aberdeen to Ashley", "vuelos que salen de Aberdeen". */
const readWays = (knowledge: Knowledge, pieces: Piece[], said: Set<Role>): void => {
  const ways = rolesOf(knowledge.catalog).filter(({ way }) => way !== null)
  if (ways.length < 2) return
  for (const [at, piece] of pieces.entries()) {
    const before = fold([pieces[at - 2], pieces[at - 1]].map((p) => p?.said ?? '').join(' ')).trim()
    const way = towards.find(([, pattern]) => pattern.test(before))?.[0]
    const role = way ? ways.find((one) => one.way === way && retarget(piece, one, 'value')) : undefined
    const placed = role && retarget(piece, role, 'value')
    if (!role || !placed) continue
    pieces[at] = placed
    said.add(role)
    for (const near of [at - 1, at - 2]) {
      const verb = pieces[near]
      if (verb && towards.some(([one, pattern]) => one === way && pattern.test(fold(verb.said))))
        pieces[near] = { kind: 'small', from: verb.from, to: verb.to, said: verb.said, norm: fold(verb.said) }
    }
  }
}

/** Key of the assumption about which of several references counts. */
export const keyOfRole = (table: string): string => `relation:${table}`

/** What follows a question about one part, and says no other, is about the same. */
const isStill = (role: Role, before: readonly Role[], said: ReadonlySet<Role>): boolean =>
  before.includes(role) && [...before, ...said].every((other) => other === role || other.table !== role.table)

/**
 * Finds which of several references to a table a question means: "el equipo local es Betis", "su jefe", "flights from Aberdeen".
 * `before`: roles of the question that this one goes on from.
 */
export const readRoles = (
  knowledge: Knowledge,
  asked: readonly Piece[],
  overrides: Readonly<Record<string, string>>,
  before: readonly Role[] = [],
): RolePieces => {
  const roles = rolesOf(knowledge.catalog)
  if (roles.length === 0) return { pieces: asked, roles: [] }
  const said = new Set<Role>()
  const pieces = readSaidRoles(knowledge, asked, said)
  readWays(knowledge, pieces, said)
  for (const role of roles)
    if (overrides[keyOfRole(role.table)] === role.alias || isStill(role, before, said)) {
      placeChosen(pieces, role)
      said.add(role)
    }
  return { pieces, roles: [...said] }
}
