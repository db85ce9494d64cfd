import type { Language } from '#contracts/plan.ts'
import type { Comparison } from '#contracts/query-plan.ts'
import { readAmount } from './amounts.ts'
import { type Meaning, saidMeaning, saidTypePattern } from './column-meaning.ts'
import { type Found, find, findAt, has, trim, type Words, without } from './spans.ts'
import { readValueList, valueListOpening } from './value-list.ts'

/** Something demanded of a column. */
export type Rule =
  | { readonly kind: 'required'; readonly required: boolean }
  | { readonly kind: 'unique' }
  | { readonly kind: 'primary' }
  | { readonly kind: 'default'; readonly words: Words }
  | { readonly kind: 'bound'; readonly operator: Comparison; readonly value: number }
  | { readonly kind: 'compare'; readonly operator: Comparison; readonly other: Words }
  | { readonly kind: 'values'; readonly values: readonly string[] }
  | { readonly kind: 'type'; readonly meaning: Meaning }

/** The rules found in a phrase and the words that are left. */
export type Ruled = { readonly rules: readonly Rule[]; readonly rest: Words }

type Reading = { readonly rules: readonly Rule[]; readonly from: number; readonly to: number }
type Reader = (words: Words, language: Language) => Reading | null

const can = '(?:se )?(?:puede|puedan?|pueden|podra|podran|debe|deben|deba|deban)'
const be =
  '(?:pas(?:a|an|e|en|ara|aran) a ser|es|sea|sean|son|sera|seran|ser|is|are|be|must be|has to be|have to be|should be|tiene que ser|tienen que ser|tenga que ser|debe ser|deben ser)'

const phrase =
  (pattern: RegExp, rule: Rule): Reader =>
  (words) => {
    const found = find(words, pattern)
    return found ? { rules: [rule], from: found.from, to: found.to } : null
  }

const optional = new RegExp(
  `(?:que )?(?:${can} (?:quedar(?:se)?|estar|ir|dejar(?:se)?|ser) (?:en blanco|vaci[oa]s?|sin rellenar|nul[oa]s?)|ya no (?:es|sea|son|sean) obligatori[oa]s?|no (?:es|sea|son|sean) obligatori[oa]s?|opcional(?:es)?|(?:can|may|could) be (?:empty|null|blank|left empty|left blank)|optional|(?:is |are )?(?:no longer|not) (?:required|mandatory))`,
)
const required = new RegExp(
  `(?:que )?(?:(?:${be} )?(?:obligatori[oa]s?|imprescindibles?|requerid[oa]s?|necesari[oa]s?|required|mandatory|compulsory)|(?:nunca|no) ${can} (?:faltar|quedar(?:se)?(?: nunca)? (?:vaci[oa]s?|en blanco)|estar (?:vaci[oa]s?|en blanco)|ser nul[oa]s?|ir vaci[oa]s?|dejarse? (?:vaci[oa]s?|en blanco))|no (?:admite|admiten|acepta|aceptan) (?:nulos|vacios)|siempre (?:hay que|se ha de) (?:ponerl[oa]s?|rellenarl[oa]s?|indicarl[oa]s?)|(?:never|not) (?:be )?(?:empty|null|blank)|(?:can't|cannot|can not|must not|may not|should not|can never) be (?:empty|null|blank|missing|left empty|left blank)|no nul[oa]s?|sin nulos)`,
)
const unique = new RegExp(
  `(?:que )?(?:(?:${be} )?(?:unic[oa]s?|unique|irrepetibles?)|(?:nunca |no )(?:se )?(?:${can} )?(?:repit[ae]n?|repetir(?:se)?|duplicar(?:se)?|duplique[n]?)|no ${can} (?:estar repetid[oa]s?|estar duplicad[oa]s?|repetir(?:se)?|haber (?:dos|repetid[oa]s)(?: (?:iguales|con \\S+ \\S+))?)|sin repetir(?:se)?|sin repeticiones|sin duplicados|(?:can't|cannot|can not|must not|may not|should not) (?:be repeated|repeat|be duplicated)|no duplicates|no two (?:the same|alike)|not repeated)`,
)
const primary =
  /(?:(?:que )?(?:es|sea|sera|como|usando|using|with|as|is|be|con) )*(?:la |the |a |su )?(?:clave primaria|clave principal|llave primaria|primary key|main key)/

