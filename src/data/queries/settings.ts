import type { z } from 'zod'
import { type Database, toJson } from './database.ts'

/** Small facts that T7 keeps for itself, by name. */
export const createSettingStore = (database: Database) => ({
  /** null when it was never set, or holds something of another shape. */
  read: async <T>(key: string, shape: z.ZodType<T>): Promise<T | null> => {
    const [row] = await database.query<{ value: unknown }>('select value from t7.settings where key = $1', [key])
    return row === undefined ? null : (shape.safeParse(row.value).data ?? null)
  },
  write: async (key: string, value: unknown): Promise<void> => {
    await database.query(
      'insert into t7.settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value, updated_at = now()',
      [key, toJson(value)],
    )
  },
  remove: async (key: string): Promise<void> => {
    await database.query('delete from t7.settings where key = $1', [key])
  },
})
