import { type Column, findTable, type Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { addUnits, type Day } from '../../calendar.ts'
import { readPeriod } from '../../dates.ts'
import { lineOf } from '../../line.ts'
import { stems } from '../../stem.ts'
import { fold } from '../../tokens.ts'
import { expand, identifierWords } from '../../vocabulary.ts'
import { functionWords } from '../../words.ts'
import { fitValue, namingColumns } from '../fit-value.ts'
import { literal } from '../literal-value.ts'
import type { Problem } from '../proposal.ts'
import type { Scope } from '../scope.ts'
import { findAt, type Words } from '../spans.ts'
import { columnNamed, tableNamed } from '../table-names.ts'
import { type Atom, isStreet, readAtom } from './atoms.ts'
import { chooseColumn, knownPlace, type Placed, storedPlace } from './choose-column.ts'

export type Row = ReadonlyMap<string, Expression>

/** Rows of a table read from words. `unread`: content words that found no place. `day`: the last day said. `labelled`: how many values came with their column's name. */
export type RowsRead = {
  readonly rows: readonly Row[]
  readonly unread: Words
  readonly problems: readonly Problem[]
  readonly day: Day | null
  readonly labelled: number
  readonly unsure: number
}

type State = {
  readonly table: Table
  readonly scope: Scope
  readonly words: Words
  rows: Map<string, Expression>[]
  current: Map<string, Expression>
  shared: Map<string, Expression>
  day: Day | null
  unread: Words[number][]
  problems: Problem[]
  labelled: number
  unsure: number
  /** A comma or "y" came since the last value. */
  separated: boolean
}

const small =
  /^(?:de|del|la|el|los|las|un|una|con|en|a|al|y|e|por|para|que|su|sus|es|son|the|of|with|and|in|at|on|for|to|from|by|its|is|an|una|otro|otra|,|:|;|\(|\)|=)$/
const separator = /^(?:,|;|\(|\)|\.|y|e|and|:)$/
const lead = /^(?:de|del|en|con|a|al|por|para|of|in|from|at|on|for|to|by|with|desde|hasta|until|starting|es|is)$/

const isKey = (table: Table, column: Column): boolean => column.generated && table.primaryKey.includes(column.name)

/** The longest run of lower-case words from `at` that names a column. Values and table names aren't labels. */
const labelAt = (state: State, at: number): { readonly column: Column; readonly to: number } | null => {
  const { words, table, scope } = state
  for (const length of [4, 3, 2, 1]) {
    const run = words.slice(at, at + length)
    if (
      run.length < length ||
      run.some((w) => w.kind !== 'word') ||
      functionWords.has(run[0]?.norm ?? '') ||
      functionWords.has(run.at(-1)?.norm ?? '')
    )
      continue
    const column = columnNamed(table, run, length > 1 || !hasOwn(table, run))
    if (!column || isKey(table, column)) continue
    if (length === 1 && tableNamed(scope.knowledge.catalog, run)?.name === table.name) continue
    return { column, to: at + length }
  }
  return null
}

/** Whether a word is a word of some column's own name. */
const hasOwn = (table: Table, run: Words): boolean => {
  const word = stems(run[0]?.norm ?? '')
  return table.columns.some((c) => identifierWords(c.name).some((n) => stems(n).some((s) => word.includes(s))))
}

const closeRow = (state: State): void => {
  if (state.current.size > 0) state.rows.push(state.current)
  state.current = new Map()
}

const put = (state: State, { column, value, sure, problem }: Placed): void => {
  if (state.current.has(column.name)) closeRow(state)
  state.current.set(column.name, value)
  if (problem) state.problems.push(problem)
  if (!sure) state.unsure++
  state.separated = false
  if (value.kind === 'literal' && (column.type === 'date' || column.type === 'datetime') && typeof value.value === 'string')
    state.day = value.value.slice(0, 10)
}

const openColumns = (state: State, all: boolean): readonly Column[] =>
  state.table.columns.filter((c) => !isKey(state.table, c) && (all || !state.current.has(c.name)))

const alike = (state: State): ReadonlySet<string> => new Set([...(state.rows.at(-1)?.keys() ?? [])].filter((c) => !state.current.has(c)))

/** Puts a value said without a name; a second name or key begins another row. */
const placeAtom = (state: State, atom: Atom, before: string): boolean => {
  const { table, scope } = state
  const repeats =
    state.current.size > 0 ? chooseColumn(atom, table, { open: openColumns(state, true), before, alike: new Set() }, scope) : null
  const startsRow =
    repeats !== null &&
    state.current.has(repeats.column.name) &&
    (state.separated || atom.kind === 'name' || atom.kind === 'quoted') &&
    state.current.size > 0 &&
    isLeading(state, repeats.column)
  if (startsRow) closeRow(state)
  const placed = chooseColumn(atom, table, { open: openColumns(state, false), before, alike: alike(state) }, scope)
  if (!placed && repeats) {
    put(state, repeats)
    return true
  }
  if (!placed) return false
  put(state, placed)
  return true
}

/** The first column of a row tells where the next row begins. */
const isLeading = (state: State, column: Column): boolean =>
  state.current.keys().next().value === column.name || (state.rows.at(-1)?.keys().next().value === column.name && state.rows.length > 0)

const skipSmall = (words: Words, at: number): number => {
  let i = at
  while (i < words.length && words[i]?.kind !== 'quoted' && small.test(words[i]?.norm ?? '') && !/^[,;)]$/.test(words[i]?.text ?? '')) i++
  return i
}

