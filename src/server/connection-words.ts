import type { Language } from '#contracts/plan.ts'

type Words = Readonly<Record<Language, string>>

/** What drivers and the system say when something cannot be reached or read. Parts of a sentence; `$1` is what they name. */
const phrases: readonly (readonly [RegExp, Words])[] = [
  [/ECONNREFUSED (\S+)/, { es: 'nadie responde en $1', en: 'nobody answers at $1' }],
  [/(?:ENOTFOUND|EAI_AGAIN) (\S+)/, { es: 'no se encuentra el servidor «$1»', en: 'there is no server "$1"' }],
  [/password authentication failed|no password supplied/, { es: 'el usuario o la contraseña no valen', en: 'user or password are wrong' }],
  [/role "(.+?)" does not exist/, { es: 'no existe el usuario «$1»', en: 'there is no user "$1"' }],
  [/database "(.+?)" does not exist/, { es: 'no existe la base de datos «$1»', en: 'there is no database "$1"' }],
  [
    /no pg_hba\.conf entry|permission denied for database/,
    { es: 'el servidor no deja entrar a ese usuario', en: 'the server does not let that user in' },
  ],
  [
    /too many (?:clients|connections)|remaining connection slots/,
    { es: 'el servidor no admite más conexiones', en: 'the server takes no more connections' },
  ],
  [/starting up|shutting down|recovery mode/, { es: 'el servidor está arrancando o parándose', en: 'the server is starting or stopping' }],
  [/does not support SSL/, { es: 'el servidor no admite conexiones cifradas', en: 'the server does not take encrypted connections' }],
  [/certificate/i, { es: 'el certificado del servidor no vale', en: "the server's certificate is not valid" }],
  [/ETIMEDOUT|timeout/i, { es: 'no ha respondido a tiempo', en: 'it did not answer in time' }],
  [/ECONNRESET|terminated|closed/i, { es: 'la conexión se ha cortado', en: 'the connection was cut' }],
  [/EACCES|EPERM|permission denied/, { es: 'no hay permiso para leerlo', en: 'it may not be read' }],
  [/malformed/, { es: 'está dañado', en: 'it is damaged' }],
]

/** Why something cannot be reached, in the person's words; '' in Spanish where there are none. */
export const connectionWords = (message: string, language: Language): string => {
  for (const [pattern, words] of phrases) {
    const found = pattern.exec(message)
    if (found !== null) return words[language].replace('$1', () => found[1] ?? '')
  }
  return language === 'es' ? '' : message
}
