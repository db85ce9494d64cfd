import type { Knowledge, Named } from './knowledge.ts'
import type { Link } from './link.ts'
import { readNumber } from './numbers.ts'
import { fold, type Token } from './tokens.ts'
import { type FoundValue, lookupPart, lookupTypo, lookupWhole } from './value-index.ts'
import { codeValues, peopleOf, translatedValues } from './value-meanings.ts'
import { expand } from './vocabulary.ts'
import { functionWords, innerWords } from './words.ts'

/** A run of tokens (`to` excluded) with everything it may stand for, best first. */
export type Mention = { readonly from: number; readonly to: number; readonly links: readonly Link[] }

const longest = 6
const weakest = 0.3

type Spans = Map<string, Link[]>

const add = (spans: Spans, from: number, to: number, link: Link): void => {
  const key = `${from}:${to}`
  const row = spans.get(key)
  if (row) row.push(link)
  else spans.set(key, [link])
}

type WordHit = { readonly word: number; readonly weight: number }

/** Per item, the hits of each token on words of its name. */
const hitsByItem = (tokens: readonly Token[], knowledge: Knowledge): Map<Named, Map<number, WordHit[]>> => {
  const all = new Map<Named, Map<number, WordHit[]>>()
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'symbol' || token.kind === 'number' || (functionWords.has(token.norm) && token.norm !== 'no')) continue
    for (const part of partsOf(token)) {
      for (const [stem, likeness] of expand(part)) {
        for (const hit of knowledge.byStem.get(stem) ?? []) {
          const rows = all.get(hit.item) ?? new Map<number, WordHit[]>()
          const row = rows.get(index) ?? []
          row.push({ word: hit.word, weight: hit.weight * likeness })
          rows.set(index, row)
          all.set(hit.item, rows)
        }
      }
    }
  }
  return all
}

/** `fecha_alta` or `pick-up` written in a text count as their words. */
const partsOf = (token: Token): readonly string[] =>
  /[_\-']/.test(token.norm) ? [token.norm, ...token.norm.split(/[_\-']/).filter((p) => p.length > 1)] : [token.norm]

/** Extends from a matched token over following matched tokens, stepping over small inner words; reports each extension. */
const spansOf = (
  item: Named,
  rows: ReadonlyMap<number, readonly WordHit[]>,
  tokens: readonly Token[],
  start: number,
  report: (to: number, score: number) => void,
): void => {
  const total = item.words.reduce((sum, w) => sum + w.importance, 0)
  const matched = new Map<number, number>()
  for (let at = start; at < tokens.length; at++) {
    const hits = rows.get(at)
    if (!hits) {
      if (at - start < 8 && innerWords.has(tokens[at]?.norm ?? '') && !/^(?:en|a)$/.test(tokens[at]?.norm ?? '')) continue
      return
    }
    const fresh = hits.filter((h) => !matched.has(h.word)).sort((a, b) => b.weight - a.weight)
    if (fresh.length === 0) return
    const separate = /[_\-']/.test(tokens[at]?.norm ?? '')
    for (const hit of separate ? fresh : fresh.slice(0, 1)) if (!matched.has(hit.word)) matched.set(hit.word, hit.weight)
    const covered = [...matched].reduce((sum, [word, weight]) => sum + (item.words[word]?.importance ?? 0) * weight, 0)
    report(at + 1, (covered / total) * (matched.has(item.head) ? 1 : 0.72) * item.weight)
  }
}

/** `fecha_entrega` typed as it is stored is not the column `fecha`. */
const isOtherName = (item: Named, token: Token | undefined): boolean =>
  token?.norm.includes('_') === true && token.norm !== fold(item.column ?? item.table)

const nameLinks = (tokens: readonly Token[], knowledge: Knowledge, spans: Spans): void => {
  for (const [item, rows] of hitsByItem(tokens, knowledge)) {
    for (const start of rows.keys()) {
      spansOf(item, rows, tokens, start, (to, coverage) => {
        const score = coverage ** 0.75 * (to === start + 1 && isOtherName(item, tokens[start]) ? 0.85 : 1)
        if (score < weakest) return
        if (item.column === null) add(spans, start, to, { kind: 'table', table: item.table, score })
        else add(spans, start, to, { kind: 'column', table: item.table, column: item.column, score })
      })
    }
  }
}

const isNumber = (token: Token): boolean => token.kind === 'number' || readNumber([token], 0, 'es') !== null

const toLink = (value: FoundValue): Link => ({ kind: 'value', ...value })

const isCategory = (knowledge: Knowledge, of: FoundValue): boolean => knowledge.natures.get(`${of.table}.${of.column}`)?.category ?? false

const edgeIsSmall = (tokens: readonly Token[], from: number, to: number): boolean =>
  functionWords.has(tokens[from]?.norm ?? '') || functionWords.has(tokens[to - 1]?.norm ?? '')

/** "vino por mes" is not part of the name "Mes del vino": a name keeps together over small inner words only. */
const isOneName = (tokens: readonly Token[]): boolean => tokens.every((t) => !functionWords.has(t.norm) || innerWords.has(t.norm))

const valueLinks = (text: string, tokens: readonly Token[], knowledge: Knowledge, spans: Spans): void => {
  for (let from = 0; from < tokens.length; from++) {
    for (let to = Math.min(tokens.length, from + longest); to > from; to--) {
      if (
        tokens
          .slice(from, to)
          .some((t) => (t.kind === 'symbol' && to - from > 1 && !/[&.\-/]/.test(t.text)) || (t.kind === 'quoted' && to - from > 1))
      )
        continue
      const first = tokens[from]
      const last = tokens[to - 1]
      if (!first || !last || first.kind === 'symbol' || last.kind === 'symbol') continue
      const said = first.kind === 'quoted' ? first.text : text.slice(first.start, last.end)
      const small = edgeIsSmall(tokens, from, to)
      const whole = lookupWhole(knowledge.values, said).filter(
        (f) =>
          !small ||
          (f.how !== 'stem' &&
            (to - from > 1 || fold(said) !== said || (said.length >= 3 && f.how === 'exact' && isCategory(knowledge, f)))),
      )
      for (const value of whole) add(spans, from, to, toLink(value))
      if (whole.length > 0 || small || (to - from === 1 && isNumber(first))) continue
      if (to - from <= 4 && isOneName(tokens.slice(from, to)))
        for (const value of lookupPart(knowledge.values, said)) add(spans, from, to, toLink(value))
      if (to - from === 1)
        for (const link of [...peopleOf(knowledge, first.norm), ...translatedValues(knowledge, first.norm)]) add(spans, from, to, link)
    }
  }
}

/** Last resorts for words that nothing else explains: typing errors, and codes that abbreviate the word. */
const rescue = (tokens: readonly Token[], knowledge: Knowledge, spans: Spans): void => {
  const explained = (index: number): boolean =>
    [...spans].some(([key, links]) => {
      const [from = 0, to = 0] = key.split(':').map(Number)
      return from <= index && index < to && links.some((l) => l.score >= 0.6)
    })
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word' || token.norm.length < 3 || functionWords.has(token.norm) || isNumber(token)) continue
    for (const link of codeValues(knowledge, token.norm)) add(spans, index, index + 1, link)
    if (explained(index) || expand(token.norm).size > 3) continue
    const named = spans.get(`${index}:${index + 1}`)?.some((l) => l.kind !== 'value') ?? false
    if (!named) for (const value of lookupTypo(knowledge.values, token.norm)) add(spans, index, index + 1, toLink(value))
    for (const link of misspelledNames(knowledge, token.norm)) add(spans, index, index + 1, link)
  }
}

