/** Milliseconds spent in each phase of an ask. `total` counts from the start to the moment it is read. */
export type Timings = { readonly understand: number; readonly guard: number; readonly database: number; readonly total: number }

type Phase = Exclude<keyof Timings, 'total'>

export type Stopwatch = {
  /** Runs the work and adds its time to the phase. */
  readonly time: <T>(phase: Phase, work: () => T) => T
  readonly read: () => Timings
}

const round = (milliseconds: number): number => Math.round(milliseconds * 10) / 10

/** @param milliseconds a clock that never goes back */
export const startStopwatch = (milliseconds: () => number): Stopwatch => {
  const started = milliseconds()
  const spent: Record<Phase, number> = { understand: 0, guard: 0, database: 0 }
  return {
    time: (phase, work) => {
      const from = milliseconds()
      const add = () => {
        spent[phase] += milliseconds() - from
      }
      const result = work()
      if (result instanceof Promise) {
        result.then(add, add)
        return result
      }
      add()
      return result
    },
    read: () => ({
      understand: round(spent.understand),
      guard: round(spent.guard),
      database: round(spent.database),
      total: round(milliseconds() - started),
    }),
  }
}
