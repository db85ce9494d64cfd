import { z } from 'zod'
import type { RawResult, Run } from '#engine/ports.ts'
import type { Capture } from './capture.ts'
import type { Captured, CaptureLimits, ChangeKind, RowChange, RowShape, TableCount } from './captured-rows.ts'
import { identifier, plain, textLiteral, withParameters } from './quoting.ts'

type Watched = RowShape & { readonly table: string }

const q = (name: string): string => identifier(name, 'postgres')
const literal = (text: string): string => textLiteral(text, 'postgres')

/** Settings under which images are written and read, so that text means the same value on both sides. */
const imageSettings = [
  ['DateStyle', 'ISO, YMD'],
  ['IntervalStyle', 'postgres'],
  ['TimeZone', 'UTC'],
  ['extra_float_digits', '1'],
  ['bytea_output', 'hex'],
] as const

export const useImageSettings = async (run: Run): Promise<void> => {
  for (const [name, value] of imageSettings) await run(plain(`SET LOCAL ${name} = ${literal(value)}`))
}

/**
 * Ordinary tables of the current schema that statements on the targets can reach: those whose foreign keys act on them, in any number of
 * hops, and all tables as soon as one of them has triggers of its own (a trigger may write anywhere).
 */
const reachable = `
WITH RECURSIVE wanted AS (
  SELECT c.oid FROM pg_class c
  WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND ($1::jsonb IS NULL OR $1::jsonb ? c.relname)
), hops AS (
  SELECT oid FROM wanted
  UNION
  SELECT k.conrelid FROM hops JOIN pg_constraint k ON k.confrelid = hops.oid AND k.contype = 'f'
    AND (k.confdeltype IN ('c', 'n', 'd') OR k.confupdtype IN ('c', 'n', 'd'))
), widened AS (
  SELECT oid FROM hops
  UNION
  SELECT c.oid FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind = 'r'
    AND EXISTS (SELECT FROM hops JOIN pg_class h ON h.oid = hops.oid
      WHERE h.relkind = 'p' OR EXISTS (SELECT FROM pg_trigger t WHERE t.tgrelid = h.oid AND NOT t.tgisinternal)
        OR EXISTS (SELECT FROM pg_rewrite w WHERE w.ev_class = h.oid))
)
SELECT c.relname::text, coalesce((
  SELECT json_agg(a.attname ORDER BY array_position(i.indkey::int2[], a.attnum))
  FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
  WHERE i.indrelid = c.oid AND i.indisprimary), '[]'::json)::text, coalesce((
  SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]'::json)::text
FROM widened JOIN pg_class c ON c.oid = widened.oid
WHERE c.relkind = 'r' AND c.relnamespace = current_schema()::regnamespace
ORDER BY c.relname`

const text = (cell: unknown): string => String(cell)
const textOrNull = (cell: unknown): string | null => (cell === null || cell === undefined ? null : String(cell))

const names = (cell: unknown): string[] => z.array(z.string()).parse(JSON.parse(text(cell)))

const watchedTables = async (run: Run, targets: readonly string[] | null): Promise<readonly Watched[]> => {
  const found = await run(withParameters(reachable, [targets === null ? null : JSON.stringify(targets)]))
  return found.rows.map((row) => ({ table: text(row[0]), key: names(row[1]), columns: names(row[2]), rowid: false }))
}

const keyText = (record: 'OLD' | 'NEW', key: readonly string[]): string =>
  key.length === 0 ? 'NULL' : `ROW(${key.map((k) => `${record}.${q(k)}`).join(', ')})::text`

const captureFunction = (at: number, { table, key }: Watched): string => {
  const insertInto = 'INSERT INTO pg_temp.t7_capture (relation, before_key, before, after_key, after)'
  const [oldKey, newKey] = [keyText('OLD', key), keyText('NEW', key)]
  const name = literal(table)
  const all = key.length === 0 ? 'NULL' : `ROW(${key.map((k) => `r.${q(k)}`).join(', ')})::text`
  return `CREATE FUNCTION pg_temp.t7_capture_${at}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp ${imageSettings.map(([n, v]) => `SET ${n} = ${literal(v)}`).join(' ')} AS $t7$
BEGIN
  IF TG_OP = 'INSERT' THEN ${insertInto} VALUES (${name}, NULL, NULL, ${newKey}, NEW::text);
  ELSIF TG_OP = 'UPDATE' THEN ${insertInto} VALUES (${name}, ${oldKey}, OLD::text, ${newKey}, NEW::text);
  ELSIF TG_OP = 'DELETE' THEN ${insertInto} VALUES (${name}, ${oldKey}, OLD::text, NULL, NULL);
  ELSE EXECUTE format('${insertInto} SELECT %L, ${all.replaceAll("'", "''")}, r::text, NULL, NULL FROM %I.%I AS r', ${name}, TG_TABLE_SCHEMA, TG_TABLE_NAME);
  END IF;
  RETURN NULL;
END $t7$`
}