const defaultAfter: readonly RegExp[] = [
  /(?:y |que |and )*(?:por defecto|(?<!(?:hora|fecha|dia|precio|puerta|numero|tipo) )de entrada|inicialmente|al principio|de salida|by default|default(?:s|ing)?(?: value)?|de partida)(?: (?:sea|sean|sera|seran|es|son|vale|valga|valgan|a|que|to|is|of|:|=|esta|este|estara|estaran|esten|en|con|de|el|la|pone|ponga|queda|quede))*/,
  /(?:y |que |and )*(?:si no se (?:dice|diga|indica|indique|pone|ponga|especifica|especifique|rellena|rellene|sabe)(?: (?:nada|otra cosa|lo contrario))?|si no (?:dice|digo|decimos|indico|pongo) nada|salvo que se (?:diga|indique) (?:otra cosa|lo contrario)|si no|en caso contrario|if (?:not|nothing is) (?:said|given|specified|stated|provided|set)|unless (?:told|stated|specified|said|set) otherwise|otherwise)(?: (?:, )?(?:que )?(?:sea|sera|es|son|vale|valga|ponga|pon|queda|quede|to|is|it is|it's|,|el|la|a))*/,
]

const defaultBefore: readonly RegExp[] = [
  /(?:(?:que|y|and|which|it) )*(?:sera|seran|sea|sean|es|vale|valdra|will be|is|be)? ?(.+?) ?,? (?:si no se (?:dice|diga|indica|indique|pone|ponga|especifica)(?: (?:nada|otra cosa|lo contrario))?|si no (?:digo|decimos|indico|pongo) nada|salvo que se (?:diga|indique) (?:otra cosa|lo contrario)|por defecto|(?<!(?:hora|fecha|dia|precio|puerta|numero|tipo) )de entrada|inicialmente|by default|unless (?:told|stated|specified|said|set) otherwise|if (?:not|nothing is) (?:said|given|specified|stated)|as (?:the )?default)/,
]

const article = /^(?:el|la|lo|los|las|un|una|a|the|de|y|que|and|con|with|,|;|sea|sera|es|to|value|valor)$/

const readDefault: Reader = (words) => {
  for (const pattern of defaultAfter) {
    const found = find(words, pattern)
    const value = found && trim(words.slice(found.to), article)
    if (found && value && value.length > 0 && value.length <= 6 && !has(value, /obligatori[oa]|unic[oa]|required|unique/))
      return { rules: [{ kind: 'default', words: keepToday(words.slice(found.to), value) }], from: found.from, to: words.length }
  }
  for (const pattern of defaultBefore) {
    const ending = find(words, defaultMark)
    if (!ending || !has(words, pattern)) continue
    const start = startOfValue(words, ending.from)
    const value = trim(words.slice(start, ending.from), article)
    if (value.length > 0) return { rules: [{ kind: 'default', words: value }], from: start, to: ending.to }
  }
  return null
}

const defaultMark =
  /(?:si no se (?:dice|diga|indica|indique|pone|ponga|especifica)(?: (?:nada|otra cosa|lo contrario))?|si no (?:digo|decimos|indico|pongo) nada|salvo que se (?:diga|indique) (?:otra cosa|lo contrario)|por defecto|(?<!(?:hora|fecha|dia|precio|puerta|numero|tipo) )de entrada|inicialmente|by default|unless (?:told|stated|specified|said|set) otherwise|if (?:not|nothing is) (?:said|given|specified|stated)|as (?:the )?default)/

/** "la de hoy" keeps its noun phrase. */
const keepToday = (raw: Words, value: Words): Words => (has(raw, /hoy|ahora|today|now|actual|current/) ? raw : value)

/** The value before "por defecto": from the last verb, comma or article, else the last word. */
const startOfValue = (words: Words, end: number): number => {
  for (let at = end - 1; at >= 0; at--)
    if (words[at]?.kind !== 'quoted' && /^(?:,|;|sera|seran|sea|sean|es|vale|be|is|que|con|with)$/.test(words[at]?.norm ?? '')) return at
  const last = words[end - 1]?.norm === '%' ? end - 2 : end - 1
  return Math.max(0, /^(?:el|la|un|una|a|the|to)$/.test(words[last - 1]?.norm ?? '') ? last - 1 : last)
}

type Bound = { readonly pattern: RegExp; readonly operator: Comparison }

const verb = `(?:que )?(?:(?:no )?(?:${can} |ha de |han de |tiene que |tienen que |tenga que |has to |have to |must |should |can |cannot |can't )?(?:ser |be |estar |sea |sean |es |son |is |are )?)?`
const bounds: readonly Bound[] = [
  {
    pattern: new RegExp(
      `${verb}(?:mayor(?:es)? o igual(?:es)? (?:que|a|de)|al menos(?: de)?|como minimo(?: de)?|(?:un )?minim[oa](?: de)?|at least|(?:a )?minimum (?:of )?|greater than or equal to|no less than|not less than|desde|igual o (?:mayor|superior) (?:que|a)|de|>=)`,
    ),
    operator: '>=',
  },
  {
    pattern: new RegExp(
      `(?:que )?(?:no|nunca|never|not|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:baj(?:ar|e|en)|ser (?:menor(?:es)?|inferior(?:es)?)|sea[n]? (?:menor(?:es)?|inferior(?:es)?)|be (?:less|lower|below|under)|go|fall|drop|menos))(?: (?:de|que|a|than|below|under))?`,
    ),
    operator: '>=',
  },
  {
    pattern: new RegExp(
      `(?:que )?(?:no|nunca|never|not|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:pas(?:ar|e|en)|super(?:ar|e|en)|exced(?:er|a|an)|ser (?:mayor(?:es)?|superior(?:es)?)|sea[n]? (?:mayor(?:es)?|superior(?:es)?)|be (?:more|greater|higher|over|above)|exceed|go|mas))(?: (?:de|que|a|than|over|above))?`,
    ),
    operator: '<=',
  },
  {
    pattern: new RegExp(
      `${verb}(?:menor(?:es)? o igual(?:es)? (?:que|a|de)|como maximo(?: de)?|(?:un )?maxim[oa](?: de)?|a lo sumo|at most|(?:a )?maximum (?:of )?|less than or equal to|no more than|not more than|hasta|up to|<=)`,
    ),
    operator: '<=',
  },
  {
    pattern: new RegExp(
      `${verb}(?:mayor(?:es)? (?:que|de|a)|mas de|superior(?:es)? a|por encima de|greater than|more than|over|above|higher than|>)`,
    ),
    operator: '>',
  },
  {
    pattern: new RegExp(`${verb}(?:menor(?:es)? (?:que|de|a)|menos de|inferior(?:es)? a|por debajo de|less than|lower than|below|under|<)`),
    operator: '<',
  },
]

const readBound: Reader = (words, language) => {
  for (const { pattern, operator } of bounds) {
    for (let found = find(words, pattern); found; found = find(words, pattern, found.from + 1)) {
      if (operator === '>=' && /^de$/.test(found.groups[0])) continue
      const amount = readAmount(words, found.to, language)
      if (amount) return { rules: [{ kind: 'bound', operator, value: amount.value }], from: found.from, to: found.to + amount.tokens }
    }
  }
  return null
}

const rangeOpening = new RegExp(
  `(?:que )?(?:(?:${can} |ha de |tiene que |has to |must )?(?:van?|vaya[n]?|ir|sea[n]?|ser|es|son|estar?|este[n]?|be|is|are|go|goes) )?(?:de|del|desde|entre|between|from)(?: el| la)?`,
)

const readRange: Reader = (words, language) => {
  for (let found = find(words, rangeOpening); found; found = find(words, rangeOpening, found.from + 1)) {
    const low = readAmount(words, found.to, language)
    if (!low) continue
    const middle = findAt(words, /(?:\S+ )?(?:(?:an )?\S+ )?(?:y|e|a|al|hasta|and|to)(?: el| la)?/, found.to + low.tokens)
    const high = middle && readAmount(words, middle.to, language)
    if (!middle || !high) continue
    const rules: readonly Rule[] = [
      { kind: 'bound', operator: '>=', value: low.value },
      { kind: 'bound', operator: '<=', value: high.value },
    ]
    return { rules, from: found.from, to: middle.to + high.tokens }
  }
  return null
}

const notNegative = new RegExp(
  `(?:que )?(?:no|nunca|never|not|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:ser|sea[n]?|haber|be|go|es|estar|este|en))* negativ[oae]s?|no negativ[oae]s?|non-negative`,
)
const positive = new RegExp(`(?:que )?(?:${be} )?(?:positiv[oae]s?)`)
const comparisons: readonly { readonly pattern: RegExp; readonly operator: Comparison }[] = [
  {
    pattern: new RegExp(
      `(?:no|nunca|never|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:ser|sea[n]?|be|come|go))? (?:anterior(?:es)? a(?:l)?|antes (?:de(?:l)?|que)|before|earlier than)`,
    ),
    operator: '>=',
  },
  {
    pattern: new RegExp(
      `(?:no|nunca|never|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:ser|sea[n]?|be|come|go))? (?:posterior(?:es)? a(?:l)?|despues (?:de(?:l)?|que)|after|later than)`,
    ),
    operator: '<=',
  },
  { pattern: new RegExp(`${verb}(?:posterior(?:es)? a(?:l)?|despues de(?:l)?|after|later than)`), operator: '>' },
  { pattern: new RegExp(`${verb}(?:anterior(?:es)? a(?:l)?|antes de(?:l)?|before|earlier than)`), operator: '<' },
  {
    pattern: new RegExp(
      `(?:no|nunca|never|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:ser|sea[n]?|be))? (?:menor(?:es)?|inferior(?:es)?|less|lower|smaller) (?:que|a(?:l)?|than)`,
    ),
    operator: '>=',
  },
  {
    pattern: new RegExp(
      `(?:no|nunca|never|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:ser|sea[n]?|be|superar|exceed))?(?: (?:mayor(?:es)?|superior(?:es)?|greater|more|higher) (?:que|a(?:l)?|than))?`,
    ),
    operator: '<=',
  },
  { pattern: new RegExp(`${verb}(?:mayor(?:es)? (?:que|a(?:l)?)|superior(?:es)? a(?:l)?|greater than|higher than)`), operator: '>' },
  { pattern: new RegExp(`${verb}(?:menor(?:es)? (?:que|a(?:l)?)|inferior(?:es)? a(?:l)?|less than|lower than)`), operator: '<' },
]

/** "el fin no puede ser anterior al inicio": a comparison with another column, named after it. */
const readComparison: Reader = (words) => {
  for (const { pattern, operator } of comparisons) {
    const found = find(words, pattern)
    if (
      !found ||
      (operator === '<=' && !/superar|exceed|mayor|superior|greater|more|higher|posterior|despues|after|later/.test(found.groups[0]))
    )
      continue
    const other = trim(words.slice(found.to), article)
    if (found.from > 0 && other.length > 0 && other.length <= 6)
      return { rules: [{ kind: 'compare', operator, other }], from: found.from, to: words.length }
  }
  return null
}

const readValues: Reader = (words) => {
  const opening = find(words, valueListOpening)
  const list = opening && readValueList(words, opening.to)
  return opening && list ? { rules: [{ kind: 'values', values: list.values }], from: opening.from, to: list.to } : null
}

const readType: Reader = (words) => {
  const pattern = saidTypePattern(words)
  const found: Found | null = pattern && find(words, pattern)
  const meaning = found && saidMeaning(words)
  return found && meaning ? { rules: [{ kind: 'type', meaning }], from: found.from, to: found.to } : null
}

const readers: readonly Reader[] = [
  readValues,
  readDefault,
  readRange,
  phrase(notNegative, { kind: 'bound', operator: '>=', value: 0 }),
  readBound,
  readComparison,
  phrase(positive, { kind: 'bound', operator: '>', value: 0 }),
  phrase(primary, { kind: 'primary' }),
  phrase(optional, { kind: 'required', required: false }),
  phrase(required, { kind: 'required', required: true }),
  phrase(unique, { kind: 'unique' }),
  readType,
]

/** Takes every rule out of a phrase about a column: "carné obligatorio y que no se repita" leaves "carné". */
export const readRules = (words: Words, language: Language): Ruled => {
  let rest = words
  const rules: Rule[] = []
  for (const reader of readers) {
    for (let reading = reader(rest, language); reading && rules.length < 12; reading = reader(rest, language)) {
      rules.push(...reading.rules)
      rest = without(rest, reading)
    }
  }
  return {
    rules,
    rest: trim(
      rest,
      /^(?:y|e|and|que|ademas|tambien|also|which|it|they|con|pero|but|ser|be|es|is|are|son|esto|ultimo|este|esta|must|debe|tiene|has|to|usando|using|that|a|an|un|una)$/,
    ),
  }
}
