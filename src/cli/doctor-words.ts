import type { Language } from '#contracts/plan.ts'
import type { Check } from '#server/checks.ts'
import { connectionWords } from '#server/connection-words.ts'

type Words = { readonly says: string; readonly fix?: string }

/** What each finding means and, where something is wrong, how to mend it. */
const table: Readonly<Record<string, Readonly<Record<Language, Words>>>> = {
  'node.fine': { es: { says: 'Node {version} ({path})' }, en: { says: 'Node {version} ({path})' } },
  'node.old': {
    es: { says: 'Node {version} es demasiado antiguo', fix: 'Usa "npm start" o ./t7, que traen su propio Node, tras "npm ci".' },
    en: { says: 'Node {version} is too old', fix: 'Use "npm start" or ./t7, which bring their own Node, after "npm ci".' },
  },
  't7.version': { es: { says: 'T7 {version} en {home}' }, en: { says: 'T7 {version} in {home}' } },
  'configuration.defaults': {
    es: { says: 'Sin fichero t7.yaml: valores por defecto y variables T7_*' },
    en: { says: 'No t7.yaml: defaults and T7_* variables' },
  },
  'configuration.file': { es: { says: 'Configuración de {file}' }, en: { says: 'Configuration from {file}' } },
  'data.fine': { es: { says: 'Carpeta de datos {path}' }, en: { says: 'Data folder {path}' } },
  'data.will_be_made': {
    es: { says: 'La carpeta de datos {path} se creará al arrancar' },
    en: { says: 'The data folder {path} will be made at the first start' },
  },
  'data.not_writable': {
    es: { says: 'No se puede escribir en {path}', fix: 'Da permiso de escritura o elige otra con T7_DATA_DIR.' },
    en: { says: '{path} cannot be written to', fix: 'Give write permission or choose another with T7_DATA_DIR.' },
  },
  'disk.fine': { es: { says: '{megabytes} MB libres en el disco' }, en: { says: '{megabytes} MB free on disk' } },
  'disk.low': {
    es: { says: 'Solo quedan {megabytes} MB libres', fix: 'Libera espacio: la base de datos necesita al menos 500 MB.' },
    en: { says: 'Only {megabytes} MB are free', fix: 'Free some space: the database needs at least 500 MB.' },
  },
  'port.running': { es: { says: 'T7 está en marcha en {url} (proceso {pid})' }, en: { says: 'T7 is running at {url} (process {pid})' } },
  'port.free': {
    es: { says: 'T7 no está en marcha; el puerto {port} está libre' },
    en: { says: 'T7 is not running; port {port} is free' },
  },
  'port.taken': {
    es: { says: 'El puerto {port} lo ocupa otro programa', fix: 'Elige otro: T7_PORT={other} npm start' },
    en: { says: 'Port {port} is taken by another program', fix: 'Choose another: T7_PORT={other} npm start' },
  },
  'database.embedded': {
    es: { says: 'PostgreSQL {version} propio, en {location}: responde' },
    en: { says: 'Own PostgreSQL {version}, in {location}: answers' },
  },
  'database.embedded_stopped': {
    es: { says: 'PostgreSQL {version} propio; arrancará con T7' },
    en: { says: 'Own PostgreSQL {version}; it will start with T7' },
  },
  'database.external': {
    es: { says: 'PostgreSQL {version} en {location}: responde' },
    en: { says: 'PostgreSQL {version} at {location}: answers' },
  },
  'source.unavailable': {
    es: { says: 'La base de datos no responde: {message}', fix: 'Comprueba que está en marcha y que T7_DATABASE_URL es correcta.' },
    en: { says: 'The database does not answer: {message}', fix: 'Check that it is running and that T7_DATABASE_URL is right.' },
  },
  'embedded.no_binaries': {
    es: {
      says: 'Faltan los programas de PostgreSQL para este sistema',
      fix: 'Ejecuta "npm ci" otra vez, o usa un PostgreSQL existente con T7_DATABASE_URL.',
    },
    en: {
      says: 'The PostgreSQL programs for this system are missing',
      fix: 'Run "npm ci" again, or use an existing PostgreSQL with T7_DATABASE_URL.',
    },
  },
  'workspace.old_version': {
    es: { says: 'PostgreSQL es demasiado antiguo: {message}', fix: 'Hace falta PostgreSQL 15 o posterior.' },
    en: { says: 'PostgreSQL is too old: {message}', fix: 'PostgreSQL 15 or later is needed.' },
  },
  'database.failed': {
    es: { says: 'La base de datos falla: {message}', fix: 'Mira logs/postgres.log en la carpeta de datos.' },
    en: { says: 'The database fails: {message}', fix: 'See logs/postgres.log in the data folder.' },
  },
  'roles.fine': {
    es: { says: 'Permisos: lector, editor y administrador separados en la base de datos' },
    en: { says: 'Permissions: reader, editor and administrator kept apart in the database' },
  },
  'workspace.roles_missing': {
    es: {
      says: 'El usuario {role} no puede crear roles: los permisos solo los vigila T7',
      fix: 'Dale CREATEROLE, o crea los roles t7_reader, t7_editor, t7_admin y t7_owner y concédeselos.',
    },
    en: {
      says: 'The user {role} may not make roles: only T7 watches permissions',
      fix: 'Give it CREATEROLE, or make the roles t7_reader, t7_editor, t7_admin and t7_owner and grant them to it.',
    },
  },
  'workspace.not_owner': {
    es: {
      says: 'Hay tablas de otro dueño, cuya estructura T7 no puede cambiar: {tables}',
      fix: 'Da su propiedad al usuario de T7 si quieres cambiarlas desde aquí.',
    },
    en: {
      says: 'Some tables belong to somebody else and their structure cannot be changed from T7: {tables}',
      fix: 'Give their ownership to the user of T7 if you want to change them from here.',
    },
  },
  'workspace.owner_is_login': {
    es: {
      says: 'Las tablas son del usuario con el que T7 entra ({role})',
      fix: 'No hace falta nada; es menos estricto que un dueño aparte.',
    },
    en: { says: 'The tables belong to the user T7 logs in as ({role})', fix: 'Nothing is needed; it is less strict than an owner apart.' },
  },
  'web.current': { es: { says: 'La web está construida y al día' }, en: { says: 'The web app is built and current' } },
  'web.outdated': {
    es: { says: 'La web es de una versión anterior; se construirá al arrancar' },
    en: { says: 'The web app is older than its sources; it will be built at the next start' },
  },
  'web.missing': { es: { says: 'La web se construirá al arrancar' }, en: { says: 'The web app will be built at the next start' } },
  'engine.fine': {
    es: { says: 'El motor y la gramática SQL cargan en {milliseconds} ms' },
    en: { says: 'The engine and the SQL grammar load in {milliseconds} ms' },
  },
  'engine.broken': {
    es: { says: 'El motor no carga: {message}', fix: 'Ejecuta "npm ci" otra vez.' },
    en: { says: 'The engine does not load: {message}', fix: 'Run "npm ci" again.' },
  },
}

const inWords = (params: Check['params'], language: Language): Check['params'] =>
  params.message === undefined
    ? params
    : { ...params, message: connectionWords(String(params.message), language) || String(params.message) }

const fill = (text: string, params: Check['params']): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))

export const sayCheck = ({ code, params }: Check, language: Language): Words => {
  const words = table[code]?.[language] ?? { says: `${code} ${params.message ?? ''}`.trim() }
  const said = inWords(params, language)
  return { says: fill(words.says, said), ...(words.fix === undefined ? {} : { fix: fill(words.fix, said) }) }
}
