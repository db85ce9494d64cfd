import type { Binding } from './read-sets.ts'
import { matching, normal, quote, type Structure, type Table } from './structure.ts'

/** What the keys of a scenario (`bind`) stand for in a database: names are not fixed, so they are found by pattern. */
export type Names = {
  table(key: string): Table
  view(key: string): string
  column(key: string, column: string): string
  /** Writes the names in the place of `{key}` and `{key.column}`. */
  fill(sql: string): string
}

const missing = (what: string): never => {
  throw new Error(`no ${what}`)
}

/** @throws Error from its functions when nothing has such a name */
export const bindNames = (structure: Structure, bindings: Readonly<Record<string, Binding>>): Names => {
  const table = (key: string): Table => {
    const binding = bindings[key]
    if (binding?.junction) return junction(binding.junction, binding.not)
    const like = binding?.table_like
    const found =
      like === undefined
        ? structure.tables.find(({ name }) => name.toLowerCase() === key.toLowerCase())
        : matching(structure.tables, like)[0]
    return found ?? missing(`table ${like ?? key}`)
  }
  const junction = ([left, right]: readonly [string, string], not: readonly string[]): Table => {
    const ends = [table(left), table(right)]
    const others = [...ends, ...not.map(table)].map(({ name }) => name)
    const all = structure.tables.filter(
      (one) =>
        !others.includes(one.name) && ends.every((end) => one.foreignKeys.some(({ to }) => to.toLowerCase() === end.name.toLowerCase())),
    )
    const [best] = all.toSorted((a, b) => a.columns.length - b.columns.length || a.name.length - b.name.length)
    return best ?? missing(`table linking ${ends.map(({ name }) => name).join(' and ')}`)
  }
  const view = (key: string): string => {
    const like = bindings[key]?.view_like ?? '.'
    const [found] = structure.views.filter((name) => new RegExp(like).test(normal(name))).sort((a, b) => a.length - b.length)
    return found ?? missing(`view like ${like}`)
  }
  const column = (key: string, name: string): string => {
    const { columns } = table(key)
    const like = bindings[key]?.columns[name]
    const found = like === undefined ? columns.find((one) => one.name.toLowerCase() === name.toLowerCase()) : matching(columns, like)[0]
    return found?.name ?? missing(`column ${like ?? name} in ${table(key).name}`)
  }
  const fill = (sql: string): string =>
    sql.replace(/\{(\w+)(?:\.(\w+))?\}/g, (_, key: string, name?: string) =>
      quote(name === undefined ? table(key).name : column(key, name)),
    )
  return { table, view, column, fill }
}
