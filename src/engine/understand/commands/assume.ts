import type { ColumnType } from '#contracts/catalog.ts'
import type { Assumption, Language } from '#contracts/plan.ts'
import { typeName } from '../../explain/type-words.ts'

const choosable: readonly ColumnType[] = ['text', 'integer', 'number', 'boolean', 'date', 'datetime', 'time']

export const typeKey = (table: string, column: string): string => `type:${table}.${column}`

/** A type inferred from the words of a column's name. */
export const assumeType = (table: string, column: string, type: ColumnType, said: string, language: Language): Assumption => ({
  key: typeKey(table, column),
  kind: 'type',
  said,
  label: `${column}: ${typeName({ type }, language)}`,
  value: type,
  alternatives: choosable.filter((t) => t !== type).map((t) => ({ label: typeName({ type: t }, language), value: t })),
})

/** A type chosen by the person in place of the inferred one. */
export const chosenType = (overrides: Readonly<Record<string, string>>, table: string, column: string): ColumnType | null => {
  const chosen = overrides[typeKey(table, column)]
  return choosable.find((t) => t === chosen) ?? null
}

/** The table meant where none was named. */
export const assumeTable = (said: string | null, table: string, others: readonly string[]): Assumption => ({
  key: `table:${said ?? ''}`,
  kind: 'table',
  said,
  label: table,
  value: table,
  alternatives: others.filter((t) => t !== table).map((t) => ({ label: t, value: t })),
})

export const assumeName = (key: string, said: string | null, name: string): Assumption => ({
  key: `name:${key}`,
  kind: 'name',
  said,
  label: name,
  value: name,
  alternatives: [],
})

export const assumeValue = (key: string, said: string | null, label: string, value: string): Assumption => ({
  key: `value:${key}`,
  kind: 'value',
  said,
  label,
  value,
  alternatives: [],
})

export const assumeRelation = (key: string, said: string | null, label: string): Assumption => ({
  key: `relation:${key}`,
  kind: 'relation',
  said,
  label,
  value: key,
  alternatives: [],
})
