import type { Column, Table } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { Token } from '../tokens.ts'
import { impliedPlaces, type Place, placesIn } from './assignments.ts'
import { fitValue } from './fit-value.ts'
import { type Draft, emptyDraft, join, type Scope } from './scope.ts'
import { sets } from './sets.ts'
import { find, findAt, has, trim, type Words, without } from './spans.ts'
import { happens, marks } from './states.ts'
import { scales, updateOf } from './updates.ts'
import { anyVerb, columnsDone, columnsSaid, deed } from './verb-columns.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

/** When a fact holds from, which changes nothing of what it says. */
const timing =
  /(?:, )?(?:ahora mismo|ahora|now|already|ya|al final|finalmente|por fin|finally|in the end|a partir de (?:ahora|hoy)|desde (?:ahora|hoy)|from (?:now|today) on|actualmente|currently)(?: ,)?/

const relative =
  /^(?:que|quien|quienes|cuyo|cuya|cuyos|cuyas|donde|cuando|si|cada|no|who|which|that|whose|where|when|if|each|every|not|never)$/

const copula =
  /(?:es|son|sera|ha pasado a ser|pasa a ser|pasan a ser|ha cambiado(?: a)?|han cambiado(?: a)?|cambia a|queda en|se queda en|pasa a|is|are|has changed to|changed to|should be|will be|becomes|goes to)(?: (?:el|la|the))?/

type Clause = { readonly verb: string; readonly value: Words; readonly done: boolean }

const openVerb = new RegExp(`(?:${anyVerb.source})`)

const clauseEnd = (words: Words): number => {
  for (let at = 1; at < words.length; at++) {
    if (!/^(?:,|y|and)$/.test(words[at]?.norm ?? '') || words[at]?.kind === 'quoted') continue
    const next = trim(words.slice(at), /^(?:y|and|que)$/)
    if (findAt(next, openVerb) || (words[at]?.text === ',' && findAt(next, deed)) || /^(?:not|no)$/.test(next[0]?.norm ?? '')) return at
  }
  return words.length
}

/** "cuesta 60 euros y dura 40 minutos": each verb with what it says. Null when something else is said too. */
const clausesOf = (words: Words): readonly Clause[] | null => {
  const clauses: Clause[] = []
  let rest = trim(words, /^(?:y|and)$/)
  while (rest.length > 0) {
    if (/^(?:not|no)$/.test(rest[0]?.norm ?? '') && clauses.length > 0) return clauses
    const verb = findAt(rest, openVerb) ?? findAt(rest, deed)
    if (!verb) return null
    const after = rest.slice(verb.to)
    const end = clauseEnd(after)
    const done = findAt(rest, openVerb) === null
    clauses.push({ verb: done ? (verb.groups[1] ?? '') : verb.groups[0], value: trim(after.slice(0, end)), done })
    rest = trim(after.slice(end), /^(?:y|and)$/)
  }
  return clauses.length > 0 ? clauses : null
}

const isSure = (place: Place): boolean => place.rows.named && place.rows.unread.length === 0 && place.rows.where !== null

/** Text not stored yet is taken as it is only for what rows are not known by, such as a town. */
const valueFor = (clause: Clause, table: Table, column: Column, scope: Scope) => {
  const fit = fitValue(clause.value, table, column, scope, scope.made)
  if (fit.kind !== 'value') return null
  return fit.exact || (!clause.done && column.type === 'text' && clause.value.length <= 4) ? fit.value : null
}

const clauseDraft = (subject: Words, clause: Clause, scope: Scope): Draft => {
  if (clause.value.length === 0 || clause.value.length > 6 || clause.value.some((w) => relative.test(w.norm))) return none
  const columns = (table: Table): readonly Column[] =>
    clause.done ? columnsDone(clause.verb, table, scope.input.language) : columnsSaid(clause.verb, table, scope)
  const said = (table: Table, column: Column): boolean => {
    const best = columns(table).find((c) => valueFor(clause, table, c, scope) !== null)
    return best?.name === column.name
  }
  const place = impliedPlaces(subject, scope, said).find(isSure)
  const value = place && valueFor(clause, place.table, place.column, scope)
  return place && value ? updateOf(place, value, scope, 0.86) : none
}

/** Updates of the same rows are one update. */
const merged = (steps: readonly ChangeStep[]): readonly ChangeStep[] => {
  const [first, ...others] = steps
  if (first?.kind !== 'update') return steps
  const rows = JSON.stringify(first.where)
  return others.every((s) => s.kind === 'update' && s.table === first.table && JSON.stringify(s.where) === rows)
    ? [{ ...first, set: steps.flatMap((s) => (s.kind === 'update' ? s.set : [])) }]
    : steps
}

const together = (drafts: readonly Draft[]): Draft => {
  const [first, ...rest] = drafts
  if (!first || drafts.some((d) => d.confidence <= 0 || d.steps.length === 0)) return none
  const whole = rest.reduce(join, first)
  return { ...whole, steps: merged(whole.steps) }
}

/** "la limpieza cuesta 60 euros y dura 40 minutos", "Karen Lowell moved to Cardiff". */
const told = (words: Words, scope: Scope): Draft => {
  for (let verb = find(words, openVerb); verb; verb = find(words, openVerb, verb.from + 1)) {
    if (verb.from === 0) continue
    const subject = trim(words.slice(0, verb.from))
    const clauses = clausesOf(words.slice(verb.from))
    const draft = clauses ? together(clauses.map((c) => clauseDraft(subject, c, scope))) : none
    if (draft.confidence > 0) return draft
  }
  return none
}

