import { useTranslation } from 'react-i18next'
import type { Language } from '#contracts/plan.ts'
import type { ResultColumn } from '#contracts/result.ts'
import { formatCell } from '../../ui/format.ts'
import { sparklinePath } from '../../ui/sparkline-path.ts'

type Props = {
  readonly points: readonly { readonly x: string; readonly y: number | null }[]
  readonly column: ResultColumn
  readonly language: Language
}

const width = 220
const height = 48

/** The values before this one, without axes: first and last are said below. */
export const Sparkline = ({ points, column, language }: Props) => {
  const { t } = useTranslation('chat')
  const known = points.filter((point) => point.y !== null)
  const first = known[0]
  const last = known.at(-1)
  if (!first || !last) return null
  const say = (value: number | null): string => formatCell(value, column, language)
  const format = points.every((point) => /^\d{4}-\d{2}-01/.test(point.x)) ? ('period_month' as const) : ('plain' as const)
  const label = (x: string): string => formatCell(x, { name: 'x', type: 'date', format }, language)
  const labels = { first: say(first.y), firstLabel: label(first.x), last: say(last.y), lastLabel: label(last.x) }
  const { path, end } = sparklinePath(points, width, height)
  return (
    <figure className="t7-sparkline">
      <svg viewBox={`0 0 ${width} ${height}`} className="w-100" role="img" aria-label={t('sparkline', labels)}>
        <path d={path} fill="none" stroke="currentColor" strokeWidth="2" strokeLinejoin="round" strokeLinecap="round" />
        <circle cx={end.x} cy={end.y} r="3.5" fill="currentColor" />
      </svg>
      <figcaption aria-hidden="true">
        <span>
          {labels.firstLabel} · {labels.first}
        </span>
        <span>
          {labels.lastLabel} · {labels.last}
        </span>
      </figcaption>
    </figure>
  )
}
