import type { Text } from '../fill-text.ts'

/** Why the guard refuses, and the way out. */
export const guardTexts: Readonly<Record<string, Text>> = {
  'guard.unparsable': {
    es: 'No entiendo ese SQL[: {message}]. Revísalo, o dilo con tus palabras.',
    en: 'I cannot read that SQL[: {message}]. Check it, or say it in your own words.',
  },
  'guard.several_statements': {
    es: 'Solo puedo ejecutar una sentencia cada vez[; aquí hay {count}]. Envíalas una a una.',
    en: 'I can only run one statement at a time[; there are {count} here]. Send them one by one.',
  },
  'guard.class_not_allowed': {
    es: 'Tu rol[ ({role})] no permite {classes}. Pídeselo a quien administra T7.',
    en: 'Your role[ ({role})] does not allow you to {classes}. Ask whoever administers T7.',
  },
  'guard.function_not_allowed': {
    es: 'La función «{function}» no está permitida aquí.',
    en: 'The function "{function}" is not allowed here.',
  },
  'guard.object_not_allowed': {
    es: '«{object}» es interno de la base de datos y no se puede consultar ni cambiar desde aquí.',
    en: '"{object}" is internal to the database and cannot be read or changed from here.',
  },
  'guard.unknown_object': {
    es: 'No existe «{object}»[. Lo más parecido: {nearest}].',
    en: '"{object}" does not exist[. The nearest: {nearest}].',
  },
  'guard.statement_not_supported': {
    es: 'Ese tipo de sentencia[ ({construct})] no está permitido aquí.',
    en: 'That kind of statement[ ({construct})] is not allowed here.',
  },
  'guard.too_costly': {
    es: 'La consulta es demasiado pesada. Acótala: menos fechas, menos tablas o algún filtro más.',
    en: 'The query is too heavy. Narrow it: fewer dates, fewer tables or one more filter.',
  },
  'guard.too_long': {
    es: 'El SQL es demasiado largo. Acórtalo o divídelo.',
    en: 'The SQL is too long. Shorten it or split it.',
  },
  'guard.row_locks': {
    es: 'No se pueden bloquear filas (FOR UPDATE, FOR SHARE) al consultar. Quita esa parte.',
    en: 'Rows cannot be locked (FOR UPDATE, FOR SHARE) when reading. Remove that part.',
  },
}
