import type { Config } from './config.ts'

type Write = (facts: Readonly<Record<string, unknown>>, message: string) => void

/** What the server needs of a log. Facts never hold secrets nor stored values. */
export type Log = { readonly debug: Write; readonly info: Write; readonly warn: Write; readonly error: Write }

export const createLog = async (level: Config['logLevel']): Promise<Log> => {
  const { default: pino } = await import('pino')
  const logger = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { error: pino.stdSerializers.err },
      redact: ['*.password', '*.databaseUrl', '*.authorization', '*.token'],
    },
    pino.destination({ dest: 2, sync: true }),
  )
  const to =
    (name: 'debug' | 'info' | 'warn' | 'error'): Write =>
    (facts, message) =>
      logger[name](facts, message)
  return { debug: to('debug'), info: to('info'), warn: to('warn'), error: to('error') }
}
