import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import type { Cell } from '#contracts/result.ts'
import type { Run } from '#engine/ports.ts'
import { asOwner } from './as-owner.ts'
import { identifier, plain } from './quoting.ts'
import type { Side } from './side.ts'
import { installSqliteCapture } from './sqlite-capture.ts'
import { cellOfLiteral } from './sqlite-image.ts'
import { readSqliteDefinitions } from './sqlite-objects.ts'
import { applySqliteStep } from './sqlite-structure.ts'
import { undoSqliteRows } from './sqlite-undo-rows.ts'
import { undoSqliteItem } from './sqlite-undo-structure.ts'
import type { UndoItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'sqlite')

const literals = z.array(z.string())

const decode = (images: readonly string[], rowid: boolean): readonly (readonly Cell[])[] =>
  images.map((image) =>
    literals
      .parse(JSON.parse(image))
      .slice(rowid ? 1 : 0)
      .map(cellOfLiteral),
  )

type Broken = ReadonlyMap<string, { readonly table: string; readonly target: string; readonly rows: number }>

/** Rows that refer to nothing, by table and target; null where the check itself fails (a reference to what is no key). */
const brokenReferences = async (run: Run): Promise<Broken | null> => {
  try {
    const found = await run(plain('SELECT "table", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2'))
    return new Map(found.rows.map((r) => [`${r[0]}\u0000${r[1]}`, { table: String(r[0]), target: String(r[1]), rows: Number(r[2]) }]))
  } catch (error) {
    if (error instanceof T7Error) return null
    throw error
  }
}

/** With enforcement suspended, the change must not leave more rows that refer to nothing than it found. */
const watchReferences = async (run: Run): Promise<() => Promise<void>> => {
  const enforced = Number((await run(plain('PRAGMA foreign_keys'))).rows[0]?.[0] ?? 0) === 1
  const before = enforced ? null : await brokenReferences(run)
  return async () => {
    if (before === null) return
    const after = await brokenReferences(run)
    for (const [key, broken] of after ?? [])
      if (broken.rows > (before.get(key)?.rows ?? 0))
        throw new T7Error({
          code: 'change.broken_references',
          kind: 'user',
          params: { table: broken.table, target: broken.target, rows: broken.rows },
        })
  }
}

const undoItem = async (run: Run, item: UndoItem): Promise<void> => {
  const enforced = await run(plain('PRAGMA foreign_keys'))
  if (Number(enforced.rows[0]?.[0] ?? 0) === 1)
    throw new TypeError('an undo on SQLite needs foreign keys suspended, so that nothing cascades')
  if (item.kind === 'rows') await undoSqliteRows(run, item)
  else if (item.kind === 'sqlite') await undoSqliteItem(run, item)
  else throw new TypeError(`not an item of SQLite: ${item.kind}`)
}

export const sqliteSide: Side = {
  installCapture: (run) => installSqliteCapture(asOwner(run)),
  definitions: (run) => readSqliteDefinitions(asOwner(run)),
  applyStep: applySqliteStep,
  decode: async (_run, _table, shape, images) => decode(images, shape.rowid),
  countRows: async (run, table) => Number((await run(plain(`SELECT count(*) FROM main.${q(table)}`), 'owner')).rows[0]?.[0] ?? 0),
  holdNumbering: async () => async () => {},
  undoItem: (run, item) => undoItem(asOwner(run), item),
  settle: async () => {},
  watchReferences: (run) => watchReferences(asOwner(run)),
}
