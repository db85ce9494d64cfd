import { type Fields, isFields } from './postgres-tree.ts'

/** Fields of sqlparser's tree that only tell where things stood, or types that mean nothing to SQLite's values. */
const meaningless = (field: string): boolean =>
  field === 'span' || field.endsWith('_token') || field === 'data_type' || field === 'with_token'

/** `tag` is the name of the enum's variant; null for plain structures. */
export type Branch = { readonly tag: string | null; readonly field: string; readonly value: unknown }

/** What stands directly below a value, variants apart from plain fields. */
export const branchesOf = (value: unknown, field: string): readonly Branch[] => {
  if (Array.isArray(value)) return value.map((one) => ({ tag: null, field, value: one }))
  if (!isFields(value)) return []
  return Object.entries(value).flatMap(([key, below]) => {
    if (meaningless(key)) return []
    return [{ tag: /^[A-Z]/.test(key) ? key : null, field: /^[A-Z]/.test(key) ? field : key, value: below }]
  })
}

export type Name = { readonly value: string; readonly quoted: boolean }

/** `{value, quote_style}`, perhaps inside `{Identifier: ...}`. */
export const nameOf = (value: unknown): Name | null => {
  if (!isFields(value)) return null
  if (isFields(value.Identifier)) return nameOf(value.Identifier)
  return typeof value.value === 'string' ? { value: value.value, quoted: typeof value.quote_style === 'string' } : null
}

/** The parts of a qualified name; null where it is something else. */
export const objectName = (value: unknown): readonly string[] | null => {
  if (!Array.isArray(value)) return null
  const parts = value.map(nameOf)
  return parts.some((part) => part === null) ? null : parts.flatMap((part) => part?.value ?? [])
}

export const fieldsOf = (value: unknown): Fields => (isFields(value) ? value : {})

export const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === false || value === 'None' || (Array.isArray(value) && value.length === 0)