/** Words of a text value after its label: to the next comma, parenthesis or label. */
const textEnd = (state: State, at: number): number => {
  let end = at
  while (end < state.words.length) {
    const word = state.words[end]
    if (!word || (word.kind === 'symbol' && /^[,;().:]$/.test(word.text))) break
    if (end > at && (labelAt(state, end) || (/^(?:y|e|and|con|with)$/.test(word.norm) && labelAt(state, skipSmall(state.words, end)))))
      break
    if (end > at && turnsAway(state, end)) break
    end++
  }
  while (end > at + 1 && /^(?:a|al|en|con|de|del|y|to|in|for|with|of|and|at)$/.test(state.words[end - 1]?.norm ?? '')) end--
  return end
}

/** After a text, "al cliente ...", "de la categoría X" or "a 35 euros" is about another column. */
const turnsAway = (state: State, at: number): boolean => {
  const { words, scope } = state
  const norm = words[at]?.norm ?? ''
  if (words[at]?.kind !== 'word' || !/^(?:a|al|de|del|en|por|para|con|to|for|at|of|in|with)$/.test(norm)) return false
  const next = skipSmall(words, at)
  const label = labelAt(state, next)
  if (label && words[label.to]?.kind !== 'symbol' && label.to < words.length)
    return !/^(?:de|del|of)$/.test(norm) || /^[\p{Lu}\d]/u.test(words[skipSmall(words, label.to)]?.text ?? '')
  const amount = /^(?:a|al|por|at|for|con|with)$/.test(norm) ? readAtom(words, at + 1, state.day, scope) : null
  if (!amount) return false
  return /^(?:money|percent|date)$/.test(amount.kind) || (amount.kind === 'number' && countedAt(state, amount) !== null)
}

const typed = (column: Column): boolean => column.type !== 'text' && column.type !== 'other' && column.type !== 'json'

/** A value announced by its column's name: "carné B-0017", "capacity 900", "precio = barato". */
const labelledValue = (state: State, column: Column, from: number): number | null => {
  const { words, scope, table } = state
  const at = skipSmall(words, from)
  const atom = readAtom(words, at, state.day, scope)
  const explicit = /[:=]/.test(words[from]?.text ?? '') || words[from]?.norm === 'es' || words[from]?.norm === 'is'
  const owned = atom ? beforeOwner(state, atom) : null
  const end =
    atom && (((typed(column) || atom.kind !== 'number') && atom.kind !== 'name') || owned !== atom)
      ? (owned ?? atom).to
      : textEnd(state, at)
  const value = atom?.kind === 'name' && typed(column) ? words.slice(at, atom.to) : words.slice(at, end)
  if (value.length === 0) return null
  if (atom && fitsKind(column, atom)) {
    put(state, { column, value: literal(column.type === 'datetime' ? `${atom.value} 00:00:00` : atom.value, column.type), sure: true })
    state.labelled++
    return atom.to
  }
  const fit = fitValue(value, table, column, scope, scope.made)
  const later =
    fit.kind === 'misfit' && typed(column) && words[at]?.kind === 'word'
      ? readAtom(words, skipSmall(words, at + 1), state.day, scope)
      : null
  if (later && fitsKind(column, later)) {
    put(state, { column, value: literal(column.type === 'datetime' ? `${later.value} 00:00:00` : later.value, column.type), sure: true })
    state.labelled++
    return later.to
  }
  if (fit.kind === 'value') {
    put(state, { column, value: fit.value, sure: true })
    state.labelled++
    return at + value.length
  }
  if (explicit || (value.length === 1 && words[from] === words[at]) || fit.problem.kind === 'clarify' || isRule(fit.problem)) {
    state.problems.push(fit.problem)
    state.current.set(column.name, literal(null, column.type))
    state.labelled++
    return at + value.length
  }
  return null
}

