import { DatabaseSync } from 'node:sqlite'
import { DuckDBInstance } from '@duckdb/node-api'
import mysql from 'mysql2/promise'
import pg from 'pg'
import { z } from 'zod'
import { createTestDatabase } from '../postgres.ts'
import { startMariadb } from './mariadb-server.ts'
import type { TestEngine } from './test-engine.ts'

const grid = z.array(z.array(z.unknown()))

const openPostgres = async (): Promise<TestEngine> => {
  const database = await createTestDatabase()
  const client = new pg.Client({ connectionString: database.url, types: { getTypeParser: () => (value: string) => value } })
  await client.connect()
  return {
    dialect: 'postgres',
    name: 'PostgreSQL',
    run: async (sql, parameters = []) => (await client.query({ text: sql, values: [...parameters], rowMode: 'array' })).rows,
    close: () => client.end(),
  }
}

const openSqlite = (): TestEngine => {
  const database = new DatabaseSync(':memory:')
  return {
    dialect: 'sqlite',
    name: 'SQLite',
    run: async (sql, parameters = []) => {
      const statement = database.prepare(sql)
      statement.setReturnArrays(true)
      return grid.parse(statement.all(...parameters.map((one) => (typeof one === 'boolean' ? Number(one) : one))))
    },
    close: async () => database.close(),
  }
}

const openDuckdb = async (): Promise<TestEngine> => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  return {
    dialect: 'duckdb',
    name: 'DuckDB',
    run: async (sql, parameters = []) => (await connection.runAndReadAll(sql, [...parameters])).getRowsJson(),
    close: async () => {
      connection.closeSync()
      instance.closeSync()
    },
  }
}

/** null where this machine has no MariaDB: said once, and its part of the tests is left out. */
const openMariadb = async (): Promise<TestEngine | null> => {
  const server = await startMariadb()
  if (server === null) return null
  const connection = await mysql.createConnection({ socketPath: server.socket, user: 'root', rowsAsArray: true, dateStrings: true })
  await connection.query('create database conformance character set utf8mb4 collate utf8mb4_bin')
  await connection.query('use conformance')
  return {
    dialect: 'mysql',
    name: 'MariaDB',
    run: async (sql, parameters) => {
      const [rows] = parameters === undefined ? await connection.query(sql) : await connection.execute(sql, [...parameters])
      return Array.isArray(rows) ? grid.parse(rows) : []
    },
    close: async () => {
      await connection.end()
      await server.stop()
    },
  }
}

export type TestEngines = { readonly postgres: TestEngine; readonly others: readonly TestEngine[] }

/** An empty database of every dialect that this machine has an engine for. */
export const openEngines = async (): Promise<TestEngines> => {
  const mariadb = await openMariadb()
  return { postgres: await openPostgres(), others: [openSqlite(), await openDuckdb(), ...(mariadb ? [mariadb] : [])] }
}
