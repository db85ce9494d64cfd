import { z } from 'zod'

/** One exact reason why a change can't be taken back. `code` and its params are listed in codes.ts. */
export const conflict = z.object({
  code: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
})
export type Conflict = z.infer<typeof conflict>

export const conflictOf = (code: string, params: Conflict['params']): Conflict => ({ code, params })

/** Ends an undo from within; the caller rolls back and answers with the conflicts. */
export class ConflictFound extends Error {
  readonly conflicts: readonly Conflict[]

  constructor(conflicts: readonly Conflict[]) {
    super('conflict')
    this.conflicts = conflicts
  }
}

/** At most this many conflicts are told one by one. */
export const maximumConflicts = 20
