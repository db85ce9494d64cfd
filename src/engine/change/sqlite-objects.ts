import type { Run } from '#engine/ports.ts'
import type { DefinedObject, Definitions } from './change-script.ts'
import { plain } from './quoting.ts'
import type { ObjectChange } from './undo-record.ts'

const objectsQuery = `SELECT type, name, tbl_name, sql FROM main.sqlite_master
WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_t7\\_%' ESCAPE '\\' AND tbl_name NOT LIKE '\\_t7\\_%' ESCAPE '\\'
ORDER BY rowid`

/** Every table, index, trigger and view with its text; T7's own things are left out. */
export const readObjects = async (run: Run): Promise<readonly DefinedObject[]> =>
  (await run(plain(objectsQuery))).rows.map((r) => ({
    kind: String(r[0]) as DefinedObject['kind'],
    name: String(r[1]),
    table: String(r[2]),
    sql: String(r[3]),
  }))

export const readSqliteDefinitions = async (run: Run): Promise<Definitions> => ({ objects: await readObjects(run), viewUses: [] })

/** Objects whose text differs between two readings. */
export const objectChanges = (before: readonly DefinedObject[], after: readonly DefinedObject[]): ObjectChange[] => {
  const find = (of: readonly DefinedObject[], like: DefinedObject): DefinedObject | undefined =>
    of.find((o) => o.kind === like.kind && o.name === like.name)
  const gone = before
    .filter((b) => find(after, b)?.sql !== b.sql)
    .map((b) => ({ ...head(b), before: b.sql, after: find(after, b)?.sql ?? null }))
  const made = after.filter((a) => find(before, a) === undefined).map((a) => ({ ...head(a), before: null, after: a.sql }))
  return [...gone, ...made]
}

const head = ({ kind, name, table }: DefinedObject) => ({ kind, name, table })
