import type { DatabaseSync } from 'node:sqlite'
import { bindNames, type Names } from './bind-names.ts'
import { lostBy } from './check-kept.ts'
import { wrongJunction, wrongTable } from './check-structure.ts'
import { type Cell, holdsRows, type Rows, sameRows } from './compare-rows.ts'
import { addRow, refusalOf } from './probe-rows.ts'
import type { Assertion, Command, Scenario } from './read-sets.ts'
import { dump, matching, normal, openScratch, quote, rowsOf, type Structure, structureOf } from './structure.ts'

export type States = { readonly before: string; readonly after: string }

type Place = { readonly database: DatabaseSync; readonly structure: Structure; readonly names: Names }

const named = (names: Names, table: string, given: Readonly<Record<string, Cell>>): Readonly<Record<string, Cell>> =>
  Object.fromEntries(Object.entries(given).map(([column, value]) => [names.column(table, column), value]))

const wrongRejection = (
  { database, structure, names }: Place,
  check: Extract<Assertion, { rejects: object }>['rejects'],
): string | null => {
  const table = names.table(check.table)
  const tried = (row: Readonly<Record<string, Cell>>) =>
    refusalOf(database, () =>
      addRow(database, structure, table, { ...named(names, check.table, check.base), ...named(names, check.table, row) }),
    )
  const refused = check.control.map(tried).find((complaint) => complaint !== null)
  if (refused !== undefined) return `a valid row is refused in ${table.name}: ${refused}`
  return check.values.some((row) => tried(row) === null) ? `${table.name} accepts what it must refuse` : null
}

const wrongUnique = (
  { database, structure, names }: Place,
  check: Extract<Assertion, { unique_probe: object }>['unique_probe'],
): string | null => {
  const table = names.table(check.table)
  const add = () => addRow(database, structure, table, named(names, check.table, check.values))
  if (refusalOf(database, add) !== null) return `a first row is refused in ${table.name}`
  const twice = refusalOf(database, () => {
    add()
    add()
  })
  return twice === null ? `${table.name} admits two rows alike` : null
}

const wrongIndex = (
  { names }: Place,
  { table: key, columns, unique }: Extract<Assertion, { index_on: object }>['index_on'],
): string | null => {
  const table = names.table(key)
  const wanted = columns.map((column) => names.column(key, column))
  const found = table.indexes.some((index) => wanted.every((column, at) => index.columns[at] === column) && (!unique || index.unique))
  return found ? null : `no index on ${table.name} (${wanted.join(', ')})`
}

const wrongView = ({ database, names }: Place, check: Extract<Assertion, { view_rows: object }>['view_rows']): string | null => {
  const given = rowsOf(database, `SELECT * FROM main.${quote(names.view(check.view))}`)
  const readings = [check.equals, ...(check.equals_alt ?? [])].map((sql) => rowsOf(database, names.fill(sql)))
  return readings.some((rows) => holdsRows(rows, given, { tolerance: check.tol })) ? null : 'the view does not hold the rows expected'
}

const wrongRows = ({ database, names }: Place, check: Extract<Assertion, { sql: string }>): string | null => {
  const given = rowsOf(database, names.fill(check.sql))
  const readings: readonly Rows[] = [check.expect, ...(check.expect_alt ?? [])]
  return readings.some((rows) => sameRows(rows, given, check.tol ?? 1e-6))
    ? null
    : `${check.sql} gives ${JSON.stringify(given).slice(0, 120)}`
}

const wrongWith = (place: Place, check: Assertion): string | null => {
  const { structure, names } = place
  if ('sql' in check) return wrongRows(place, check)
  if ('table_like' in check) return wrongTable(structure, check.table_like, check.columns ?? [])
  if ('no_table_like' in check) {
    const left = [...structure.tables, ...structure.views.map((name) => ({ name }))].filter(({ name }) =>
      new RegExp(check.no_table_like).test(normal(name)),
    )
    return left.length === 0 ? null : `still there: ${left.map(({ name }) => name).join(', ')}`
  }
  if ('no_column' in check) {
    const left = matching(names.table(check.no_column.table).columns, check.no_column.name_like)
    return left.length === 0 ? null : `column still there: ${left.map(({ name }) => name).join(', ')}`
  }
  if ('fk' in check) {
    const [from, to] = [names.table(check.fk.from), names.table(check.fk.to)]
    return from.foreignKeys.some((key) => key.to.toLowerCase() === to.name.toLowerCase())
      ? null
      : `${from.name} does not refer to ${to.name}`
  }
  if ('junction' in check) return wrongJunction(names, check.junction.table, [check.junction.a, check.junction.b])
  if ('index_on' in check) return wrongIndex(place, check.index_on)
  if ('rejects' in check) return wrongRejection(place, check.rejects)
  if ('unique_probe' in check) return wrongUnique(place, check.unique_probe)
  if ('is_view' in check) return names.view(check.is_view) === '' ? 'no view' : null
  return wrongView(place, check.view_rows)
}

const caught = (place: Place, check: Assertion): string | null => {
  try {
    return wrongWith(place, check)
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** What is wrong with what a command left; empty = right. */
export const wrongsOf = (scenario: Scenario, command: Command, { before, after }: States, outcome: string | null): readonly string[] => {
  if (command.expect !== 'apply') {
    const odd = outcome !== null && !command.allowed_outcomes.includes(outcome)
    return [...(dump(before) === dump(after) ? [] : ['the database changed']), ...(odd ? [`it was ${outcome}`] : [])]
  }
  const database = openScratch(after)
  try {
    database.prepare('ATTACH ? AS before').run(before)
    const structure = structureOf(database)
    const place = { database, structure, names: bindNames(structure, scenario.bind) }
    const wrong = command.assert.map((check) => caught(place, check)).filter((one) => one !== null)
    return [...wrong, ...command.must_not_change.flatMap((kept) => lostBy(kept, before, after))]
  } finally {
    database.close()
  }
}
