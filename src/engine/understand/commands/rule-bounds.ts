import type { Comparison } from '#contracts/query-plan.ts'
import { readAmount } from './amounts.ts'
import { article, be, can, type Rule, type RuleReader } from './rule.ts'
import { find, findAt, trim } from './spans.ts'

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

export const readBound: RuleReader = (words, language) => {
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

export const readRange: RuleReader = (words, language) => {
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

export const notNegative = new RegExp(
  `(?:que )?(?:no|nunca|never|not|cannot|can't|can not|must not|may not|should not)(?: ${can})?(?: (?:ser|sea[n]?|haber|be|go|es|estar|este|en))* negativ[oae]s?|no negativ[oae]s?|non-negative`,
)
export const positive = new RegExp(`(?:que )?(?:${be} )?(?:positiv[oae]s?)`)
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
export const readComparison: RuleReader = (words) => {
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
