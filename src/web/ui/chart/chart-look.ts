import type { EChartsOption } from 'echarts'
import type { Language } from '#contracts/plan.ts'

/** What a chart looks like besides its data. `narrow` = on a phone. */
export type ChartLook = {
  readonly language: Language
  readonly dark: boolean
  readonly narrow: boolean
  readonly animate: boolean
  readonly font: string
}

export const inkOf = (dark: boolean) =>
  dark
    ? { text: '#cbd3de', faint: '#39414e', surface: '#1f2530', strong: '#f1f4f8' }
    : { text: '#4a5464', faint: '#e3e7ec', surface: '#ffffff', strong: '#182433' }

/** Texts, lines and tooltip that every chart shares. */
export const baseOption = (look: ChartLook): EChartsOption => {
  const ink = inkOf(look.dark)
  return {
    animation: look.animate,
    animationDuration: 200,
    textStyle: { fontFamily: look.font, color: ink.text, fontSize: 12 },
    grid: { left: 4, right: 20, top: 16, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      confine: true,
      backgroundColor: ink.surface,
      borderColor: ink.faint,
      textStyle: { color: ink.strong, fontSize: 13 },
    },
  }
}
