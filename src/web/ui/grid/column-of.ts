import type { ColDef } from 'ag-grid-community'
import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import { formatCell, isNumeric } from '../format.ts'

const filterOf = (column: Pick<ResultColumn, 'type'>): string =>
  isNumeric(column) ? 'agNumberColumnFilter' : column.type === 'date' ? 'agDateColumnFilter' : 'agTextColumnFilter'

/** How a column looks and filters in any grid; what it gets its values from is the caller's. */
export const columnOf = <Row>(column: ResultColumn, language: Language): ColDef<Row> => ({
  headerName: column.label,
  headerTooltip: column.label,
  filter: filterOf(column),
  cellClass: isNumeric(column) ? 't7-figures ag-right-aligned-cell' : '',
  headerClass: isNumeric(column) ? 'ag-right-aligned-header' : '',
  valueFormatter: ({ value }) => formatCell((value ?? null) as Cell, column, language),
  tooltipValueGetter: ({ value, valueFormatted }) => (typeof value === 'string' && value.length > 24 ? (valueFormatted ?? value) : null),
})
