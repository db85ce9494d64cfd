import pg from 'pg'
import { loadDemo } from '../../examples/demo/load.ts'
import { createTestDatabase, type TestDatabase } from '../support/postgres.ts'
import type { Grid } from './compare-results.ts'
import { examplesToday } from './read-examples.ts'

export type DemoDatabase = {
  readonly database: TestDatabase
  /** Values as PostgreSQL prints them. @throws what the database says. */
  read(sql: string): Promise<Grid>
  close(): Promise<void>
}

/** A fresh database with the demo as it stands on the examples' day. */
export const createDemoDatabase = async (): Promise<DemoDatabase> => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  await loadDemo((sql, parameters) => client.query(sql, [...parameters]), { today: examplesToday })
  return {
    database,
    read: async (sql) => {
      const asText = { getTypeParser: () => (value: string) => value }
      const { rows } = await client.query<(string | null)[]>({ text: sql, rowMode: 'array', types: asText })
      return rows
    },
    close: () => client.end(),
  }
}
