import type { Column, Table } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { stems } from '../stem.ts'
import { fold, tokenize } from '../tokens.ts'
import { identifierWords } from '../vocabulary.ts'
import { happening } from './happenings.ts'
import { readDefault } from './literal-value.ts'
import { type Draft, draftOf, emptyDraft, type Scope } from './scope.ts'
import { find, findAt, has, said, trim, type Words, without } from './spans.ts'
import { columnNamed, tableNamed } from './table-names.ts'
import { resolveTarget } from './target.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }
const article = /^(?:el|la|los|las|un|una|the|a|an|any|su|sus|its|their|of|de|del|y|and|,)$/

/** The longest run at the start of the words that names a table. */
const leadingTable = (words: Words, scope: Scope): { readonly table: Table; readonly rest: Words } | null => {
  for (const length of [4, 3, 2, 1]) {
    const noun = words.slice(0, length)
    const table = noun.length === length ? tableNamed(scope.knowledge.catalog, trim(noun, article), length < 3) : null
    if (table?.kind === 'table') return { table, rest: words.slice(length) }
  }
  return null
}

const two = /(?:que )?(?:(?:no|nunca) (?:haya|puede haber|pueda haber|debe haber|hay|puedan?|pueden) )?(?:no )?(?:dos|varios|varias|two)/
const alike =
  /(?:(?:no |nunca )?(?:puedan?|pueden|deben|deban|can't|cannot|can not|may not|must not|should not|can|may|must|should)(?: not| never)? (?:compartir|tener|llevar|share|have)|compartan|con|with|sharing) (?:(?:el|la|los|las|the) )?(?:mism[oa]s?|same)/
const negation = /(?:no|nunca|can't|cannot|never|not)/

/** "two members cannot share the same locker", "que no haya dos dentistas con el mismo teléfono": a column without repetitions. */
const sharing = (words: Words, scope: Scope): Draft => {
  const start = findAt(words, two)
  const subject = start && leadingTable(words.slice(start.to), scope)
  const middle = subject && findAt(subject.rest, alike)
  if (!start || !subject || !middle || !has(words, negation)) return none
  const after = subject.rest.slice(middle.to)
  const end = find(after, /(?:, )?(?:so|asi que|por lo que|o sea|make|haz|pon|que sea|,) ?.*/)
  const noun = trim(end ? after.slice(0, end.from) : after, article)
  const own = columnNamed(subject.table, noun, false)
  const target = own ? { table: subject.table, column: own, guess: false } : resolveTarget(noun, scope)
  const column = target?.column ?? columnNamed(subject.table, noun)
  if (!column || target?.guess) return none
  const step: ChangeStep = {
    kind: 'add_constraint',
    table: target?.column ? target.table.name : subject.table.name,
    constraint: { kind: 'unique', name: null, columns: [column.name] },
  }
  return draftOf([step], { confidence: 0.9 })
}

const otherwise =
  /(?:, )?(?:si no (?:se (?:dice|diga|indica|indique|pone|ponga)|digo|decimos|ponemos|indicamos)(?: (?:nada|otra cosa|lo contrario))?|salvo que (?:se diga|digamos|diga|digas|se indique) (?:otra cosa|lo contrario)|mientras no se diga otra cosa|por defecto|unless (?:(?:we|you|i|they|someone) (?:say|says|tell it|state|specify)|(?:told|stated|specified|said|set)|it is said)(?: otherwise| so| differently)?|if (?:nothing is|nothing's|not) (?:said|given|stated|specified|set)|by default)(?: ,)?/
const gets =
  /(?:(?:should|must|will|have to|has to|tienen? que|deben?|han? de) )?(?:lleva[nr]?|tienen?|tener|toman?|sera[n]?|son|es|sea[n]?|quedan?|quedar|empiezan?|entran?|gets?|have|has|takes?|carry|carries|are|is|be|start|starts|begin|begins)(?: (?:en|as|with|como|con|on|at|out as))?/

const allows = (column: Column, table: Table, value: string): boolean =>
  table.checks.some((c) => c.expression.includes(column.name) && fold(c.expression).includes(`'${fold(value)}'`))

/** The column that a value alone speaks of: one whose rule lists it, or that stores it; null when none or several. */
const holderOf = (table: Table, value: string, scope: Scope): Column | null => {
  const listed = table.columns.filter((c) => allows(c, table, value))
  const stored = (scope.knowledge.values.byText.get(fold(value)) ?? []).filter((e) => e.table === table.name).map((e) => e.column)
  const found = listed.length > 0 ? listed : table.columns.filter((c) => stored.includes(c.name))
  return found.length === 1 ? (found[0] ?? null) : null
}

/** "the status paused", "la fecha de hoy", "preferente": a column and its value. */
const columnAndValue = (words: Words, table: Table, scope: Scope): { readonly column: Column; readonly value: Words } | null => {
  for (const length of [3, 2, 1]) {
    const noun = trim(words.slice(0, length), article)
    const column = words.length > length && noun.length > 0 ? columnNamed(table, noun, false) : null
    if (column) return { column, value: trim(words.slice(length), /^(?:de|of|a|to|en|in|as|como|,|=)$/) }
  }
  const dates = table.columns.filter((c) => c.type === 'date' || c.type === 'datetime')
  const today = has(words, /(?:hoy|today|today's|ahora|now)/)
  const [date] = dates
  if (today && date && dates.length === 1) return { column: date, value: words }
  const column = holderOf(table, words.map((w) => w.text).join(' '), scope)
  return column ? { column, value: words } : null
}

/** "si no se dice nada, el pedido lleva la fecha de hoy", "new members get the status paused unless we say otherwise". */
const usual = (words: Words, scope: Scope): Draft => {
  const mark = find(words, otherwise)
  if (!mark) return none
  const plain = trim(without(words, mark), /^(?:y|and|que|,|los|las|el|la|un|una|the|a|an|every|each|cada|todos|todas|all|nuev[oa]s?|new)$/)
  const verb = find(plain, gets, 1)
  const subject = verb && trim(plain.slice(0, verb.from), /^(?:nuev[oa]s?|new|los|las|el|la)$/)
  const table = subject && subject.length > 0 ? tableNamed(scope.knowledge.catalog, subject, true) : null
  const meant = verb && table?.kind === 'table' ? columnAndValue(trim(plain.slice(verb.to), article), table, scope) : null
  if (!table || !meant || meant.value.length === 0) return none
  const { column, value } = meant
  const preset = readDefault(value, column.type, scope.today, scope.input.language, said(scope.input.text, value))
  if (!preset) return none
  const step: ChangeStep = { kind: 'set_default', table: table.name, column: column.name, default: preset }
  return draftOf([step], { confidence: 0.9 })
}

const starts = 'start from inicio desde comienzo begin alta entrada arrival llegada checkin'.split(' ')
const ends = 'end to until fin hasta final baja salida departure due devolucion return checkout'.split(' ')

/** The column of a moment told by its verb: "empezar" -> `fecha_inicio`. */
const momentColumn = (verb: string, table: Table, scope: Scope): Column | null => {
  const noun = happening(verb, scope.input.language)
  if (noun === null) return null
  const alsoSaid = starts.includes(noun) ? starts : ends.includes(noun) ? ends : [noun]
  const timed = table.columns.filter((c) => /date|time/.test(c.type) || c.type === 'text')
  for (const word of [noun, ...alsoSaid]) {
    const found = timed.find((c) => identifierWords(c.name).some((w) => stems(w).some((s) => stems(word).includes(s))))
    if (found) return found
  }
  return columnNamed(table, tokenize(noun))
}

const cannot = /(?:no puede[n]?|no debe[n]?|can't|cannot|can not|must not|may not|never|can never|must never)/
const order = /(?:antes (?:de|de que|que)|before|despues (?:de|de que)|after)/

/** "a rental can't end before it starts": two moments of a row in their order. */
const momentsInOrder = (words: Words, scope: Scope): Draft => {
  const denied = find(words, cannot, 1)
  const middle = denied && find(words, order, denied.to)
  const subject = denied && trim(words.slice(0, denied.from), article)
  const table = subject && subject.length > 0 ? tableNamed(scope.knowledge.catalog, subject, true) : null
  const rest = middle && trim(words.slice(middle.to), /^(?:it|they|he|she|se|haber|having|que|being|,)$/)
  const verb = denied && middle && words.slice(denied.to, middle.from).at(-1)?.norm
  const other = rest?.[0]?.norm
  if (!table || !middle || !verb || !other) return none
  const [left, right] = [momentColumn(verb, table, scope), momentColumn(other, table, scope)]
  if (!left || !right || left.name === right.name) return none
  const operator = /antes|before/.test(middle.groups[0]) ? '>=' : '<='
  const column = (name: string) => ({ kind: 'column', table: '', column: name }) as const
  const condition = { kind: 'compare', operator, left: column(left.name), right: column(right.name) } as const
  return draftOf([{ kind: 'add_constraint', table: table.name, constraint: { kind: 'check', name: null, condition } }], {
    confidence: 0.9,
  })
}

/** Rules said by what they mean for the rows rather than by the name of the rule. Confidence 0 where none is. */
export const statedRules = (words: Words, scope: Scope): Draft =>
  [sharing, usual, momentsInOrder].map((read) => read(words, scope)).find((draft) => draft.steps.length > 0) ?? none
