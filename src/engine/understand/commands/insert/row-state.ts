import type { Column, Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import type { Day } from '../../calendar.ts'
import type { Problem } from '../proposal.ts'
import type { Scope } from '../scope.ts'
import type { Words } from '../spans.ts'
import type { Placed } from './choose-column.ts'

export type Row = ReadonlyMap<string, Expression>

export type State = {
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

export const isKey = (table: Table, column: Column): boolean => column.generated && table.primaryKey.includes(column.name)

export const closeRow = (state: State): void => {
  if (state.current.size > 0) state.rows.push(state.current)
  state.current = new Map()
}

export const put = (state: State, { column, value, sure, problem }: Placed): void => {
  if (state.current.has(column.name)) closeRow(state)
  state.current.set(column.name, value)
  if (problem) state.problems.push(problem)
  if (!sure) state.unsure++
  state.separated = false
  if (value.kind === 'literal' && (column.type === 'date' || column.type === 'datetime') && typeof value.value === 'string')
    state.day = value.value.slice(0, 10)
}

export const openColumns = (state: State, all: boolean): readonly Column[] =>
  state.table.columns.filter((c) => !isKey(state.table, c) && (all || !state.current.has(c.name)))

export const alike = (state: State): ReadonlySet<string> =>
  new Set([...(state.rows.at(-1)?.keys() ?? [])].filter((c) => !state.current.has(c)))
