import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { home } from '#server/home.ts'
import { type RunningServer, startServer } from '#server/main.ts'
import { readConfig } from '#server/read-config.ts'
import { buildWeb, webState } from '#server/web-build.ts'
import { readOptions } from './options.ts'
import { say } from './words.ts'

const tell = (text: string): void => void process.stdout.write(`${text}\n`)

/** Bundles the web when its sources changed. A build that fails does not keep the API from starting. */
const prepareWeb = async (language: Language): Promise<void> => {
  if ((await webState(home)) === 'current') return
  tell(say('building', language))
  try {
    await buildWeb(home)
  } catch (error) {
    if (!(error instanceof T7Error)) throw error
    const output = Array.isArray(error.params.output) ? error.params.output.join('\n') : ''
    process.stderr.write(`${say('buildFailed', language, { output })}\n`)
  }
}

const stopOnSignal = (server: RunningServer, language: Language): Promise<void> =>
  new Promise((resolve) => {
    const stop = () => {
      tell(say('stopping', language))
      server.close().then(resolve, resolve)
      // A second signal does not wait.
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
    }
    const once = () => {
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.removeListener(signal, once)
      stop()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once)
  })

/** `t7 serve`: runs until it is told to stop. */
export const serve = async (args: readonly string[], language: Language): Promise<number> => {
  const { values } = readOptions(args, {
    port: { type: 'string' },
    host: { type: 'string' },
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
    'log-level': { type: 'string' },
  })
  const flags = {
    port: values.port,
    host: values.host,
    dataDir: values['data-dir'],
    databaseUrl: values['database-url'],
    logLevel: values['log-level'],
  }
  const config = await readConfig(flags)
  const server = await startServer(config, {
    prepare: () => prepareWeb(config.language),
    progress: (step) => tell(say(step, config.language)),
  })
  tell(say('ready', config.language, { url: server.url }))
  tell(say('howToStop', config.language))
  if (!['127.0.0.1', 'localhost', '::1'].includes(config.host)) tell(say('openToNetwork', language, { host: config.host }))
  await stopOnSignal(server, config.language)
  return 0
}
