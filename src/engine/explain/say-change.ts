import type { ChangeStep, ColumnSpec, ConstraintSpec, DataChange, SchemaChange } from '#contracts/change.ts'
import type { Language } from '#contracts/plan.ts'
import { listed, quote } from './format-value.ts'
import { columnName, tableName } from './names.ts'
import { speechOf } from './say-query.ts'
import { type Speech, words } from './speech.ts'
import { typeName } from './type-words.ts'

type Step<K extends ChangeStep['kind']> = Extract<ChangeStep, { kind: K }>

const quoted = (names: readonly string[], language: Language, joiner: 'and' | 'or' = 'and'): string =>
  listed(
    names.map((n) => quote(n, language)),
    language,
    joiner,
  )

/** A column to create: "descuento (número con decimales, obligatorio, por defecto 0)". */
export const sayColumnSpec = (column: ColumnSpec, speech: Speech): string => {
  const { language } = speech
  const type = typeName(column, speech.language)
  const facts = [
    column.identity ? words(speech, 'numerada sola', 'numbered by itself') : type,
    ...(column.required && !column.identity ? [words(speech, 'obligatorio', 'required')] : []),
    ...(column.unique ? [words(speech, 'sin repetidos', 'unique')] : []),
    ...(column.default
      ? [
          words(
            speech,
            `por defecto ${speech.say.expression(column.default, speech)}`,
            `default ${speech.say.expression(column.default, speech)}`,
          ),
        ]
      : []),
    ...(column.allowedValues
      ? [words(speech, `solo ${quoted(column.allowedValues, 'es', 'or')}`, `only ${quoted(column.allowedValues, 'en', 'or')}`)]
      : []),
    ...(column.check
      ? [
          words(
            speech,
            `con la regla: ${speech.say.condition(column.check, speech)}`,
            `with the rule: ${speech.say.condition(column.check, speech)}`,
          ),
        ]
      : []),
    ...(column.references
      ? [
          words(
            speech,
            `enlaza con ${tableName(column.references.table)}${onDeleteWords(column.references.onDelete, 'es')}`,
            `refers to ${tableName(column.references.table)}${onDeleteWords(column.references.onDelete, 'en')}`,
          ),
        ]
      : []),
  ]
  return `${quote(column.name, language)} (${facts.join(', ')})`
}

const onDeleteWords = (action: 'no_action' | 'cascade' | 'set_null', language: Language): string => {
  if (action === 'no_action') return ''
  if (action === 'cascade') return language === 'es' ? ', y se borra con él' : ', and is deleted with it'
  return language === 'es' ? ', y queda vacío si se borra' : ', and becomes empty when it is deleted'
}

const sayConstraint = (constraint: ConstraintSpec, speech: Speech): string => {
  const { language } = speech
  switch (constraint.kind) {
    case 'unique':
      return words(speech, `${quoted(constraint.columns, language)} sin repetidos`, `${quoted(constraint.columns, language)} unique`)
    case 'primary_key':
      return words(speech, `clave principal ${quoted(constraint.columns, language)}`, `primary key ${quoted(constraint.columns, language)}`)
    case 'check':
      return words(
        speech,
        `la regla: ${speech.say.condition(constraint.condition, speech)}`,
        `the rule: ${speech.say.condition(constraint.condition, speech)}`,
      )
    case 'reference':
      return words(
        speech,
        `el enlace de ${quoted(constraint.columns, 'es')} con ${tableName(constraint.table)}${onDeleteWords(constraint.onDelete, 'es')}`,
        `the reference of ${quoted(constraint.columns, 'en')} to ${tableName(constraint.table)}${onDeleteWords(constraint.onDelete, 'en')}`,
      )
  }
}

const sayCreate = (step: Step<'create_table'>, speech: Speech): string => {
  const columns = step.columns.map((c) => sayColumnSpec(c, speech)).join('; ')
  const rules = step.constraints.map((c) => sayConstraint(c, speech))
  const key =
    step.primaryKey.length > 0
      ? [words(speech, `clave principal ${quoted(step.primaryKey, 'es')}`, `primary key ${quoted(step.primaryKey, 'en')}`)]
      : []
  const rest = [...key, ...rules].join('; ')
  return `${words(speech, `Crea la tabla ${quote(step.table, 'es')} con las columnas`, `Creates the table ${quote(step.table, 'en')} with the columns`)} ${columns}${rest === '' ? '' : `; ${rest}`}.`
}

const sayData = (step: DataChange, speech: Speech): string => {
  const table = tableName(step.table)
  if (step.kind === 'insert') {
    const rows = step.rows.map(
      (row) => `(${row.map((v, i) => `${columnName(step.columns[i] ?? '')}: ${speech.say.expression(v, speech)}`).join(', ')})`,
    )
    return words(
      speech,
      `Añade a ${table} ${rows.length === 1 ? 'la fila' : `${rows.length} filas`}: ${rows.join('; ')}.`,
      `Adds to ${table} ${rows.length === 1 ? 'the row' : `${rows.length} rows`}: ${rows.join('; ')}.`,
    )
  }
  if (step.kind === 'delete' && step.where === null)
    return words(speech, `Borra todas las filas de ${table}.`, `Deletes every row of ${table}.`)
  const where = step.where
    ? words(speech, `donde ${speech.say.condition(step.where, speech)}`, `where ${speech.say.condition(step.where, speech)}`)
    : words(speech, 'en todas las filas', 'in every row')
  if (step.kind === 'delete') return words(speech, `Borra las filas de ${table} ${where}.`, `Deletes the rows of ${table} ${where}.`)
  const set = step.set.map((s) =>
    words(
      speech,
      `${columnName(s.column)} pasa a ser ${speech.say.expression(s.value, speech)}`,
      `${columnName(s.column)} becomes ${speech.say.expression(s.value, speech)}`,
    ),
  )
  return words(speech, `En ${table}, ${where}: ${set.join('; ')}.`, `In ${table}, ${where}: ${set.join('; ')}.`)
}

