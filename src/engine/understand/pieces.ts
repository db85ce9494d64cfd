import type { Language } from '#contracts/plan.ts'
import type { Day } from './calendar.ts'
import { type Cue, readCue } from './cues.ts'
import { type Period, readPeriod } from './dates.ts'
import { type Line, lineOf, saidBetween } from './line.ts'
import type { Link } from './link.ts'
import type { Mention } from './links.ts'
import { readNumber } from './numbers.ts'
import type { Token } from './tokens.ts'
import { functionWords } from './words.ts'

/** A text cut into the things it is made of, in order. `from`/`to` are token indexes; `said` the original words. */
export type Piece = { readonly from: number; readonly to: number; readonly said: string } & (
  | { readonly kind: 'mention'; readonly links: readonly Link[] }
  | { readonly kind: 'number'; readonly value: number; readonly ordinal: boolean; readonly percent: boolean; readonly money: boolean }
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'cue'; readonly cue: Cue }
  /** A text in quotes; `links` are stored values that are spelled so. */
  | { readonly kind: 'quoted'; readonly text: string; readonly links: readonly Link[] }
  /** A content word that nothing explains. */
  | { readonly kind: 'word'; readonly norm: string }
  | { readonly kind: 'small'; readonly norm: string }
  | { readonly kind: 'stop'; readonly norm: string }
)

export type PieceOf<K extends Piece['kind']> = Extract<Piece, { kind: K }>

type Scan = {
  readonly text: string
  readonly line: Line
  readonly language: Language
  readonly today: Day
  readonly mentions: readonly Mention[]
}

const bestOf = (mention: Mention): number => mention.links[0]?.score ?? 0

const contentWords = (scan: Scan, mention: Mention): number =>
  scan.line.tokens.slice(mention.from, mention.to).filter((t) => !functionWords.has(t.norm)).length

/** A name said in full beats a structural phrase it contains: "número de habitación", "Media pensión". */
const isFullName = (scan: Scan, mention: Mention): boolean =>
  (contentWords(scan, mention) >= 2 && bestOf(mention) >= 0.93) ||
  (mention.links[0]?.kind === 'value' && mention.to - mention.from >= 2 && bestOf(mention) >= 0.9)

const piece = (scan: Scan, from: number, to: number): { from: number; to: number; said: string } => ({
  from,
  to,
  said: saidBetween(scan.text, scan.line.tokens, from, to),
})

const numberAt = (scan: Scan, at: number, compared: boolean): Piece | null => {
  const { tokens } = scan.line
  const article = /^(?:un|una|uno|a|one)$/.test(tokens[at]?.norm ?? '') && tokens[at + 1]?.kind === 'number'
  const read = article ? null : readNumber(tokens, at, scan.language)
  if (
    !read ||
    (!compared &&
      /^(?:un|una|uno|one)$/.test(tokens[at]?.norm ?? '') &&
      read.tokens === 1 &&
      !/^(?:o|or)$/.test(tokens[at + 1]?.norm ?? ''))
  )
    return null
  let to = at + read.tokens
  const next = tokens[to]?.norm ?? ''
  const after = tokens[to + 1]?.norm ?? ''
  const percent = next === '%' || next === 'percent' || (next === 'por' && /^cien(?:to)?$/.test(after))
  if (percent) to += next === 'por' ? 2 : 1
  const money = /^(?:€|euros?|eur|\$|dolares|dollars?|usd|libras|pounds?)$/.test(next)
  if (money) to += 1
  return { kind: 'number', ...piece(scan, at, to), value: read.value, ordinal: read.ordinal, percent, money }
}

const cueWins = (scan: Scan, cue: Cue, mention: Mention | undefined): boolean => {
  if (!mention) return true
  if (isFullName(scan, mention)) return false
  return (
    cue.to > mention.to ||
    bestOf(mention) < 0.97 ||
    /^(?:count|group|not|order|most|least|greater|less|which|list|average|sum|how_much|with|without|percent|maximum|minimum)$/.test(
      cue.name,
    )
  )
}

/** "más pedidos que", "fewer orders than": a table named inside a comparison is what is compared. */
const nounInside = (scan: Scan, from: number, to: number): Mention | undefined =>
  scan.mentions.find((m) => m.from > from && m.to === to - 1 && m.links.some((l) => l.kind === 'table' && l.score >= 0.8))

const pieceAt = (scan: Scan, at: number, previous: Piece | undefined): Piece => {
  const { tokens } = scan.line
  const token = tokens[at] as Token
  const mention = scan.mentions.find((m) => m.from === at)
  if (token.kind === 'quoted')
    return { kind: 'quoted', ...piece(scan, at, at + 1), text: token.text, links: (mention?.links ?? []).filter((l) => l.kind === 'value') }
  const compared = previous?.kind === 'cue' && ['greater', 'less', 'at_least', 'at_most', 'equals'].includes(previous.cue.name)
  const full = mention && isFullName(scan, mention)
  const period = full
    ? null
    : readPeriod(
        scan.line,
        at,
        scan.today,
        scan.language,
        !compared && previous?.kind === 'cue' && /\b(?:de|del|of|in|en)$/i.test(previous.said),
      )
  if (period) return { kind: 'period', ...piece(scan, at, at + period.tokens), period }
  const cue = readCue(scan.line, at)
  const inside = cue?.unit === 'day' ? scan.mentions.find((m) => m.from > at && m.from < cue.to && m.to > cue.to) : undefined
  if (cue && inside) return { kind: 'cue', ...piece(scan, at, inside.from), cue: { name: 'group', to: inside.from, unit: null } }
  const noun = cue && (cue.name === 'greater' || cue.name === 'less') ? nounInside(scan, at, cue.to) : undefined
  if (cue && noun)
    return {
      kind: 'cue',
      ...piece(scan, at, noun.from),
      cue: { name: cue.name === 'greater' ? 'most' : 'least', to: noun.from, unit: null },
    }
  if (cue && cueWins(scan, cue, mention)) return { kind: 'cue', ...piece(scan, at, cue.to), cue }
  if (mention && !(token.kind === 'number' && bestOf(mention) < 0.95))
    return { kind: 'mention', ...piece(scan, at, mention.to), links: mention.links }
  const number = numberAt(scan, at, compared)
  if (number) return number
  if (token.kind === 'symbol') return { kind: 'stop', ...piece(scan, at, at + 1), norm: token.norm }
  if (functionWords.has(token.norm)) return { kind: 'small', ...piece(scan, at, at + 1), norm: token.norm }
  return { kind: 'word', ...piece(scan, at, at + 1), norm: token.norm }
}

/** Cuts a text into pieces, left to right: periods, structural phrases, names and values of the catalog, numbers, the rest. */
export const cutPieces = (
  text: string,
  tokens: readonly Token[],
  mentions: readonly Mention[],
  language: Language,
  today: Day,
): readonly Piece[] => {
  const scan: Scan = { text, line: lineOf(tokens), language, today, mentions }
  const pieces: Piece[] = []
  for (let at = 0; at < tokens.length; ) {
    const next = pieceAt(scan, at, pieces[pieces.length - 1])
    pieces.push(next)
    at = next.to
  }
  return pieces
}
