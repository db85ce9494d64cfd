import type { Language } from '#contracts/plan.ts'
import { hashText } from '../ranker/features.ts'
import type { Knowledge } from '../understand/knowledge.ts'
import type { Mention } from '../understand/links.ts'
import { readNumber } from '../understand/numbers.ts'
import type { Piece } from '../understand/pieces.ts'
import { stems } from '../understand/stem.ts'
import { fold, type Token } from '../understand/tokens.ts'
import { functionWords } from '../understand/words.ts'
import type { Literal, LogicalForm } from './logical-form.ts'
import type { Schema } from './schema.ts'

/** The best run of the text for a column or table. `rank`: how many others the same run stands for better; `peers`: as well. */
export type NameEvidence = {
  readonly score: number
  readonly from: number
  readonly to: number
  readonly rank: number
  readonly peers: number
}

export type ValueLink = { readonly column: number; readonly value: Literal; readonly score: number; readonly how: string }

/** Something the text may compare with. */
export type ValueMention = {
  readonly from: number
  readonly to: number
  readonly kind: 'text' | 'quoted' | 'number' | 'range' | 'guess' | 'read'
  readonly literals: readonly Literal[]
  /** The words themselves. */
  readonly said: string
  readonly links: readonly ValueLink[]
}

/** What a text shows of what it asks, by numbers: all the models read. */
export type Evidence = {
  readonly knowledge: Knowledge
  readonly schema: Schema
  readonly language: Language
  readonly tokens: readonly Token[]
  /** One stem a token, hashed. */
  readonly stems: readonly number[]
  /** Per token what it stands for: 0 nothing, 1 small word, 2 table, 3 column, 4 value, 5 number, 6 quoted, 7 symbol. */
  readonly classes: readonly number[]
  readonly columns: readonly (NameEvidence | null)[]
  readonly tables: readonly (NameEvidence | null)[]
  readonly values: readonly ValueMention[]
  /** What the rules read, where a logical form can say it. */
  readonly read: LogicalForm | null
  readonly readConfidence: number
}

type Names = { columns: (NameEvidence | null)[]; tables: (NameEvidence | null)[] }

const nameEvidence = (schema: Schema, spans: readonly Mention[]): Names => {
  const columns = schema.columns.map((): NameEvidence | null => null)
  const tables = schema.tables.map((): NameEvidence | null => null)
  for (const span of spans) {
    const length = span.to - span.from
    for (const kind of ['column', 'table'] as const) {
      const links = span.links.filter((l) => l.kind === kind)
      for (const link of links) {
        if (link.kind === 'value') continue
        const index = link.kind === 'table' ? schema.tableAt.get(link.table) : schema.columnAt.get(`${link.table}.${link.column}`)
        if (index === undefined) continue
        const into = link.kind === 'table' ? tables : columns
        const known = into[index]
        if (known && (known.score > link.score || (known.score === link.score && known.to - known.from >= length))) continue
        into[index] = {
          score: link.score,
          from: span.from,
          to: span.to,
          rank: links.filter((l) => l.score > link.score + 0.01).length,
          peers: links.filter((l) => Math.abs(l.score - link.score) <= 0.01).length - 1,
        }
      }
    }
  }
  return { columns, tables }
}

const linksOf = (schema: Schema, mention: Pick<Mention, 'links'>): readonly ValueLink[] => {
  const best = new Map<number, ValueLink>()
  for (const link of mention.links) {
    if (link.kind !== 'value') continue
    const column = schema.columnAt.get(`${link.table}.${link.column}`)
    if (column === undefined || (best.get(column)?.score ?? 0) >= link.score) continue
    best.set(column, { column, value: link.value, score: link.score, how: link.how })
  }
  return [...best.values()].sort((a, b) => b.score - a.score).slice(0, 8)
}

const textValues = (schema: Schema, pieces: readonly Piece[], spans: readonly Mention[]): readonly ValueMention[] =>
  pieces.flatMap((piece): readonly ValueMention[] => {
    if (piece.kind === 'quoted') {
      const links = linksOf(schema, spans.find((s) => s.from === piece.from && s.to === piece.to) ?? piece)
      return [{ from: piece.from, to: piece.to, kind: 'quoted', literals: [piece.text], said: piece.text, links }]
    }
    if (piece.kind !== 'mention') return []
    const links = linksOf(schema, piece)
    const best = links[0]
    return best && best.score >= 0.5
      ? [{ from: piece.from, to: piece.to, kind: 'text', literals: [best.value], said: piece.said, links }]
      : []
  })

const isBetween = (norm: string | undefined): boolean =>
  norm === 'between' || norm === 'entre' || norm === 'from' || norm === 'desde' || norm === 'de'
const isAnd = (norm: string | undefined): boolean =>
  norm === 'and' || norm === 'y' || norm === 'to' || norm === 'a' || norm === 'hasta' || norm === '-'