const isRule = (problem: Problem): boolean => problem.kind === 'refuse' && problem.code !== 'change.type_mismatch'

const fitsKind = (column: Column, atom: Atom): boolean =>
  ((column.type === 'date' || column.type === 'datetime') && atom.kind === 'date') || (column.type === 'time' && atom.kind === 'time')

const flagged = (state: State, column: Column, negative: boolean): boolean => {
  const flag = state.scope.knowledge.natures.get(`${state.table.name}.${column.name}`)?.flag
  if (!flag) return false
  put(state, { column, value: literal(negative ? flag.no : flag.yes, column.type), sure: true })
  return true
}

const lacking = /(?:(?:este|esta|y|aun|todavia|de momento|still|yet|as yet) )*(?:sin|without|no tiene|no)/

/** "sin presupuesto": nothing in that column; for a yes/no column, no. */
const lack = (state: State, at: number): number | null => {
  const match = findAt(state.words, lacking, at)
  const label = match && labelAt(state, skipSmall(state.words, match.to))
  if (!match || !label) return null
  flagged(state, label.column, true)
  return label.to
}

const countUnit = /^(?:unidades?|uds|piezas?|units?|pieces?|items?)$/

/** A number with what it counts after it: "20 plazas", "12.000 € de presupuesto", "seis horas y media". */
const countedAt = (state: State, atom: Atom): { readonly column: Column; readonly to: number } | null => {
  if (!/^(?:number|money|percent|year)$/.test(atom.kind)) return null
  const inner = atom.words.findIndex((w) => w.kind === 'word' && columnNamed(state.table, [w], false) !== null)
  const within = inner > 0 ? columnNamed(state.table, atom.words.slice(inner, inner + 1), false) : null
  if (within) return { column: within, to: atom.to }
  const unit = countUnit.test(state.words[atom.to]?.norm ?? '') ? atom.to + 1 : atom.to
  const at = /^(?:de|of|en|in)$/.test(state.words[unit]?.norm ?? '') ? unit + 1 : unit
  const label = labelAt(state, at)
  return label && (label.column.type === 'integer' || label.column.type === 'number') && at - atom.to <= 2 ? label : null
}

const putNumber = (state: State, column: Column, atom: Atom): void => {
  const fit = fitValue(atom.words, state.table, column, state.scope, state.scope.made)
  if (fit.kind === 'misfit' && isRule(fit.problem)) state.problems.push(fit.problem)
  put(state, { column, value: literal(atom.value, column.type), sure: true })
  state.labelled++
}

const there = /(?:alli|ahi|there|en el mismo (?:sitio|lugar)|at the same place)/

const wordAt = (state: State, at: number): number => {
  const { words, table, scope } = state
  const word = words[at]
  if (!word) return at + 1
  const place =
    word.kind === 'word' && !functionWords.has(word.norm)
      ? (knownPlace([word], word.text, table, openColumns(state, false), scope) ??
        storedPlace(word, table, openColumns(state, false), scope))
      : null
  if (place) {
    put(state, place)
    return at + 1
  }
  const filled = word.kind === 'word' ? columnNamed(table, [word], false) : null
  if (filled && state.current.has(filled.name)) return at + 1
  const reference = word.kind === 'word' && !functionWords.has(word.norm) ? storedReference(state, word) : null
  if (reference) {
    put(state, reference)
    return at + 1
  }
  if (word.kind === 'word' && tableNamed(scope.knowledge.catalog, [word], true)?.name === table.name) return at + 1
  if (word.kind !== 'symbol' && !functionWords.has(word.norm) && !noise.test(word.norm)) state.unread.push(word)
  return at + 1
}

/** "una revisión", "a cleaning": a stored row that this one refers to, in lower case or in the other language. */
const storedReference = (state: State, word: Words[number]): Placed | null => {
  const { table, scope } = state
  const meanings = expand(word.norm)
  for (const { from, to } of scope.knowledge.catalog.relations) {
    const column =
      from.table === table.name ? openColumns(state, false).find((c) => from.columns.length === 1 && c.name === from.columns[0]) : undefined
    const target = column && findTable(scope.knowledge.catalog, to.table)
    if (!column || !target) continue
    for (const by of namingColumns(target, scope.knowledge)) {
      const stored = scope.knowledge.values.columns.get(`${target.name}.${by.name}`) ?? []
      const alike = stored.filter((v) => stems(fold(v)).some((s) => stems(word.norm).includes(s) || (meanings.get(s) ?? 0) >= 0.7))
      const [only] = alike
      if (only === undefined || alike.length > 1) continue
      const fit = fitValue([{ ...word, kind: 'quoted', text: only, norm: fold(only) }], table, column, scope, scope.made)
      if (fit.kind === 'value') return { column, value: fit.value, sure: true }
    }
  }
  return null
}

