import type { ColumnSpec } from '#contracts/change.ts'
import type { Assumption } from '#contracts/plan.ts'
import type { Condition } from '#contracts/query-plan.ts'
import { assumeType, chosenType } from './assume.ts'
import { inferMeaning } from './column-meaning.ts'
import { identifierOf } from './identifiers.ts'
import { literal, readDefault } from './literal-value.ts'
import type { Rule } from './rule.ts'
import type { Scope } from './scope.ts'
import { said, trim, type Words } from './spans.ts'

/** A column as described: its specification, what was assumed, and rules that name another column. */
export type ColumnReading = {
  readonly spec: ColumnSpec
  readonly primary: boolean
  readonly comparisons: readonly Extract<Rule, { kind: 'compare' }>[]
  readonly assumptions: readonly Assumption[]
  /** Words taken for its name that no name has: part of what was said of it was not understood. */
  readonly unread: Words | null
}

export const plainColumn = (name: string, type: ColumnSpec['type']): ColumnSpec => ({
  name,
  type,
  length: null,
  scale: null,
  required: false,
  unique: false,
  default: null,
  allowedValues: null,
  check: null,
  identity: false,
  references: null,
  description: null,
})

/** Bounds as one condition over the column; `table` is '' in a column's own check. */
export const boundsOf = (rules: readonly Rule[], column: string, type: ColumnSpec['type'], table = ''): Condition | null => {
  const parts = rules.flatMap((rule): readonly Condition[] =>
    rule.kind === 'bound'
      ? [{ kind: 'compare', operator: rule.operator, left: { kind: 'column', table, column }, right: literal(rule.value, type) }]
      : [],
  )
  return parts.length > 1 ? { kind: 'and', parts } : (parts[0] ?? null)
}

/** How many characters a text may have, where that was said. */
export const lengthOf = (rules: readonly Rule[], type: ColumnSpec['type']): number | null =>
  type === 'text' ? (rules.find((r) => r.kind === 'length')?.characters ?? null) : null

const typeFrom = (name: Words, rules: readonly Rule[], scope: Scope): { type: ColumnSpec['type']; scale: number | null; sure: boolean } => {
  const told = rules.find((r) => r.kind === 'type')?.meaning
  if (told) return told
  if (rules.some((r) => r.kind === 'values' || r.kind === 'length')) return { type: 'text', scale: null, sure: false }
  const inferred = inferMeaning(name, scope.input.language)
  const bounds = rules.flatMap((r) => (r.kind === 'bound' ? [r.value] : []))
  if (bounds.length > 0 && inferred.type === 'text')
    return { type: bounds.every(Number.isInteger) ? 'integer' : 'number', scale: null, sure: false }
  if (bounds.some((b) => !Number.isInteger(b)) && inferred.type === 'integer') return { ...inferred, type: 'number' }
  return inferred
}

/** "si están al corriente": a yes/no column is named after what is asked. */
const asQuestion = (words: Words): Words | null => {
  const first = words[0]?.norm ?? ''
  if (!/^(?:si|whether|if)$/.test(first) || words.length < 2) return null
  const verb = /^(?:esta|estan|este|esten|es|son|ha|han|se|lo|la|he|she|it|they|is|are|has|have|been|ya|already)$/
  let from = 1
  while (from < words.length - 1 && verb.test(words[from]?.norm ?? '')) from++
  return words.slice(from)
}

/** Words of sentences, which no name of a column has. */
const sentenceWord =
  /^(?:que|quien|quienes|who|which|that|whose|is|are|isn't|aren't|can't|cannot|es|son|sea|sean|nunca|jamas|never|not|se|si|if|como|cuando|when|must|should|puede|pueden|debe|deben|hay|haya|siempre|always|unless|salvo|cualquiera|solo|only)$/

const unreadIn = (naming: Words): Words | null =>
  naming.some((w) => w.kind === 'word' && sentenceWord.test(w.norm)) || identifierOf(naming).split('_').length > 6 ? naming : null

/** Makes a column of the words of its name and its rules. `name` null = from the words. */
export const columnFrom = (
  words: Words,
  rules: readonly Rule[],
  table: string,
  scope: Scope,
  name: string | null = null,
): ColumnReading | null => {
  const { input, today } = scope
  const asked = asQuestion(words)
  const naming = trim(
    asked ?? words,
    /^(?:el|la|los|las|un|una|su|sus|the|a|an|y|and|con|with|campo|columna|column|field|de|llamad[oa]|called|named|para|for|cual|what|which|that)$/,
  )
  const column = name ?? identifierOf(naming)
  if (column === '') return null
  const chosen = chosenType(input.overrides, table, column)
  const meaning = asked ? { type: 'boolean' as const, scale: null, sure: false } : typeFrom(naming, rules, scope)
  const type = chosen ?? meaning.type
  const told = rules.find((r) => r.kind === 'default')
  const preset = told ? readDefault(told.words, type, today, input.language, said(input.text, trim(told.words))) : null
  const spec: ColumnSpec = {
    ...plainColumn(column, type),
    scale: type === 'number' ? meaning.scale : null,
    length: lengthOf(rules, type),
    required: rules.some((r) => (r.kind === 'required' && r.required) || r.kind === 'primary'),
    unique: rules.some((r) => r.kind === 'unique'),
    default: preset,
    allowedValues:
      rules.flatMap((r) => (r.kind === 'values' ? r.values : [])).length > 0
        ? rules.flatMap((r) => (r.kind === 'values' ? [...r.values] : []))
        : null,
    check: boundsOf(rules, column, type),
  }
  const assumptions = meaning.sure ? [] : [assumeType(table, column, type, said(input.text, naming), input.language)]
  return {
    spec,
    primary: rules.some((r) => r.kind === 'primary'),
    comparisons: rules.filter((r) => r.kind === 'compare'),
    assumptions,
    unread: name === null ? unreadIn(naming) : null,
  }
}
