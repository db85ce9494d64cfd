import type { Run } from '#engine/ports.ts'
import { type Conflict, conflictOf, maximumConflicts } from './conflict.ts'
import { identifier, plain, textLiteral, withParameters } from './quoting.ts'
import type { TableUndo } from './table-undo.ts'

const q = (name: string): string => identifier(name, 'postgres')

const textOrNull = (cell: unknown): string | null => (cell === null || cell === undefined ? null : String(cell))

const rowText = (of: TableUndo): string => `ROW(${of.layout.columns.map((c) => `t.${q(c)}`).join(', ')})::text`

const keyLabel = (of: TableUndo, record: string): string => of.layout.key.map((k) => `${record}.${q(k)}::text`).join(` || ', ' || `)

const mine = (of: TableUndo): string => `u.relation = ${textLiteral(of.table, 'postgres')}`

/** Rows that are gone, or whose columns are not as the change left them. */
const changedKeyed = async (run: Run, of: TableUndo): Promise<readonly Conflict[]> => {
  const match = of.layout.key.map((k) => `t.${q(k)} = (u.a).${q(k)}`).join(' AND ')
  const found = await run(
    plain(`SELECT ${keyLabel(of, '(u.a)')}, t.ctid IS NULL, to_jsonb(u.a)::text, to_jsonb(t)::text FROM (
  SELECT u.n, u.after, u.after::pg_temp.${of.shape} AS a FROM t7_undo AS u WHERE ${mine(of)} AND u.after IS NOT NULL OFFSET 0) AS u
LEFT JOIN ${q(of.table)} AS t ON ${match} WHERE t.ctid IS NULL OR ${rowText(of)} <> u.after ORDER BY u.n LIMIT ${maximumConflicts}`),
  )
  return found.rows.flatMap((row) =>
    row[1] === true
      ? [conflictOf('change.row_gone', { table: of.table, key: String(row[0]) })]
      : differences(of, String(row[0]), JSON.parse(String(row[2])), JSON.parse(String(row[3]))),
  )
}

const shown = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value)

const differences = (
  of: TableUndo,
  key: string,
  expected: Record<string, unknown>,
  found: Record<string, unknown>,
): readonly Conflict[] => {
  const changed = of.layout.columns.filter((c) => JSON.stringify(expected[c]) !== JSON.stringify(found[c]))
  return (changed.length > 0 ? changed : of.layout.columns.slice(0, 1)).map((column) =>
    conflictOf('change.row_changed', { table: of.table, key, column, expected: shown(expected[column]), found: shown(found[column]) }),
  )
}

/** Keys that came free by the change and are in use again. */
const takenKeys = async (run: Run, of: TableUndo): Promise<readonly Conflict[]> => {
  const match = of.layout.key.map((k) => `t.${q(k)} = (u.b).${q(k)}`).join(' AND ')
  const found = await run(
    plain(`SELECT ${keyLabel(of, '(u.b)')} FROM (
  SELECT u.n, u.before::pg_temp.${of.shape} AS b FROM t7_undo AS u WHERE ${mine(of)} AND u."beforeKey" IS DISTINCT FROM u."afterKey"
    AND u.before IS NOT NULL AND NOT EXISTS (SELECT FROM t7_undo AS o WHERE o.relation = u.relation AND o."afterKey" = u."beforeKey") OFFSET 0) AS u
JOIN ${q(of.table)} AS t ON ${match} ORDER BY u.n LIMIT ${maximumConflicts}`),
  )
  return found.rows.map((row) => conflictOf('change.row_taken', { table: of.table, key: String(row[0]) }))
}

/** Without a key a row is its image: as many as the change left must be there. */
const missingKeyless = async (run: Run, of: TableUndo): Promise<readonly Conflict[]> => {
  const wanted = new Map<string, number>()
  const step = (image: string | null, by: number): void => {
    if (image !== null) wanted.set(image, (wanted.get(image) ?? 0) + by)
  }
  for (const change of of.changes) {
    step(change.before, -1)
    step(change.after, 1)
  }
  const conflicts: Conflict[] = []
  for (const [image, count] of wanted) {
    if (count <= 0) continue
    const found = await run(withParameters(`SELECT count(*)::integer FROM ${q(of.table)} AS t WHERE ${rowText(of)} = $1`, [image]))
    if (Number(found.rows[0]?.[0]) < count) conflicts.push(conflictOf('change.row_gone', { table: of.table, key: textOrNull(image) }))
    if (conflicts.length >= maximumConflicts) break
  }
  return conflicts
}

/** Everything that stands against giving the rows of one table back. */
export const findChangedRows = async (run: Run, of: TableUndo): Promise<readonly Conflict[]> =>
  of.layout.key.length === 0 ? missingKeyless(run, of) : [...(await changedKeyed(run, of)), ...(await takenKeys(run, of))]
