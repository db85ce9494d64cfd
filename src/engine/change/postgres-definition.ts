import { z } from 'zod'
import type { Run } from '#engine/ports.ts'
import type { Definitions } from './change-script.ts'
import { plain, withParameters } from './quoting.ts'

const definedColumn = z.object({
  name: z.string(),
  type: z.string(),
  notNull: z.boolean(),
  default: z.string().nullable(),
  /** '' none, 'a' always, 'd' by default. */
  identity: z.string(),
  /** '' none, 's' stored, 'v' virtual: `default` is then its expression. */
  generated: z.string(),
  collation: z.string().nullable(),
  comment: z.string().nullable(),
})
export type DefinedColumn = z.infer<typeof definedColumn>

const definedRule = z.object({
  name: z.string(),
  type: z.enum(['p', 'u', 'c', 'f', 'x']),
  definition: z.string(),
  columns: z.array(z.string()),
})
const definedIndex = z.object({ name: z.string(), definition: z.string(), columns: z.array(z.string()) })
const incomingRule = z.object({ table: z.string(), name: z.string(), definition: z.string() })
export const definedView = z.object({
  name: z.string(),
  kind: z.enum(['v', 'm']),
  definition: z.string(),
  comment: z.string().nullable(),
  grants: z.array(z.string()),
})
export type DefinedView = z.infer<typeof definedView>

/** A table or view as PostgreSQL itself prints it: enough to make it again. */
export const definedTable = z.object({
  name: z.string(),
  kind: z.enum(['r', 'p', 'v', 'm', 'f']),
  comment: z.string().nullable(),
  columns: z.array(definedColumn),
  rules: z.array(definedRule),
  indexes: z.array(definedIndex),
  /** Foreign keys of other tables that point here. */
  incoming: z.array(incomingRule),
  /** Views that read it, directly or not; those read come before their readers. */
  views: z.array(definedView),
})
export type DefinedTable = z.infer<typeof definedTable>

const grantsOf = (relation: string): string => `coalesce((SELECT json_agg(
  format('GRANT %s ON %%s TO %s', a.privilege_type, CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END))
  FROM aclexplode(${relation}.relacl) a WHERE a.grantee <> ${relation}.relowner), '[]'::json)`

const definitionQuery = `
WITH RECURSIVE target AS (
  SELECT c.* FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = $1 AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
), readers AS (
  SELECT oid, 0 AS depth FROM target
  UNION
  SELECT w.ev_class, r.depth + 1 FROM readers r
  JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = r.oid AND d.classid = 'pg_rewrite'::regclass
  JOIN pg_rewrite w ON w.oid = d.objid AND w.ev_class <> r.oid
  WHERE r.depth < 30
)
SELECT json_build_object(
  'name', t.relname, 'kind', t.relkind, 'comment', obj_description(t.oid, 'pg_class'),
  'columns', coalesce((SELECT json_agg(json_build_object(
      'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'notNull', a.attnotnull,
      'default', pg_get_expr(d.adbin, d.adrelid), 'identity', a.attidentity, 'generated', a.attgenerated,
      'collation', CASE WHEN a.attcollation <> y.typcollation THEN (SELECT quote_ident(o.collname) FROM pg_collation o WHERE o.oid = a.attcollation) END,
      'comment', col_description(t.oid, a.attnum)) ORDER BY a.attnum)
    FROM pg_attribute a JOIN pg_type y ON y.oid = a.atttypid LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped), '[]'::json),
  'rules', coalesce((SELECT json_agg(json_build_object(
      'name', k.conname, 'type', k.contype, 'definition', pg_get_constraintdef(k.oid),
      'columns', coalesce((SELECT json_agg(a.attname ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)), '[]'::json))
      ORDER BY position(k.contype::text IN 'pucxf'), k.oid)
    FROM pg_constraint k WHERE k.conrelid = t.oid AND k.contype IN ('p', 'u', 'c', 'x', 'f')), '[]'::json),
  'indexes', coalesce((SELECT json_agg(json_build_object(
      'name', i.relname, 'definition', pg_get_indexdef(i.oid),
      'columns', coalesce((SELECT json_agg(a.attname) FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0 AND EXISTS (
          SELECT FROM pg_depend e WHERE e.classid = 'pg_class'::regclass AND e.objid = i.oid AND e.refclassid = 'pg_class'::regclass
          AND e.refobjid = t.oid AND e.refobjsubid = a.attnum)), '[]'::json)) ORDER BY i.oid)
    FROM pg_index x JOIN pg_class i ON i.oid = x.indexrelid
    WHERE x.indrelid = t.oid AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.oid AND k.conrelid = t.oid AND k.contype IN ('p', 'u', 'x'))), '[]'::json),
  'incoming', coalesce((SELECT json_agg(json_build_object('table', f.relname, 'name', k.conname, 'definition', pg_get_constraintdef(k.oid)) ORDER BY k.oid)
    FROM pg_constraint k JOIN pg_class f ON f.oid = k.conrelid
    WHERE k.confrelid = t.oid AND k.conrelid <> t.oid AND k.contype = 'f' AND k.conparentid = 0), '[]'::json),
  'views', coalesce((SELECT json_agg(json_build_object('name', v.relname, 'kind', v.relkind, 'definition', pg_get_viewdef(v.oid),
      'comment', obj_description(v.oid, 'pg_class'), 'grants', ${grantsOf('v')}) ORDER BY x.depth, v.oid)
    FROM (SELECT oid, max(depth) AS depth FROM readers WHERE depth > 0 GROUP BY oid) x JOIN pg_class v ON v.oid = x.oid), '[]'::json)
)::text
FROM target t`

