import { DatabaseSync } from 'node:sqlite'
import { type Rows, sameValue } from './compare-rows.ts'
import type { Kept } from './read-sets.ts'
import { quote, rowsOf, type Structure, structureOf, type Table } from './structure.ts'

type State = { readonly database: DatabaseSync; readonly structure: Structure }

const lower = (names: readonly string[]): string => names.map((name) => name.toLowerCase()).join()

const standardOf = (table: Table, name: string): string | null => {
  const found = table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.standard ?? null
  const plain = found?.replace(/^[('"]+|[)'"]+$/g, '').toLowerCase() ?? null
  return plain === 'true' ? '1' : plain === 'false' ? '0' : plain
}

const tableIn = ({ structure }: State, name: string): Table | undefined => structure.tables.find((table) => table.name === name)

/** Columns, links and rows, to see that nothing of a table changed. */
const digest = ({ database }: State, table: Table): string => {
  const columns = table.columns.map(({ name, required, key }) => [name.toLowerCase(), required || key > 0, standardOf(table, name)])
  const links = table.foreignKeys.map(({ columns, to, onDelete }) => [
    lower(columns),
    to.toLowerCase(),
    onDelete.replace(/NO ACTION|RESTRICT/, ''),
  ])
  const names = table.columns.map(({ name }) => name).sort()
  const rows = rowsOf(database, `SELECT ${names.map(quote).join(', ')} FROM ${quote(table.name)}`)
  return JSON.stringify([columns.sort(), links.sort(), rows.map((row) => JSON.stringify(row)).sort()])
}

const changedTables = (names: readonly string[], before: State, after: State): readonly string[] =>
  names.flatMap((name) => {
    const old = tableIn(before, name)
    const now = tableIn(after, name)
    if (old === undefined) return []
    if (now === undefined) return [`table ${name} is gone`]
    return digest(before, old) === digest(after, now) ? [] : [`table ${name} changed`]
  })

const lostParts = (kept: Kept, old: Table, now: Table): readonly string[] => {
  const has = (table: Table, name: string) => table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
  return [
    ...kept.columns.filter((name) => has(old, name) && !has(now, name)).map((name) => `column ${name} is gone`),
    ...kept.not_null
      .filter((name) => ((column) => column && !column.required && column.key === 0)(has(now, name)))
      .map((name) => `${name} lost NOT NULL`),
    ...kept.defaults
      .filter((name) => has(old, name) && has(now, name) && standardOf(old, name) !== standardOf(now, name))
      .map((name) => `${name} changed its default`),
    ...kept.fks
      .filter(
        ([columns, to]) =>
          !now.foreignKeys.some((key) => lower(key.columns) === lower(columns) && key.to.toLowerCase() === to.toLowerCase()),
      )
      .map(([columns, to]) => `${columns} does not refer to ${to} any more`),
    ...kept.uniques
      .filter((columns) => !now.uniques.some((unique) => lower([...unique].sort()) === lower([...columns].sort())))
      .map((columns) => `${columns} may repeat now`),
    ...((now.sql.match(/\bCHECK\b/gi) ?? []).length < kept.min_checks ? ['a CHECK is gone'] : []),
  ]
}

const changedRows = (kept: Kept, before: State, after: State, now: Table): readonly string[] => {
  const { key, table } = kept
  if (key === undefined || table === undefined || !now.columns.some(({ name }) => name.toLowerCase() === key.toLowerCase())) return []
  const stable = kept.stable.filter((name) => now.columns.some((column) => column.name.toLowerCase() === name.toLowerCase()))
  const byKey = (rows: Rows) => new Map(rows.map((row) => [row[0], row]))
  const sql = `SELECT ${[key, ...stable].map(quote).join(', ')} FROM ${quote(table)}`
  const old = byKey(rowsOf(before.database, sql))
  const current = byKey(rowsOf(after.database, sql))
  const different = [...old].filter(([id, row]) => current.get(id)?.some((value, index) => !sameValue(value, row[index] ?? null)) ?? false)
  const gone = [...old.keys()].filter((id) => !current.has(id)).length
  const added = [...current.keys()].filter((id) => !old.has(id)).length
  return [
    ...(different.length > 0 ? [`${different.length} rows of ${table} changed where they had to stay`] : []),
    ...(kept.removed !== undefined && gone !== kept.removed ? [`${gone} rows of ${table} were removed, not ${kept.removed}`] : []),
    ...(kept.added !== undefined && added !== kept.added ? [`${added} rows of ${table} were added, not ${kept.added}`] : []),
  ]
}

/** What changed that had to stay. */
export const lostBy = (kept: Kept, beforeFile: string, afterFile: string): readonly string[] => {
  const [before, after] = [beforeFile, afterFile].map((file) => {
    const database = new DatabaseSync(file, { readOnly: true })
    return { database, structure: structureOf(database) }
  })
  if (before === undefined || after === undefined) return []
  try {
    const unchanged = changedTables(kept.tables_unchanged ?? [], before, after)
    const old = kept.table === undefined ? undefined : tableIn(before, kept.table)
    if (old === undefined) return unchanged
    const now = tableIn(after, old.name)
    if (now === undefined) return [...unchanged, `table ${old.name} is gone`]
    return [...unchanged, ...lostParts(kept, old, now), ...changedRows(kept, before, after, now)]
  } finally {
    before.database.close()
    after.database.close()
  }
}