/** "la factura F-1 se pagó en efectivo", "order 12 was delivered yesterday". */
const doneTo = (words: Words, scope: Scope): Draft => {
  for (let verb = find(words, deed, 1); verb; verb = find(words, deed, verb.from + 1)) {
    const clauses = clausesOf(words.slice(verb.from))
    const draft = clauses ? together(clauses.map((c) => clauseDraft(trim(words.slice(0, verb?.from)), c, scope))) : none
    if (draft.confidence > 0) return draft
  }
  return none
}

/** "el pedido 12 está servido, se entregó ayer": a state, and more of the same rows. */
const stateAndMore = (words: Words, scope: Scope): Draft => {
  for (let at = 2; at < words.length; at++) {
    if (!/^(?:,|y|and)$/.test(words[at]?.norm ?? '')) continue
    const state = happens(words.slice(0, at), scope)
    const clauses = state.confidence > 0 ? clausesOf(words.slice(at + 1)) : null
    const verb = find(words, /(?:esta|estan|ha|han|is|are|was|were|has|have)/)
    if (!clauses || !verb) continue
    return together([state, ...clauses.map((c) => clauseDraft(trim(words.slice(0, verb.from)), c, scope))])
  }
  return none
}

/** "el teléfono de Ana es el 600 11 22 33", "Reformer's capacity should be 8, not 6": the column is said. */
const isNow = (words: Words, scope: Scope): Draft => {
  const verb = find(words, copula, 1)
  if (!verb) return none
  const before = possessed(trim(words.slice(0, verb.from), /^(?:y|and|el|la|the|que)$/))
  const all = trim(words.slice(verb.to))
  const contrast = find(all, /,? (?:not|no|instead of|en vez de) .*/)
  const value = contrast && contrast.from > 0 ? trim(all.slice(0, contrast.from)) : all
  if (value.length === 0 || value.length > 8 || value.some((w) => relative.test(w.norm))) return none
  const fits = (table: Table, column: Column): boolean => {
    const fit = fitValue(value, table, column, scope, scope.made)
    return fit.kind === 'value' && !table.primaryKey.includes(column.name)
  }
  const place = placesIn(before, scope, fits).find(isSure)
  const fit = place && fitValue(value, place.table, place.column, scope, scope.made)
  return place && fit?.kind === 'value' ? updateOf(place, fit.value, scope, 0.86) : none
}

/** "Reformer's capacity": the owner without its mark. */
const possessed = (words: Words): Words =>
  words.map(
    (w): Token =>
      w.kind === 'word' && /['’]s$/.test(w.text) ? { ...w, text: w.text.slice(0, -2), norm: w.norm.slice(0, -2), end: w.end - 2 } : w,
  )

/** Statements of rows that go elsewhere, as the order that would send them there. */
const orders: readonly { readonly said: RegExp; readonly order: (subject: Words, rest: Words, verb: Token) => Words }[] = [
  {
    said: /(?:goes|go|moves?|moved|switch(?:es|ed)?|changes?|upgrades?|transfers?)(?: over)? to/,
    order: (subject, rest, verb) => [word(verb, 'move'), ...subject, word(verb, 'to'), ...rest],
  },
  {
    said: /(?:se )?(?:ha |han )?(?:pasan?|cambian?|van|mueven?|trasladan?|pasado|cambiado|movido) (?:a|al)/,
    order: (subject, rest, verb) => [word(verb, 'pasa'), ...subject, word(verb, 'a'), ...rest],
  },
  {
    said: /(?:takes over|will take over|se encarga de|se queda con|pasa a llevar|pasa a dar)/,
    order: (subject, rest, verb) => [word(verb, 'asigna'), ...rest, word(verb, 'a'), ...subject],
  },
  { said: /(?:gets?|receives?|will get)/, order: (subject, rest, verb) => [word(verb, 'give'), ...subject, ...rest] },
]

const word = (like: Token, text: string): Token => ({ ...like, kind: 'word', text, norm: text })

const sent = (words: Words, scope: Scope): Draft => {
  for (const { said, order } of orders) {
    const verb = find(words, said, 1)
    const token = verb && words[verb.from]
    if (!verb || !token || verb.from === 0) continue
    const command = order(trim(words.slice(0, verb.from)), trim(words.slice(verb.to)), token)
    for (const read of [scales, marks, sets]) {
      const draft = read(command, scope)
      const chosen = draft.steps.every((s) => s.kind === 'update' && s.where !== null)
      if (draft.confidence >= 0.75 && chosen && draft.steps.length > 0 && draft.problems.length === 0) return draft
    }
  }
  return none
}

/** Something said to be so of rows that are named: what is stored of them would change to it. */
export const facts = (said: Words, scope: Scope): Draft => {
  let words = trim(said, /^(?:y|and|que|ahora|now)$/)
  for (let match = find(words, timing); match; match = find(words, timing)) words = without(words, match)
  const subjectEnd = find(
    words,
    new RegExp(
      `(?:${copula.source}|${openVerb.source}|esta|estan|vuelven?|ha|han|has|have|was|were|se|${orders.map((o) => o.said.source).join('|')})`,
    ),
  )
  if (!subjectEnd || words.slice(0, subjectEnd.from).some((w) => w.kind === 'word' && relative.test(w.norm))) return none
  if (has(words, /\?/)) return none
  for (const read of [told, isNow, doneTo, stateAndMore, happens, sent]) {
    const draft = read(words, scope)
    if (draft.confidence > 0 && draft.steps.length > 0 && draft.problems.length === 0) return draft
  }
  return none
}
