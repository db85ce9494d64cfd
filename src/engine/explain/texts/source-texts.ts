import type { Text } from '../fill-text.ts'

/** What the database said, in words. */
export const sourceTexts: Readonly<Record<string, Text>> = {
  'source.unique_violation': {
    es: 'Ya hay una fila con ese valor[ ({key})] y no se puede repetir[ en {table}][ (regla «{constraint}»)]. No se ha cambiado nada.',
    en: 'There is already a row with that value[ ({key})] and it cannot be repeated[ in {table}][ (rule "{constraint}")]. Nothing has changed.',
  },
  'source.foreign_key_violation': {
    es: 'Hay filas enlazadas que lo impiden: o el valor al que apuntas no existe, o todavía hay quien lo usa[ en {table}][ (regla «{constraint}»)]. No se ha cambiado nada.',
    en: 'Linked rows stand in the way: either the value you refer to does not exist, or it is still in use[ in {table}][ (rule "{constraint}")]. Nothing has changed.',
  },
  'source.still_used': {
    es: 'Todavía hay filas[ de {user}] que lo usan[ ({key})]. Cámbialas o bórralas antes. No se ha cambiado nada.',
    en: 'There are still rows[ of {user}] that use it[ ({key})]. Change or delete them first. Nothing has changed.',
  },
  'source.nothing_to_link': {
    es: 'No hay ninguna fila[ de {target}] con ese valor[ ({key})]. No se ha cambiado nada.',
    en: 'There is no row[ of {target}] with that value[ ({key})]. Nothing has changed.',
  },
  'source.check_violation': {
    es: 'El valor no cumple una regla[ de {table}][: «{constraint}»]. No se ha cambiado nada.',
    en: 'The value breaks a rule[ of {table}][: "{constraint}"]. Nothing has changed.',
  },
  'source.not_null_violation': {
    es: 'Falta un dato obligatorio[: {column}][ en {table}]. No se ha cambiado nada.',
    en: 'A required value is missing[: {column}][ in {table}]. Nothing has changed.',
  },
  'source.type_mismatch': {
    es: 'Un valor no encaja en su sitio[ ({column})][: {message}]. No se ha cambiado nada.',
    en: 'A value does not fit its place[ ({column})][: {message}]. Nothing has changed.',
  },
  'source.division_by_zero': {
    es: 'Hay una división entre cero. Protégela con NULLIF(divisor, 0).',
    en: 'There is a division by zero. Guard it with NULLIF(divisor, 0).',
  },
  'source.statement_error': {
    es: 'La base de datos no acepta la sentencia[: {message}].',
    en: 'The database does not accept the statement[: {message}].',
  },
  'source.too_large': {
    es: 'El resultado es demasiado grande. Acótalo: menos columnas, menos filas o algún filtro más.',
    en: 'The result is too large. Narrow it: fewer columns, fewer rows or one more filter.',
  },
  'source.unavailable': {
    es: 'La base de datos no responde. Espera unos segundos y vuelve a intentarlo.',
    en: 'The database is not answering. Wait a few seconds and try again.',
  },
  'source.timeout': {
    es: 'La consulta tardaba demasiado y se ha parado. Acótala: menos fechas o algún filtro más.',
    en: 'The query was taking too long and was stopped. Narrow it: fewer dates or one more filter.',
  },
  'source.cancelled': { es: 'Se ha parado. No se ha cambiado nada.', en: 'Stopped. Nothing has changed.' },
  'source.lock_timeout': {
    es: 'Otra persona está cambiando esos datos. Espera un momento y vuelve a intentarlo.',
    en: 'Someone else is changing that data. Wait a moment and try again.',
  },
  'source.permission_denied': {
    es: 'No tienes permiso para eso[ en {table}]. Pídeselo a quien administra T7.',
    en: 'You are not allowed to do that[ in {table}]. Ask whoever administers T7.',
  },
  'source.read_only': {
    es: 'Esa base de datos es de solo lectura. No se ha cambiado nada.',
    en: 'That database is read-only. Nothing has changed.',
  },
  'source.failed': { es: 'La base de datos ha fallado[: {message}].', en: 'The database failed[: {message}].' },
  'source.bad_url': {
    es: 'La dirección de la base de datos no es válida. Debe ser como postgres://usuario@servidor:5432/base.',
    en: 'The address of the database is not valid. It must look like postgres://user@server:5432/database.',
  },
  'source.not_found': { es: 'No existe ese archivo[: {path}].', en: 'That file does not exist[: {path}].' },
  'source.not_a_database': {
    es: 'Ese archivo no es una base de datos SQLite[: {path}].',
    en: 'That file is not a SQLite database[: {path}].',
  },
  'source.not_committed': {
    es: 'No se ha podido guardar el cambio. Todo sigue como estaba.',
    en: 'The change could not be saved. Everything is as it was.',
  },
}