const numberValues = (tokens: readonly Token[], language: Language, taken: ReadonlySet<number>): readonly ValueMention[] => {
  const found: { from: number; to: number; value: number }[] = []
  for (let at = 0; at < tokens.length; ) {
    const token = tokens[at]
    const article = /^(?:un|una|uno|a|an|one)$/.test(token?.norm ?? '') && token?.kind === 'word'
    const read = taken.has(at) || article || token?.kind === 'quoted' ? null : readNumber(tokens, at, language)
    const bare = read === null && token?.kind === 'number' && !taken.has(at) ? Number(token.norm.replace(',', '.')) : Number.NaN
    if (read) found.push({ from: at, to: at + read.tokens, value: read.value })
    else if (Number.isFinite(bare)) found.push({ from: at, to: at + 1, value: bare })
    at += read ? read.tokens : 1
  }
  const values: ValueMention[] = []
  for (let i = 0; i < found.length; i++) {
    const low = found[i]
    const high = found[i + 1]
    if (!low) continue
    const pair = high && high.from - low.to <= 2 && isAnd(tokens[low.to]?.norm) && isBetween(tokens[low.from - 1]?.norm)
    if (pair) {
      values.push({ from: low.from, to: high.to, kind: 'range', literals: [low.value, high.value], said: '', links: [] })
      i++
    } else values.push({ from: low.from, to: low.to, kind: 'number', literals: [low.value], said: String(low.value), links: [] })
  }
  return values
}

/** Names with capitals that nothing explains, first words of sentences apart. */
const guessedValues = (text: string, tokens: readonly Token[], taken: ReadonlySet<number>): readonly ValueMention[] => {
  const values: ValueMention[] = []
  for (let at = 1; at < tokens.length; at++) {
    const starts = (i: number): boolean =>
      tokens[i]?.kind === 'word' && /^\p{Lu}/u.test(tokens[i]?.text ?? '') && !taken.has(i) && !functionWords.has(tokens[i]?.norm ?? '')
    if (!starts(at) || /^[.?!¿¡:]$/.test(tokens[at - 1]?.text ?? '')) continue
    let to = at + 1
    while (starts(to)) to++
    values.push({
      from: at,
      to,
      kind: 'guess',
      literals: [text.slice(tokens[at]?.start, tokens[to - 1]?.end)],
      said: text.slice(tokens[at]?.start, tokens[to - 1]?.end),
      links: [],
    })
    at = to
  }
  return values
}

const indexesOf = (values: readonly { readonly from: number; readonly to: number }[]): ReadonlySet<number> =>
  new Set(values.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i)))

const valueMentions = (input: EvidenceInput, schema: Schema): readonly ValueMention[] => {
  const texts = textValues(schema, input.pieces, input.spans)
  const strong = indexesOf(texts.filter((t) => t.kind === 'quoted' || (t.links[0]?.score ?? 0) >= 0.85))
  const numbers = numberValues(input.tokens, input.language, strong)
  const inNumbers = indexesOf(numbers)
  const kept = texts.filter((t) => t.kind === 'quoted' || !inNumbers.has(t.from) || strong.has(t.from))
  const named = indexesOf(input.pieces.filter((p) => p.kind === 'mention'))
  const guesses = guessedValues(input.text, input.tokens, new Set([...named, ...inNumbers, ...indexesOf(kept)]))
  const said = [...kept, ...numbers, ...guesses]
  return [...said, ...readValues(input.read, said)].sort((a, b) => a.from - b.from).slice(0, 8)
}

/** What the rules compare with that no run of the text spells: yes/no columns, codes, empty columns. */
const readValues = (read: LogicalForm | null, said: readonly ValueMention[]): readonly ValueMention[] =>
  (read?.core.where ?? []).flatMap((p): readonly ValueMention[] => {
    if (p.kind !== 'value' || p.values.some((v) => said.some((s) => s.literals.includes(v) || s.links.some((l) => l.value === v))))
      return []
    const links = p.values.slice(0, 1).map((value) => ({ column: p.item.column, value, score: 0.8, how: 'read' }))
    const none = { column: p.item.column, value: 0, score: 0.8, how: 'read' }
    return [
      { from: -1, to: -1, kind: 'read', literals: p.values, said: String(p.values[0] ?? ''), links: links.length > 0 ? links : [none] },
    ]
  })

const classesOf = (input: EvidenceInput, names: Names, values: readonly ValueMention[]): readonly number[] => {
  const classes: number[] = input.tokens.map((t) => (t.kind === 'symbol' ? 7 : t.kind === 'quoted' ? 6 : functionWords.has(t.norm) ? 1 : 0))
  const mark = (of: readonly (NameEvidence | null)[], as: number): void => {
    for (const one of of) if (one && one.score >= 0.6) for (let i = one.from; i < one.to; i++) if (classes[i] === 0) classes[i] = as
  }
  mark(names.tables, 2)
  mark(names.columns, 3)
  for (const value of values) {
    const as = value.kind === 'quoted' ? 6 : value.kind === 'number' || value.kind === 'range' ? 5 : 4
    const sure = value.kind !== 'text' || (value.links[0]?.score ?? 0) >= 0.85
    if (sure) for (let i = value.from; i < value.to; i++) if (classes[i] !== 1) classes[i] = as
  }
  return classes
}

export type EvidenceInput = {
  readonly text: string
  readonly tokens: readonly Token[]
  readonly spans: readonly Mention[]
  readonly pieces: readonly Piece[]
  readonly knowledge: Knowledge
  readonly schema: Schema
  readonly language: Language
  readonly read: LogicalForm | null
  readonly readConfidence: number
}

/** Gathers what a text shows. Pure; about a millisecond. */
export const gather = (input: EvidenceInput): Evidence => {
  const { schema } = input
  const names = nameEvidence(schema, input.spans)
  const values = valueMentions(input, schema)
  return {
    knowledge: input.knowledge,
    schema,
    language: input.language,
    tokens: input.tokens,
    stems: input.tokens.map((t) => hashText(stems(fold(t.norm))[0] ?? t.norm)),
    classes: classesOf(input, names, values),
    columns: names.columns,
    tables: names.tables,
    values,
    read: input.read,
    readConfidence: input.readConfidence,
  }
}
