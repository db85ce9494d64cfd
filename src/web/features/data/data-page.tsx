import '../../ui/styles/pages.css'
import { IconListDetails } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalog } from '#contracts/catalog.ts'
import { useApi } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'
import { addTexts } from '../../i18n.ts'
import { data as english } from '../../locales/en/data.ts'
import { data as spanish } from '../../locales/es/data.ts'
import { findTable } from '../../ui/catalog-lookup.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { TableList } from './table-list.tsx'

addTexts('data', spanish, english)

const TableView = lazy(() => import('./table-view.tsx').then((module) => ({ default: module.TableView })))

const NoTables = () => {
  const { t } = useTranslation('data')
  return (
    <Empty title={t('noTables')} text={t('noTablesText')}>
      <Link to="/" className="btn btn-primary">
        {t('goChat')}
      </Link>
    </Empty>
  )
}

const Loaded = ({ catalog }: { readonly catalog: Catalog }) => {
  const { t } = useTranslation('data')
  const { table: asked } = useParams({ from: '/data/{-$table}' })
  const [listOpen, setListOpen] = useState(false)
  const name = asked ?? catalog.tables[0]?.name ?? ''
  const table = findTable(catalog, name)
  return (
    <>
      <SidePanel title={t('tables')} open={listOpen} onClose={() => setListOpen(false)}>
        <TableList tables={catalog.tables} openName={name} onPick={() => setListOpen(false)} />
      </SidePanel>
      <div className="t7-column">
        <PageHeader title={table?.name ?? t('title')} subtitle={table?.description}>
          <button type="button" className="btn t7-collapsing d-xl-none" onClick={() => setListOpen(true)} aria-label={t('chooseTable')}>
            <IconListDetails size={18} aria-hidden="true" />
            <span>{t('tables')}</span>
          </button>
          {table ? (
            <Link to="/structure" search={{ table: table.name }} className="btn d-none d-sm-inline-flex">
              {t('structure')}
            </Link>
          ) : null}
        </PageHeader>
        {table ? (
          <Suspense fallback={<Skeleton lines={12} />}>
            <TableView key={table.name} table={table} />
          </Suspense>
        ) : (
          <Empty title={t('missing', { table: name })} text={t('missingText')} />
        )}
      </div>
    </>
  )
}

/** Datos: any table, to look at. */
export const DataPage = () => {
  const { t } = useTranslation('data')
  const { data, error, refetch } = useQuery(queries(useApi()).catalog)
  if (data && data.tables.length > 0)
    return (
      <div className="t7-split">
        <Loaded catalog={data} />
      </div>
    )
  return (
    <div className="t7-wide">
      <PageHeader title={t('title')} />
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : data ? <NoTables /> : <Skeleton lines={12} />}
    </div>
  )
}
