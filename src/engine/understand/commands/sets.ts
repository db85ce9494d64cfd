import type { Column, Table } from '#contracts/catalog.ts'
import { readAmount } from './amounts.ts'
import { impliedPlaces, type Place, placesIn } from './assignments.ts'
import { type Fit, fitValue } from './fit-value.ts'
import { headTable } from './rows.ts'
import { type Draft, emptyDraft, failed, type Scope } from './scope.ts'
import { find, findAt, trim, type Words, without } from './spans.ts'
import { updateOf } from './updates.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

export const setting =
  /(?:pon(?:le|les|lo|la|los|las|me|er|erle|erles|selo)?|ponga(?:n|mos)?|cambia(?:le|les|r|rle|lo|la)?|modifica(?:le|les|r)?|actualiza(?:le|les|r|lo)?|asigna(?:le|les|r)?|fija(?:le|r)?|establece(?:r)?|corrige(?:le)?|corregir|sustituye|reemplaza|apunta(?:le|les)|anota(?:le|les)|deja(?:le|les)?|rellena(?:lo|la|los|las|r)?|pasa(?:lo|la|r)?|mueve(?:lo|la)?|mover|aplaza(?:la|lo|r)?|adelanta(?:la|lo|r)?|retrasa(?:la|lo|r)?|traslada(?:la|lo|r)?|move|reschedule|postpone|set|change|update|put|replace|make|fill|correct|assign|write)/

/** A part of the words that may be the new value, and the rest. `bound`: it follows a word that announces a value. */
type Candidate = { readonly value: Words; readonly rest: Words; readonly bound: boolean }

const announcing = /(?:al|que (?:ahora )?(?:sea|es|ponga|pone)|a que|a|por|to|as|como|en|with|con|=|:|igual a|sea|es)/

const quoted = (words: Words): readonly Candidate[] =>
  words.flatMap((w, at) => {
    if (w.kind !== 'quoted') return []
    const lead = at > 0 && findAt(words, announcing, at - 1) ? at - 1 : at
    return [{ value: [w], rest: without(words, { from: lead, to: at + 1 }), bound: true }]
  })

const yesNo = (words: Words): readonly Candidate[] => {
  const match = find(words, /(?:que |a |to |como )?(?:si|no|yes|sí)/)
  if (!match) return []
  const last = match.to === words.length || match.to === 1 || match.from === 0
  return last ? [{ value: words.slice(match.to - 1, match.to), rest: without(words, match), bound: true }] : []
}

const announced = (words: Words): readonly Candidate[] => {
  const found: Candidate[] = []
  for (let match = find(words, announcing, 0); match; match = find(words, announcing, match.from + 1)) {
    const value = words.slice(match.to)
    if (value.length > 0 && value.length <= 8 && match.from > 0) found.push({ value, rest: words.slice(0, match.from), bound: true })
  }
  return found.reverse()
}

const amounts = (words: Words, scope: Scope): readonly Candidate[] => {
  const found: Candidate[] = []
  for (let at = 0; at < words.length; at++) {
    const amount = readAmount(words, at, scope.input.language)
    if (!amount || (amount.tokens === 1 && /^(?:un|una|uno|one|a)$/.test(words[at]?.norm ?? ''))) continue
    found.push({ value: words.slice(at, at + amount.tokens), rest: without(words, { from: at, to: at + amount.tokens }), bound: false })
    at += amount.tokens - 1
  }
  return found
}

/** The first words after the verb: "ponle rojo al coche 3". */
const leading = (words: Words): readonly Candidate[] => {
  const place = find(words, /(?:a|al|en|to|for|de|del|donde|cuando)/)
  return place && place.from > 0 && place.from <= 4
    ? [{ value: words.slice(0, place.from), rest: words.slice(place.from), bound: false }]
    : []
}

const fitsWith = (value: Words, scope: Scope) => {
  const cache = new Map<string, Fit>()
  return (table: Table, column: Column): Fit => {
    const key = `${table.name}.${column.name}`
    const known = cache.get(key)
    if (known) return known
    const fit = fitValue(value, table, column, scope, scope.made)
    cache.set(key, fit)
    return fit
  }
}

type Choice = { readonly place: Place; readonly fit: Fit; readonly score: number }

/** A misfit is kept only where the column was said: then it is worth explaining. */
const choices = (candidate: Candidate, scope: Scope): readonly Choice[] => {
  const fit = fitsWith(candidate.value, scope)
  const open = (table: Table, column: Column): boolean =>
    !(table.primaryKey.length === 1 && table.primaryKey[0] === column.name && column.generated)
  const said = placesIn(candidate.rest, scope, open)
  const places =
    said.length > 0
      ? said
      : impliedPlaces(
          candidate.rest,
          scope,
          (t, c) => open(t, c) && exactFit(fit(t, c)),
          (t, c) => fit(t, c).kind === 'value',
        )
  return places.map((place) => {
    const how = fit(place.table, place.column)
    const good = how.kind === 'value' ? (how.exact ? 0.35 : 0.15) : -0.1
    return { place, fit: how, score: place.score + good + (candidate.bound ? 0.15 : 0) }
  })
}

const exactFit = (fit: Fit): boolean => fit.kind === 'value' && fit.exact

const clean = (words: Words): Words => trim(words, /^(?:y|and|que|tambien|also|please|por|favor)$/)

/** A verb in the middle: "a las citas ..., ponles que no", "donde no haya comentario pon X": the rows come first. */
const around = (words: Words): { readonly rest: Words; readonly verb: boolean } | null => {
  const match = find(words, setting)
  if (!match) return null
  return { rest: clean([...words.slice(0, match.from), ...words.slice(match.to)]), verb: match.from <= 2 }
}

/** "cambia el teléfono de Ana por 600...", "ponle 4 estrellas al Puerto Viejo", "donde no haya comentario pon 'x'". */
export const sets = (words: Words, scope: Scope): Draft => {
  const opened = around(words)
  if (!opened) return none
  const match = find(words, setting)
  const tail = match ? words.slice(match.to) : []
  const rest = opened.rest
  const front =
    match && match.from > 2
      ? [
          ...yesNo(tail),
          ...quoted(tail),
          ...(tail.length <= 4 && tail.length > 0 ? [{ value: tail, rest: [] as Words, bound: true }] : []),
        ].map((c) => ({ ...c, rest: [...words.slice(0, match.from), ...c.rest] }))
      : []
  const quotes = quoted(rest)
  const candidates =
    front.length > 0 ? front : quotes.length > 0 ? quotes : [...announced(rest), ...yesNo(rest), ...amounts(rest, scope), ...leading(rest)]
  const all = candidates
    .slice(0, 6)
    .flatMap((c) => choices(c, scope))
    .sort((a, b) => b.score - a.score)
  const [best] = all
  if (!best || best.score < 0.2) return none
  if (best.fit.kind === 'misfit') return { ...failed(best.fit.problem), confidence: best.place.rows.unread.length === 0 ? 0.85 : 0.4 }
  const rival = all.find((c) => (c.place.table !== best.place.table || c.place.column !== best.place.column) && best.score - c.score < 0.08)
  const draft = updateOf(best.place, best.fit.value, scope, rival ? 0.6 : 0.9)
  return best.place.rows.named || headTable(rest, scope) || scope.focus === best.place.table.name
    ? draft
    : { ...draft, confidence: Math.min(draft.confidence, 0.5) }
}
