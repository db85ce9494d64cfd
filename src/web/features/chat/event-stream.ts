import { T7Error } from '#contracts/error.ts'
import type { AskEvent } from '#contracts/event.ts'
import type { Api, AskInput } from '../../api.ts'

type Message = { readonly event: string; readonly data: string }

const parseMessage = (block: string): Message | null => {
  let event = 'message'
  const data: string[] = []
  for (const line of block.split('\n')) {
    if (line.startsWith('event:')) event = line.slice(6).trim()
    else if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''))
  }
  return data.length === 0 ? null : { event, data: data.join('\n') }
}

/** The messages of a `text/event-stream` body, whatever the chunks they arrive in. Comments and keep-alives are skipped. */
export async function* readMessages(body: ReadableStream<Uint8Array>): AsyncGenerator<Message> {
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  let pending = ''
  for (;;) {
    const { done, value } = await reader.read()
    pending += (value ?? '').replaceAll('\r\n', '\n')
    const blocks = pending.split('\n\n')
    pending = done ? '' : (blocks.pop() ?? '')
    for (const block of blocks) {
      const message = parseMessage(block)
      if (message) yield message
    }
    if (done) return
  }
}

const endsRun = (event: AskEvent): boolean => event.body.kind === 'concluded' || event.body.kind === 'failed'

type Progress = { readonly askId: string | null; readonly sequence: number; readonly ended: boolean }

const drain = async (response: Response, from: Progress, onEvent: (event: AskEvent) => void): Promise<Progress> => {
  let progress = from
  if (!response.body) return progress
  for await (const message of readMessages(response.body)) {
    const event = JSON.parse(message.data) as AskEvent
    if (typeof event.sequence !== 'number' || event.body === undefined) continue
    progress = { askId: event.askId, sequence: event.sequence, ended: progress.ended || endsRun(event) }
    onEvent(event)
  }
  return progress
}

const retryDelays: readonly number[] = [250, 1000, 3000]

const wait = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    const leave = (): void => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', leave, { once: true })
  })

type Follow = {
  readonly api: Pick<Api, 'askEvents' | 'resumeEvents'>
  readonly onEvent: (event: AskEvent) => void
  readonly signal: AbortSignal
}

const isNetworkFailure = (error: unknown): boolean => !(error instanceof T7Error) || error.retryable

const resume = async ({ api, onEvent, signal }: Follow, from: Progress): Promise<void> => {
  let progress = from
  let failures = 0
  while (!progress.ended && !signal.aborted && progress.askId !== null) {
    const before = progress.sequence
    try {
      progress = await drain(await api.resumeEvents(progress.askId, progress.sequence, signal), progress, (event) => {
        progress = { askId: event.askId, sequence: event.sequence, ended: progress.ended || endsRun(event) }
        onEvent(event)
      })
    } catch (error) {
      if (signal.aborted) return
      if (!isNetworkFailure(error) || failures >= retryDelays.length) throw error
    }
    if (progress.ended || signal.aborted) return
    failures = progress.sequence > before ? 0 : failures + 1
    const delay = retryDelays[failures - 1]
    if (failures > 0 && delay === undefined) throw new T7Error({ code: 'web.stream_lost', kind: 'operational', retryable: true })
    await wait(delay ?? 0, signal)
  }
}

/** Asks and hands over every event until the run ends; when the connection breaks, goes on from the last event seen. */
export const followNewAsk = async (follow: Follow, input: AskInput): Promise<void> => {
  let progress: Progress = { askId: null, sequence: -1, ended: false }
  const seen = (event: AskEvent): void => {
    progress = { askId: event.askId, sequence: event.sequence, ended: progress.ended || endsRun(event) }
    follow.onEvent(event)
  }
  try {
    progress = await drain(await follow.api.askEvents(input, follow.signal), progress, seen)
  } catch (error) {
    if (follow.signal.aborted) return
    if (progress.askId === null || !isNetworkFailure(error)) throw error
  }
  if (progress.askId === null && !follow.signal.aborted)
    throw new T7Error({ code: 'web.stream_lost', kind: 'operational', retryable: true })
  await resume(follow, progress)
}

/** Follows an ask that is already running, from after `sequence`. */
export const followRunningAsk = (follow: Follow, askId: string, sequence: number): Promise<void> =>
  resume(follow, { askId, sequence, ended: false })
