import type { Run } from '#engine/ports.ts'
import { asOwner } from './as-owner.ts'
import type { RowShape } from './captured-rows.ts'
import { installPostgresCapture } from './postgres-capture.ts'
import { readPostgresDefinitions } from './postgres-definition.ts'
import { countRows } from './postgres-keep.ts'
import { holdPostgresNumbering } from './postgres-numbering.ts'
import { applyPostgresStep } from './postgres-structure.ts'
import { undoPostgresRows } from './postgres-undo-rows.ts'
import { undoPostgresItem } from './postgres-undo-structure.ts'
import { identifier, plain, withParameters } from './quoting.ts'
import type { Side } from './side.ts'
import type { UndoItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'postgres')

const decode = async (run: Run, table: string, shape: RowShape, images: readonly string[]) => {
  if (images.length === 0) return []
  await run(plain(`CREATE TEMP TABLE t7_decode ON COMMIT DROP AS SELECT ${shape.columns.map(q).join(', ')} FROM ${q(table)} WITH NO DATA`))
  const found = await run(
    withParameters(
      'SELECT s.* FROM jsonb_array_elements_text($1::jsonb) WITH ORDINALITY AS e(image, n), LATERAL (SELECT (e.image::pg_temp.t7_decode).*) AS s ORDER BY e.n',
      [JSON.stringify(images)],
    ),
  )
  await run(plain('DROP TABLE pg_temp.t7_decode'))
  return found.rows
}

const undoItem = async (run: Run, item: UndoItem): Promise<void> => {
  if (item.kind === 'rows') await undoPostgresRows(run, item)
  else if (item.kind === 'postgres') await undoPostgresItem(run, item)
  else throw new TypeError(`not an item of PostgreSQL: ${item.kind}`)
}

export const postgresSide: Side = {
  installCapture: (run, targets) => installPostgresCapture(asOwner(run), targets),
  definitions: (run) => readPostgresDefinitions(asOwner(run)),
  applyStep: (run, step, statements, name) => applyPostgresStep(run, step, statements, name),
  decode: (run, table, shape, images) => decode(asOwner(run), table, shape, images),
  countRows: (run, table) => countRows(asOwner(run), table),
  holdNumbering: (run, tables) => holdPostgresNumbering(asOwner(run), tables),
  undoItem: (run, item) => undoItem(asOwner(run), item),
  settle: async (run) => {
    await run(plain('SET CONSTRAINTS ALL IMMEDIATE'), 'owner')
  },
  watchReferences: async () => async () => {},
}
