import type { Language } from '#contracts/plan.ts'
import { happening } from './happenings.ts'
import type { Words } from './spans.ts'

/** A noun and the clause that tells which: "el socio | que la tiene", "the student | it belongs to". */
export type Described = { readonly noun: Words; readonly clause: Words }

const relative = /^(?:que|quien|quienes|who|whom|which|that)$/
const preposition = /^(?:a|al|de|del|en|con|por|para|el|la|los|las|to|in|on|at|with|for|from|of|by|lo)$/
const subject = /^(?:it|they|he|she|we|you|i)$/

/** Splits a noun phrase at its relative clause; null where it has none. */
export const relativeClause = (words: Words, language: Language): Described | null => {
  if (interrogative.test(words[0]?.norm ?? '')) return null
  for (let at = 1; at < words.length; at++) {
    const word = words[at]
    if (word?.kind !== 'word') continue
    const starts = relative.test(word.norm) || (language === 'en' && subject.test(word.norm) && words.length - at >= 2)
    if (!starts) continue
    let end = at
    while (end > 0 && preposition.test(words[end - 1]?.norm ?? '')) end--
    const noun = words.slice(0, end)
    return noun.length > 0 ? { noun, clause: words.slice(at) } : null
  }
  return null
}

const interrogative = /^(?:si|whether|if|how|when|where|what|cuando|cuant[oa]s?|donde|como)$/

const small =
  /^(?:que|quien|quienes|who|whom|which|that|la|lo|los|las|le|les|se|nos|me|it|they|he|she|we|them|him|her|us|ha|han|has|have|had|is|are|was|were|es|son|to|a|de|por|by|el|ya)$/

/** The word of a clause that tells what is done: "que los coordina" -> "coordina". */
export const clauseVerb = (clause: Words): string | null => clause.find((w) => w.kind === 'word' && !small.test(w.norm))?.norm ?? null

/** The noun for what a clause tells of: "en que llegó" -> `llegada`. */
export const clauseHappening = (clause: Words, language: Language): string | null =>
  clause.map((w) => (small.test(w.norm) ? null : happening(w.norm, language))).find((n) => n !== null) ?? null

/** What a row is to those it is referred to by, from the verb: "coordina" -> `coordinador`, "recomendó" -> `recomendado_por`. */
export const roleOfVerb = (verb: string, language: Language): string | null => {
  if (language === 'en') return /[a-z]{2}ed$/.test(verb) ? `${verb}_by` : /[a-z]{3}s$/.test(verb) ? verb.replace(/e?s$/, 'er') : null
  const past = /^(.*[^aeiou])(i?)o$/.exec(verb)
  if (past && /[a-z]{3}/.test(past[1] ?? '')) return `${past[1]}${past[2] ? 'ido' : 'ado'}_por`
  const present = /^(.*[^aeiou])a$/.exec(verb)
  return present && !/(?:ie|ue)[^aeiou]+$/.test(present[1] ?? '') ? `${present[1]}ador` : null
}
