import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { askView, conversationView, historyPage, historyQuery } from '#contracts/api.ts'
import type { EventBody } from '#contracts/event.ts'
import type { Outcome } from '#contracts/outcome.ts'
import { createTestDatabase } from '../../../test/support/postgres.ts'
import { migrate, readMigrations } from '../migrations/migrate.ts'
import { prepareDatabase } from '../prepare-database.ts'
import { createOwnPool } from '../sources/postgres/connection.ts'
import { createPostgresSource } from '../sources/postgres/source.ts'
import { createAskStore } from './asks.ts'
import { createChangeStore, keepChange, keepUndone, type NewChange } from './changes.ts'
import { createConversationStore } from './conversations.ts'
import { createDatabase } from './database.ts'
import { createSettingStore } from './settings.ts'

const test1 = await createTestDatabase()
const setup = await prepareDatabase({ url: test1.url, takeOwnership: true })
const pool = createOwnPool({ url: test1.url })
const database = createDatabase(pool)
const asks = createAskStore(database)
const conversations = createConversationStore(database)
const changes = createChangeStore(database)
const source = createPostgresSource({ url: test1.url, roles: setup.roles, writable: true })
afterAll(async () => {
  await pool.end()
  await source.close()
})

const ana = { id: 'ana', name: 'Ana' }
let next = 0
const begin = (text: string, conversationId: string | null = null, person = ana) => {
  next += 1
  return asks.begin({ id: `ask${next}`, conversationId, person, text, overrides: { 'period:x': '2026' }, now: '2026-11-15' })
}
const filter = (over: Partial<z.infer<typeof historyQuery>> = {}) => historyQuery.parse(over)

const code = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work
    return 'done'
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error
  }
}

const plan = { kind: 'sql', sql: 'select 1', version: 1, assumptions: [], confidence: 1 } as const
const answer = (sql: string): Outcome => ({
  kind: 'answer',
  language: 'es',
  sentence: 'Hay 2 clientes',
  suggestions: [],
  plan: { ...plan, assumptions: [] },
  explanation: '',
  sql,
  assumptions: [],
  certainty: 'high',
  confidence: 1,
  alternatives: [],
  result: { columns: [], rows: [[1], [2]], truncated: false },
  chart: null,
  timings: { understand: 1, guard: 1, database: 1, total: 12.5 },
})
const applied = (changeId: string): Outcome => ({
  kind: 'applied',
  language: 'es',
  sentence: 'Hecho',
  suggestions: [],
  plan: { ...plan, assumptions: [] },
  sql: 'update clientes set x = 1',
  changeId,
  affected: 3,
  preview: { token: 't', rows: [], structure: [] },
  undo: { state: 'possible' },
  timings: { understand: 1, guard: 1, database: 1, total: 20 },
})

const change = (id: string, askId: string | null = null): NewChange => ({
  id,
  askId,
  personId: 'local',
  plan: { ...plan, assumptions: [] },
  sql: 'update',
  affected: 3,
  catalogBefore: 'a',
  catalogAfter: null,
  undo: { version: 1, items: ['á', { rows: [1, null] }] },
  undoable: true,
})

describe('migrations', () => {
  test('run once, are remembered, and refuse to run when changed or behind', async () => {
    const other = await createTestDatabase()
    const all = readMigrations(join(import.meta.dirname, '../migrations'))
    expect(all.map((one) => one.number)).toEqual(all.map((_, index) => index + 1))
    const runs = await Promise.all([migrate(other.url), migrate(other.url), migrate(other.url)])
    expect(runs.toSorted()).toEqual([0, 0, all.length])
    const folder = mkdtempSync(join(tmpdir(), 't7-migrations-'))
    for (const one of all) writeFileSync(join(folder, `${String(one.number).padStart(4, '0')}-${one.name}.sql`), one.sql)
    expect(await migrate(other.url, folder)).toBe(0)
    const next = join(folder, `${String(all.length + 1).padStart(4, '0')}-broken.sql`)
    writeFileSync(next, 'create table t7.half (id int); select 1/0;')
    expect(await code(migrate(other.url, folder))).toBe('source.division_by_zero')
    expect((await other.run(`select to_regclass('t7.half') as half`)).rows).toEqual([{ half: null }])
    writeFileSync(next, 'create table t7.half (id int)')
    expect(await migrate(other.url, folder)).toBe(1)
    expect(await code(migrate(other.url))).toBe('migrations.newer')
    writeFileSync(join(folder, '0001-conversations-asks-events.sql'), 'select 1')
    expect(await code(migrate(other.url, folder))).toBe('migrations.changed')
    rmSync(folder, { recursive: true })
    await other.drop()
  })
})

