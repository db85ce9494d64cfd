import type { ColDef } from 'ag-grid-community'
import { useMemo } from 'react'
import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultTable } from '#contracts/result.ts'
import { columnOf } from './column-of.ts'
import { Grid } from './grid.tsx'
import { gridHeight } from './grid-height.ts'

type Row = readonly Cell[]
type Props = { readonly result: ResultTable; readonly language: Language; readonly visibleRows: number }

/** The rows of an answer: sort, filter, copy. */
export const ResultGrid = ({ result, language, visibleRows }: Props) => {
  const columns = useMemo(
    (): ColDef<Row>[] =>
      result.columns.map((column, at) => ({
        ...columnOf(column, language),
        colId: String(at),
        valueGetter: ({ data }) => data?.[at] ?? null,
        ...(column.type === 'date' ? { filterValueGetter: ({ data }) => asDate(data?.[at] ?? null) } : {}),
      })),
    [result, language],
  )
  return (
    <div style={{ height: gridHeight(visibleRows) }}>
      <Grid<Row> rowData={result.rows} columnDefs={columns} autoSizeStrategy={result.columns.length <= few ? fillWidth : fitContents} />
    </div>
  )
}

/** Up to so many columns share the whole width; more are as wide as what they hold. */
const few = 4
const fillWidth = { type: 'fitGridWidth', defaultMinWidth: 110 } as const
const fitContents = { type: 'fitCellContents', defaultMaxWidth: 260, scaleUpToFitGridWidth: true } as const

const asDate = (value: Cell): Date | null => {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(value ?? ''))
  return match ? new Date(Number(match[1]), Number(match[2]) - 1, Number(match[3])) : null
}
