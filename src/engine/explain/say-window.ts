import type { Expression } from '#contracts/query-plan.ts'
import { listed } from './format-value.ts'
import { sayOrder } from './say-order.ts'
import { aggregateWords, sayPart } from './say-part.ts'
import { type Speech, words } from './speech.ts'

type Window = Extract<Expression, { kind: 'window' }>

const isRanking = (figure: Window): boolean => ['rank', 'dense_rank', 'row_number', 'lag'].includes(figure.function)

/** Without an order there are no rows before: the whole partition counts. */
const frameOf = (figure: Window): Window['frame'] => (figure.orderBy.length === 0 ? 'whole' : figure.frame)

const head = (figure: Window, speech: Speech): string => {
  const of = figure.argument ? sayPart(figure.argument, speech) : ''
  switch (figure.function) {
    case 'rank':
      return words(speech, 'puesto', 'rank')
    case 'dense_rank':
      return words(speech, 'puesto sin saltos', 'rank without gaps')
    case 'row_number':
      return words(speech, 'número de orden', 'row number')
    case 'lag':
      return words(speech, `${of} de la fila anterior`, `${of} of the row before`)
    case 'count':
      return of === '' ? words(speech, 'número de filas', 'number of rows') : `${aggregateWords[speech.language].count} ${of}`
    case 'sum':
      if (frameOf(figure) === 'running') return words(speech, `acumulado de ${of}`, `running total of ${of}`)
      return `${aggregateWords[speech.language].sum} ${of}`
    default:
      return `${aggregateWords[speech.language][figure.function]} ${of}`
  }
}

const frameWords = (figure: Window, speech: Speech): string => {
  const frame = frameOf(figure)
  if (isRanking(figure)) return ''
  if (frame === 'whole') return figure.partitionBy.length === 0 ? words(speech, ' en total', ' overall') : ''
  if (frame === 'running') return figure.function === 'sum' ? '' : words(speech, ' hasta esa fila', ' up to that row')
  if (frame === 0) return words(speech, ' de esa sola fila', ' of that row alone')
  return words(speech, ` en las últimas ${frame + 1} filas`, ` over the last ${frame + 1} rows`)
}

const partitionWords = (figure: Window, speech: Speech): string => {
  if (figure.partitionBy.length === 0) return ''
  const each = listed(
    figure.partitionBy.map((p) => sayPart(p, speech)),
    speech.language,
  )
  if (figure.partitionBy.length === 1) return words(speech, ` en cada ${each}`, ` within each ${each}`)
  return words(speech, ` en cada combinación de ${each}`, ` within each combination of ${each}`)
}

const orderWords = (figure: Window, speech: Speech): string => {
  if (figure.orderBy.length === 0 || (frameOf(figure) === 'whole' && !isRanking(figure))) return ''
  return ` ${words(speech, 'según', 'by')} ${sayOrder(figure.orderBy, speech)}`
}

/** A figure taken over other rows: "acumulado de importe en cada zona según mes de más antiguo a más reciente". */
export const sayWindow = (figure: Window, speech: Speech): string =>
  `${head(figure, speech)}${frameWords(figure, speech)}${partitionWords(figure, speech)}${orderWords(figure, speech)}`
