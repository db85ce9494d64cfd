import { findColumn, type Table } from '#contracts/catalog.ts'
import type { ColumnSpec } from '#contracts/change.ts'
import { assumeRelation, assumeType } from './assume.ts'
import { parentheses } from './column-list.ts'
import { type ColumnReading, columnFrom, plainColumn } from './column-spec.ts'
import { asked, happening } from './happenings.ts'
import { clauseHappening, clauseVerb, relativeClause, roleOfVerb } from './relative-clause.ts'
import type { Rule } from './rule.ts'
import { readRules } from './rules.ts'
import type { Scope } from './scope.ts'
import { ownTable } from './self-reference.ts'
import { find, findAt, has, said, trim, type Words } from './spans.ts'
import { referenceName, tableNamed } from './table-names.ts'
import { listInParentheses } from './value-list.ts'

/** What one piece of a column list says: new columns, or rules for the column before it (or the one it names). */
export type Item =
  | { readonly kind: 'columns'; readonly columns: readonly ColumnReading[] }
  | { readonly kind: 'rules'; readonly of: Words; readonly rules: readonly Rule[] }
  /** The column before it refers to that table: "..., que es otro cliente". */
  | { readonly kind: 'refers'; readonly target: Table }
  | { readonly kind: 'nothing' }

/** A column that refers to a table, with the type of its key; null when the table has no single key. */
export const referenceColumn = (target: Table, scope: Scope, saidWords: string, role: string | null = null): ColumnReading | null => {
  const key = target.primaryKey.length === 1 ? findColumn(target, target.primaryKey[0] ?? '') : undefined
  if (!key) return null
  const base = referenceName(scope.knowledge.catalog, target.name, key.name, scope.input.language)
  const name = role ? `${role}_${key.name === 'id' ? 'id' : key.name}` : base
  const spec: ColumnSpec = { ...plainColumn(name, key.type), references: { table: target.name, column: key.name, onDelete: 'no_action' } }
  return {
    spec,
    primary: false,
    comparisons: [],
    assumptions: [assumeRelation(`${name}:${target.name}`, saidWords, `${name} → ${target.name}`)],
    unread: null,
  }
}

const withRules = (reading: ColumnReading, rules: readonly Rule[]): ColumnReading => ({
  ...reading,
  spec: {
    ...reading.spec,
    required: rules.some((r) => r.kind === 'required' && r.required) || reading.spec.required,
    unique: rules.some((r) => r.kind === 'unique') || reading.spec.unique,
  },
})

const reference = /(?:(?:(?:a|de|en|con|por|para|in|of|for|to|at|by|from) )?(?:que|cual|which|what))(?: es)?/

/** "qué socio se lleva qué libro", "de qué propietario es", "which event": every table asked for. */
const referencesIn = (words: Words, scope: Scope): readonly ColumnReading[] => {
  const found: ColumnReading[] = []
  for (let match = find(words, reference); match; match = find(words, reference, match.to)) {
    for (const length of [3, 2, 1]) {
      const noun = words.slice(match.to, match.to + length)
      const target = noun.length === length ? tableNamed(scope.knowledge.catalog, noun, true) : null
      const column = target && referenceColumn(target, scope, said(scope.input.text, noun))
      if (column) {
        found.push(column)
        break
      }
    }
  }
  return found
}

const linked =
  /(?:y |and )?(?:que )?(?:relacionad[oa]s?|relacionarl[oa]s?|relacional[oa]s?|relaciona|enlazad[oa]s?|enlazal[oa]s?|enlaza|vinculad[oa]s?|vinculal[oa]s?|conectad[oa]s?|conectal[oa]s?|ligad[oa]s?|pertenec(?:e|en|iente|ientes)|asociad[oa]s?|asocial[oa]s?|linked|link it|related|relate it|connected|belonging|belongs?|referencia|reference|referring|refers|pointing|foreign key)(?: (?:con|a|al|to|with|the|la|el|los|las|tabla|table|de|un|una|cada|a|an))*/

const linkIn = (words: Words, scope: Scope): ColumnReading | null => {
  const match = find(words, linked)
  const noun = match && trim(words.slice(match.to), /^(?:y|and|tabla|table|la|de)$/)
  const target = noun && noun.length > 0 ? tableNamed(scope.knowledge.catalog, noun, true) : null
  return target && noun ? referenceColumn(target, scope, said(scope.input.text, noun)) : null
}

