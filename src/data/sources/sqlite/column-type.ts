import type { ColumnType } from '#contracts/catalog.ts'

/** The type that a declaration means. SQLite takes any word; unknown and missing ones are `other`. */
export const declaredType = (declaration: string): ColumnType => {
  const word = declaration.toLowerCase().trim()
  const base = word.replace(/\(.*$/, '').trim()
  if (base === '') return 'other'
  if (/^bool/.test(base)) return 'boolean'
  if (/json/.test(base)) return 'json'
  if (/uuid|guid|uniqueidentifier/.test(base)) return 'uuid'
  if (/datetime|timestamp/.test(base)) return 'datetime'
  if (/^date/.test(base)) return 'date'
  if (/^time/.test(base)) return 'time'
  if (/^year/.test(base)) return 'integer'
  if (/char|clob|text|string|enum/.test(base)) return 'text'
  if (/blob|binary|bytea|image/.test(base)) return 'binary'
  if (/int|serial/.test(base)) return 'integer'
  if (/real|floa|doub|dec|num|money|currency/.test(base))
    return /^(decimal|numeric|number)\s*\(\s*\d+\s*(,\s*0\s*)?\)$/.test(word) ? 'integer' : 'number'
  return 'other'
}

/** What was seen in a column: a sample of its values, as SQLite stores them. */
export type Seen = {
  readonly integers: number
  readonly reals: number
  readonly texts: readonly string[]
  readonly blobs: number
  /** Every integer seen is 0 or 1. */
  readonly binary: boolean
}

const date = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/
const dateTime = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/
const time = /^\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/
const plainNumber = /^-?(?:0|[1-9]\d{0,11})(?:\.\d+)?$/
const codeName = /tel|phone|tfno|tlf|tfn|movil|fax|zip|postal|\bcp\b|cod|code|isbn|ean|sku|ref|num|year|dni|nif|cif|version|account|cuenta/i

const all = (texts: readonly string[], pattern: RegExp): boolean => texts.every((text) => pattern.test(text))

const seenInTexts = (texts: readonly string[]): ColumnType => {
  if (all(texts, date)) return 'date'
  if (texts.every((text) => dateTime.test(text) || date.test(text))) return 'datetime'
  return all(texts, time) ? 'time' : 'text'
}

/** Types of dates that aren't stored as ISO text are no dates for SQLite's functions. */
const dateLike = (declared: ColumnType, seen: Seen): ColumnType => {
  if (seen.texts.length === 0) return seen.reals > 0 ? 'number' : seen.integers > 0 ? 'integer' : declared
  return seenInTexts(seen.texts)
}

const untyped = (seen: Seen): ColumnType => {
  if (seen.blobs > 0) return 'binary'
  if (seen.texts.length > 0) return seen.integers + seen.reals > 0 ? 'text' : seenInTexts(seen.texts)
  if (seen.reals > 0) return 'number'
  return seen.integers > 0 ? 'integer' : 'text'
}

/** Numbers all of one length, and long: codes and telephone numbers. */
const areCodes = (texts: readonly string[]): boolean => {
  const length = texts[0]?.length ?? 0
  return length >= 7 && texts.every((text) => text.length === length)
}

const looksNumeric = (name: string, seen: Seen): boolean =>
  seen.texts.length >= 3 &&
  seen.integers + seen.reals + seen.blobs === 0 &&
  all(seen.texts, plainNumber) &&
  !areCodes(seen.texts) &&
  !codeName.test(name)

const isCount = (seen: Seen): boolean => seen.texts.length === 0 && seen.reals === 0

/** The meaning of a column from its declaration and what is stored, which wins where they disagree. Empty texts say nothing. */
export const columnMeaning = (name: string, declaration: string, seen: Seen): ColumnType => {
  const declared = declaredType(declaration)
  switch (declared) {
    case 'date':
    case 'datetime':
    case 'time':
      return dateLike(declared, seen)
    case 'other':
      return untyped(seen)
    case 'text': {
      if (seen.texts.length === 0) return 'text'
      const type = seenInTexts(seen.texts)
      if (type !== 'text') return type
      if (!looksNumeric(name, seen)) return 'text'
      return all(seen.texts, /^-?\d+$/) ? 'integer' : 'number'
    }
    case 'integer':
      if (/^tinyint\s*\(\s*1\s*\)/i.test(declaration) && seen.binary && seen.integers > 0) return 'boolean'
      return isCount(seen) ? 'integer' : seen.texts.length > 0 ? untyped(seen) : 'number'
    default:
      return declared
  }
}
