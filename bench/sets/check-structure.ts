import type { Names } from './bind-names.ts'
import type { ColumnCheck, TypeClass } from './read-sets.ts'
import { type Column, matching, normal, type Structure, type Table } from './structure.ts'

const isOf = (type: string, wanted: TypeClass): boolean => {
  const integer = type.includes('INT') || type.includes('SERIAL')
  const number = /NUM|DEC|REAL|FLOA|DOUB|MONEY/.test(type)
  const words = /CHAR|CLOB|TEXT|STRING|ENUM|UUID/.test(type)
  const moment = /DATETIME|TIMESTAMP/.test(type)
  switch (wanted) {
    case 'text':
      return words
    case 'integer':
      return integer && !number
    case 'number':
      return number || type === ''
    case 'numeric':
      return number || integer
    case 'date':
      return type.startsWith('DATE') || moment || words
    case 'datetime':
      return moment || words
    case 'time':
      return type.startsWith('TIME') || words
    case 'boolean':
      return type.includes('BOOL') || integer || number
  }
}

const wrongColumn = (table: Table, column: Column, check: ColumnCheck): string | null => {
  const keys = table.foreignKeys.filter(({ columns }) => columns.length === 1 && columns[0] === column.name)
  const wanted = check.type_class === undefined ? [] : [check.type_class].flat()
  const called = `${table.name}.${column.name}`
  if (wanted.length > 0 && !wanted.some((one) => isOf(column.type, one))) return `${called} is ${column.type}, not ${wanted.join(' or ')}`
  if (check.not_null && !column.required && column.key === 0) return `${called} admits NULL`
  if (check.nullable && column.required) return `${called} is NOT NULL`
  if (check.unique && !table.uniques.some((columns) => columns.length === 1 && columns[0] === column.name)) return `${called} is not unique`
  if (check.pk && column.key === 0) return `${called} is not the primary key`
  if (check.default_like && !new RegExp(check.default_like).test((column.standard ?? '').toLowerCase()))
    return `${called} has default ${column.standard}`
  if (check.fk_to && !keys.some(({ to }) => new RegExp(check.fk_to ?? '').test(normal(to))))
    return `${called} does not refer to ${check.fk_to}`
  if (check.on_delete && !keys.some(({ onDelete }) => onDelete === check.on_delete)) return `${called} has no ON DELETE ${check.on_delete}`
  return null
}

const wrongIn = (table: Table, check: ColumnCheck): string | null => {
  const named = matching(table.columns, check.name_like)
  const linked = table.foreignKeys.filter(({ to }) => check.fk_to !== undefined && new RegExp(check.fk_to).test(normal(to)))
  const candidates = named.length > 0 ? named : table.columns.filter(({ name }) => linked.some(({ columns }) => columns[0] === name))
  const wrongs = candidates.map((column) => wrongColumn(table, column, check))
  if (wrongs.includes(null)) return null
  return wrongs[0] ?? `no column like ${check.name_like} in ${table.name}`
}

/** `null` = one of the tables named so has all the columns. */
export const wrongTable = (structure: Structure, like: string, columns: readonly ColumnCheck[]): string | null => {
  const results = matching(structure.tables, like).map(
    (table) => columns.map((check) => wrongIn(table, check)).find((wrong) => wrong !== null) ?? null,
  )
  if (results.length === 0) return `no table like ${like}`
  return results.includes(null) ? null : (results[0] ?? null)
}

/** `null` = the table links both many to many. */
export const wrongJunction = (names: Names, key: string, ends: readonly [string, string]): string | null => {
  const table = names.table(key)
  const columns = ends.map(
    (end) => table.foreignKeys.find(({ to }) => to.toLowerCase() === names.table(end).name.toLowerCase())?.columns[0],
  )
  const alone = table.uniques.some((unique) => unique.length === 1 && columns.includes(unique[0]))
  return alone ? `${table.name} is not many to many` : null
}
