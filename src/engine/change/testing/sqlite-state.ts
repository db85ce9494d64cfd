import { DatabaseSync } from 'node:sqlite'

const literal = (name: unknown): string => `'${String(name).replaceAll("'", "''")}'`
const quoted = (name: unknown): string => `"${String(name).replaceAll('"', '""')}"`

/** All that a SQLite file holds: texts of objects (quotes and spaces aside), rows with their numbers, counters, and what is kept aside. */
export const sqliteState = (path: string, uncounted = false): unknown => {
  const database = new DatabaseSync(path, { readOnly: true })
  const objects = database
    .prepare(
      "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite%' and name not like '\\_t7%' escape '\\' order by type, name",
    )
    .all()
  const rows = objects
    .filter((o) => o.type === 'table')
    .map((o) => {
      const columns = database.prepare(`select name from pragma_table_xinfo(${literal(o.name)})`).all()
      const numbered = !/without rowid/i.test(String(o.sql))
      const list = [...(numbered ? ['rowid'] : []), ...columns.map((c) => quoted(c.name))].map((c) => `quote(${c})`)
      return [o.name, database.prepare(`select json_array(${list.join(', ')}) as r from ${quoted(o.name)} order by 1`).all()]
    })
  const counted = database.prepare("select 1 from sqlite_master where name = 'sqlite_sequence'").get() !== undefined
  const sequences = uncounted || !counted ? [] : database.prepare('select * from sqlite_sequence order by 1').all()
  const kept = database.prepare("select name from sqlite_master where name like '\\_t7%' escape '\\'").all()
  database.close()
  return { objects: objects.map((o) => ({ ...o, sql: String(o.sql).replaceAll('"', '').replace(/\s+/g, ' ') })), rows, sequences, kept }
}
