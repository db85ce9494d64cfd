import type { Column, Table } from '#contracts/catalog.ts'
import { stems } from '../../stem.ts'
import { identifierWords } from '../../vocabulary.ts'
import { functionWords } from '../../words.ts'
import { fitValue, namingColumns } from '../fit-value.ts'
import { literal } from '../literal-value.ts'
import type { Problem } from '../proposal.ts'
import { findAt, type Words } from '../spans.ts'
import { columnNamed, tableNamed } from '../table-names.ts'
import { type Atom, readAtom } from './atoms.ts'
import { isKey, openColumns, put, type State } from './row-state.ts'

const small =
  /^(?:de|del|la|el|los|las|un|una|con|en|a|al|y|e|por|para|que|su|sus|es|son|the|of|with|and|in|at|on|for|to|from|by|its|is|an|una|otro|otra|,|:|;|\(|\)|=)$/

const skipSmall = (words: Words, at: number): number => {
  let i = at
  while (i < words.length && words[i]?.kind !== 'quoted' && small.test(words[i]?.norm ?? '') && !/^[,;)]$/.test(words[i]?.text ?? '')) i++
  return i
}

/** Whether a word is a word of some column's own name. */
const hasOwn = (table: Table, run: Words): boolean => {
  const word = stems(run[0]?.norm ?? '')
  return table.columns.some((c) => identifierWords(c.name).some((n) => stems(n).some((s) => word.includes(s))))
}

/** The longest run of lower-case words from `at` that names a column. Values and table names aren't labels. */
export const labelAt = (state: State, at: number): { readonly column: Column; readonly to: number } | null => {
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

const countUnit = /^(?:unidades?|uds|piezas?|units?|pieces?|items?)$/

/** A number with what it counts after it: "20 plazas", "12.000 € de presupuesto", "seis horas y media". */
export const countedAt = (state: State, atom: Atom): { readonly column: Column; readonly to: number } | null => {
  if (!/^(?:number|money|percent|year)$/.test(atom.kind)) return null
  const inner = atom.words.findIndex((w) => w.kind === 'word' && columnNamed(state.table, [w], false) !== null)
  const within = inner > 0 ? columnNamed(state.table, atom.words.slice(inner, inner + 1), false) : null
  if (within) return { column: within, to: atom.to }
  const unit = countUnit.test(state.words[atom.to]?.norm ?? '') ? atom.to + 1 : atom.to
  const at = /^(?:de|of|en|in)$/.test(state.words[unit]?.norm ?? '') ? unit + 1 : unit
  const label = labelAt(state, at)
  return label && (label.column.type === 'integer' || label.column.type === 'number') && at - atom.to <= 2 ? label : null
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

const typed = (column: Column): boolean => column.type !== 'text' && column.type !== 'other' && column.type !== 'json'

export const isRule = (problem: Problem): boolean => problem.kind === 'refuse' && problem.code !== 'change.type_mismatch'

const fitsKind = (column: Column, atom: Atom): boolean =>
  ((column.type === 'date' || column.type === 'datetime') && atom.kind === 'date') || (column.type === 'time' && atom.kind === 'time')

/** "Bruno de Sonia Vera": what follows "de" is a stored row this one refers to. */
export const beforeOwner = (state: State, atom: Atom): Atom => {
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

/** A value announced by its column's name: "carné B-0017", "capacity 900", "precio = barato". */
export const labelledValue = (state: State, column: Column, from: number): number | null => {
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

export const flagged = (state: State, column: Column, negative: boolean): boolean => {
  const flag = state.scope.knowledge.natures.get(`${state.table.name}.${column.name}`)?.flag
  if (!flag) return false
  put(state, { column, value: literal(negative ? flag.no : flag.yes, column.type), sure: true })
  return true
}

const lacking = /(?:(?:este|esta|y|aun|todavia|de momento|still|yet|as yet) )*(?:sin|without|no tiene|no)/

/** "sin presupuesto": nothing in that column; for a yes/no column, no. */
export const lack = (state: State, at: number): number | null => {
  const match = findAt(state.words, lacking, at)
  const label = match && labelAt(state, skipSmall(state.words, match.to))
  if (!match || !label) return null
  flagged(state, label.column, true)
  return label.to
}

/** "llamado Puente de diciembre": the whole of a name, small words and all. */
export const calledAt = (state: State, at: number): number | null => {
  const called = findAt(state.words, /(?:llamad[oa]|titulad[oa]|que se llama|named|called|titled|entitled)/, at)
  const column = namingColumns(state.table, state.scope.knowledge).find((c) => c.type === 'text' && !state.current.has(c.name))
  return called && column ? labelledValue(state, column, called.to) : null
}
