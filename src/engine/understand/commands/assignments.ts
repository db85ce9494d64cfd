import { type Column, findColumn, findTable, type Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { isNameless } from '../../plan/defaults.ts'
import { identifierWords } from '../vocabulary.ts'
import type { Fit } from './fit-value.ts'
import { holdersOf } from './holders.ts'
import { previousRows } from './previous.ts'
import type { Problem } from './proposal.ts'
import { headTable, type Rows, rowsOf } from './rows.ts'
import type { Scope } from './scope.ts'
import { type Words, without } from './spans.ts'
import { columnNamed } from './table-names.ts'

/** A column of the rows a phrase chooses. `run`: whether the column was said. */
export type Place = { readonly table: Table; readonly column: Column; readonly rows: Rows; readonly said: boolean; readonly score: number }

export type Run = { readonly from: number; readonly to: number }

/** Runs of words that name a column of a table, longest first. */
export const columnRuns = (words: Words, table: Table): readonly (Run & { readonly column: Column })[] => {
  const runs: (Run & { readonly column: Column })[] = []
  for (let from = 0; from < words.length; from++) {
    for (const length of [4, 3, 2, 1]) {
      const run = words.slice(from, from + length)
      if (run.length < length || run.some((w) => w.kind !== 'word') || small.test(run[0]?.norm ?? '') || small.test(run.at(-1)?.norm ?? ''))
        continue
      const column = columnNamed(table, run)
      if (!column) continue
      runs.push({ from, to: from + length, column })
      break
    }
  }
  return runs
}

const small =
  /^(?:el|la|los|las|lo|un|una|de|del|al|a|con|en|por|para|su|sus|que|the|of|to|in|for|with|y|and|no|si|se|han|ha|es|esta|ya|todos|todas|is|are|as|como|new|nuevo|nueva)$/

const pronoun = /^(?:los|las|les|lo|la|esos|esas|estos|estas|them|those|these|ellos|ellas|it)$/

/** Rows that the words choose; where they choose none and the last answer listed rows of that table, those. */
export const rowsMeant = (words: Words, table: Table, scope: Scope): Rows => {
  const rows = rowsOf(words, table, scope)
  if (rows.named) return rows
  const named = headTable(words, scope)
  if (named && !words.some((w) => /^(?:es[oa]s|est[oa]s|those|these|them)$/.test(w.norm))) return rows
  const before = previousRows(scope.input.history, scope.knowledge)
  if (!before || before.table.name !== table.name) return rows
  return { ...rows, where: before.where, named: true, unread: [] }
}

const candidates = (words: Words, scope: Scope): readonly Table[] => {
  const { catalog } = scope.knowledge
  const head = headTable(words, scope)
  const focus = scope.focus === null ? undefined : findTable(catalog, scope.focus)
  const holders = catalog.tables.filter((t) => t.kind === 'table' && columnRuns(words, t).length > 0)
  const list = [head?.table, focus, ...holders, ...(holders.length > 2 ? [] : holdersOf(words, scope))].filter((t) => t !== undefined)
  return [...new Set(list)].filter((t) => t.kind === 'table').slice(0, 8)
}

/** Whether rows are chosen through another table: "el teléfono de Ana" is hers, not that of who attends to her. */
const isDistant = ({ where }: Rows): boolean =>
  where !== null && (where.kind === 'in_query' || (where.kind === 'and' && where.parts.some((p) => p.kind === 'in_query')))

/** Reached through other rows that refer here and there: nobody says "the phone of Ana" of those who attend to her. */
const isRemote = ({ where }: Rows): boolean => {
  const parts = where?.kind === 'and' ? where.parts : where ? [where] : []
  return parts.some((p) => p.kind === 'in_query' && p.query.kind === 'select' && p.query.joins.length > 1)
}

const scoreOf = (rows: Rows, table: Table, words: Words, scope: Scope, said: boolean): number => {
  const head = headTable(words, scope)
  return (
    (said ? 0.4 : 0) +
    (head?.table === table ? 0.35 : 0) +
    (scope.focus === table.name ? 0.1 : 0) +
    (rows.named ? 0.15 : 0) -
    (isDistant(rows) && head?.table !== table ? 0.25 : 0) -
    (isNameless(scope.knowledge, table.name) && head?.table !== table ? 0.12 : 0) -
    rows.unread.length * 0.5 +
    rows.confidence * 0.1
  )
}

/** How much of a column's name was said: all of `precio`, half of `precio_unitario`. */
const fullness = (run: Run & { readonly column: Column }): number =>
  Math.min(1, (run.to - run.from) / identifierWords(run.column.name).length)

/** Every place that the words may mean, best first. `fits` tells which columns may hold the value. */
export const placesIn = (words: Words, scope: Scope, fits: (table: Table, column: Column) => boolean): readonly Place[] => {
  const places: Place[] = []
  for (const table of candidates(words, scope)) {
    for (const run of columnRuns(words, table)) {
      if (!fits(table, run.column)) continue
      const whole = rowsMeant(words, table, scope)
      const tested = nullTested(whole, table).some((c) => c.name === run.column.name)
      const rows = tested ? whole : rowsMeant(without(words, run), table, scope)
      if (isRemote(rows) && headTable(words, scope)?.table !== table) continue
      places.push({ table, column: run.column, rows, said: true, score: scoreOf(rows, table, words, scope, true) + 0.2 * fullness(run) })
    }
  }
  return places.sort((a, b) => b.score - a.score)
}

/** Places where the column was not said: the only one of a table that could hold the value. */
export const impliedPlaces = (
  words: Words,
  scope: Scope,
  fits: (table: Table, column: Column) => boolean,
  loosely: (table: Table, column: Column) => boolean = fits,
): readonly Place[] =>
  candidates(words, scope)
    .flatMap((table) => {
      const rows = rowsMeant(words, table, scope)
      return columnsImplied(table, rows, scope, fits, loosely).map((column) => ({
        table,
        column,
        rows,
        said: false,
        score: scoreOf(rows, table, words, scope, false),
      }))
    })
    .sort((a, b) => b.score - a.score)

const nullTested = (rows: Rows, table: Table): readonly Column[] => {
  const parts = rows.where?.kind === 'and' ? rows.where.parts : rows.where ? [rows.where] : []
  return parts.flatMap((p) =>
    p.kind === 'is_null' && !p.negated && p.value.kind === 'column' && p.value.table === table.name
      ? (findColumn(table, p.value.column) ?? [])
      : [],
  )
}

/** `fits` exactly, or at all: the column spoken of last and one tested for emptiness take any value of their type. */
const columnsImplied = (
  table: Table,
  rows: Rows,
  scope: Scope,
  fits: (table: Table, column: Column) => boolean,
  loosely: (table: Table, column: Column) => boolean,
): readonly Column[] => {
  const last = scope.focus === table.name && scope.column !== null ? findColumn(table, scope.column) : undefined
  if (last && loosely(table, last)) return [last]
  const tested = nullTested(rows, table).filter((c) => loosely(table, c))
  if (tested.length > 0) return tested.slice(0, 1)
  const able = table.columns.filter((c) => fits(table, c))
  return able.length === 1 ? able : []
}

/** The value that words are for a column, and what is wrong with it. */
export const settle = (fit: Fit): { readonly value: Expression | null; readonly problem: Problem | null } =>
  fit.kind === 'value' ? { value: fit.value, problem: null } : { value: null, problem: fit.problem }

export const isPronoun = (words: Words): boolean => words.every((w) => pronoun.test(w.norm))
