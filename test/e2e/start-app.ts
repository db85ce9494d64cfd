import { type ChildProcess, spawn } from 'node:child_process'
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from '../structure/source-file.ts'

export type App = {
  readonly url: string
  readonly dataDirectory: string
  /** Ends it the hard way (`SIGKILL`) or politely, and waits until it is gone. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** The same data folder again, after a stop. */
  restart(): Promise<void>
  /** Stops it and removes its data. */
  remove(): Promise<void>
}

const waitForAddress = (child: ChildProcess): Promise<string> =>
  new Promise((resolve, reject) => {
    let said = ''
    const listen = (chunk: Buffer): void => {
      said += chunk.toString()
      const address = /(?:listo en|ready at) (http:\/\/\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    }
    child.stdout?.on('data', listen)
    child.stderr?.on('data', listen)
    child.once('exit', (code) => reject(new Error(`T7 ended with ${code} before it was ready:\n${said}`)))
  })

const start = async (dataDirectory: string): Promise<{ readonly child: ChildProcess; readonly url: string }> => {
  const environment = { ...process.env, T7_LANGUAGE: 'es', T7_DATABASE_URL: '', T7_LOG_LEVEL: 'warn' }
  const child = spawn(process.execPath, ['src/cli/main.ts', 'serve', '--port', '0', '--data-dir', dataDirectory], {
    cwd: root,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const folder = join(root, 'test-results', 'e2e')
  mkdirSync(folder, { recursive: true })
  const log = createWriteStream(join(folder, `server-${child.pid}.log`))
  child.stdout.pipe(log)
  child.stderr.pipe(log)
  return { child, url: await waitForAddress(child) }
}

const end = (child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })

/** Starts the real thing on a data folder of its own and a free port. */
export const startApp = async (): Promise<App> => {
  const dataDirectory = mkdtempSync(join(tmpdir(), 't7-e2e-'))
  let running = await start(dataDirectory)
  return {
    get url() {
      return running.url
    },
    dataDirectory,
    stop: (signal = 'SIGTERM') => end(running.child, signal),
    restart: async () => {
      running = await start(dataDirectory)
    },
    remove: async () => {
      await end(running.child, 'SIGTERM')
      rmSync(dataDirectory, { recursive: true, force: true })
    },
  }
}
