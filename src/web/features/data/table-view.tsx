import { useNavigate, useSearch } from '@tanstack/react-router'
import type { GridApi } from 'ag-grid-community'
import { useCallback, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Table } from '#contracts/catalog.ts'
import { useApi } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'
import { useErrorWords } from '../../ui/error-words.ts'
import { formatNumber } from '../../ui/format.ts'
import { Grid } from '../../ui/grid/grid.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { columnsOf } from './columns-of.ts'
import { RowActions } from './row-actions.tsx'
import { createDatasource, type Loaded, type Row } from './rows-source.ts'

type Props = { readonly table: Table }

const useUrlSort = (table: string) => {
  const navigate = useNavigate()
  const { q = '', sort, direction } = useSearch({ from: '/data/{-$table}' })
  const go = useCallback(
    (search: string, sorted: string | null, descending: boolean) =>
      void navigate({
        to: '/data/{-$table}',
        params: { table },
        search: {
          ...(search === '' ? {} : { q: search }),
          ...(sorted === null ? {} : { sort: sorted }),
          ...(sorted !== null && descending ? { direction: 'desc' as const } : {}),
        },
        replace: true,
      }),
    [navigate, table],
  )
  return { q, sort: sort ?? null, descending: direction === 'desc', go }
}

const GridError = ({ error }: { readonly error: unknown }) => {
  const words = useErrorWords()(error)
  return (
    <div className="alert alert-danger" role="alert">
      <strong>{words.title}.</strong> {words.way}
    </div>
  )
}

/** The rows of a table, read as they are scrolled to; sorted, filtered and searched by the server. */
export const TableView = ({ table }: Props) => {
  const { t } = useTranslation('data')
  const { t: tc } = useTranslation()
  const api = useApi()
  const language = useLanguage()
  const { q, sort, descending, go } = useUrlSort(table.name)
  const [loaded, setLoaded] = useState<Loaded>({ total: null, error: null })
  const grid = useRef<GridApi<Row> | null>(null)
  const formats = useRef(new Map())
  const initialSort = useRef(sort === null ? null : { column: sort, descending })
  const columns = useMemo(() => columnsOf(table, language, formats.current, initialSort.current), [table, language])
  const datasource = useMemo(
    () => createDatasource({ api, table, search: q, formats: formats.current, onLoaded: setLoaded }),
    [api, table, q],
  )
  const onSortChanged = (): void => {
    const sorted = grid.current?.getColumnState().find((column) => column.sort)
    go(q, sorted?.colId ?? null, sorted?.sort === 'desc')
  }
  return (
    <>
      <div className="t7-toolbar">
        <SearchField label={t('search', { table: table.name })} value={q} onChange={(search) => go(search, sort, descending)} />
        <span className="text-secondary t7-figures" role="status">
          {loaded.total === null ? '' : tc('rows', { count: loaded.total, value: formatNumber(loaded.total, language) })}
        </span>
        <RowActions
          table={table}
          total={loaded.total ?? 0}
          query={datasource.currentQuery}
          selected={() => grid.current?.getSelectedRows() ?? []}
        />
      </div>
      {loaded.error ? <GridError error={loaded.error} /> : null}
      {loaded.total === 0 ? <p className="t7-note mb-3">{q === '' ? t('noRows') : t('noMatchingRows')}</p> : null}
      <section className="t7-grid-fill" aria-label={t('grid', { table: table.name })}>
        <Grid<Row>
          rowModelType="infinite"
          columnDefs={columns}
          datasource={datasource}
          cacheBlockSize={100}
          maxBlocksInCache={20}
          infiniteInitialRowCount={10}
          rowSelection={{ mode: 'multiRow', checkboxes: true, headerCheckbox: false }}
          autoSizeStrategy={{ type: 'fitCellContents', defaultMaxWidth: 320, scaleUpToFitGridWidth: true }}
          onGridReady={(event) => {
            grid.current = event.api
          }}
          onSortChanged={onSortChanged}
        />
      </section>
    </>
  )
}
