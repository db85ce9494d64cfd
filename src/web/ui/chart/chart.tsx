import { BarChart, LineChart, ScatterChart } from 'echarts/charts'
import { AriaComponent, GridComponent, LegendScrollComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contracts/plan.ts'
import type { ChartSpec, ResultTable } from '#contracts/result.ts'
import { useDark } from '../theme.ts'
import { chartData, maximumBars } from './chart-data.ts'
import { chartHeight } from './chart-height.ts'
import { chartOption } from './chart-option.ts'

use([LineChart, BarChart, ScatterChart, GridComponent, TooltipComponent, LegendScrollComponent, AriaComponent, SVGRenderer])

type Props = { readonly spec: ChartSpec; readonly result: ResultTable; readonly language: Language }

const useNarrow = (element: HTMLElement | null): boolean => {
  const [narrow, setNarrow] = useState(false)
  useEffect(() => {
    if (!element) return
    const observer = new ResizeObserver(([entry]) => setNarrow((entry?.contentRect.width ?? 600) < 480))
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return narrow
}

/** A declarative chart, drawn as SVG. Its title says the finding; its table is one press away, beside it. */
export const Chart = ({ spec, result, language }: Props) => {
  const { t } = useTranslation()
  const [element, setElement] = useState<HTMLDivElement | null>(null)
  const chart = useRef<ReturnType<typeof init> | null>(null)
  const dark = useDark()
  const narrow = useNarrow(element)
  useEffect(() => {
    if (!element) return
    const made = init(element, null, { renderer: 'svg' })
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(element)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = null
    }
  }, [element])
  useEffect(() => {
    const animate = !matchMedia('(prefers-reduced-motion: reduce)').matches
    const option = chartOption(spec, result, {
      language,
      dark,
      narrow,
      animate,
      font: getComputedStyle(element ?? document.body).fontFamily,
    })
    if (element && option) chart.current?.setOption(option, { notMerge: true })
  }, [element, spec, result, language, dark, narrow])
  const title = spec.kind === 'figure' ? '' : spec.title
  const left = spec.kind === 'bar' ? (chartData(spec, result)?.left ?? 0) : 0
  return (
    <figure className="t7-chart">
      <div ref={setElement} style={{ height: chartHeight(spec, result) }} role="img" aria-label={title} />
      {left > 0 ? <p className="t7-note">{t('chartFirst', { shown: maximumBars, total: maximumBars + left })}</p> : null}
    </figure>
  )
}
