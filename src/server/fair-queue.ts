import { T7Error } from '#contracts/error.ts'

type Waiting = { readonly start: () => void }

/**
 * Lets `atOnce` pieces of work run at a time. Those that wait are taken in turn from each person, so that somebody who asks a
 * hundred things does not keep the others waiting.
 */
export class FairQueue {
  readonly #atOnce: number
  readonly #maximumWaiting: number
  /** Insertion order is turn order: a person served goes to the end. */
  readonly #waiting = new Map<string, Waiting[]>()
  #running = 0
  #waitingCount = 0

  constructor(atOnce: number, maximumWaiting = 1000) {
    this.#atOnce = atOnce
    this.#maximumWaiting = maximumWaiting
  }

  get running(): number {
    return this.#running
  }

  get waiting(): number {
    return this.#waitingCount
  }

  /** @throws T7Error `server.busy` when too many wait already; the signal's reason when it aborts before the turn comes. */
  async run<T>(person: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    await this.#turn(person, signal)
    try {
      return await work()
    } finally {
      this.#running -= 1
      this.#next()
    }
  }

  #turn(person: string, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.reject(signal.reason)
    if (this.#running < this.#atOnce) {
      this.#running += 1
      return Promise.resolve()
    }
    if (this.#waitingCount >= this.#maximumWaiting)
      return Promise.reject(new T7Error({ code: 'server.busy', kind: 'operational', retryable: true }))
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#remove(person, waiting)
        reject(signal?.reason)
      }
      const waiting: Waiting = {
        start: () => {
          signal?.removeEventListener('abort', abort)
          resolve()
        },
      }
      signal?.addEventListener('abort', abort, { once: true })
      const own = this.#waiting.get(person)
      if (own) own.push(waiting)
      else this.#waiting.set(person, [waiting])
      this.#waitingCount += 1
    })
  }

  #remove(person: string, waiting: Waiting): void {
    const own = this.#waiting.get(person) ?? []
    const rest = own.filter((other) => other !== waiting)
    if (rest.length === own.length) return
    this.#waitingCount -= 1
    if (rest.length === 0) this.#waiting.delete(person)
    else this.#waiting.set(person, rest)
  }

  #next(): void {
    const turn = this.#waiting.entries().next()
    if (turn.done) return
    const [person, own] = turn.value
    const first = own.shift()
    this.#waiting.delete(person)
    if (own.length > 0) this.#waiting.set(person, own)
    if (!first) return
    this.#waitingCount -= 1
    this.#running += 1
    first.start()
  }
}