/** "cuándo lo devuelve", "cuánto cuesta", "quién lo firma". */
const askedColumn = (words: Words, table: string, scope: Scope): ColumnReading | null => {
  const { language, text } = scope.input
  const span = findAt(words, /(?:desde|from|since|hasta|until|till|to) (?:cuando|when|que (?:dia|fecha)|what (?:day|date))/)
  if (span) {
    const ends = /^(?:hasta|until|till|to)/.test(span.groups[0])
    const name = language === 'es' ? (ends ? 'fecha_fin' : 'fecha_inicio') : ends ? 'end_date' : 'start_date'
    return simple(name, 'date', said(text, words), table, scope)
  }
  const when = findAt(words, /(?:(?:en|on) )?(?:cuando|when|(?:en )?que (?:fecha|dia)|(?:on )?(?:what|which) (?:date|day))/)
  const words2 = when ? words.slice(when.to) : []
  const verb = words2.map((w) => happening(w.norm, language)).find((n) => n !== null) ?? null
  if (when) {
    const base = language === 'es' ? 'fecha' : 'date'
    const name = verb === null ? base : language === 'es' ? `fecha_${verb}` : `${verb}_date`
    return simple(name, 'date', said(text, words), table, scope)
  }
  for (const [pattern, es, en, type] of asked)
    if (findAt(words, pattern)) return simple(language === 'es' ? es : en, type, said(text, words), table, scope)
  return null
}

const simple = (name: string, type: ColumnSpec['type'], words: string, table: string, scope: Scope): ColumnReading => ({
  spec: { ...plainColumn(name, type), scale: type === 'number' ? 2 : null },
  primary: false,
  comparisons: [],
  assumptions: [assumeType(table, name, type, words, scope.input.language)],
  unread: null,
})

/** "el proyecto", "su cliente": a table in singular stands for a reference to it. */
const nounReference = (words: Words, scope: Scope): ColumnReading | null => {
  const noun = trim(words, /^(?:el|la|los|las|un|una|su|sus|the|a|an|its|their|de|del|al|y|and|con|with|cada|each|id)$/)
  if (noun.length === 0 || noun.length > 3) return null
  const target = tableNamed(scope.knowledge.catalog, noun)
  return target && target.kind === 'table' ? referenceColumn(target, scope, said(scope.input.text, noun)) : null
}

const dateNoun = /^(?:fecha|dia|date|day|momento|moment)$/

/** "el socio que la tiene" refers to a row; "la fecha en que llegó" is named by what happens; of any other noun the clause tells nothing more. */
const clauseColumn = (words: Words, rules: readonly Rule[], table: string, scope: Scope): ColumnReading | null => {
  const { language, text } = scope.input
  const described = relativeClause(words, language)
  if (!described) return null
  const noun = trim(described.noun, /^(?:el|la|los|las|un|una|su|sus|the|a|an|its|their|para|for|de|campo|field|column|columna)$/)
  const self = ownTable(noun, table, scope)
  const target = self ?? tableNamed(scope.knowledge.catalog, noun, true)
  if (target?.kind === 'table') {
    const verb = self && clauseVerb(described.clause)
    const role = verb ? (roleOfVerb(verb, language) ?? `${noun.at(-1)?.norm}_${verb}`) : null
    const column = referenceColumn(target, scope, said(text, words), role)
    if (column) return withRules(column, rules)
  }
  const last = noun.at(-1)?.norm ?? ''
  const happened = noun.length === 1 && dateNoun.test(last) ? clauseHappening(described.clause, language) : null
  if (happened !== null)
    return simple(language === 'es' ? `fecha_${happened}` : `${happened}_date`, 'date', said(text, words), table, scope)
  return columnFrom(noun, rules, table, scope)
}

const same =
  /(?:(?:que|who|which|that) )?(?:(?:tambien|a su vez|also) )*(?:es|son|sea|is|are)(?: (?:tambien|also))?(?: (?:otr[oa]|un[oa]?|another|an?|de (?:los|las)|one of the))*/

