import type { Run } from '#engine/ports.ts'

/** The same transaction with the rights of the tables' owner: for T7's own bookkeeping, never for what a person wrote. */
export const asOwner =
  (run: Run): Run =>
  (statement) =>
    run(statement, 'owner')
