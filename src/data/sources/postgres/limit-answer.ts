import type pg from 'pg'
import { T7Error } from '#contracts/error.ts'

/** What one transaction may bring from the server, in bytes: a single value can be larger than the memory of this process. */
const maximumBytes = 128 * 1024 * 1024

export const tooLarge = (): T7Error => new T7Error({ code: 'source.too_large', kind: 'user' })

/**
 * Cuts the connection when the server sends more than that, before the driver makes one text of it; the statement then fails with
 * `source.too_large`. Returns how to stop watching.
 */
export const limitAnswer = (client: pg.PoolClient): (() => void) => {
  const { stream } = client.connection
  let received = 0
  const count = (part: Buffer): void => {
    received += part.length
    if (received > maximumBytes) stream.destroy(tooLarge())
  }
  stream.on('data', count)
  return () => {
    stream.off('data', count)
  }
}
