import '../../ui/styles/pages.css'
import '../../ui/styles/accuracy.css'
import { IconDownload, IconPlayerPlay, IconPlayerStop, IconPlus, IconTargetArrow } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AccuracyView, PairView } from '#contracts/accuracy.ts'
import { T7Error } from '#contracts/error.ts'
import { accuracyFilePath } from '../../api.ts'
import { useApi } from '../../app/context.tsx'
import { addTexts, useLanguage } from '../../i18n.ts'
import { accuracy as english } from '../../locales/en/accuracy.ts'
import { accuracy as spanish } from '../../locales/es/accuracy.ts'
import { useErrorWords } from '../../ui/error-words.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { PageHeader } from '../../ui/page-header.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { SegmentedControl } from '../../ui/segmented-control.tsx'
import { Empty, Failure, Skeleton } from '../../ui/states.tsx'
import { type PairFilter, pairFilters, visiblePairs } from './filter-pairs.ts'
import { ImportButton } from './import-button.tsx'
import { PairDialog } from './pair-dialog.tsx'
import { PairItem } from './pair-item.tsx'
import { RunSummary, totalOf } from './run-summary.tsx'
import { useAccuracy, useAccuracyChange } from './use-accuracy.ts'

addTexts('accuracy', spanish, english)

/** Says what came of a run when it ends. */
const useSayEnd = (view: AccuracyView | undefined): void => {
  const { t } = useTranslation('accuracy')
  const announce = useAnnounce()
  const running = useRef(false)
  useEffect(() => {
    if (!view) return
    const [last] = view.runs
    if (running.current && view.measuring === null && last) announce(t('ended', { right: last.counts.right, total: totalOf(last) }))
    running.current = view.measuring !== null
  }, [view, announce, t])
}

const MeasureButton = ({ measuring }: { readonly measuring: boolean }) => {
  const { t } = useTranslation('accuracy')
  const api = useApi()
  const language = useLanguage()
  const words = useErrorWords()
  const press = useAccuracyChange((stop: boolean) => (stop ? api.stopMeasuring(language) : api.measure(language)))
  return (
    <>
      {press.error ? (
        <span className="text-danger" role="alert">
          {words(press.error).title}
        </span>
      ) : null}
      <button
        type="button"
        className={measuring ? 'btn' : 'btn btn-primary'}
        disabled={press.isPending}
        onClick={() => press.mutate(measuring)}
      >
        {measuring ? <IconPlayerStop size={18} aria-hidden="true" /> : <IconPlayerPlay size={18} aria-hidden="true" />}{' '}
        {measuring ? t('stop') : t('measure')}
      </button>
    </>
  )
}

const NoPairs = ({ mayEdit, onAdd }: { readonly mayEdit: boolean; readonly onAdd: () => void }) => {
  const { t } = useTranslation('accuracy')
  return (
    <Empty title={t('empty')} text={`${t('emptyText')} ${t('emptyHow')}`} icon={<IconTargetArrow size={40} stroke={1.5} />}>
      <div className="t7-accuracy-empty">
        <Link to="/" className="btn btn-primary">
          {t('goToChat')}
        </Link>
        {mayEdit ? (
          <>
            <button type="button" className="btn" onClick={onAdd}>
              {t('addByHand')}
            </button>
            <ImportButton />
          </>
        ) : null}
      </div>
    </Empty>
  )
}

const PairList = ({
  pairs,
  mayEdit,
  onClear,
}: {
  readonly pairs: readonly PairView[]
  readonly mayEdit: boolean
  readonly onClear: () => void
}) => {
  const { t } = useTranslation('accuracy')
  if (pairs.length === 0)
    return (
      <Empty title={t('none')} text={t('noneText')}>
        <button type="button" className="btn" onClick={onClear}>
          {t('clear')}
        </button>
      </Empty>
    )
  return (
    <ol className="t7-history" aria-label={t('list')}>
      {pairs.map((pair) => (
        <PairItem key={pair.id} pair={pair} mayEdit={mayEdit} />
      ))}
    </ol>
  )
}

const Kept = ({ view }: { readonly view: AccuracyView }) => {
  const { t } = useTranslation('accuracy')
  const language = useLanguage()
  const [filter, setFilter] = useState<PairFilter>('all')
  const [search, setSearch] = useState('')
  const words = useErrorWords()
  const failure = view.failure === null ? null : words(new T7Error({ code: view.failure, kind: 'operational' }))
  const clear = (): void => {
    setFilter('all')
    setSearch('')
  }
  return (
    <>
      {failure ? (
        <div className="alert alert-danger" role="alert">
          <strong>{t('failed')}.</strong> {failure.title}. {failure.way}
        </div>
      ) : null}
      <RunSummary view={view} />
      {view.mayEdit ? null : <p className="t7-note mb-3">{t('readOnly')}</p>}
      <search className="t7-toolbar" aria-label={t('filters')}>
        <SegmentedControl
          label={t('show')}
          value={filter}
          options={pairFilters.map((value) => ({ value, label: t(`filter.${value}`) }))}
          onChange={setFilter}
        />
        <SearchField label={t('search')} value={search} onChange={setSearch} />
        <div className="t7-toolbar-end">
          {view.mayEdit ? <ImportButton /> : null}
          <a className="btn" href={accuracyFilePath(language)} download>
            <IconDownload size={18} aria-hidden="true" /> {t('exportFile')}
          </a>
        </div>
      </search>
      <PairList pairs={visiblePairs(view.pairs, filter, search)} mayEdit={view.mayEdit} onClear={clear} />
    </>
  )
}

/** Precisión: questions with their right answer, and how many of them T7 gets right. */
export const AccuracyPage = () => {
  const { t } = useTranslation('accuracy')
  const { data: view, error, refetch } = useAccuracy()
  const [adding, setAdding] = useState(false)
  useSayEnd(view)
  const mayEdit = view?.mayEdit ?? false
  return (
    <div className="t7-wide">
      <PageHeader title={t('title')}>
        {mayEdit && view && view.pairs.length > 0 ? (
          <>
            <button type="button" className="btn" onClick={() => setAdding(true)}>
              <IconPlus size={18} aria-hidden="true" /> {t('add')}
            </button>
            <MeasureButton measuring={view.measuring !== null} />
          </>
        ) : null}
      </PageHeader>
      {view ? null : error ? <Failure error={error} onRetry={() => void refetch()} /> : <Skeleton lines={10} />}
      {view && view.pairs.length === 0 ? <NoPairs mayEdit={mayEdit} onAdd={() => setAdding(true)} /> : null}
      {view && view.pairs.length > 0 ? <Kept view={view} /> : null}
      {adding ? <PairDialog pair={null} onClose={() => setAdding(false)} /> : null}
    </div>
  )
}
