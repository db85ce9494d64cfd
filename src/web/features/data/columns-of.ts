import type { ColDef } from 'ag-grid-community'
import type { Column, Table } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import { formatCell } from '../../ui/format.ts'
import { columnOf } from '../../ui/grid/column-of.ts'
import { filterOptionsOf } from './grid-filters.ts'
import type { Formats, Row } from './rows-source.ts'

const headerOf = (column: Column): string => (column.description === null ? column.name : `${column.name}: ${column.description}`)

/** The grid's columns, from the catalog. */
export const columnsOf = (
  table: Table,
  language: Language,
  formats: Formats,
  sort: { readonly column: string; readonly descending: boolean } | null,
): ColDef<Row>[] =>
  table.columns.map((column) => {
    const shape: ResultColumn = { name: column.name, label: column.name, type: column.type, format: 'plain', source: null }
    const options = filterOptionsOf(column.type)
    return {
      ...columnOf<Row>(shape, language),
      ...(column.type === 'datetime' ? { filter: 'agDateColumnFilter' } : {}),
      colId: column.name,
      headerTooltip: headerOf(column),
      valueGetter: ({ data }) => data?.[column.name] ?? null,
      valueFormatter: ({ value, data }) =>
        data === undefined ? '' : formatCell((value ?? null) as Cell, { ...shape, format: formats.get(column.name) ?? 'plain' }, language),
      filterParams: { filterOptions: [...options], maxNumConditions: 1, debounceMs: 300 },
      ...(sort?.column === column.name ? { initialSort: sort.descending ? 'desc' : 'asc' } : {}),
    } satisfies ColDef<Row>
  })
