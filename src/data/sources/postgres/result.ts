import type pg from 'pg'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import type { RawResult } from '#engine/ports.ts'
import { cellReader } from './cell.ts'
import { typeByOid } from './column-type.ts'

/** What results need to know of the database beyond what they carry. */
export type ResultContext = {
  readonly texts: ReadonlySet<number>
  /** `<table oid>.<attribute number>` -> names. */
  readonly columns: ReadonlyMap<string, { readonly table: string; readonly column: string }>
}

export const emptyContext: ResultContext = { texts: new Set(), columns: new Map() }

export type RawRows = pg.QueryArrayResult<(string | null)[]>

export const resultColumns = (fields: readonly pg.FieldDef[], context: ResultContext): readonly ResultColumn[] =>
  fields.map((field) => ({
    name: field.name,
    label: field.name,
    type: typeByOid(field.dataTypeID, context.texts),
    format: 'plain',
    source: context.columns.get(`${field.tableID}.${field.columnID}`) ?? null,
  }))

export const resultRows = (result: RawRows, context: ResultContext): readonly (readonly Cell[])[] => {
  const readers = result.fields.map((field) => cellReader(typeByOid(field.dataTypeID, context.texts), field.dataTypeID))
  return result.rows.map((row) =>
    row.map((value, index): Cell => {
      const read = readers[index]
      return value === null || read === undefined ? value : read(value)
    }),
  )
}

const changing = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

export const toRawResult = (result: RawRows, context: ResultContext): RawResult => ({
  columns: resultColumns(result.fields, context),
  rows: resultRows(result, context),
  affected: changing.has(result.command) ? (result.rowCount ?? 0) : 0,
})
