import type { Table } from '#contracts/catalog.ts'
import { addUnits, type Day } from '../../calendar.ts'
import { readPeriod } from '../../dates.ts'
import { lineOf } from '../../line.ts'
import { literal } from '../literal-value.ts'
import type { Problem } from '../proposal.ts'
import type { Scope } from '../scope.ts'
import { findAt, type Words } from '../spans.ts'
import { isStreet } from './atoms.ts'
import { calledAt, flagged, labelAt, labelledValue, lack } from './row-labels.ts'
import { closeRow, openColumns, put, type Row, type State } from './row-state.ts'
import { valueAt } from './row-values.ts'

/** Rows of a table read from words. `unread`: content words that found no place. `day`: the last day said. `labelled`: how many values came with their column's name. */
export type RowsRead = {
  readonly rows: readonly Row[]
  readonly unread: Words
  readonly problems: readonly Problem[]
  readonly day: Day | null
  readonly labelled: number
  readonly unsure: number
}

const separator = /^(?:,|;|\(|\)|\.|y|e|and|:)$/

const there = /(?:alli|ahi|there|en el mismo (?:sitio|lugar)|at the same place)/

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
