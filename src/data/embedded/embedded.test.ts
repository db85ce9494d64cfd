import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { createPostgresSource } from '../sources/postgres/source.ts'
import { hasEnded, waitForEnd } from './process-table.ts'
import { type EmbeddedPostgres, startEmbedded } from './start.ts'

vi.setConfig({ testTimeout: 120_000 })

const started: EmbeddedPostgres[] = []
const folders: string[] = []

const makeFolder = (mode: number): string => {
  const folder = mkdtempSync(join(tmpdir(), 't7-embedded-'))
  chmodSync(folder, mode)
  folders.push(folder)
  return folder
}

const start = async (dataDir: string): Promise<EmbeddedPostgres> => {
  const server = await startEmbedded({ dataDir })
  started.push(server)
  return server
}

afterEach(async () => {
  for (const server of started.splice(0)) {
    await server.stop()
    rmSync(dirname(server.location), { recursive: true, force: true })
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

const run = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}

/** Another T7: starts the same data folder, then commits numbers one after the other, telling each once it is committed. */
const program = (dataDir: string): string => `
  const { startEmbedded } = await import(${JSON.stringify(new URL('./start.ts', import.meta.url).href)})
  const { default: pg } = await import('pg')
  try {
    const server = await startEmbedded({ dataDir: ${JSON.stringify(dataDir)} })
    console.log('pid ' + server.pid())
    const client = new pg.Client({ connectionString: server.url })
    await client.connect()
    await client.query('create table if not exists numbers (n int primary key)')
    for (let n = 1; ; n++) { await client.query('insert into numbers values ($1)', [n]); console.log('kept ' + n) }
  } catch (error) {
    console.log('failed ' + error.code + ' ' + JSON.stringify(error.params))
  }
`

type Other = { readonly child: ChildProcess; readonly lines: string[]; waitFor(start: string): Promise<string> }

const startOther = (dataDir: string): Other => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program(dataDir)], {
    cwd: join(import.meta.dirname, '../../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const lines: string[] = []
  createInterface({ input: child.stdout }).on('line', (line) => lines.push(line))
  const waitFor = async (beginning: string): Promise<string> => {
    for (let tries = 0; tries < 3_000; tries += 1) {
      const found = lines.find((line) => line.startsWith(beginning))
      if (found !== undefined) return found
      await sleep(10)
    }
    throw new Error(`never said "${beginning}": ${lines.join(' | ')}`)
  }
  return { child, lines, waitFor }
}

const lastKept = (other: Other): number => Number(other.lines.findLast((line) => line.startsWith('kept'))?.slice(5) ?? 0)

test('starts, refuses a second start, stops, and starts again with what it had', async () => {
  const dataDir = join(makeFolder(0o711), 'data')
  const first = await start(dataDir)
  expect(await run(first.url, 'select rolsuper from pg_roles where rolname = current_user')).toEqual([false])
  expect(
    await run(
      first.superuserUrl,
      `select setting from pg_settings where name in ('fsync', 'listen_addresses', 'password_encryption') order by name`,
    ),
  ).toEqual(['on', '127.0.0.1', 'scram-sha-256'])
  await run(first.url, 'create table kept as select 7 as n')
  await expect(startEmbedded({ dataDir })).rejects.toMatchObject({ code: 'embedded.already_running', params: { pid: process.pid } })
  const other = startOther(dataDir)
  expect(await other.waitFor('failed')).toContain(`embedded.already_running {"pid":${process.pid}`)
  const pid = first.pid()
  await first.stop()
  expect(hasEnded(pid)).toBe(true)
  const again = await start(dataDir)
  expect(await run(again.url, 'select n from kept')).toEqual([7])
  expect(again.recovered).toBe(false)
  const wrong = again.url.replace(/:[^:@/]+@/, ':wrong@')
  await expect(run(wrong, 'select 1')).rejects.toThrow(/password/)
})

test('keeps its passwords to itself', async () => {
  const dataDir = join(makeFolder(0o711), 'data')
  await start(dataDir)
  expect(statSync(join(dataDir, 'database.json')).mode & 0o077).toBe(0)
})

test('starts where only its owner may look, and leaves a note of where the rest is', async () => {
  const folder = makeFolder(0o700)
  const dataDir = join(folder, 'checkout', '.t7')
  mkdirSync(dirname(dataDir))
  const server = await start(dataDir)
  const inside = server.location.startsWith(folder)
  expect(inside).toBe(process.getuid?.() !== 0)
  expect(JSON.parse(readFileSync(join(dataDir, 'database.json'), 'utf8')).home).toBe(dirname(server.location))
  expect(readFileSync(join(dirname(server.location), 'data-folder.txt'), 'utf8').trim()).toBe(dataDir)
  await run(server.url, 'create table kept as select 7 as n')
  await server.stop()
  const again = await start(dataDir)
  expect(await run(again.url, 'select n from kept')).toEqual([7])
  await again.stop()
  rmSync(dataDir, { recursive: true })
  const fresh = await start(dataDir)
  expect(await run(fresh.url, `select to_regclass('kept') is null`)).toEqual([true])
  expect(existsSync(join(dirname(fresh.location), 'cluster.aside'))).toBe(!inside)
})

test('recovers from a T7 killed while its database goes on, losing nothing committed', async () => {
  const dataDir = join(makeFolder(0o711), 'data')
  const other = startOther(dataDir)
  const postgres = Number((await other.waitFor('pid')).slice(4))
  await other.waitFor('kept 20')
  other.child.kill('SIGKILL')
  await once(other.child, 'exit')
  expect(hasEnded(postgres)).toBe(false)
  const server = await start(dataDir)
  expect(server.recovered).toBe(true)
  expect(hasEnded(postgres)).toBe(true)
  const [count] = await run(server.url, 'select count(*)::int from numbers')
  expect(count).toBeGreaterThanOrEqual(lastKept(other))
})

test('recovers from everything killed at once, losing nothing committed', async () => {
  const dataDir = join(makeFolder(0o711), 'data')
  const other = startOther(dataDir)
  const postgres = Number((await other.waitFor('pid')).slice(4))
  await other.waitFor('kept 50')
  process.kill(postgres, 'SIGKILL')
  other.child.kill('SIGKILL')
  await once(other.child, 'exit')
  await waitForEnd(postgres, 5_000)
  const server = await start(dataDir)
  const [count] = await run(server.url, 'select count(*)::int from numbers')
  expect(count).toBeGreaterThanOrEqual(lastKept(other))
})

test('recovers from a kill during the very first start', async () => {
  const dataDir = join(makeFolder(0o711), 'data')
  for (const pause of [150, 600]) {
    const other = startOther(dataDir)
    await sleep(pause)
    other.child.kill('SIGKILL')
    await once(other.child, 'exit')
  }
  const server = await start(dataDir)
  expect(await run(server.url, 'select 1')).toEqual([1])
})

test('a database that ends by itself is started again where it was, and a source finds it', async () => {
  const server = await start(join(makeFolder(0o711), 'data'))
  const source = createPostgresSource({ url: server.url })
  const read = () => source.read({ sql: 'select 1', parameters: [], inlined: '' }, { role: 'reader' }, 1)
  await read()
  const before = server.pid()
  process.kill(before, 'SIGKILL')
  await waitForEnd(before, 5_000)
  await expect(read()).rejects.toMatchObject({ code: 'source.unavailable', retryable: true })
  let answered: unknown = null
  for (let tries = 0; tries < 200 && answered === null; tries += 1) {
    await sleep(50)
    answered = await read().then(
      (result) => result.rows,
      () => null,
    )
  }
  expect(answered).toEqual([[1]])
  expect(server.pid()).not.toBe(before)
  await source.close()
})
