import { T7Error } from '#contracts/error.ts'

/** Transactions that the database ended to let another through: PostgreSQL's deadlock_detected and serialization_failure. */
const passing: ReadonlySet<unknown> = new Set(['40P01', '40001'])

const attempts = 4

/** Runs a transaction again when the database sacrificed it for another one; nothing of the lost attempt remains. */
export const tryAgain = async <T>(transaction: () => Promise<T>): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transaction()
    } catch (error) {
      const sacrificed = error instanceof T7Error && passing.has(error.params.sqlState)
      if (!sacrificed || attempt >= attempts) throw error
    }
  }
}
