import type { Language } from '#contracts/plan.ts'
import type { ChartSpec, ResultTable } from '#contracts/result.ts'
import { formatCell } from '../../ui/format.ts'
import { Sparkline } from './sparkline.tsx'

type Props = { readonly spec: Extract<ChartSpec, { kind: 'figure' }>; readonly result: ResultTable; readonly language: Language }

/** One value, big; the others of its row small beside it; how it came to be, as a sparkline. */
export const Figure = ({ spec, result, language }: Props) => {
  const at = result.columns.findIndex((column) => column.name === spec.column)
  const column = result.columns[at]
  const row = result.rows[0]
  if (!column || !row) return null
  const others = result.columns.map((one, index) => ({ column: one, value: row[index] ?? null })).filter((_, index) => index !== at)
  return (
    <div className="t7-figure">
      <div>
        <div className="t7-figure-label">{column.label}</div>
        <div className="t7-figure-value">{formatCell(row[at] ?? null, column, language)}</div>
        {others.length > 0 ? (
          <dl className="t7-figure-others">
            {others.map((other) => (
              <div key={other.column.name}>
                <dt>{other.column.label}</dt>
                <dd>{formatCell(other.value, other.column, language)}</dd>
              </div>
            ))}
          </dl>
        ) : null}
      </div>
      {spec.trend && spec.trend.length > 1 ? <Sparkline points={spec.trend} column={column} language={language} /> : null}
    </div>
  )
}