const misspelledNames = (knowledge: Knowledge, norm: string): readonly Link[] => {
  if (norm.length < 5) return []
  const links: Link[] = []
  for (const item of knowledge.names) {
    const word = item.words.find((w) => w.importance === 1 && w.text.length >= 5)
    if (!word || item.words.length > 2) continue
    const near = lookupTypoName(norm, word.text)
    if (near > 0)
      links.push(
        item.column === null
          ? { kind: 'table', table: item.table, score: near }
          : { kind: 'column', table: item.table, column: item.column, score: near },
      )
  }
  return links.sort((a, b) => b.score - a.score).slice(0, 6)
}

const lookupTypoName = (norm: string, name: string): number => {
  const singular = norm.replace(/(es|s)$/, '')
  const target = name.replace(/(es|s)$/, '')
  if (Math.abs(singular.length - target.length) > 1) return 0
  let differences = 0
  let i = 0
  let j = 0
  while (i < singular.length && j < target.length && differences < 2) {
    if (singular[i] === target[j]) {
      i++
      j++
      continue
    }
    differences++
    if (singular[i + 1] === target[j + 1]) {
      i++
      j++
    } else if (singular[i + 1] === target[j]) i++
    else j++
  }
  differences += singular.length - i + (target.length - j)
  return differences <= 1 ? 0.66 : 0
}

const contentCount = (tokens: readonly Token[], from: number, to: number): number =>
  tokens.slice(from, to).filter((t) => !innerWords.has(t.norm)).length

const bestScore = (links: readonly Link[]): number => links.reduce((best, l) => Math.max(best, l.score), 0)

const unique = (links: readonly Link[]): readonly Link[] => {
  const kept = new Map<string, Link>()
  for (const link of links) {
    const key =
      link.kind === 'table'
        ? link.table
        : link.kind === 'column'
          ? `${link.table}.${link.column}`
          : `${link.table}.${link.column}=${link.value}`
    const known = kept.get(`${link.kind} ${key}`)
    if (!known || known.score < link.score) kept.set(`${link.kind} ${key}`, link)
  }
  return [...kept.values()].sort((a, b) => b.score - a.score).slice(0, 40)
}

/** Every run of a text that may stand for something of the catalog or its stored values, with all its readings; runs overlap. */
export const findSpans = (text: string, tokens: readonly Token[], knowledge: Knowledge): readonly Mention[] => {
  const spans: Spans = new Map()
  nameLinks(tokens, knowledge, spans)
  valueLinks(text, tokens, knowledge, spans)
  rescue(tokens, knowledge, spans)
  return [...spans].map(([key, links]) => {
    const [from = 0, to = 0] = key.split(':').map(Number)
    return { from, to, links: unique(links) }
  })
}

/** Runs that do not overlap, chosen by likeness and length. */
export const chooseMentions = (tokens: readonly Token[], spans: readonly Mention[]): readonly Mention[] => {
  const ranked = spans
    .map((span) => ({ ...span, weight: bestScore(span.links) * contentCount(tokens, span.from, span.to) ** 1.3 }))
    .sort((a, b) => b.weight - a.weight || a.to - a.from - (b.to - b.from))
  const taken = new Set<number>()
  const chosen: Mention[] = []
  for (const span of ranked) {
    const indexes = Array.from({ length: span.to - span.from }, (_, k) => span.from + k)
    if (indexes.some((i) => taken.has(i))) continue
    for (const i of indexes) taken.add(i)
    chosen.push({ from: span.from, to: span.to, links: span.links })
  }
  return chosen.sort((a, b) => a.from - b.from)
}

/** What the words of a text may stand for: runs that do not overlap, each with all its readings. */
export const findMentions = (text: string, tokens: readonly Token[], knowledge: Knowledge): readonly Mention[] =>
  chooseMentions(tokens, findSpans(text, tokens, knowledge))
