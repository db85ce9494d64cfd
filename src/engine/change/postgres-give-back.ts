import type { Run } from '#engine/ports.ts'
import { ConflictFound, conflictOf, maximumConflicts } from './conflict.ts'
import type { DefinedColumn, DefinedTable } from './postgres-definition.ts'
import { keptName, rowKey } from './postgres-keep.ts'
import { identifier, plain, textLiteral, withParameters } from './quoting.ts'
import type { KeptValues } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'postgres')

const textOrNull = (cell: unknown): string | null => (cell === null || cell === undefined ? null : String(cell))

/** Today's rows with the key under which each was kept; `number` tells apart rows that look alike. */
const paired = (table: string, kept: KeptValues, others: readonly string[]): string => {
  const id = rowKey('t', kept.key, others)
  return `(SELECT t.ctid AS place, ${id} AS id, row_number() OVER (PARTITION BY ${id} ORDER BY t.ctid)::integer AS number, t.${q(kept.column)}::text AS value FROM ${q(table)} AS t)`
}

const othersOf = (table: DefinedTable, column: string): readonly string[] => table.columns.map((c) => c.name).filter((c) => c !== column)

/** Throws the conflicts if somebody has written to a retyped column since. */
const refuseChangedValues = async (run: Run, kept: KeptValues, before: DefinedTable): Promise<void> => {
  const found = await run(
    plain(`SELECT k.t7_key, k.t7_new, n.value FROM ${keptName(kept.name)} AS k
  JOIN ${paired(before.name, kept, othersOf(before, kept.column))} AS n ON n.id = k.t7_key AND n.number = k.t7_number
  WHERE n.value IS DISTINCT FROM k.t7_new LIMIT ${maximumConflicts}`),
  )
  if (found.rows.length === 0) return
  throw new ConflictFound(
    found.rows.map((row) =>
      conflictOf('change.row_changed', {
        table: before.name,
        key: String(row[0]),
        column: kept.column,
        expected: textOrNull(row[1]),
        found: textOrNull(row[2]),
      }),
    ),
  )
}

/** Hands out each kept value once; rows that came since are cast, and must not lose anything by it. */
const giveBackFunction = (kept: KeptValues, from: string, to: string): string => `
CREATE FUNCTION pg_temp.t7_give_back(id text, value ${from}) RETURNS ${to} LANGUAGE plpgsql VOLATILE AS $t7$
DECLARE old ${to}; place tid;
BEGIN
  SELECT k.ctid, k.t7_old INTO place, old FROM ${keptName(kept.name)} AS k WHERE k.t7_key = id ORDER BY k.t7_number LIMIT 1;
  IF place IS NOT NULL THEN
    DELETE FROM ${keptName(kept.name)} AS k WHERE k.ctid = place;
    RETURN old;
  END IF;
  BEGIN old := value::${to}; EXCEPTION WHEN OTHERS THEN old := value::text::${to}; END;
  IF (old::text)::${from} IS DISTINCT FROM value THEN
    RAISE EXCEPTION USING ERRCODE = 'invalid_text_representation', MESSAGE = format('%L does not fit ${to.replaceAll("'", "''")}', value);
  END IF;
  RETURN old;
END $t7$`

/** Turns a retyped column back in place, each row with the value it had. */
export const retypeBack = async (
  run: Run,
  kept: KeptValues,
  before: DefinedTable,
  wanted: DefinedColumn,
  current: DefinedColumn,
): Promise<void> => {
  await refuseChangedValues(run, kept, before)
  const alter = `ALTER TABLE ${q(before.name)} ALTER COLUMN ${q(kept.column)}`
  const id = `ROW(${(kept.key.length > 0 ? kept.key : othersOf(before, kept.column)).map(q).join(', ')})::text`
  const collation = wanted.collation === null ? '' : ` COLLATE ${wanted.collation}`
  await run(plain(`CREATE INDEX ON ${keptName(kept.name)} (t7_key, t7_number)`))
  await run(plain(giveBackFunction(kept, current.type, wanted.type)))
  if (current.default !== null) await run(plain(`${alter} DROP DEFAULT`))
  await run(plain(`${alter} TYPE ${wanted.type}${collation} USING pg_temp.t7_give_back(${id}, ${q(kept.column)})`))
  if (wanted.default !== null) await run(plain(`${alter} SET DEFAULT ${wanted.default}`))
  await run(plain(`DROP FUNCTION pg_temp.t7_give_back(text, ${current.type})`))
}

/** A sequence that filled a dropped column was let go of; it belongs to the column again and goes on after its highest number. */
const adoptSequence = async (run: Run, table: string, column: DefinedColumn): Promise<void> => {
  const sequence = /^nextval\('((?:[^']|'')+)'::regclass\)$/.exec(column.default ?? '')?.[1]
  if (sequence !== undefined) await run(plain(`ALTER SEQUENCE ${sequence.replaceAll("''", "'")} OWNED BY ${q(table)}.${q(column.name)}`))
  if (column.identity === '') return
  await run(
    withParameters(`SELECT setval(pg_get_serial_sequence($1, $2), (SELECT max(${q(column.name)}) FROM ${q(table)})::bigint)`, [
      q(table),
      column.name,
    ]),
  )
}

const columnText = (column: DefinedColumn): string => {
  const type = `${q(column.name)} ${column.type}${column.collation === null ? '' : ` COLLATE ${column.collation}`}`
  if (column.generated !== '') return `${type} GENERATED ALWAYS AS (${column.default}) ${column.generated === 's' ? 'STORED' : 'VIRTUAL'}`
  if (column.identity !== '') return `${type} GENERATED ${column.identity === 'a' ? 'ALWAYS' : 'BY DEFAULT'} AS IDENTITY`
  return column.default === null ? type : `${type} DEFAULT ${column.default}`
}

/** Makes a dropped column again (as the last one) with the values it had; rows that came since get its default. */
export const columnBack = async (run: Run, kept: KeptValues, before: DefinedTable, column: DefinedColumn): Promise<void> => {
  const table = q(before.name)
  await run(plain(`ALTER TABLE ${table} ADD COLUMN ${columnText(column)}`))
  if (column.generated !== '') return
  await run(
    plain(`UPDATE ${table} AS t SET ${q(column.name)} = k.t7_old FROM ${keptName(kept.name)} AS k, ${paired(before.name, kept, othersOf(before, column.name))} AS n
  WHERE n.id = k.t7_key AND n.number = k.t7_number AND t.ctid = n.place`),
  )
  await adoptSequence(run, before.name, column)
  if (column.notNull && column.identity === '') await run(plain(`ALTER TABLE ${table} ALTER COLUMN ${q(column.name)} SET NOT NULL`))
  if (column.comment !== null)
    await run(plain(`COMMENT ON COLUMN ${table}.${q(column.name)} IS ${textLiteral(column.comment, 'postgres')}`))
}