/** A table or view of the current schema as it is now; null when there is none of that name. */
export const readDefinition = async (run: Run, name: string): Promise<DefinedTable | null> => {
  const found = await run(withParameters(definitionQuery, [name]))
  const cell = found.rows[0]?.[0]
  return cell === undefined || cell === null ? null : definedTable.parse(JSON.parse(String(cell)))
}

const viewDefinition = `
SELECT c.relname::text, c.relkind::text, pg_get_viewdef(c.oid), obj_description(c.oid, 'pg_class'), ${grantsOf('c')}::text
FROM pg_class c WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = $1 AND c.relkind IN ('v', 'm')`

export const readView = async (run: Run, name: string): Promise<DefinedView | null> => {
  const row = (await run(withParameters(viewDefinition, [name]))).rows[0]
  if (row === undefined) return null
  const comment = row[3] === null ? null : String(row[3])
  return definedView.parse({ name: row[0], kind: row[1], definition: row[2], comment, grants: JSON.parse(String(row[4])) })
}

const usesQuery = `
SELECT DISTINCT v.relname::text, t.relname::text, a.attname::text
FROM pg_depend d JOIN pg_rewrite w ON d.classid = 'pg_rewrite'::regclass AND w.oid = d.objid
JOIN pg_class v ON v.oid = w.ev_class JOIN pg_class t ON d.refclassid = 'pg_class'::regclass AND t.oid = d.refobjid AND t.oid <> v.oid
LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = d.refobjsubid AND d.refobjsubid > 0
WHERE v.relnamespace = current_schema()::regnamespace AND v.relkind IN ('v', 'm')`

const viewsQuery = `
SELECT c.relname::text, pg_get_viewdef(c.oid) FROM pg_class c
WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('v', 'm')`

/** Exact dependencies of views and their texts. */
export const readPostgresDefinitions = async (run: Run): Promise<Definitions> => {
  const views = await run(plain(viewsQuery))
  const uses = await run(plain(usesQuery))
  return {
    objects: views.rows.map((r) => ({ kind: 'view', name: String(r[0]), table: String(r[0]), sql: String(r[1]) })),
    viewUses: uses.rows.map((r) => ({ view: String(r[0]), table: String(r[1]), column: r[2] === null ? null : String(r[2]) })),
  }
}
