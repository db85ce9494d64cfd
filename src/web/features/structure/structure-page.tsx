import '../../ui/styles/pages.css'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Catalog } from '#contracts/catalog.ts'
import { dictionaryPath } from '../../api.ts'
import { useApi } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'
import { addTexts, useLanguage } from '../../i18n.ts'
import { structure as english } from '../../locales/en/structure.ts'
import { structure as spanish } from '../../locales/es/structure.ts'
import { findTable } from '../../ui/catalog-lookup.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { crowded } from './crowded.ts'
import { DetailPanel } from './detail-panel.tsx'
import { matchTables } from './match-tables.ts'
import { StructureList } from './structure-list.tsx'

addTexts('structure', spanish, english)

const Diagram = lazy(() => import('./diagram.tsx').then((module) => ({ default: module.Diagram })))

type View = 'diagram' | 'list'

const useStructureUrl = () => {
  const navigate = useNavigate()
  const search = useSearch({ from: '/structure' })
  // A phone is too narrow for a diagram, but whoever wants it can have it.
  const view: View = search.view ?? (matchMedia('(max-width: 767.98px)').matches ? 'list' : 'diagram')
  const go = (next: { table: string | null; view?: View }): void => {
    const kept = next.view ?? search.view
    void navigate({
      to: '/structure',
      search: { ...(next.table === null ? {} : { table: next.table }), ...(kept ? { view: kept } : {}) },
      replace: next.view !== undefined,
    })
  }
  return { view, table: search.table ?? null, go }
}

const Loaded = ({ catalog }: { readonly catalog: Catalog }) => {
  const { t } = useTranslation('structure')
  const { view, table: name, go } = useStructureUrl()
  const [typed, setTyped] = useState('')
  const [keysOnly, setKeysOnly] = useState(catalog.tables.length > crowded)
  const matches = matchTables(catalog, typed)
  const table = name === null ? undefined : findTable(catalog, name)
  const select = (next: string | null): void => go({ table: next })
  return (
    <>
      <div className="t7-toolbar">
        <SegmentedControl
          label={t('view')}
          value={view}
          options={[
            { value: 'diagram', label: t('views.diagram') },
            { value: 'list', label: t('views.list') },
          ]}
          onChange={(next) => go({ table: name, view: next })}
        />
        <SearchField label={t('search')} value={typed} onChange={setTyped} delay={150} />
        {view === 'diagram' ? (
          <label className="form-check form-switch m-0">
            <input
              type="checkbox"
              className="form-check-input"
              checked={!keysOnly}
              onChange={(event) => setKeysOnly(!event.target.checked)}
            />
            <span className="form-check-label">{t('allColumns')}</span>
          </label>
        ) : null}
      </div>
      <div className="t7-structure">
        {matches.size === 0 ? (
          <Empty title={t('none')} />
        ) : view === 'list' ? (
          <StructureList tables={catalog.tables.filter((one) => matches.has(one.name))} selected={name} onSelect={select} />
        ) : (
          <Suspense fallback={<Skeleton lines={8} />}>
            <Diagram key={String(keysOnly)} catalog={catalog} matches={matches} keysOnly={keysOnly} selected={name} onSelect={select} />
          </Suspense>
        )}
        {table ? <DetailPanel table={table} catalog={catalog} onClose={() => select(null)} onSelect={select} /> : null}
      </div>
    </>
  )
}

/** Estructura: the tables and how they hang together, as a diagram or a list; the detail of one; the dictionary to download. */
export const StructurePage = () => {
  const { t } = useTranslation('structure')
  const language = useLanguage()
  const { data, error, refetch } = useQuery(queries(useApi()).catalog)
  return (
    <div className="t7-fill">
      <PageHeader title={t('title')}>
        <a
          className="btn t7-collapsing"
          href={dictionaryPath(language)}
          download
          title={t('dictionaryTitle')}
          aria-label={t('dictionaryTitle')}
        >
          <IconDownload size={18} aria-hidden="true" />
          <span>{t('dictionary')}</span>
        </a>
      </PageHeader>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <Skeleton lines={10} /> : null}
      {data && data.tables.length > 0 ? <Loaded catalog={data} /> : null}
      {data && data.tables.length === 0 ? (
        <Empty title={t('empty')} text={t('emptyText')}>
          <Link to="/" className="btn btn-primary">
            {t('goChat')}
          </Link>
        </Empty>
      ) : null}
    </div>
  )
}
