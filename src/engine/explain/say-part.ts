import type { Language } from '#contracts/plan.ts'
import type { AggregateFunction, Expression } from '#contracts/query-plan.ts'
import type { Speech } from './speech.ts'

export const aggregateWords: Readonly<Record<Language, Readonly<Record<AggregateFunction, string>>>> = {
  es: { count: 'número de valores de', sum: 'suma de', avg: 'media de', min: 'mínimo de', max: 'máximo de', median: 'mediana de' },
  en: { count: 'number of values of', sum: 'sum of', avg: 'average of', min: 'minimum of', max: 'maximum of', median: 'median of' },
}

/** Words that stay together whatever stands around them. */
const holdsTogether = (expression: Expression): boolean => {
  switch (expression.kind) {
    case 'column':
    case 'subquery':
    case 'case':
      return true
    case 'literal':
      return !(typeof expression.value === 'number' && expression.value < 0)
    case 'aggregate':
      return expression.argument === null || expression.argument.kind === 'column'
    case 'date_trunc':
    case 'date_part':
      return expression.of.kind === 'column'
    case 'call':
      return expression.arguments.length === 0
    default:
      return false
  }
}

/** An expression inside another, in parentheses where its words could be taken for the other's. */
export const sayPart = (expression: Expression, speech: Speech): string => {
  const said = speech.say.expression(expression, speech)
  return holdsTogether(expression) ? said : `(${said})`
}
