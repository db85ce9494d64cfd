import { IconChartBar, IconTable } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contracts/plan.ts'
import type { ChartSpec, ResultTable } from '#contracts/result.ts'
import { chartHeight } from '../../ui/chart/chart-height.ts'
import { formatNumber } from '../../ui/format.ts'
import { gridHeight } from '../../ui/grid/grid-height.ts'
import { MiniTable } from '../../ui/mini-table.tsx'
import { Skeleton } from '../../ui/states.tsx'
import { Figure } from './figure.tsx'

const Chart = lazy(() => import('../../ui/chart/chart.tsx').then((module) => ({ default: module.Chart })))
const ResultGrid = lazy(() => import('../../ui/grid/result-grid.tsx').then((module) => ({ default: module.ResultGrid })))

type Props = { readonly result: ResultTable; readonly chart: ChartSpec | null; readonly language: Language }

const smallest = 5
const folded = 10

const Rows = ({ result, language }: Omit<Props, 'chart'>) => {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const count = result.rows.length
  if (count <= smallest) return <MiniTable result={result} language={language} />
  const shown = open ? Math.min(count, 25) : Math.min(count, folded)
  return (
    <>
      <Suspense fallback={<Skeleton lines={6} height={gridHeight(shown)} />}>
        <ResultGrid result={result} language={language} visibleRows={shown} />
      </Suspense>
      {count > folded ? (
        <button type="button" className="btn btn-sm t7-open-grid" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t('showLess') : t('showAll', { value: formatNumber(count, language) })}
        </button>
      ) : null}
    </>
  )
}

type SwitchProps = { readonly view: 'chart' | 'table'; readonly onView: (view: 'chart' | 'table') => void }

const ViewSwitch = ({ view, onView }: SwitchProps) => {
  const { t } = useTranslation()
  const icons = { chart: IconChartBar, table: IconTable }
  return (
    <fieldset className="btn-group btn-group-sm t7-view-switch" aria-label={t('view')}>
      {(['chart', 'table'] as const).map((one) => {
        const Icon = icons[one]
        return (
          <button
            key={one}
            type="button"
            className={`btn${view === one ? ' active' : ''}`}
            aria-pressed={view === one}
            onClick={() => onView(one)}
          >
            <Icon size={16} aria-hidden="true" /> {t(one)}
          </button>
        )
      })}
    </fieldset>
  )
}

/** The smallest form that answers: a figure, a chart (with its table one press away), a mini-table, a grid. */
export const ResultView = ({ result, chart, language }: Props) => {
  const { t } = useTranslation()
  const [view, setView] = useState<'chart' | 'table'>('chart')
  if (chart?.kind === 'figure') return <Figure spec={chart} result={result} language={language} />
  return (
    <div className="t7-result">
      {chart ? (
        <div className="t7-result-head">
          <h3>{chart.title}</h3>
          <ViewSwitch view={view} onView={setView} />
        </div>
      ) : null}
      {chart && view === 'chart' ? (
        <Suspense fallback={<Skeleton lines={4} height={chartHeight(chart, result)} />}>
          <Chart spec={chart} result={result} language={language} />
        </Suspense>
      ) : (
        <Rows result={result} language={language} />
      )}
      {result.truncated ? <p className="t7-note">{t('truncated', { value: formatNumber(result.rows.length, language) })}</p> : null}
    </div>
  )
}
