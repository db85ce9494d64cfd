import type { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { connectionWords } from '#server/connection-words.ts'
import { sayProblem } from '#server/problems.ts'

type Words = Readonly<Record<Language, string>>

/** What the command line says by itself. `{name}` is filled from the values given. */
const table = {
  usage: {
    es: `Uso: t7 <orden> [opciones]

  serve    el servidor y la web (lo que hace "npm start")
             --port <n>  --host <dirección>  --data-dir <carpeta>  --database-url <postgres://...>
  ask      una pregunta o un cambio:  t7 ask "¿cuántos clientes hay por zona?"
             --source <postgres://... | fichero.sqlite>  --lang es|en  --now 2026-11-15
             --role reader|editor|admin  --as <correo>  --yes  --json
  batch    muchas preguntas de un fichero:  t7 batch entrada.jsonl --databases <carpeta> --out salida.jsonl
             --source <url o fichero>  --apply  --now <fecha>  --role <rol>  --lang es|en
  eval     preguntas con su respuesta correcta, medidas:  t7 eval preguntas.yaml
             --source <url o fichero>  --lang es|en  --now <fecha>  --role <rol>  --json
  doctor   qué funciona, dónde, qué falla y cómo arreglarlo`,
    en: `Usage: t7 <command> [options]

  serve    the server and the web app (what "npm start" does)
             --port <n>  --host <address>  --data-dir <folder>  --database-url <postgres://...>
  ask      one question or change:  t7 ask "how many customers are there per region?"
             --source <postgres://... | file.sqlite>  --lang es|en  --now 2026-11-15
             --role reader|editor|admin  --as <email>  --yes  --json
  batch    many questions of a file:  t7 batch in.jsonl --databases <folder> --out out.jsonl
             --source <url or file>  --apply  --now <date>  --role <role>  --lang es|en
  eval     questions with their right answers, measured:  t7 eval questions.yaml
             --source <url or file>  --lang es|en  --now <date>  --role <role>  --json
  doctor   what works, where, what is wrong and how to mend it`,
  },
  unknownCommand: { es: 'No conozco la orden "{command}".', en: 'There is no command "{command}".' },
  badOption: { es: 'Opción no válida: {message}', en: 'Invalid option: {message}' },
  building: { es: 'Preparando la web (solo cuando cambia)…', en: 'Preparing the web app (only when it changes)…' },
  buildFailed: {
    es: 'La web no se ha podido construir; la API sí funciona. Motivo:\n{output}',
    en: 'The web app could not be built; the API does work. Reason:\n{output}',
  },
  startingDatabase: { es: 'Arrancando la base de datos…', en: 'Starting the database…' },
  loadingDemo: { es: 'Cargando los datos de ejemplo (solo la primera vez)…', en: 'Loading the example data (first time only)…' },
  ready: { es: 'T7 está listo en {url}', en: 'T7 is ready at {url}' },
  howToStop: { es: 'Para pararlo: Ctrl+C', en: 'To stop it: Ctrl+C' },
  openToNetwork: {
    es: 'Atención: escucha en {host}; quien llegue a este ordenador entra como administrador, porque aún no hay cuentas.',
    en: 'Careful: it listens on {host}; whoever reaches this computer comes in as administrator, because there are no accounts yet.',
  },
  stopping: { es: 'Parando…', en: 'Stopping…' },
  portInUse: {
    es: 'El puerto {port} ya está ocupado por otro programa. Elige otro:  T7_PORT={other} npm start',
    en: 'Port {port} is already taken by another program. Choose another:  T7_PORT={other} npm start',
  },
  portHasT7: {
    es: 'Ya hay un T7 en marcha en {url}. Si quieres otro, elige otro puerto:  T7_PORT={other} npm start',
    en: 'There is already a T7 running at {url}. If you want another, choose another port:  T7_PORT={other} npm start',
  },
  portNotAllowed: {
    es: 'No se puede escuchar en {host}:{port} ({reason}). Elige otro:  T7_PORT=7070 npm start',
    en: 'Cannot listen on {host}:{port} ({reason}). Choose another:  T7_PORT=7070 npm start',
  },
  alreadyRunning: { es: 'T7 ya está en marcha{where} (proceso {pid}).', en: 'T7 is already running{where} (process {pid}).' },
  badConfiguration: { es: 'La configuración tiene problemas:', en: 'There are problems in the configuration:' },
  databaseUnavailable: {
    es: 'No se llega a la base de datos{reason}. Comprueba que está en marcha y que la dirección y la contraseña son correctas.',
    en: 'The database cannot be reached{reason}. Check that it is running and that address and password are right.',
  },
  unexpected: { es: 'T7 ha fallado: {message}', en: 'T7 failed: {message}' },
  askNeedsText: {
    es: 'Falta la pregunta:  t7 ask "¿cuántos clientes hay?"',
    en: 'The question is missing:  t7 ask "how many customers are there?"',
  },
  batchNeeds: {
    es: 'Faltan datos:  t7 batch entrada.jsonl (--databases <carpeta> | --source <url o fichero>) --out salida.jsonl',
    en: 'Something is missing:  t7 batch in.jsonl (--databases <folder> | --source <url or file>) --out out.jsonl',
  },
  batchDone: { es: '{records} registros en {seconds} s → {out}', en: '{records} records in {seconds} s → {out}' },
  evalNeedsFile: { es: 'Falta el fichero:  t7 eval preguntas.yaml', en: 'The file is missing:  t7 eval questions.yaml' },
  evalEmpty: { es: '{file} no tiene preguntas', en: '{file} has no questions' },
  evalQuestion: { es: 'Pregunta', en: 'Question' },
  evalVerdict: { es: 'Resultado', en: 'Result' },
  evalExpected: { es: 'esperado', en: 'expected' },
  evalGiven: { es: 'dado', en: 'given' },
  evalSummary: { es: '{right} de {total} bien ({share})', en: '{right} of {total} right ({share})' },
  badQuestions: { es: 'Hay que corregir {file}:', en: '{file} has to be corrected:' },
  noFile: { es: 'No existe el fichero {file}', en: 'There is no file {file}' },
  noPlace: {
    es: 'La base de datos no puede guardarse ahí: {roots}. Indica otra carpeta con T7_DATA_DIR.',
    en: 'The database cannot be kept there: {roots}. Name another folder with T7_DATA_DIR.',
  },
  unreadableFile: { es: 'No se puede leer {file}{reason}', en: '{file} cannot be read{reason}' },
  notRunning: {
    es: 'T7 no está en marcha. Arráncalo con "npm start", o indica una base de datos con --source.',
    en: 'T7 is not running. Start it with "npm start", or name a database with --source.',
  },
  assumed: { es: 'He supuesto', en: 'I took it that' },
  choices: { es: 'Puedes elegir', en: 'You can choose' },
  nextQuestions: { es: 'Prueba también', en: 'You could also ask' },
  toApply: { es: 'Para hacerlo, repite la orden con --yes', en: 'To do it, repeat the command with --yes' },
  truncatedRows: { es: 'Solo se muestran las primeras {rows} filas.', en: 'Only the first {rows} rows are shown.' },
} satisfies Record<string, Words>

export type WordKey = keyof typeof table

export const say = (key: WordKey, language: Language, values: Readonly<Record<string, string | number>> = {}): string =>
  table[key][language].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))