const sayColumnChange = (step: SchemaChange, speech: Speech): string | null => {
  const { language } = speech
  const q = (name: string): string => quote(name, language)
  switch (step.kind) {
    case 'add_column':
      return words(
        speech,
        `Añade a ${q(step.table)} la columna ${sayColumnSpec(step.column, speech)}.`,
        `Adds to ${q(step.table)} the column ${sayColumnSpec(step.column, speech)}.`,
      )
    case 'drop_column':
      return words(
        speech,
        `Quita de ${q(step.table)} la columna ${q(step.column)} con sus datos.`,
        `Removes from ${q(step.table)} the column ${q(step.column)} with its data.`,
      )
    case 'rename_column':
      return words(
        speech,
        `En ${q(step.table)}, la columna ${q(step.column)} pasa a llamarse ${q(step.to)}.`,
        `In ${q(step.table)}, the column ${q(step.column)} is renamed ${q(step.to)}.`,
      )
    case 'change_type':
      return words(
        speech,
        `En ${q(step.table)}, ${q(step.column)} pasa a ser ${typeName(step, 'es')}.`,
        `In ${q(step.table)}, ${q(step.column)} becomes ${typeName(step, 'en')}.`,
      )
    case 'set_required': {
      const fill = step.fill
        ? words(
            speech,
            `; los vacíos se rellenan con ${speech.say.expression(step.fill, speech)}`,
            `; empty ones are filled with ${speech.say.expression(step.fill, speech)}`,
          )
        : ''
      return words(
        speech,
        `En ${q(step.table)}, ${q(step.column)} ${step.required ? 'pasa a ser obligatorio' : 'deja de ser obligatorio'}${fill}.`,
        `In ${q(step.table)}, ${q(step.column)} ${step.required ? 'becomes required' : 'is no longer required'}${fill}.`,
      )
    }
    case 'set_default':
      return step.default
        ? words(
            speech,
            `En ${q(step.table)}, ${q(step.column)} vale por defecto ${speech.say.expression(step.default, speech)}.`,
            `In ${q(step.table)}, ${q(step.column)} gets the default ${speech.say.expression(step.default, speech)}.`,
          )
        : words(
            speech,
            `En ${q(step.table)}, ${q(step.column)} deja de tener valor por defecto.`,
            `In ${q(step.table)}, ${q(step.column)} loses its default.`,
          )
    default:
      return null
  }
}

const sayObjectChange = (step: SchemaChange, speech: Speech): string => {
  const { language } = speech
  const q = (name: string): string => quote(name, language)
  switch (step.kind) {
    case 'create_table':
      return sayCreate(step, speech)
    case 'drop_table':
      return words(speech, `Elimina la tabla ${q(step.table)} con todos sus datos.`, `Drops the table ${q(step.table)} with all its data.`)
    case 'rename_table':
      return words(
        speech,
        `La tabla ${q(step.table)} pasa a llamarse ${q(step.to)}.`,
        `The table ${q(step.table)} is renamed ${q(step.to)}.`,
      )
    case 'add_constraint':
      return words(
        speech,
        `Añade a ${q(step.table)} ${sayConstraint(step.constraint, speech)}.`,
        `Adds to ${q(step.table)} ${sayConstraint(step.constraint, speech)}.`,
      )
    case 'drop_constraint':
      return words(speech, `Quita de ${q(step.table)} la regla ${q(step.name)}.`, `Removes from ${q(step.table)} the rule ${q(step.name)}.`)
    case 'create_index':
      return words(
        speech,
        `Crea en ${q(step.table)} el índice ${step.unique ? 'sin repetidos ' : ''}${q(step.name)} por ${quoted(step.columns, 'es')}.`,
        `Creates on ${q(step.table)} the ${step.unique ? 'unique ' : ''}index ${q(step.name)} on ${quoted(step.columns, 'en')}.`,
      )
    case 'drop_index':
      return words(speech, `Elimina el índice ${q(step.name)} de ${q(step.table)}.`, `Drops the index ${q(step.name)} of ${q(step.table)}.`)
    case 'create_view':
      return words(
        speech,
        `Crea la vista ${q(step.name)}: ${speech.say.query(step.query, speech)}`,
        `Creates the view ${q(step.name)}: ${speech.say.query(step.query, speech)}`,
      )
    case 'drop_view':
      return words(speech, `Elimina la vista ${q(step.name)}.`, `Drops the view ${q(step.name)}.`)
    case 'truncate_table':
      return words(
        speech,
        `Vacía la tabla ${q(step.table)}: borra todas sus filas.`,
        `Empties the table ${q(step.table)}: deletes all its rows.`,
      )
    case 'describe':
      return words(
        speech,
        `Pone a ${q(step.column ?? step.table)} la descripción ${q(step.description ?? '')}.`,
        `Gives ${q(step.column ?? step.table)} the description ${q(step.description ?? '')}.`,
      )
    default:
      return ''
  }
}

/** One step of a change in words, every value said. */
export const sayStep = (step: ChangeStep, outer: Speech): string => {
  const table = 'table' in step ? [step.table] : []
  const speech = speechOf(outer.catalog, outer.language, table)
  if (step.kind === 'insert' || step.kind === 'update' || step.kind === 'delete') return sayData(step, speech)
  return sayColumnChange(step, speech) ?? sayObjectChange(step, speech)
}
