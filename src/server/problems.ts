import type { Problem } from '#contracts/api.ts'
import type { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { knownCodes, messageFor } from '#engine/explain/messages.ts'

type Entry = { readonly status: number; readonly es: string; readonly en: string }

/** What each failure means over HTTP: its status and its words. Codes that are not here go by the kind of the error. */
const table: Readonly<Record<string, Entry>> = {
  'request.invalid': { status: 400, es: 'La petición no tiene la forma esperada', en: 'The request does not have the expected shape' },
  'request.not_json': { status: 415, es: 'El cuerpo debe ser JSON', en: 'The body must be JSON' },
  'request.too_large': { status: 413, es: 'La petición es demasiado grande', en: 'The request is too large' },
  'request.host': {
    status: 421,
    es: 'T7 no atiende peticiones para ese nombre de servidor',
    en: 'T7 does not answer for that host name',
  },
  'request.origin': { status: 403, es: 'La petición viene de otra página', en: 'The request comes from another page' },
  'request.not_found': { status: 404, es: 'Aquí no hay nada', en: 'There is nothing here' },
  'ask.not_found': { status: 404, es: 'Esa petición no existe', en: 'That ask does not exist' },
  'ask.not_yours': { status: 403, es: 'Esa petición es de otra persona', en: 'That ask belongs to someone else' },
  'ask.not_waiting': { status: 409, es: 'Ya no hay nada que confirmar', en: 'There is nothing left to confirm' },
  'ask.already_applied': { status: 409, es: 'Ese cambio ya está hecho', en: 'That change has already been made' },
  'ask.nothing_to_undo': { status: 409, es: 'Ahí no hay ningún cambio que deshacer', en: 'There is no change to undo there' },
  'ask.already_undone': { status: 409, es: 'Ese cambio ya está deshecho', en: 'That change has already been undone' },
  'ask.not_running': { status: 409, es: 'Esa petición ya ha terminado', en: 'That ask has already ended' },
  'ask.busy': { status: 409, es: 'Esa petición aún está en marcha', en: 'That ask is still running' },
  'ask.wrong_name': {
    status: 422,
    es: 'El nombre escrito no coincide: hay que escribirlo tal cual',
    en: 'The name typed does not match: type it exactly',
  },
  'conversation.not_found': { status: 404, es: 'Esa conversación no existe', en: 'That conversation does not exist' },
  'table.not_found': { status: 404, es: 'Esa tabla no existe', en: 'That table does not exist' },
  'table.invalid_filter': { status: 400, es: 'El filtro no vale para esa columna', en: 'The filter does not fit that column' },
  'role.not_allowed': { status: 403, es: 'Tu rol no permite hacer eso', en: 'Your role does not allow that' },
  'demo.not_available': {
    status: 409,
    es: 'Este espacio de trabajo no es el de ejemplo',
    en: 'This workspace is not the example one',
  },
  'accuracy.pair_not_found': { status: 404, es: 'Esa pregunta ya no está', en: 'That question is no longer there' },
  'accuracy.sql_not_kept': { status: 422, es: 'Ese SQL no se puede guardar', en: 'That SQL cannot be kept' },
  'accuracy.too_many': { status: 409, es: 'Hay demasiadas preguntas guardadas', en: 'There are too many questions kept' },
  'accuracy.nothing_to_measure': { status: 409, es: 'Aún no hay preguntas que medir', en: 'There are no questions to measure yet' },
  'server.busy': { status: 503, es: 'Hay demasiadas peticiones a la vez', en: 'There are too many requests at once' },
  'server.starting': { status: 503, es: 'T7 está arrancando; vuelve a probar en un momento', en: 'T7 is starting; try again in a moment' },
  'server.closing': { status: 503, es: 'El servidor se está cerrando', en: 'The server is closing' },
  'source.unavailable': {
    status: 503,
    es: 'La base de datos no responde; T7 lo volverá a intentar en cuanto vuelva',
    en: 'The database does not answer; T7 will try again as soon as it is back',
  },
  'source.lock_timeout': {
    status: 503,
    es: 'Esos datos los está usando otra persona ahora mismo; vuelve a probar en un momento',
    en: 'Somebody else is using those data right now; try again in a moment',
  },
  'source.timeout': {
    status: 504,
    es: 'La base de datos tardaba demasiado y se ha parado',
    en: 'The database took too long and was stopped',
  },
}

const byKind: Readonly<Record<T7Error['kind'], Entry>> = {
  user: { status: 400, es: 'La petición no se puede atender', en: 'The request cannot be answered' },
  operational: { status: 503, es: 'Algo de lo que T7 necesita no responde', en: 'Something T7 needs does not answer' },
  bug: { status: 500, es: 'T7 ha fallado; queda anotado', en: 'T7 failed; it has been noted' },
}

const sourceCodes: ReadonlySet<string> = new Set(knownCodes.filter((code) => code.startsWith('source.')))

/** What the database refuses has words of its own, without the stop that a title does not take. */
const titleOf = ({ code, params, kind }: T7Error, language: Language): string =>
  table[code]?.[language] ?? (sourceCodes.has(code) ? messageFor(code, params, language).replace(/\.$/, '') : byKind[kind][language])

/** RFC 9457 problem details of a failure, with its title in `language`. */
export const problemOf = (error: T7Error, language: Language): Problem => {
  const entry = table[error.code] ?? byKind[error.kind]
  return {
    type: `urn:t7:problem:${error.code}`,
    title: titleOf(error, language),
    status: entry.status,
    code: error.code,
    params: { ...error.params },
  }
}

/** The failure in one line for a terminal; one without words of its own is told by its code and what the system said. */
export const sayProblem = (error: T7Error, language: Language, message: string): string => {
  const title = titleOf(error, language)
  return error.code in table || sourceCodes.has(error.code) ? `${title}.` : `${title} [${error.code}] ${message}`.trim()
}