describe('asks', () => {
  test('begin as running, in a new conversation or one of their person', async () => {
    const first = await begin('¿Cuántos clientes hay?')
    expect(askView.parse(first)).toMatchObject({
      status: 'running',
      outcome: null,
      rating: 0,
      person: ana,
      overrides: { 'period:x': '2026' },
    })
    const second = await begin('¿y en Sur?', first.conversationId)
    expect(second.conversationId).toBe(first.conversationId)
    expect(await code(begin('mío', first.conversationId, { id: 'luis', name: 'Luis' }))).toBe('conversation.not_found')
    expect(conversationView.parse(await conversations.find('ana', first.conversationId))).toMatchObject({
      title: '¿Cuántos clientes hay?',
      asks: 2,
      items: [{ id: first.id }, { id: second.id }],
    })
  })

  test('number their events without gaps, also when several are added at once, and for good', async () => {
    const { id } = await begin('hola')
    const body = (rows: number): EventBody => ({ kind: 'executed', rows, ms: 1 })
    await Promise.all(Array.from({ length: 20 }, (_, index) => asks.append(id, [body(index), body(index)])))
    const events = await asks.events(id, -1)
    expect(events.map((event) => event.sequence)).toEqual(Array.from({ length: 40 }, (_, index) => index))
    expect((await asks.events(id, 37)).map((event) => event.sequence)).toEqual([38, 39])
    expect(await asks.append(id, [body(7)])).toMatchObject([{ askId: id, sequence: 40, body: body(7) }])
    expect(await code(asks.append('nobody', [body(1)]))).toBe('ask.not_found')
    expect(await code(database.query('delete from t7.events'))).not.toBe('done')
    expect(await code(database.query(`update t7.events set body = '{}'`))).not.toBe('done')
  })

  test('are claimed by one only, and settled', async () => {
    const { id } = await begin('cuántos')
    await asks.settle(id, 'waiting', answer('select 1'))
    const claims = await Promise.all([asks.claim(id, 'waiting'), asks.claim(id, 'waiting'), asks.claim(id, 'waiting')])
    expect(claims.filter(Boolean)).toHaveLength(1)
    await asks.settle(id, 'answered', answer('select 2'))
    await asks.rate(id, -1)
    expect(askView.parse(await asks.find(id))).toMatchObject({ status: 'answered', rating: -1, outcome: { sql: 'select 2' } })
    expect(await asks.find('nobody')).toBeNull()
  })

  test('keep any text', async () => {
    const odd = `a\0b \ud800 😀 Robert'); DROP TABLE clientes;-- ${'x'.repeat(100_000)}`
    const { id } = await begin(odd)
    await asks.append(id, [{ kind: 'failed', code: 'x', params: { text: odd } }])
    await asks.settle(id, 'answered', answer(odd))
    expect((await asks.find(id))?.text).toContain(`Robert'); DROP TABLE clientes;--`)
    expect((await conversations.list('ana'))[0]?.title.length).toBeLessThan(100)
  })

  test('give the turns that came to a plan, oldest first', async () => {
    const first = await begin('uno')
    const { conversationId } = first
    await asks.settle(first.id, 'answered', answer('select 1'))
    const second = await begin('dos', conversationId)
    await asks.settle(second.id, 'message', {
      kind: 'message',
      language: 'es',
      sentence: '',
      suggestions: [],
      topic: 'help',
      understood: [],
    })
    const third = await begin('tres', conversationId)
    await asks.settle(third.id, 'answered', answer('select 3'))
    await begin('cuatro', conversationId)
    expect(await asks.turns(conversationId, 5)).toEqual([
      { question: 'uno', sql: 'select 1', plan },
      { question: 'tres', sql: 'select 3', plan },
    ])
    expect((await asks.turns(conversationId, 1)).map((turn) => turn.question)).toEqual(['tres'])
  })
})

describe('conversations', () => {
  test('are renamed and taken out by their person only; the history keeps them', async () => {
    const { conversationId, id } = await begin('para borrar')
    expect(await conversations.rename('luis', conversationId, 'x')).toBeNull()
    expect(await conversations.rename('ana', conversationId, 'Otra')).toMatchObject({ title: 'Otra', asks: 1 })
    expect(await conversations.remove('luis', conversationId)).toBe(false)
    expect(await conversations.remove('ana', conversationId)).toBe(true)
    expect(await conversations.remove('ana', conversationId)).toBe(false)
    expect(await conversations.find('ana', conversationId)).toBeNull()
    expect((await conversations.list('ana')).some((one) => one.id === conversationId)).toBe(false)
    const kept = await conversations.history('ana', filter({ search: 'PARA borrar' }))
    expect(kept.entries.map((entry) => entry.askId)).toEqual([id])
  })
})

