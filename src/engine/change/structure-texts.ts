import type { ColumnType } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'

const types: Readonly<Record<Language, Readonly<Record<ColumnType, string>>>> = {
  es: {
    text: 'texto',
    integer: 'número entero',
    number: 'número con decimales',
    boolean: 'sí o no',
    date: 'fecha',
    datetime: 'fecha y hora',
    time: 'hora',
    json: 'JSON',
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
    json: 'JSON',
    uuid: 'unique identifier',
    binary: 'binary data',
    other: 'other type',
  },
}

export const typeWords = (type: ColumnType, length: number | null, scale: number | null, language: Language): string => {
  const base = types[language][type]
  if (type === 'text' && length !== null)
    return language === 'es' ? `${base} de hasta ${length} caracteres` : `${base} of up to ${length} characters`
  if (type === 'number' && scale !== null) return language === 'es' ? `número con ${scale} decimales` : `number with ${scale} decimals`
  return base
}

const es = {
  identity: 'se numera sola',
  required: 'obligatoria',
  optional: 'opcional',
  unique: 'sin repetidos',
  key: (columns: string) => `clave principal: ${columns}`,
  byDefault: (value: string) => `por defecto ${value}`,
  oneOf: (values: string) => `uno de: ${values}`,
  refersTo: (target: string) => `se relaciona con ${target}`,
  cascade: 'si se borra, se borra con ella',
  setNull: 'si se borra, queda vacía',
  uniqueTogether: (columns: string) => `sin repetidos: ${columns}`,
  check: (name: string, rule: string) => `regla ${name}: ${rule}`,
  reference: (columns: string, target: string) => `${columns} se relaciona con ${target}`,
  renamed: (from: string, to: string) => `${from} pasa a llamarse ${to}`,
  typeChange: (column: string, from: string, to: string) => `${column}: ${from} pasa a ${to}`,
  nowRequired: (column: string) => `${column}: pasa a ser obligatoria`,
  nowOptional: (column: string) => `${column}: deja de ser obligatoria`,
  defaultSet: (column: string, value: string) => `${column}: por defecto ${value}`,
  defaultGone: (column: string) => `${column}: sin valor por defecto`,
  rule: (name: string) => `regla ${name}`,
  index: (name: string, columns: string) => `índice ${name}: ${columns}`,
  uniqueIndex: (name: string, columns: string) => `índice único ${name}: ${columns}`,
  indexGone: (name: string) => `índice ${name}`,
  view: (name: string) => `vista ${name}`,
  table: (name: string) => `tabla ${name}`,
  description: (of: string, text: string | null) => (text === null ? `${of}: sin descripción` : `${of}: «${text}»`),
  foreignKey: (table: string, columns: string) => `relación de ${table} (${columns})`,
  today: 'la fecha de hoy',
  now: 'la fecha y hora del momento',
  empty: 'vacío',
  yes: 'sí',
  no: 'no',
}

const en: typeof es = {
  identity: 'numbers itself',
  required: 'required',
  optional: 'optional',
  unique: 'no repeats',
  key: (columns) => `primary key: ${columns}`,
  byDefault: (value) => `${value} by default`,
  oneOf: (values) => `one of: ${values}`,
  refersTo: (target) => `refers to ${target}`,
  cascade: 'deleted along with it',
  setNull: 'emptied when it is deleted',
  uniqueTogether: (columns) => `no repeats: ${columns}`,
  check: (name, rule) => `rule ${name}: ${rule}`,
  reference: (columns, target) => `${columns} refers to ${target}`,
  renamed: (from, to) => `${from} becomes ${to}`,
  typeChange: (column, from, to) => `${column}: ${from} becomes ${to}`,
  nowRequired: (column) => `${column}: becomes required`,
  nowOptional: (column) => `${column}: no longer required`,
  defaultSet: (column, value) => `${column}: ${value} by default`,
  defaultGone: (column) => `${column}: no default`,
  rule: (name) => `rule ${name}`,
  index: (name, columns) => `index ${name}: ${columns}`,
  uniqueIndex: (name, columns) => `unique index ${name}: ${columns}`,
  indexGone: (name) => `index ${name}`,
  view: (name) => `view ${name}`,
  table: (name) => `table ${name}`,
  description: (of, text) => (text === null ? `${of}: no description` : `${of}: “${text}”`),
  foreignKey: (table, columns) => `relation of ${table} (${columns})`,
  today: "today's date",
  now: 'the current date and time',
  empty: 'empty',
  yes: 'yes',
  no: 'no',
}

export type StructureTexts = typeof es

export const structureTexts: Readonly<Record<Language, StructureTexts>> = { es, en }