/** A failure in words for the terminal, with the way out. */
export const sayError = (error: T7Error, language: Language): string => {
  const { code, params } = error
  const message = String(params.message ?? (error.cause instanceof Error ? error.cause.message : code))
  const why = connectionWords(message, language)
  const problems = Array.isArray(params.problems) ? params.problems.map((problem) => `  - ${problem}`) : []
  const reason = why === '' ? '' : `: ${why}`
  switch (code) {
    case 'config.invalid':
      return [say('badConfiguration', language), ...problems].join('\n')
    case 'cli.bad_questions':
      return [say('badQuestions', language, { file: String(params.file) }), ...problems].join('\n')
    case 'server.port_in_use':
      return say('portInUse', language, { port: Number(params.port), other: Number(params.port) + 1 })
    case 'server.port_has_t7':
      return say('portHasT7', language, { url: String(params.url), other: Number(params.port) + 1 })
    case 'server.port_not_allowed':
      return say('portNotAllowed', language, { host: String(params.host), port: Number(params.port), reason: String(params.reason) })
    case 'server.already_running':
    case 'embedded.already_running': {
      const at = params.url ? (language === 'es' ? ` en ${params.url}` : ` at ${params.url}`) : ''
      return say('alreadyRunning', language, { where: at, pid: String(params.pid ?? '?') })
    }
    case 'embedded.no_place':
      return say('noPlace', language, { roots: Array.isArray(params.roots) ? params.roots.join(', ') : '' })
    case 'source.unavailable':
      return params.path === undefined
        ? say('databaseUnavailable', language, { reason })
        : say('unreadableFile', language, { file: String(params.path), reason })
    case 'cli.unknown_command':
      return `${say('unknownCommand', language, { command: String(params.command) })}\n\n${say('usage', language)}`
    case 'cli.bad_option':
      return say('badOption', language, { message })
    case 'cli.no_file':
      return say('noFile', language, { file: String(params.file) })
    case 'cli.not_running':
      return say('notRunning', language)
    default:
      return error.kind === 'bug' ? say('unexpected', language, { message }) : sayProblem(error, language, message === code ? '' : message)
  }
}
