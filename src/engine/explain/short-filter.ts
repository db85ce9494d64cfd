import type { Language } from '#contracts/plan.ts'
import type { Comparison, Condition, Expression } from '#contracts/query-plan.ts'
import { formatLiteral, isCodeName, listed, quote } from './format-value.ts'
import { columnName, isNaming, tableName } from './names.ts'
import { agreeing, ofThe, pluralOf, singularOf } from './nouns.ts'
import { existenceOf, isRelationLink } from './relation-links.ts'
import { type DateRange, inPeriod, isRange, partsWithRanges } from './say-condition.ts'
import { ownerName, type Speech, storedColumn, words } from './speech.ts'

const sizes: Readonly<Record<Language, Readonly<Record<Comparison, string>>>> = {
  es: { '=': 'igual a', '<>': 'distinto de', '<': 'menor que', '<=': 'de como mucho', '>': 'mayor que', '>=': 'de al menos' },
  en: { '=': 'equal to', '<>': 'other than', '<': 'under', '<=': 'of at most', '>': 'over', '>=': 'of at least' },
}

const isDay = (expression: Expression): boolean =>
  expression.kind === 'literal' && typeof expression.value === 'string' && (expression.type === 'date' || expression.type === 'datetime')

const flag = (name: string, value: boolean, main: string, speech: Speech): string => {
  const word = columnName(name)
  const owned = /^(tiene|has|con|with) (.+)$/.exec(word)?.[2]
  if (owned !== undefined) return `${words(speech, value ? 'con' : 'sin', value ? 'with' : 'without')} ${owned}`
  if (speech.language === 'es' && /^[a-záéíóúñ]+[oa]$/.test(word)) return `${value ? '' : 'no '}${agreeing(word, main, true)}`
  if (speech.language === 'es') return `con ${word}: ${value ? 'sí' : 'no'}`
  return `with ${word}: ${value ? 'yes' : 'no'}`
}

/** "de la zona Sur", "con tipo «bar»", "activos", "con importe mayor que 100". */
const shortCompare = (condition: Extract<Condition, { kind: 'compare' }>, main: string, speech: Speech): string | null => {
  const stored = storedColumn(condition.left, speech)
  const { right, operator } = condition
  if (!stored || right.kind !== 'literal') return null
  if (typeof right.value === 'boolean' && operator === '=') return flag(stored.column.name, right.value, main, speech)
  if (isDay(right) && typeof right.value === 'string') {
    if (operator === '>=') return inPeriod({ start: right.value.slice(0, 10), end: null }, speech.language)
    if (operator === '<')
      return words(
        speech,
        `antes del ${formatLiteral(right.value, right.type, 'es')}`,
        `before ${formatLiteral(right.value, right.type, 'en')}`,
      )
  }
  const value =
    typeof right.value === 'string' && !isDay(right)
      ? right.value
      : isCodeName(stored.column.name)
        ? String(right.value)
        : formatLiteral(right.value, right.type, speech.language)
  if (operator === '=' && typeof right.value === 'string' && isNaming(stored.column.name)) {
    const owner = ownerName(condition.left, stored.table, speech)
    const noun = singularOf(owner, speech.language)
    return owner === main
      ? words(speech, `con nombre ${quote(value, 'es')}`, `named ${quote(value, 'en')}`)
      : `${ofThe(noun, speech.language)} ${value}`
  }
  const name = columnName(stored.column.name)
  const quotedValue = typeof right.value === 'string' && !isDay(right) ? quote(right.value, speech.language) : value
  if (operator === '=') return words(speech, `con ${name} ${quotedValue}`, `with ${name} ${quotedValue}`)
  if (operator === '<>' && typeof right.value === 'string')
    return words(speech, `con ${name} distinto de ${quotedValue}`, `with ${name} other than ${quotedValue}`)
  return words(speech, `con ${name} ${sizes.es[operator]} ${quotedValue}`, `with ${name} ${sizes.en[operator]} ${quotedValue}`)
}

const shortExists = (condition: Extract<Condition, { kind: 'exists' }>, speech: Speech): string | null => {
  const existence = existenceOf(condition.query, speech)
  if (!existence) return null
  const name = tableName(existence.table)
  const rest = shortParts(existence.rest, name, existence.inner)
  const without = words(speech, condition.negated ? 'sin' : 'con', condition.negated ? 'without' : 'with')
  return [`${without} ${pluralOf(name, speech.language)}`, ...rest].join(' ')
}

const shortCondition = (condition: Condition, main: string, speech: Speech): string => {
  const exact = `${words(speech, 'donde', 'where')} ${speech.say.condition(condition, speech)}`
  switch (condition.kind) {
    case 'compare':
      return shortCompare(condition, main, speech) ?? exact
    case 'exists':
      return shortExists(condition, speech) ?? exact
    case 'is_null': {
      const stored = storedColumn(condition.value, speech)
      if (!stored) return exact
      return `${words(speech, condition.negated ? 'con' : 'sin', condition.negated ? 'with' : 'without')} ${columnName(stored.column.name)}`
    }
    case 'in': {
      const stored = storedColumn(condition.value, speech)
      if (!stored || condition.negated || !condition.options.every((o) => o.kind === 'literal')) return exact
      const options = condition.options.map((o) => speech.say.expression(o, speech))
      return `${words(speech, 'con', 'with')} ${columnName(stored.column.name)} ${listed(options, speech.language, 'or')}`
    }
    default:
      return exact
  }
}

const shortParts = (parts: readonly Condition[], main: string, speech: Speech): readonly string[] =>
  partsWithRanges(parts).map((part: Condition | DateRange) =>
    isRange(part) ? inPeriod(part, speech.language) : shortCondition(part, main, speech),
  )

const opensWith = /^(con|sin|with|without) /

/** "de la zona Sur en octubre"; "sin email y sin teléfono". */
const following = (parts: readonly string[], speech: Speech): string =>
  parts.reduce((text, part, i) => {
    if (i === 0) return part
    const pair = opensWith.test(part) && opensWith.test(parts[i - 1] ?? '')
    return pair ? `${text} ${words(speech, 'y', 'and')} ${part}` : `${text} ${part}`
  }, '')

/** The filters of a select as they follow its noun: "de la zona Sur en octubre de 2026". Relation links aren't filters. */
export const shortFilter = (where: Condition | null, main: string, speech: Speech): string => {
  const parts = where?.kind === 'and' ? where.parts : where ? [where] : []
  return following(
    shortParts(
      parts.filter((p) => !isRelationLink(p, speech)),
      main,
      speech,
    ),
    speech,
  )
}
