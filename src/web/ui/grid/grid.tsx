import {
  CellApiModule,
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  DateFilterModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  NumberFilterModule,
  QuickFilterModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  TextFilterModule,
  TooltipModule,
  themeQuartz,
} from 'ag-grid-community'
import { AgGridReact, type AgGridReactProps } from 'ag-grid-react'
import { useMemo } from 'react'
import { useLanguage } from '../../i18n.ts'
import { writeClipboard } from '../write-clipboard.ts'
import { headerHeight, rowHeight } from './grid-height.ts'
import { gridTexts } from './grid-texts.ts'

ModuleRegistry.registerModules([
  CellApiModule,
  CellStyleModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ColumnAutoSizeModule,
  DateFilterModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  NumberFilterModule,
  QuickFilterModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  TextFilterModule,
  TooltipModule,
])

// The page's own colours, so that both themes follow without the grid knowing of them.
const theme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 14,
  rowHeight,
  headerHeight,
  backgroundColor: 'var(--tblr-bg-surface)',
  foregroundColor: 'var(--tblr-body-color)',
  headerTextColor: 'var(--tblr-body-color)',
  headerBackgroundColor: 'var(--tblr-bg-surface-secondary)',
  borderColor: 'var(--tblr-border-color)',
  accentColor: 'var(--tblr-primary)',
  browserColorScheme: 'inherit',
  wrapperBorderRadius: 'var(--tblr-border-radius)',
  headerFontWeight: 600,
  oddRowBackgroundColor: 'transparent',
})

type CellKey = { readonly event?: Event | null; readonly value?: unknown; readonly valueFormatted?: string | null }

const copyCell = ({ event, value, valueFormatted }: CellKey): void => {
  if (!(event instanceof KeyboardEvent) || event.key.toLowerCase() !== 'c' || !(event.ctrlKey || event.metaKey)) return
  if (getSelection()?.toString()) return
  void writeClipboard(valueFormatted ?? String(value ?? ''))
}

/** AG Grid with T7's look, words and copying (Ctrl/Cmd+C on a cell). */
export const Grid = <Row,>(props: AgGridReactProps<Row>) => {
  const language = useLanguage()
  const texts = useMemo(() => gridTexts(language), [language])
  const reduced = matchMedia('(prefers-reduced-motion: reduce)').matches
  return (
    <AgGridReact<Row>
      // Its words are read only once.
      key={language}
      theme={theme}
      localeText={texts}
      animateRows={!reduced}
      ensureDomOrder
      enableCellTextSelection
      suppressMovableColumns={false}
      tooltipShowDelay={400}
      onCellKeyDown={(event) => copyCell(event as CellKey)}
      {...props}
    />
  )
}
