import type pg from 'pg'
import { z } from 'zod'
import { queryJson } from './query-json.ts'

const tableRow = z.object({
  id: z.number(),
  name: z.string(),
  view: z.boolean(),
  description: z.string().nullable(),
  definition: z.string().nullable(),
  estimate: z.number(),
  bytes: z.number(),
})
export type TableRow = z.infer<typeof tableRow>

const columnRow = z.object({
  table: z.number(),
  position: z.number(),
  name: z.string(),
  type: z.string(),
  spelled: z.string(),
  enum: z.boolean(),
  labels: z.array(z.string()).nullable(),
  nullable: z.boolean(),
  default: z.string().nullable(),
  generated: z.boolean(),
  description: z.string().nullable(),
  width: z.number().nullable(),
  distinct: z.number().nullable(),
  nulls: z.number().nullable(),
})
export type ColumnRow = z.infer<typeof columnRow>

const constraintRow = z.object({
  table: z.number(),
  name: z.string(),
  kind: z.enum(['p', 'u', 'c', 'f']),
  columns: z.array(z.string()),
  target: z.string().nullable(),
  targetColumns: z.array(z.string()),
  onDelete: z.enum(['a', 'r', 'c', 'n', 'd', ' ']),
  expression: z.string().nullable(),
})
export type ConstraintRow = z.infer<typeof constraintRow>

const indexRow = z.object({ table: z.number(), name: z.string(), unique: z.boolean(), columns: z.array(z.string()) })
type IndexRow = z.infer<typeof indexRow>

const textType = z.object({ id: z.number() })

export type Structure = {
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indexes: readonly IndexRow[]
  /** Type numbers whose values are texts though their type is not PostgreSQL's own. */
  readonly texts: ReadonlySet<number>
}

/** Tables and views of the schema that we may read and that are no part of an extension nor a partition of another. */
const relations = `select c.* from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') and not c.relispartition
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    and has_any_column_privilege(c.oid, 'select')`

const tables = `select c.oid::int8 as id, c.relname as name, c.relkind in ('v', 'm') as view, obj_description(c.oid, 'pg_class') as description,
    case when c.relkind in ('v', 'm') then rtrim(pg_get_viewdef(c.oid), E'; \\n') end as definition,
    c.reltuples::float8 as estimate, case when c.relkind in ('r', 'm') then pg_relation_size(c.oid) else 0 end as bytes
  from (${relations}) c order by c.relname`

const columns = `select a.attrelid::int8 as "table", a.attnum as position, a.attname as name, base.typname as type,
    format_type(a.atttypid, a.atttypmod) as spelled, base.typtype = 'e' as enum,
    case when base.typtype = 'e' then (select array_agg(e.enumlabel order by e.enumsortorder) from pg_enum e where e.enumtypid = base.oid) end as labels,
    not (a.attnotnull or t.typnotnull) as nullable, pg_get_expr(d.adbin, d.adrelid) as "default",
    (a.attidentity <> '' or a.attgenerated <> '' or coalesce(pg_get_expr(d.adbin, d.adrelid) like 'nextval(%', false)) as generated,
    col_description(a.attrelid, a.attnum) as description, s.avg_width as width, s.n_distinct::float8 as distinct, s.null_frac::float8 as nulls
  from (${relations}) c
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege(c.oid, a.attnum, 'select')
    join pg_type t on t.oid = a.atttypid
    join pg_type base on base.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    left join pg_stats s on s.schemaname = $1 and s.tablename = c.relname and s.attname = a.attname
  order by c.relname, a.attnum`

const names = (numbers: string, table: string): string =>
  `coalesce((select array_agg(a.attname order by part.at) from unnest(${numbers}) with ordinality part(number, at)
     join pg_attribute a on a.attrelid = ${table} and a.attnum = part.number), '{}')`

const constraints = `select k.conrelid::int8 as "table", k.conname as name, k.contype as kind, ${names('k.conkey', 'k.conrelid')} as columns,
    target.relname as target, ${names('k.confkey', 'k.confrelid')} as "targetColumns", k.confdeltype as "onDelete",
    case when k.contype = 'c' then pg_get_expr(k.conbin, k.conrelid) end as expression
  from (${relations}) c join pg_constraint k on k.conrelid = c.oid and k.contype in ('p', 'u', 'c', 'f')
    left join pg_class target on target.oid = k.confrelid
  where k.contype <> 'f' or target.relnamespace = c.relnamespace
  order by c.relname, k.conname`

const indexes = `select i.indrelid::int8 as "table", x.relname as name, i.indisunique as unique,
    (select array_agg(coalesce(a.attname, pg_get_indexdef(i.indexrelid, k.at::int, true)) order by k.at)
      from unnest(i.indkey::int2[]) with ordinality k(number, at)
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.number and k.number <> 0
      where k.at <= i.indnkeyatts) as columns
  from (${relations}) c join pg_index i on i.indrelid = c.oid join pg_class x on x.oid = i.indexrelid
  where i.indisvalid and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.contype in ('p', 'u', 'x'))
  order by c.relname, x.relname`

const texts = `select oid::int8 as id from pg_type where typtype = 'e' or typname = 'citext'`

/** Reads the catalog of one schema. To be run in one transaction, so that the parts agree. */
export const readStructure = async (client: pg.ClientBase, schema: string): Promise<Structure> => ({
  tables: await queryJson(client, tables, [schema], tableRow),
  columns: await queryJson(client, columns, [schema], columnRow),
  constraints: await queryJson(client, constraints, [schema], constraintRow),
  indexes: await queryJson(client, indexes, [schema], indexRow),
  texts: new Set((await queryJson(client, texts, [], textType)).map((type) => type.id)),
})
