import type { Text } from '../fill-text.ts'

/** Why a question of the accuracy page is not right. */
export const measureTexts: Readonly<Record<string, Text>> = {
  'measure.other_rows': {
    es: 'El resultado tiene otras filas[: {given} en vez de {expected}].',
    en: 'The result has other rows[: {given} instead of {expected}].',
  },
  'measure.other_values': {
    es: 'El resultado tiene otros valores, otras columnas u otro orden.',
    en: 'The result has other values, other columns or another order.',
  },
  'measure.said_instead': { es: 'No ha respondido.[ Ha dicho: {sentence}]', en: 'It did not answer.[ It said: {sentence}]' },
  'measure.not_a_question': {
    es: 'Ese SQL cambia datos. Aquí solo vale uno que consulte.',
    en: 'That SQL changes data. Only one that reads can be here.',
  },
  'measure.too_many_rows': {
    es: 'Da demasiadas filas para compararlas[: más de {maximum}]. Acótalo.',
    en: 'It gives too many rows to compare[: more than {maximum}]. Narrow it.',
  },
}
