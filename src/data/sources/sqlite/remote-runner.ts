import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { T7Error } from '#contracts/error.ts'
import { type Answer, type Request, unpackFailure } from './runner-messages.ts'

export type RequestOptions = { readonly milliseconds: number; readonly signal?: AbortSignal | undefined }

const startMilliseconds = 20_000

const program = fileURLToPath(new URL('./runner-process.ts', import.meta.url))

const isAnswer = (message: unknown): message is Answer =>
  typeof message === 'object' && message !== null && ('value' in message || 'failure' in message)

/** The next answer of the process, or its end: when time is up, when the signal fires, or by itself. */
const nextAnswer = (child: ChildProcess, options: RequestOptions): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const stop = (code: string): void => {
      finish()
      child.kill('SIGKILL')
      reject(new T7Error({ code, kind: 'operational', params: { milliseconds: options.milliseconds } }))
    }
    const timer = setTimeout(() => stop('source.timeout'), options.milliseconds)
    const onAbort = (): void => stop('source.cancelled')
    const onEnd = (): void => {
      finish()
      reject(
        new T7Error({
          code: 'source.unavailable',
          kind: 'operational',
          params: { message: 'the database process ended' },
          retryable: true,
        }),
      )
    }
    const onMessage = (message: unknown): void => {
      if (!isAnswer(message)) return
      finish()
      if ('failure' in message) reject(unpackFailure(message.failure))
      else resolve(message.value)
    }
    const finish = (): void => {
      clearTimeout(timer)
      options.signal?.removeEventListener('abort', onAbort)
      child.removeListener('exit', onEnd)
      child.removeListener('message', onMessage)
      child.channel?.unref()
      child.unref()
    }
    if (options.signal?.aborted === true) return onAbort()
    options.signal?.addEventListener('abort', onAbort, { once: true })
    child.once('exit', onEnd)
    child.on('message', onMessage)
    child.ref()
    child.channel?.ref()
  })

const start = async (path: string): Promise<ChildProcess> => {
  const child = fork(program, [path], { serialization: 'advanced', execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  child.on('error', () => {})
  await nextAnswer(child, { milliseconds: startMilliseconds })
  return child
}

const ask = (child: ChildProcess, request: Request, options: RequestOptions): Promise<unknown> => {
  const answer = nextAnswer(child, options)
  // A channel that is closed shows as the end of the process.
  child.send(request, () => {})
  return answer
}

const isGone = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null || child.killed || !child.connected

/**
 * The process of one file, started when first needed and again after it was stopped. Requests wait for each other.
 * `opening` is told to every new process first.
 */
export const createRemoteRunner = (path: string, opening: () => Request | null) => {
  let child: ChildProcess | null = null
  let last: Promise<unknown> = Promise.resolve()
  const send = async (request: Request, options: RequestOptions): Promise<unknown> => {
    if (options.signal?.aborted === true) throw new T7Error({ code: 'source.cancelled', kind: 'operational' })
    if (child === null || isGone(child)) {
      if (request.kind === 'run' || request.kind === 'end')
        throw new T7Error({ code: 'source.unavailable', kind: 'operational', params: { message: 'the transaction is gone' } })
      child = await start(path)
      const first = opening()
      if (first !== null) await ask(child, first, { milliseconds: 10_000 })
    }
    return ask(child, request, options)
  }
  return {
    request: (request: Request, options: RequestOptions): Promise<unknown> => {
      const next = last.then(
        () => send(request, options),
        () => send(request, options),
      )
      last = next.catch(() => {})
      return next
    },
    isRunning: (): boolean => child !== null && !isGone(child),
    close: async (): Promise<void> => {
      await last
      const ending = child
      child = null
      if (ending === null || isGone(ending)) return
      const ended = new Promise<void>((resolve) => ending.once('exit', () => resolve()))
      ending.ref()
      ending.disconnect()
      await ended
    },
  }
}
