import type { ColumnType } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'

const names: Readonly<Record<Language, Readonly<Record<ColumnType, string>>>> = {
  es: {
    text: 'texto',
    integer: 'número entero',
    number: 'número con decimales',
    boolean: 'sí o no',
    date: 'fecha',
    datetime: 'fecha y hora',
    time: 'hora',
    json: 'datos JSON',
    uuid: 'identificador único',
    binary: 'datos binarios',
    other: 'otro tipo',
  },
  en: {
    text: 'text',
    integer: 'whole number',
    number: 'decimal number',
    boolean: 'yes or no',
    date: 'date',
    datetime: 'date and time',
    time: 'time',
    json: 'JSON data',
    uuid: 'unique identifier',
    binary: 'binary data',
    other: 'other type',
  },
}

type Sized = { readonly type: ColumnType; readonly length?: number | null; readonly scale?: number | null }

/** A type as people call it: "número con 2 decimales", "text of up to 80 characters". */
export const typeName = ({ type, length = null, scale = null }: Sized, language: Language): string => {
  const base = names[language][type]
  if (type === 'text' && length !== null)
    return language === 'es' ? `${base} de hasta ${length} caracteres` : `${base} of up to ${length} characters`
  if (type === 'number' && scale !== null) return language === 'es' ? `número con ${scale} decimales` : `number with ${scale} decimals`
  return base
}
