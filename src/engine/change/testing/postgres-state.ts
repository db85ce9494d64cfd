import type { Catalog } from '#contracts/catalog.ts'

type Rows = (sql: string) => Promise<{ readonly rows: readonly Record<string, unknown>[] }>

const byName = <T extends { readonly name: string }>(of: readonly T[]): readonly T[] => [...of].sort((a, b) => (a.name < b.name ? -1 : 1))

/** A catalog without what may differ: the order of columns, figures about the rows. */
export const normalCatalog = (catalog: Catalog): unknown => ({
  relations: byName(catalog.relations),
  tables: byName(catalog.tables).map((t) => ({
    ...t,
    rowCount: null,
    columns: byName(t.columns).map((c) => ({ ...c, statistics: null })),
    uniques: byName(t.uniques),
    checks: byName(t.checks),
    indexes: byName(t.indexes),
  })),
})

const quoted = (name: unknown): string => `"${String(name).replaceAll('"', '""')}"`

/** Every row of every table and view, as PostgreSQL prints it, columns by name. */
export const postgresRows = async (run: Rows): Promise<unknown> => {
  const tables = await run("select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1")
  const all: Record<string, unknown> = {}
  for (const { relname } of tables.rows) {
    const columns = await run(
      `select string_agg(quote_ident(attname) || '::text', ', ' order by attname) as list from pg_attribute where attrelid = '${quoted(relname).replaceAll("'", "''")}'::regclass and attnum > 0 and not attisdropped`,
    )
    all[String(relname)] = (await run(`select row(${columns.rows[0]?.list})::text as r from ${quoted(relname)} order by 1`)).rows
  }
  return all
}
