import { type Column, findTable } from '#contracts/catalog.ts'
import { stems } from '../../stem.ts'
import { fold } from '../../tokens.ts'
import { expand } from '../../vocabulary.ts'
import { functionWords } from '../../words.ts'
import { fitValue, namingColumns } from '../fit-value.ts'
import { literal } from '../literal-value.ts'
import type { Words } from '../spans.ts'
import { columnNamed, tableNamed } from '../table-names.ts'
import { type Atom, readAtom } from './atoms.ts'
import { chooseColumn, knownPlace, type Placed, storedPlace } from './choose-column.ts'
import { beforeOwner, countedAt, isRule } from './row-labels.ts'
import { alike, closeRow, openColumns, put, type State } from './row-state.ts'

/** The first column of a row tells where the next row begins. */
const isLeading = (state: State, column: Column): boolean =>
  state.current.keys().next().value === column.name || (state.rows.at(-1)?.keys().next().value === column.name && state.rows.length > 0)

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

const putNumber = (state: State, column: Column, atom: Atom): void => {
  const fit = fitValue(atom.words, state.table, column, state.scope, state.scope.made)
  if (fit.kind === 'misfit' && isRule(fit.problem)) state.problems.push(fit.problem)
  put(state, { column, value: literal(atom.value, column.type), sure: true })
  state.labelled++
}

const noise =
  /^(?:nuev[oa]s?|new|llamad[oa]s?|named|called|nombre|name|hay|tiene|tienen|da|dan|lleva|cuesta|vale|costs|mismo|misma|este|esta|esto|each|every|cada|otro|otra|another|more|mas|tambien|also|dia|day|fecha|date|hoy|euros?|datos|data|following|siguientes?|registro|registros|row|rows|fila|filas|se|le|les|nos|born|nacid[oa]|unidad(?:es)?|units?|taught|teach|teaches|teaching|written|made|owned|managed|led|impartid[oa]|escrit[oa]|llevad[oa]|gestionad[oa]|atendid[oa]|comprad[oa]|vendid[oa]|priced|costing|worth|located|based|living|lives|vive|quien|who|whose|which|works?|working|trabaja|started|empieza|empezo|limite|tope|kilos?|kg|metros?|litros?|aqui|here|down|up|actually|llega|llegado|viene|\p{P})$/u

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

const lead = /^(?:de|del|en|con|a|al|por|para|of|in|from|at|on|for|to|by|with|desde|hasta|until|starting|es|is)$/

const beforeAt = (words: Words, at: number): string => {
  for (let i = at - 1; i >= 0 && at - i <= 2; i--) {
    const norm = words[i]?.norm ?? ''
    if (lead.test(norm)) return norm
    if (!/^(?:el|la|los|las|the|una?|an?)$/.test(norm)) return ''
  }
  return ''
}

export const valueAt = (state: State, at: number): number => {
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
