import type { Description } from './catalog/describe.ts'
import { emptyContext, type ResultContext } from './result.ts'

type Entry = { readonly at: number; readonly description: Promise<Description> }

const content = ({ catalog, values }: Description): string => JSON.stringify([catalog, values])

/** What was read before when nothing is different: those who prepared something for it need not do it again. */
const keepSame = async (before: Promise<Description>, now: Description): Promise<Description> => {
  const old = await before
  return content(old) === content(now) ? old : now
}

/**
 * Keeps the last description. One older than `maximumAge` milliseconds is still given at once, while a new one is read behind the scenes:
 * others change the database too. `forget` makes the next call wait for a new one.
 */
export const createDescriptionMemory = (readNow: () => Promise<Description>, maximumAge: number) => {
  let current: Entry | null = null
  let context: ResultContext = emptyContext
  let refreshing = false

  const remember = (description: Promise<Description>): Promise<Description> => {
    const entry: Entry = { at: performance.now(), description }
    current = entry
    description.then(
      (value) => {
        context = value.context
      },
      () => {
        if (current === entry) current = null
      },
    )
    return description
  }
  const refresh = async (before: Entry): Promise<void> => {
    refreshing = true
    try {
      const now = await keepSame(before.description, await readNow())
      if (current === before) remember(Promise.resolve(now))
    } catch {
      // Not reachable now: what is known stays until the next try.
    } finally {
      refreshing = false
    }
  }
  return {
    /** What results need to know, as far as it was read. */
    context: (): ResultContext => context,
    forget: (): void => {
      current = null
    },
    get: (): Promise<Description> => {
      if (current === null) return remember(readNow())
      if (!refreshing && performance.now() - current.at > maximumAge) void refresh(current)
      return current.description
    },
  }
}
