import type { T7Error } from '#contracts/error.ts'
import type { AskEvent, EventBody } from '#contracts/event.ts'
import type { AskStore } from './ask-store.ts'

/**
 * One run of an ask while it goes on: hands its events at once to whoever follows it, and writes them to the store in order behind.
 */
export class LiveAsk {
  readonly id: string
  readonly abort = new AbortController()
  /** Why the run did not come to an outcome. */
  failure: T7Error | null = null
  readonly #store: AskStore
  readonly #now: () => string
  readonly #events: AskEvent[] = []
  readonly #listeners = new Set<() => void>()
  #next: number
  #unwritten: EventBody[] = []
  #writing: Promise<void> | null = null
  #failure: unknown = null
  #ended = false

  /** @param firstSequence the sequence its first event gets */
  constructor(id: string, store: AskStore, firstSequence: number, now: () => string) {
    this.id = id
    this.#store = store
    this.#next = firstSequence
    this.#now = now
  }

  get ended(): boolean {
    return this.#ended
  }

  get cancelled(): boolean {
    return this.abort.signal.aborted
  }

  readonly record = (body: EventBody): void => {
    this.#events.push({ askId: this.id, sequence: this.#next, at: this.#now(), body })
    this.#next += 1
    this.#unwritten.push(body)
    this.#writing ??= this.#write()
    this.#wake()
  }

  eventsAfter(sequence: number): readonly AskEvent[] {
    return this.#events.filter((event) => event.sequence > sequence)
  }

  /** Everything recorded so far is in the store. @throws what the store threw */
  async written(): Promise<void> {
    while (this.#writing) await this.#writing
    if (this.#failure !== null) throw this.#failure
  }

  end(): void {
    this.#ended = true
    this.#wake()
  }

  /** Resolves at the next event, or when the run ends. */
  change(signal?: AbortSignal): Promise<void> {
    if (this.#ended || signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const done = () => {
        this.#listeners.delete(done)
        signal?.removeEventListener('abort', done)
        resolve()
      }
      this.#listeners.add(done)
      signal?.addEventListener('abort', done, { once: true })
    })
  }

  #wake(): void {
    for (const listener of [...this.#listeners]) listener()
  }

  async #write(): Promise<void> {
    // Events of the same moment go together.
    await Promise.resolve()
    try {
      while (this.#unwritten.length > 0) {
        const batch = this.#unwritten
        this.#unwritten = []
        await this.#store.append(this.id, batch)
      }
    } catch (error) {
      // Kept for `written`: nobody waits for this promise while the run goes on.
      this.#failure ??= error
    } finally {
      this.#writing = null
    }
  }
}
