import '../../ui/styles/pages.css'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../app/context.tsx'
import { addTexts } from '../../i18n.ts'
import { history as english } from '../../locales/en/history.ts'
import { history as spanish } from '../../locales/es/history.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { HistoryItem } from './history-item.tsx'

addTexts('history', spanish, english)

const kinds = ['all', 'questions', 'changes'] as const
type Kind = (typeof kinds)[number]

const Filters = ({
  kind,
  search,
  onChange,
}: {
  readonly kind: Kind
  readonly search: string
  readonly onChange: (kind: Kind, search: string) => void
}) => {
  const { t } = useTranslation('history')
  return (
    <search className="t7-toolbar" aria-label={t('filters')}>
      <SegmentedControl
        label={t('kind')}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        onChange={(value) => onChange(value, search)}
      />
      <SearchField label={t('search')} value={search} onChange={(value) => onChange(kind, value)} />
    </search>
  )
}

const Nothing = ({ filtered, onClear }: { readonly filtered: boolean; readonly onClear: () => void }) => {
  const { t } = useTranslation('history')
  return filtered ? (
    <Empty title={t('none')} text={t('noneText')}>
      <button type="button" className="btn" onClick={onClear}>
        {t('clear')}
      </button>
    </Empty>
  ) : (
    <Empty title={t('empty')} text={t('emptyText')}>
      <Link to="/" className="btn btn-primary">
        {t('ask')}
      </Link>
    </Empty>
  )
}

/** Historial: every ask and change, newest first. */
export const HistoryPage = () => {
  const { t } = useTranslation('history')
  const api = useApi()
  const navigate = useNavigate()
  const { kind = 'all', q = '' } = useSearch({ from: '/history' })
  const setFilter = (nextKind: Kind, search: string): void =>
    void navigate({
      to: '/history',
      search: { ...(nextKind === 'all' ? {} : { kind: nextKind }), ...(search === '' ? {} : { q: search }) },
      replace: true,
    })
  const query = useInfiniteQuery({
    queryKey: ['history', kind, q],
    queryFn: ({ pageParam }) => api.history({ kind, search: q, before: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const entries = query.data?.pages.flatMap((page) => page.entries) ?? []
  return (
    <div className="t7-wide">
      <PageHeader title={t('title')} />
      <Filters kind={kind} search={q} onChange={setFilter} />
      {query.isPending ? <Skeleton lines={10} /> : null}
      {query.error && entries.length === 0 ? <Failure error={query.error} onRetry={() => void query.refetch()} /> : null}
      {query.isSuccess && entries.length === 0 ? (
        <Nothing filtered={kind !== 'all' || q !== ''} onClear={() => setFilter('all', '')} />
      ) : null}
      {entries.length > 0 ? (
        <ol className="t7-history" aria-label={t('title')}>
          {entries.map((entry) => (
            <HistoryItem key={entry.askId} entry={entry} />
          ))}
        </ol>
      ) : null}
      {query.hasNextPage ? (
        <button type="button" className="btn" disabled={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {query.isFetchingNextPage ? t('loadingMore') : t('more')}
        </button>
      ) : null}
      {entries.length > 20 && !query.hasNextPage ? <p className="t7-note">{t('end')}</p> : null}
    </div>
  )
}
