import type { Language } from '#contracts/plan.ts'
import { readAmount } from './amounts.ts'
import { saidMeaning, saidTypePattern } from './column-meaning.ts'
import { be, can, joined, phrase, type Rule, type RuleReader } from './rule.ts'
import { notNegative, positive, readBound, readComparison, readRange } from './rule-bounds.ts'
import { readDefaultRule } from './rule-defaults.ts'
import { type Found, find, trim, type Words, without } from './spans.ts'
import { readValueList, valueListOpening } from './value-list.ts'

/** The rules found in a phrase and the words that are left. */
export type Ruled = { readonly rules: readonly Rule[]; readonly rest: Words }

const empty = '(?:vaci[oa]s?|en blanco|nul[oa]s?|sin rellenar|empty|blank|null|missing|left empty|left blank|left out)'

const optional = new RegExp(
  `${joined}(?<!(?:no|nunca|ni|not)(?: es| son)? )(?:${can} (?:no estar|no tener|faltar|(?:quedar(?:se)?|estar|ir|dejar(?:se)?|ser) ${empty})|(?:ya )?no (?:es|sea|son|sean|hace falta que sea|tiene que ser|tienen que ser) (?:obligatori[oa]s?|necesari[oa]s?)|(?:es |son |sea )?opcional(?:es)?|(?:can|may|could|(?:should |must )?(?:be |is |are )?allowed to|doesn't have to|don't have to|does not have to|need not) (?:be (?:${empty}|there|given|filled in)|go ${empty})|(?:be |is |are )?optional|(?:is |are )?(?:no longer|not) (?:required|mandatory|necessary)|si (?:la|lo|las|los) (?:hay|tiene|tienen|hubiera)|si (?:hay|tiene|tienen)(?: algun[oa]?)?(?! \\S)|if (?:any|there is one|they have one|known|it has one))`,
)
const required = new RegExp(
  `${joined}(?:(?:siempre )?(?:${be} )?(?:siempre |always )?(?:obligatori[oa]s?|imprescindibles?|requerid[oa]s?|necesari[oa]s?|required|mandatory|compulsory)|(?:nunca|no) (?:${can} )?(?:falt(?:ar|e|en|a|an)(?: nunca)?|quedar(?:se)?(?: nunca)? ${empty}|(?:estar|ser|ir|este|esten|vaya|vayan|quede|queden) ${empty}|dejarse? ${empty})|no (?:admite|admiten|acepta|aceptan) (?:nulos|vacios)|siempre (?:hay que|se ha de) (?:ponerl[oa]s?|rellenarl[oa]s?|indicarl[oa]s?)|(?:siempre )?(?:tiene|tienen|ha|han|debe|deben)(?: que| de)?(?: siempre)? (?:estar|constar)(?: siempre)?|(?:never|not) (?:be )?${empty}|(?:can't|cannot|can not|must not|may not|should not|can never|must never|is never|are never) (?:be )?${empty}|(?:must|should) always be (?:there|given|filled in)|no nul[oa]s?|sin nulos|no (?:es|son) opcional(?:es)?|not optional)`,
)
const unique = new RegExp(
  `${joined}(?:(?:${be} )?(?:unic[oa]s?|unique|irrepetibles?)|(?:nunca |no )(?:se )?(?:${can} )?(?:repit[ae]n?|repetir(?:se)?|duplicar(?:se)?|duplique[n]?)(?: nunca)?|no ${can} (?:estar repetid[oa]s?|estar duplicad[oa]s?|repetir(?:se)?|haber (?:dos|repetid[oa]s)(?: (?:iguales|con \\S+ \\S+))?)|sin repetir(?:se)?|sin repeticiones|sin duplicados|(?:(?:is|are|must|can|may|should|will)(?: be)? |can't |cannot )?(?:never |not |n't )?(?:be )?(?<=(?:never|not|can't|cannot|be) )(?:repeated|duplicated|reused)|(?:can't|cannot|never|must not|may not|should not|doesn't|does not) repeats?|no duplicates|no repeats|no two (?:the same|alike)|(?:${be} )?(?:distint[oa]s?|diferentes?) (?:para|en|de) cada \\S+|(?:${be} )?different (?:for|in) (?:each|every) \\S+)`,
)
const key = '(?:clave|llave|identificador|key|identifier)'
const primary = new RegExp(
  `${joined}(?:(?:(?:es|sea|sera|como|usando|using|with|as|is|be|con) )*(?:la |the |a |su )?(?:(?:clave|llave) (?:primaria|principal)|(?:primary|main) key)|(?:como|de|as|as the|as its|como su) ${key}|(?:es|sera|hace de|sea|is|will be|serves as|acts as) (?:la |el |the |its |su )?${key}|(?:lo|la|los|las) identifica|identifies (?:it|them|each(?: one| \\S+)?))`,
)

/** "que no deje poner otra cosa": a limit said once more. */
const nothingElse =
  /(?:(?:y|que|and) )*(?:(?:no|ni) (?:se )?(?:deje|dejes|permita|permitas|admita|acepte|pueda|puede)(?: (?:poner|meter|guardar|ser|haber|que sea))? (?:otra cosa|nada mas|otro valor|otros valores|valores distintos|otros)|y nada mas|(?:and )?nothing else|(?:don't|do not) (?:allow|accept) anything else|no other (?:values?|numbers?))/

const characters = '(?:letras?|caracteres|digitos?|cifras|letters?|characters?|chars?|digits?)'
const lengthOpening = new RegExp(
  `(?:(?:de|of|con|with|has|tiene)(?: (?:hasta|como maximo|un maximo de|up to|at most|max))? )?(?=\\S+ ${characters}(?= |$))`,
)

/** "código de 3 letras", "a 4-character code": how long a text may be. */
const readLength: RuleReader = (words, language) => {
  for (let at = 0; at < words.length; at++) {
    const amount = readAmount(words, at, language)
    const hyphen = amount && words[at + amount.tokens]?.text === '-' ? 1 : 0
    const noun = amount ? words[at + amount.tokens + hyphen]?.norm : undefined
    if (!amount || noun === undefined || !new RegExp(`^${characters}$`).test(noun) || amount.value < 1) continue
    const opening = find(words, lengthOpening)
    const from = opening && opening.to === at ? opening.from : at
    return { rules: [{ kind: 'length', characters: Math.round(amount.value) }], from, to: at + amount.tokens + hyphen + 1 }
  }
  return null
}

const readValues: RuleReader = (words) => {
  const opening = find(words, valueListOpening)
  const list = opening && readValueList(words, opening.to)
  return opening && list ? { rules: [{ kind: 'values', values: list.values }], from: opening.from, to: list.to } : null
}

const readType: RuleReader = (words) => {
  const pattern = saidTypePattern(words)
  const found: Found | null = pattern && find(words, pattern)
  const meaning = found && saidMeaning(words)
  return found && meaning ? { rules: [{ kind: 'type', meaning }], from: found.from, to: found.to } : null
}

const readers: readonly RuleReader[] = [
  readValues,
  readDefaultRule,
  readLength,
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
  phrase(nothingElse),
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
