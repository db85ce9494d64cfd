import { useTranslation } from 'react-i18next'
import type { AccuracyRun, AccuracyView } from '#contracts/accuracy.ts'
import { useLanguage } from '../../i18n.ts'
import { formatDuration, formatInstant, formatNumber, formatPercent } from '../../ui/format.ts'
import { sparklinePath } from '../../ui/sparkline-path.ts'

/** How many pairs a run had. */
export const totalOf = ({ counts }: AccuracyRun): number => counts.right + counts.wrong + counts.unanswered + counts.gold_failed

const shareOf = (run: AccuracyRun): number => (100 * run.counts.right) / Math.max(1, totalOf(run))

const width = 220
const height = 48

/** The share of each run, oldest first, as a small line. */
const Trend = ({ runs }: { readonly runs: readonly AccuracyRun[] }) => {
  const { t } = useTranslation('accuracy')
  const language = useLanguage()
  const shares = runs.map(shareOf).toReversed()
  const { path, end } = sparklinePath(
    shares.map((y) => ({ y })),
    width,
    height,
  )
  const say = (share: number | undefined): string => formatPercent(share ?? 0, language)
  const label = t('trend', { count: shares.length, first: say(shares[0]), last: say(shares.at(-1)) })
  return (
    <figure className="t7-accuracy-trend">
      <svg viewBox={`0 0 ${width} ${height}`} className="w-100" role="img" aria-label={label}>
        <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round" />
        <circle cx={end.x} cy={end.y} r="3.5" fill="currentColor" />
      </svg>
      <figcaption aria-hidden="true">{label}</figcaption>
    </figure>
  )
}

const Changes = ({ view }: { readonly view: AccuracyView }) => {
  const { t } = useTranslation('accuracy')
  const count = (change: 'broken' | 'fixed'): number => view.pairs.filter((pair) => pair.last?.change === change).length
  const [broken, fixed] = [count('broken'), count('fixed')]
  if (view.runs.length < 2) return <p className="t7-note m-0">{t('first')}</p>
  if (broken + fixed === 0) return <p className="t7-note m-0">{t('same')}</p>
  return (
    <p className="t7-accuracy-changes">
      {broken > 0 ? <strong className="t7-status-red">{t('broken', { count: broken })}</strong> : null}
      {fixed > 0 ? <strong className="t7-status-green">{t('fixed', { count: fixed })}</strong> : null}
    </p>
  )
}

const Progress = ({ done, total }: { readonly done: number; readonly total: number }) => {
  const { t } = useTranslation('accuracy')
  const label = t('measuring', { done, total })
  return (
    <div className="t7-accuracy-progress">
      <span className="t7-figures">{label}</span>
      <progress className="progress progress-sm" value={done} max={total} aria-label={label} />
    </div>
  )
}

/** What came of the last run, what it changed, the runs before it; and how far the one that goes on is. */
export const RunSummary = ({ view }: { readonly view: AccuracyView }) => {
  const { t } = useTranslation('accuracy')
  const language = useLanguage()
  const [last] = view.runs
  const facts = (run: AccuracyRun) => ({
    at: formatInstant(run.at),
    proposer: run.proposer === 'engine' ? t('engine') : run.proposer,
    version: run.version,
    duration: formatDuration(run.milliseconds, language),
  })
  return (
    <section className="card t7-section t7-accuracy-summary" aria-label={t('summary')}>
      {last ? (
        <>
          <div className="t7-accuracy-share t7-figures">{formatPercent(shareOf(last), language)}</div>
          <div className="t7-accuracy-words">
            <p className="t7-accuracy-count">
              {t('right', { right: formatNumber(last.counts.right, language), total: formatNumber(totalOf(last), language) })}
            </p>
            <Changes view={view} />
            <p className="t7-history-facts m-0">{t('facts', facts(last))}</p>
          </div>
          {view.runs.length > 1 ? <Trend runs={view.runs} /> : null}
        </>
      ) : (
        <div className="t7-accuracy-words">
          <p className="t7-accuracy-count">{t('notMeasured')}</p>
          <p className="t7-note m-0">{t('notMeasuredText')}</p>
        </div>
      )}
      {view.measuring ? <Progress {...view.measuring} /> : null}
    </section>
  )
}
