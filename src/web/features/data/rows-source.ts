import type { IDatasource, IGetRowsParams } from 'ag-grid-community'
import type { Table } from '#contracts/catalog.ts'
import type { Cell, ResultColumn, ResultTable } from '#contracts/result.ts'
import type { Api, RowsQuery } from '../../api.ts'
import { findColumn } from '../../ui/catalog-lookup.ts'
import { type GridFilter, toTableFilters } from './grid-filters.ts'

export type Row = Readonly<Record<string, Cell>>

/** What the server said of each column's format, filled in as rows arrive. */
export type Formats = Map<string, ResultColumn['format']>

export type Loaded = { readonly total: number | null; readonly error: unknown }

type Deps = {
  readonly api: Pick<Api, 'rows'>
  readonly table: Table
  readonly search: string
  readonly formats: Formats
  readonly onLoaded: (loaded: Loaded) => void
}

/** Everything of the shown rows but their place. */
export type ShownQuery = Omit<RowsQuery, 'offset' | 'limit'>

/** Rows as objects by column name. */
const rowsOf = (result: ResultTable): readonly Row[] =>
  result.rows.map((row) => Object.fromEntries(result.columns.map((column, at) => [column.name, row[at] ?? null])))

/** Reads blocks of rows as the grid asks for them; `currentQuery` is what it shows now. */
export const createDatasource = ({ api, table, search, formats, onLoaded }: Deps): IDatasource & { currentQuery: () => ShownQuery } => {
  let shown: ShownQuery = { sort: null, direction: 'asc', search, filters: [] }
  const typeOf = (column: string) => findColumn(table, column)?.type ?? 'text'
  return {
    currentQuery: () => shown,
    getRows: (params: IGetRowsParams) => {
      const sorted = params.sortModel[0]
      const filters = toTableFilters(params.filterModel as Record<string, GridFilter>, typeOf)
      shown = { sort: sorted?.colId ?? null, direction: sorted?.sort === 'desc' ? 'desc' : 'asc', search, filters }
      api.rows(table.name, { ...shown, offset: params.startRow, limit: params.endRow - params.startRow }).then(
        ({ result, total }) => {
          for (const column of result.columns) formats.set(column.name, column.format)
          onLoaded({ total, error: null })
          params.successCallback([...rowsOf(result)], total)
        },
        (error: unknown) => {
          onLoaded({ total: null, error })
          params.failCallback()
        },
      )
    },
  }
}