const noise =
  /^(?:nuev[oa]s?|new|llamad[oa]s?|named|called|nombre|name|hay|tiene|tienen|da|dan|lleva|cuesta|vale|costs|mismo|misma|este|esta|esto|each|every|cada|otro|otra|another|more|mas|tambien|also|dia|day|fecha|date|hoy|euros?|datos|data|following|siguientes?|registro|registros|row|rows|fila|filas|se|le|les|nos|born|nacid[oa]|unidad(?:es)?|units?|taught|teach|teaches|teaching|written|made|owned|managed|led|impartid[oa]|escrit[oa]|llevad[oa]|gestionad[oa]|atendid[oa]|comprad[oa]|vendid[oa]|priced|costing|worth|located|based|living|lives|vive|quien|who|whose|which|works?|working|trabaja|started|empieza|empezo|limite|tope|kilos?|kg|metros?|litros?|aqui|here|down|up|actually|llega|llegado|viene|\p{P})$/u

const stepAt = (state: State, at: number): number => {
  const { words } = state
  const word = words[at]
  if (!word) return at + 1
  const none = lack(state, at)
  if (none !== null) return none
  if (word.kind !== 'quoted' && separator.test(word.norm)) {
    state.separated = true
    if (word.text === ':' && state.current.size > 0 && hasNoNaming(state)) {
      for (const [column, value] of state.current) state.shared.set(column, value)
      state.current = new Map()
    }
    return at + 1
  }
  const label = labelAt(state, at)
  if (label && word.kind === 'word' && !/^\p{Lu}/u.test(word.text) && !isStreet(words, at)) {
    const end = labelledValue(state, label.column, label.to)
    if (end !== null) return end
    if (flagged(state, label.column, false)) return label.to
  }
  const called = calledAt(state, at) ?? spanAt(state, at)
  if (called !== null) return called
  const nearby = findAt(words, there, at)
  if (nearby) return nearby.to
  return valueAt(state, at)
}

/** "llamado Puente de diciembre": the whole of a name, small words and all. */
const calledAt = (state: State, at: number): number | null => {
  const called = findAt(state.words, /(?:llamad[oa]|titulad[oa]|que se llama|named|called|titled|entitled)/, at)
  const column = namingColumns(state.table, state.scope.knowledge).find((c) => c.type === 'text' && !state.current.has(c.name))
  return called && column ? labelledValue(state, column, called.to) : null
}

const beginning = /inicio|comienzo|entrada|start|desde|from|begin|checkin/
const ending = /fin|salida|end|hasta|until|checkout|vence/

/** "del 4 al 8 de diciembre": the first and the last day, where the row has a column for each. */
const spanAt = (state: State, at: number): number | null => {
  if (!/^(?:del?|desde|entre|from|between)$/.test(state.words[at]?.norm ?? '')) return null
  const { scope } = state
  const period = readPeriod(lineOf(state.words), at, scope.today, scope.input.language)
  const dates = openColumns(state, false).filter((c) => c.type === 'date' || c.type === 'datetime')
  const [first, last] = [dates.find((c) => beginning.test(c.name)), dates.find((c) => ending.test(c.name))]
  if (!period?.start || !period.end || !first || !last || first === last || addUnits(period.start, 'day', 1) === period.end) return null
  put(state, { column: first, value: literal(period.start, 'date'), sure: true })
  put(state, { column: last, value: literal(addUnits(period.end, 'day', -1), 'date'), sure: true })
  return at + period.tokens
}

/** What stands before a colon belongs to every row after it, unless it names a row. */
const hasNoNaming = (state: State): boolean => {
  const references = new Set(
    state.scope.knowledge.catalog.relations.filter((r) => r.from.table === state.table.name).flatMap((r) => r.from.columns),
  )
  return [...state.current.keys()].every((c) => references.has(c))
}

