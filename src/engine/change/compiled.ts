import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely'
import type { Catalog, Dialect, Table } from '#contracts/catalog.ts'
import type { Condition, Expression, Query } from '#contracts/query-plan.ts'
import type { Statement } from '#contracts/verdict.ts'
import { literalText } from './literal.ts'

const pg = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (d) => new PostgresIntrospector(d),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})
const lite = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (d) => new SqliteIntrospector(d),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

export type Fragment = RawBuilder<unknown>
export const render = (fragment: Fragment, dialect: Dialect): Statement => {
  const c = fragment.compile(dialect === 'sqlite' ? lite : pg)
  let n = 0
  const inlined = c.sql.replace(dialect === 'sqlite' ? /\?/g : /\$\d+/g, () => literalText(c.parameters[n++] as string, dialect))
  return { sql: c.sql, parameters: c.parameters as Statement['parameters'], inlined }
}
const lit = (s: string) => sql.raw(s)
export const expressionFragment = (e: Expression, d: Dialect): Fragment => {
  switch (e.kind) {
    case 'column':
      return e.table === '' ? sql`${sql.id(e.column)}` : sql`${sql.id(e.table, e.column)}`
    case 'literal':
      return d === 'sqlite' && typeof e.value === 'boolean' ? sql`${e.value ? 1 : 0}` : sql`${e.value}`
    case 'arithmetic':
      return sql`(${expressionFragment(e.left, d)} ${lit(e.operator)} ${expressionFragment(e.right, d)})`
    case 'call':
      return e.function.startsWith('current')
        ? lit(e.function)
        : sql`${lit(e.function)}(${sql.join(e.arguments.map((a) => expressionFragment(a, d)))})`
    default:
      throw new Error(e.kind)
  }
}
export const conditionFragment = (c: Condition, d: Dialect): Fragment => {
  switch (c.kind) {
    case 'compare':
      return sql`${expressionFragment(c.left, d)} ${lit(c.operator)} ${expressionFragment(c.right, d)}`
    case 'is_null':
      return sql`${expressionFragment(c.value, d)} is ${lit(c.negated ? 'not null' : 'null')}`
    case 'in':
      return sql`${expressionFragment(c.value, d)} in (${sql.join(c.options.map((o) => expressionFragment(o, d)))})`
    default:
      throw new Error(c.kind)
  }
}
export const inlineCondition = (c: Condition, { catalog }: { catalog: Catalog; table: Table }): string =>
  render(conditionFragment(c, catalog.dialect), catalog.dialect).inlined
export const inlineExpression = (e: Expression, { catalog }: { catalog: Catalog; table: Table }): string =>
  render(expressionFragment(e, catalog.dialect), catalog.dialect).inlined
export const viewBody = (q: Query, catalog: Catalog): string => {
  if (q.kind !== 'select' || q.from.kind !== 'table') throw new Error('x')
  return render(
    sql`select ${sql.join(q.columns.map((c) => sql`${expressionFragment(c.expression, catalog.dialect)} as ${sql.id(c.name)}`))} from ${sql.id(q.from.table)} as ${sql.id(q.from.as)}`,
    catalog.dialect,
  ).inlined
}