describe('history', () => {
  test('pages through everything once, newest first', async () => {
    const person = { id: 'pages', name: 'P' }
    const made: string[] = []
    for (let index = 0; index < 25; index += 1) made.push((await begin(`n${index}`, null, person)).id)
    const seen: string[] = []
    let before: string | undefined
    do {
      const page = historyPage.parse(
        await conversations.history('pages', filter({ limit: 7, ...(before === undefined ? {} : { before }) })),
      )
      seen.push(...page.entries.map((entry) => entry.askId))
      before = page.next ?? undefined
    } while (before !== undefined)
    expect(seen).toEqual(made.toReversed())
  })

  test('tells questions from changes, and what can be undone', async () => {
    const person = { id: 'kinds', name: 'K' }
    const question = await begin('pregunta 100%_x', null, person)
    await asks.settle(question.id, 'answered', answer('select count(*) from clientes'))
    const altered = await begin('cambio', null, person)
    await asks.settle(altered.id, 'waiting', {
      ...answer('update clientes set x = 1'),
      kind: 'confirm',
      statementClass: 'update',
      preview: { token: 't', rows: [], structure: [] },
      remaining: 1,
      typed: null,
      action: '',
      warnings: [],
    } as Outcome)
    await source.change({ role: 'admin' }, true, (run) => keepChange(run, change('c-history', altered.id)))
    await asks.settle(altered.id, 'applied', applied('c-history'))
    const all = await conversations.history('kinds', filter())
    expect(
      all.entries.map(({ askId, statementClass, rows, milliseconds, canUndo }) => ({ askId, statementClass, rows, milliseconds, canUndo })),
    ).toEqual([
      { askId: altered.id, statementClass: 'update', rows: 3, milliseconds: 20, canUndo: true },
      { askId: question.id, statementClass: 'read', rows: 2, milliseconds: 12.5, canUndo: false },
    ])
    const ids = async (over: Partial<z.infer<typeof historyQuery>>) =>
      (await conversations.history('kinds', filter(over))).entries.map((entry) => entry.askId)
    expect(await ids({ kind: 'questions' })).toEqual([question.id])
    expect(await ids({ kind: 'changes' })).toEqual([altered.id])
    expect(await ids({ search: 'SET x' })).toEqual([altered.id])
    expect(await ids({ search: '100%_' })).toEqual([question.id])
    expect(await ids({ search: '%' })).toEqual([question.id])
    expect(await source.change({ role: 'admin' }, true, (run) => keepUndone(run, 'c-history', 'kinds'))).toBe(true)
    expect((await conversations.history('kinds', filter())).entries[0]?.canUndo).toBe(false)
  })
})

describe('changes', () => {
  test('are kept with what they change, or not at all', async () => {
    await database.query('create table public.cosas (id int)')
    await prepareDatabase({ url: test1.url, takeOwnership: true })
    const insert = { sql: 'insert into cosas values (1)', parameters: [], inlined: '' }
    await source.change({ role: 'editor' }, true, async (run) => {
      await run(insert)
      await keepChange(run, change('c1'))
    })
    expect(await changes.find('c1')).toMatchObject({ ...change('c1'), state: 'applied', undoneAt: null })
    await source
      .change({ role: 'editor' }, true, async (run) => {
        await keepChange(run, change('c2'))
        await run({ ...insert, sql: 'insert into nada values (1)' })
      })
      .catch(() => {})
    expect(await changes.find('c2')).toBeNull()
    await source.change({ role: 'editor' }, false, (run) => keepChange(run, change('c3')))
    expect(await changes.find('c3')).toBeNull()
  })

  test('are undone once', async () => {
    await source.change({ role: 'editor' }, true, (run) => keepChange(run, change('c4')))
    const undo = () => source.change({ role: 'editor' }, true, (run) => keepUndone(run, 'c4', 'local'))
    expect((await Promise.all([undo(), undo(), undo()])).filter(Boolean)).toHaveLength(1)
    expect(await changes.find('c4')).toMatchObject({ state: 'undone', undoneBy: 'local' })
  })

  test('can be recorded by the owner of the workspace, who reads and writes nothing else of ours', async () => {
    for (const sql of ['select * from t7.changes', `update t7.changes set sql = ''`, 'delete from t7.asks', 'create table t7.x (id int)'])
      expect(await code(source.change({ role: 'admin' }, false, (run) => run({ sql, parameters: [], inlined: sql }, 'owner'))), sql).toBe(
        'source.permission_denied',
      )
    const call = { sql: `select t7.keep_undone('c4', 'local')`, parameters: [], inlined: '' }
    expect(await code(source.change({ role: 'admin' }, false, (run) => run(call)))).toBe('source.permission_denied')
  })

  test('of an ask whose run was killed are found', async () => {
    const ask = await begin('cambia')
    await source.change({ role: 'editor' }, true, (run) => keepChange(run, change('c5', ask.id)))
    expect((await asks.unfinished()).find((one) => one.ask.id === ask.id)).toMatchObject({ changeId: 'c5' })
  })
})

test('settings are kept by name', async () => {
  const settings = createSettingStore(database)
  expect(await settings.read('demo', z.boolean())).toBeNull()
  await settings.write('demo', true)
  await settings.write('demo', false)
  expect(await settings.read('demo', z.boolean())).toBe(false)
  expect(await settings.read('demo', z.string())).toBeNull()
  await settings.remove('demo')
  expect(await settings.read('demo', z.boolean())).toBeNull()
})