/** "..., que también es voluntario", "(otro cliente)". */
const refersTo = (words: Words, table: string, scope: Scope): Table | null => {
  const opening = findAt(words, same) ?? findAt(words, /(?:otr[oa]|another)/)
  const noun = opening ? trim(words.slice(opening.to), /^(?:tambien|also|too)$/) : []
  if (!opening || noun.length === 0 || noun.length > 3) return null
  return ownTable(noun, table, scope) ?? tableNamed(scope.knowledge.catalog, noun, true)
}

/** A column that turned out to refer to a table. */
export const turnedReference = (reading: ColumnReading, target: Table, scope: Scope): ColumnReading => {
  if (reading.spec.references) return reading
  const made = referenceColumn(target, scope, reading.spec.name, reading.spec.name.replace(/_id$/, ''))
  return made ? { ...made, spec: { ...made.spec, required: reading.spec.required, unique: reading.spec.unique } } : reading
}

const oneOrMoreDates = /^(?:las |the )?(?:fechas|dates)$/

const datesColumn = (words: Words, table: string, scope: Scope): readonly ColumnReading[] => {
  if (!oneOrMoreDates.test(words.map((w) => w.norm).join(' '))) return []
  const names = scope.input.language === 'es' ? ['fecha_inicio', 'fecha_fin'] : ['start_date', 'end_date']
  return names.map((name) => simple(name, 'date', said(scope.input.text, words), table, scope))
}

/** Reads one piece of a column list of `table`. `own`: the columns read before it. */
export const readItem = (piece: Words, table: string, own: readonly ColumnReading[], scope: Scope): Item => {
  const { outside, inside } = parentheses(piece)
  const listed = inside.map(listInParentheses).find((l) => l !== null)
  const extra = inside.filter((i) => listInParentheses(i) === null).flatMap((i) => readRules(i, scope.input.language).rules)
  const { rules: ownRules, rest } = readRules(outside, scope.input.language)
  const rules: readonly Rule[] = [...ownRules, ...extra, ...(listed ? [{ kind: 'values' as const, values: listed }] : [])]
  const previous = own.at(-1)
  const typeOnly = rules.length > 0 && rules.every((r) => r.kind === 'type') && !has(outside.slice(0, 1), /de|con|tipo|sin|with|of|as/)
  if (rest.length === 0 && typeOnly) {
    const column = columnFrom(outside, rules, table, scope)
    if (column) return { kind: 'columns', columns: [column] }
  }
  if (rest.length === 0 || !has(rest, /.*[a-z].*/)) return rules.length > 0 ? { kind: 'rules', of: [], rules } : { kind: 'nothing' }
  const refers = previous ? refersTo(rest, table, scope) : null
  if (refers) return { kind: 'refers', target: refers }
  const link = linkIn(rest, scope)
  const references = link ? [link] : referencesIn(outside, scope)
  if (references.length > 0) return { kind: 'columns', columns: references.map((r) => withRules(r, rules)) }
  const pair = datesColumn(rest, table, scope)
  if (pair.length > 0) return { kind: 'columns', columns: pair }
  const question = askedColumn(rest, table, scope)
  if (question) return { kind: 'columns', columns: [withRules(question, rules)] }
  const described = clauseColumn(rest, rules, table, scope)
  if (described) return { kind: 'columns', columns: [described] }
  if (rules.length > 0 && previous && namesOwn(rest, own)) return { kind: 'rules', of: rest, rules }
  const noun = rules.every((r) => r.kind === 'required' || r.kind === 'unique') ? nounReference(rest, scope) : null
  if (noun) return { kind: 'columns', columns: [withRules(noun, rules)] }
  const column = columnFrom(rest, rules, table, scope)
  return column ? { kind: 'columns', columns: [column] } : { kind: 'nothing' }
}

const namesOwn = (words: Words, own: readonly ColumnReading[]): boolean => columnAmong(words, own) !== null

/** The column among those read that the words name. */
export const columnAmong = (words: Words, own: readonly ColumnReading[]): ColumnReading | null => {
  const name = trim(words, /^(?:el|la|los|las|the|su|y|and|que)$/)
  const said = name.map((w) => w.norm).join('_')
  return (
    own.find((c) => c.spec.name === said) ??
    own.find(
      (c) =>
        name.length > 0 && name.every((w) => c.spec.name.split('_').some((p) => p === w.norm || `${p}s` === w.norm || `${p}es` === w.norm)),
    ) ??
    null
  )
}