/** The name sorts after the referential triggers ("RI_..."): a cascade is seen before the row that caused it, and is given back after it. */
const triggerName = 't7_capture'

const watch = async (run: Run, at: number, watched: Watched): Promise<void> => {
  const table = q(watched.table)
  const call = `EXECUTE FUNCTION pg_temp.t7_capture_${at}()`
  await run(plain(captureFunction(at, watched)))
  await run(plain(`CREATE TRIGGER ${triggerName} AFTER INSERT OR UPDATE OR DELETE ON ${table} FOR EACH ROW ${call}`))
  await run(plain(`CREATE TRIGGER ${triggerName}_all BEFORE TRUNCATE ON ${table} FOR EACH STATEMENT ${call}`))
}

const countsOf = (result: RawResult): readonly TableCount[] =>
  result.rows.map((row) => ({ table: text(row[0]), kind: text(row[1]) as ChangeKind, rows: Number(row[2]), bytes: Number(row[3]) }))

const take = async (run: Run, tables: readonly Watched[], limits: CaptureLimits): Promise<Captured> => {
  const counts = countsOf(
    await run(
      plain(`SELECT relation, CASE WHEN before IS NULL THEN 'insert' WHEN after IS NULL THEN 'delete' ELSE 'update' END AS kind,
  count(*)::integer, sum(coalesce(length(before), 0) + coalesce(length(after), 0))::bigint::text FROM pg_temp.t7_capture GROUP BY 1, 2 ORDER BY min(sequence)`),
    ),
  )
  const total = (of: 'rows' | 'bytes'): number => counts.reduce((sum, c) => sum + c[of], 0)
  const tooLarge = total('rows') > limits.rows || total('bytes') > limits.bytes
  const changes = tooLarge ? [] : await readChanges(run)
  await run(plain('TRUNCATE pg_temp.t7_capture'))
  return { changes, counts, shapes: shapesOf(tables, counts), tooLarge }
}

const shapesOf = (tables: readonly Watched[], counts: readonly TableCount[]): Readonly<Record<string, RowShape>> =>
  Object.fromEntries(
    tables.filter((t) => counts.some((c) => c.table === t.table)).map(({ table, columns, key, rowid }) => [table, { columns, key, rowid }]),
  )

const readChanges = async (run: Run): Promise<readonly RowChange[]> => {
  const found = await run(plain('SELECT relation, before, after, before_key, after_key FROM pg_temp.t7_capture ORDER BY sequence'))
  return found.rows.map((row) => ({
    table: text(row[0]),
    before: textOrNull(row[1]),
    after: textOrNull(row[2]),
    beforeKey: textOrNull(row[3]),
    afterKey: textOrNull(row[4]),
  }))
}

/** Triggers inside the transaction on every table in reach; `remove` takes them away again before it ends. */
export const installPostgresCapture = async (run: Run, targets: readonly string[] | null): Promise<Capture> => {
  const tables = await watchedTables(run, targets)
  await run(
    plain(
      'CREATE TEMP TABLE t7_capture (sequence bigint GENERATED ALWAYS AS IDENTITY, relation text, before_key text, before text, after_key text, after text) ON COMMIT DROP',
    ),
  )
  for (const [at, watched] of tables.entries()) await watch(run, at, watched)
  return {
    take: (limits) => take(run, tables, limits),
    remove: async () => {
      await run(plain('SET CONSTRAINTS ALL IMMEDIATE'))
      for (const { table } of tables) await run(plain(`DROP TRIGGER ${triggerName} ON ${q(table)}`))
      for (const { table } of tables) await run(plain(`DROP TRIGGER ${triggerName}_all ON ${q(table)}`))
      for (const at of tables.keys()) await run(plain(`DROP FUNCTION pg_temp.t7_capture_${at}()`))
      await run(plain('DROP TABLE pg_temp.t7_capture'))
    },
  }
}