/** The longest run of words that names a stored row this table refers to, or one just added, or a category of its own. */
const storedAt = (state: State, at: number): Atom | null => {
  const { words, table, scope } = state
  const targets = new Set(scope.knowledge.catalog.relations.filter((r) => r.from.table === table.name).map((r) => r.to.table))
  for (let to = Math.min(words.length, at + 6); to > at + 1; to--) {
    const run = words.slice(at, to)
    if (run.some((w) => w.kind === 'symbol' || w.kind === 'quoted')) continue
    const text = run.map((w) => w.norm).join(' ')
    const stored = scope.knowledge.values.byText.get(text)?.some((e) => targets.has(e.table)) ?? false
    const made = [...scope.made].some(([key, names]) => targets.has(key.split('.')[0] ?? '') && names.some((n) => fold(n) === text))
    if (stored || made) return { kind: 'name', words: run, to, value: null }
  }
  return null
}

/** "Bruno de Sonia Vera": what follows "de" is a stored row this one refers to. */
const beforeOwner = (state: State, atom: Atom): Atom => {
  const at = atom.kind === 'name' ? atom.words.findIndex((w, i) => i > 0 && /^(?:de|of)$/.test(w.norm)) : -1
  if (at < 0) return atom
  const targets = new Set(state.scope.knowledge.catalog.relations.filter((r) => r.from.table === state.table.name).map((r) => r.to.table))
  const stored = (words: Words) => state.scope.knowledge.values.byText.get(words.map((w) => w.norm).join(' ')) ?? []
  const names = new Set(namingColumns(state.table, state.scope.knowledge).map((c) => c.name))
  const open = new Set(openColumns(state, false).map((c) => c.name))
  const own = (e: { readonly table: string; readonly column: string }): boolean =>
    e.table === state.table.name && open.has(e.column) && !names.has(e.column)
  if (stored(atom.words).length > 0 || !stored(atom.words.slice(at + 1)).some((e) => targets.has(e.table) || own(e))) return atom
  return { ...atom, words: atom.words.slice(0, at), to: atom.to - (atom.words.length - at) }
}

/** "Renault Clio": a known value and what follows it are two columns. */
const splitKnown = (state: State, atom: Atom): Atom => {
  if (atom.kind !== 'name' || atom.words.length < 2) return atom
  const open = openColumns(state, false)
  for (let length = atom.words.length - 1; length > 0; length--) {
    const head = atom.words.slice(0, length)
    const text = head.map((w) => w.text).join(' ')
    const entries = state.scope.knowledge.values.byText.get(head.map((w) => w.norm).join(' ')) ?? []
    if (
      entries.some((e) => e.value === text && e.table === state.table.name && open.some((c) => c.name === e.column)) &&
      knownPlace(head, text, state.table, open, state.scope)
    )
      return { ...atom, words: head, to: atom.to - (atom.words.length - length) }
  }
  return atom
}

const valueAt = (state: State, at: number): number => {
  const { words, scope } = state
  const whole = storedAt(state, at) ?? readAtom(words, at, state.day, scope)
  const atom = whole && splitKnown(state, beforeOwner(state, whole))
  if (!atom) return wordAt(state, at)
  const counted = countedAt(state, atom)
  if (counted) {
    putNumber(state, counted.column, atom)
    return counted.to
  }
  const before = beforeAt(words, at)
  if (!placeAtom(state, atom, before)) state.unread.push(...atom.words)
  if (atom.kind === 'date' && typeof atom.value === 'string') state.day = atom.value
  return atom.to
}

const beforeAt = (words: Words, at: number): string => {
  for (let i = at - 1; i >= 0 && at - i <= 2; i--) {
    const norm = words[i]?.norm ?? ''
    if (lead.test(norm)) return norm
    if (!/^(?:el|la|los|las|the|una?|an?)$/.test(norm)) return ''
  }
  return ''
}

/** Reads one or more rows of a table from the words that describe them. `day` = the last day said before. */
export const readRows = (words: Words, table: Table, scope: Scope, day: Day | null): RowsRead => {
  const state: State = {
    table,
    scope,
    words,
    rows: [],
    current: new Map(),
    shared: new Map(),
    day,
    unread: [],
    problems: [],
    labelled: 0,
    unsure: 0,
    separated: false,
  }
  for (let at = 0; at < words.length; ) at = Math.max(at + 1, stepAt(state, at))
  closeRow(state)
  const rows =
    state.rows.length > 0 ? state.rows.map((row) => new Map([...state.shared, ...row])) : state.shared.size > 0 ? [state.shared] : []
  return { rows, unread: state.unread, problems: state.problems, day: state.day, labelled: state.labelled, unsure: state.unsure }
}
