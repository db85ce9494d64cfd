import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { openTestApp, outcomeOf, type TestApp } from './app-fixture.ts'

const database = await createTestDatabase()
let app: TestApp

beforeAll(async () => {
  app = await openTestApp(database.url)
})
afterAll(() => app.close())

const rows = async (sql: string): Promise<unknown[]> => (await database.run(sql)).rows
const prices = () => rows('select id, precio from productos order by id')

describe('a change', () => {
  test('is shown, changes nothing until confirmed, and is taken back exactly', async () => {
    const before = await prices()
    const shown = await app.ask('eva', 'update productos set precio = precio + 1 where id <= 3')
    const card = outcomeOf(shown, 'confirm')
    expect(card).toMatchObject({ remaining: 1, typed: null, statementClass: 'update' })
    expect(card.preview.rows[0]).toMatchObject({ table: 'productos', affected: 3, changedColumns: ['precio'] })
    expect(await prices()).toEqual(before)
    const made = await app.confirm('eva', shown)
    expect(made.status).toBe(200)
    expect(outcomeOf(made.body, 'applied')).toMatchObject({ affected: 3, undo: { state: 'possible' } })
    expect(await prices()).not.toEqual(before)
    const undone = await app.press('eva', shown, 'undo')
    expect(undone.body.status).toBe('undone')
    expect(await prices()).toEqual(before)
  })

  test('confirmed twice is made once', async () => {
    const shown = await app.ask('eva', "insert into zonas (nombre) values ('Zona de prueba')")
    const [first, second] = await Promise.all([app.confirm('eva', shown), app.confirm('eva', shown)])
    expect([first.status, second.status].sort()).toEqual([200, 409])
    expect((await app.confirm('eva', shown)).body.code).toBe('ask.already_applied')
    expect(await rows("select 1 from zonas where nombre = 'Zona de prueba'")).toHaveLength(1)
    expect((await app.press('eva', shown, 'undo')).status).toBe(200)
    expect((await app.press('eva', shown, 'undo')).body.code).toBe('ask.already_undone')
    expect(await rows("select 1 from zonas where nombre = 'Zona de prueba'")).toHaveLength(0)
  })

  test('whose rows changed since it was shown is not made', async () => {
    const shown = await app.ask('eva', 'update productos set stock = 0 where id = 5')
    await database.run('update productos set stock = stock + 7 where id = 5')
    const before = await rows('select stock from productos where id = 5')
    const late = await app.confirm('eva', shown)
    expect(outcomeOf(late.body, 'refuse')).toMatchObject({ code: 'change.stale', params: { reason: 'rows' } })
    expect(await rows('select stock from productos where id = 5')).toEqual(before)
  })

  test('whose structure changed since it was shown is not made', async () => {
    const shown = await app.ask('eva', 'update productos set stock = 1 where id = 6')
    await database.run('alter table productos add column de_paso integer')
    expect(outcomeOf((await app.confirm('eva', shown)).body, 'refuse')).toMatchObject({
      code: 'change.stale',
      params: { reason: 'structure' },
    })
    await database.run('alter table productos drop column de_paso')
    app.workspace.source.forget()
  })

  test('is not confirmed with the token of another', async () => {
    const one = await app.ask('eva', 'update productos set stock = 1 where id = 7')
    const other = await app.ask('eva', 'update productos set stock = 2 where id = 8')
    const mixed = await app.confirm('eva', { ...one, outcome: other.outcome })
    expect(outcomeOf(mixed.body, 'refuse').code).toBe('change.stale')
  })

  test('of someone else is neither seen by those who may not, nor confirmed by anybody else', async () => {
    const shown = await app.ask('eva', 'update productos set stock = 1 where id = 9')
    expect((await app.confirm('leo', shown)).status).toBe(404)
    expect((await app.confirm('luis', shown)).body.code).toBe('ask.not_yours')
    expect((await app.press('luis', shown, 'cancel')).body.code).toBe('ask.not_yours')
    const made = await app.confirm('eva', shown)
    expect(made.body.status).toBe('applied')
    expect((await app.press('luis', shown, 'undo')).body.code).toBe('ask.not_yours')
    expect((await app.press('leo', shown, 'undo')).status).toBe(404)
  })

  test('that is dropped cannot be confirmed any more', async () => {
    const shown = await app.ask('eva', 'update productos set stock = 1 where id = 10')
    expect((await app.press('eva', shown, 'cancel')).body.status).toBe('cancelled')
    expect((await app.confirm('eva', shown)).body.code).toBe('ask.not_waiting')
  })

  test('is taken back by another server on the same data', async () => {
    const before = await prices()
    const shown = await app.ask('eva', 'update productos set precio = precio * 2 where id between 11 and 20')
    expect((await app.confirm('eva', shown)).body.status).toBe('applied')
    const second = await openTestApp(database.url)
    expect((await second.press('eva', shown, 'undo')).body.status).toBe('undone')
    await second.close()
    expect(await prices()).toEqual(before)
  })

  test('that cannot be taken back any more says exactly why', async () => {
    const shown = await app.ask('eva', 'update productos set precio = 99 where id = 21')
    await app.confirm('eva', shown)
    await database.run('update productos set precio = 100 where id = 21')
    const kept = outcomeOf((await app.press('eva', shown, 'undo')).body, 'applied')
    expect(kept.undo).toMatchObject({ state: 'impossible', reason: expect.stringMatching(/productos/) })
    expect(await rows('select precio from productos where id = 21')).toEqual([{ precio: '100.00' }])
  })
})

describe('roles', () => {
  test('a reader changes nothing', async () => {
    for (const text of [
      "insert into zonas (nombre) values ('x')",
      'update productos set stock = 0',
      'create table x (id int)',
      'drop table zonas',
    ])
      expect(outcomeOf(await app.ask('leo', text), 'refuse').code, text).toBe('guard.class_not_allowed')
    expect(outcomeOf(await app.ask('leo', 'select count(*) from zonas'), 'answer').result.rows).toHaveLength(1)
  })

  test('an editor creates and changes, and neither deletes nor drops', async () => {
    for (const text of [
      'delete from visitas where id = 1',
      'drop table visitas',
      'truncate visitas',
      'alter table visitas drop column notas',
    ])
      expect(outcomeOf(await app.ask('eva', text), 'refuse').code, text).toMatch(/^guard\./)
    const made = await app.confirmAll('eva', await app.ask('eva', 'create table apuntes (id integer primary key, texto text not null)'))
    expect(made.status).toBe('applied')
    expect((await app.press('eva', made, 'undo')).body.status).toBe('undone')
    expect(await rows("select to_regclass('public.apuntes') as found")).toEqual([{ found: null }])
  })

  test('an administrator deletes after two confirmations, the second by typing the name', async () => {
    const count = () => rows('select count(*) from incidencias')
    const before = await count()
    const shown = await app.ask('ana', 'delete from incidencias where id <= 2')
    expect(outcomeOf(shown, 'confirm')).toMatchObject({ remaining: 2, typed: 'incidencias', statementClass: 'delete' })
    const once = await app.confirm('ana', shown)
    expect(outcomeOf(once.body, 'confirm').remaining).toBe(1)
    expect(await count()).toEqual(before)
    expect(await app.confirm('ana', once.body)).toMatchObject({ status: 422, body: { code: 'ask.wrong_name' } })
    expect((await app.confirm('ana', once.body, 'otra')).body.code).toBe('ask.wrong_name')
    const made = await app.confirm('ana', once.body, 'incidencias')
    expect(made.body.status).toBe('applied')
    expect(await count()).not.toEqual(before)
    expect((await app.press('ana', shown, 'undo')).body.status).toBe('undone')
    expect(await count()).toEqual(before)
  })

  test('a table that was dropped comes back with its rows', async () => {
    await app.confirmAll('ana', await app.ask('ana', 'create table sueltos (id integer primary key, nombre text)'))
    await app.confirmAll('ana', await app.ask('ana', "insert into sueltos values (1, 'uno'), (2, 'dos')"))
    const shown = await app.ask('ana', 'drop table sueltos')
    const gone = await app.confirmAll('ana', shown)
    expect(gone.status).toBe('applied')
    expect(await rows("select to_regclass('public.sueltos') as found")).toEqual([{ found: null }])
    expect((await app.press('ana', gone, 'undo')).body.status).toBe('undone')
    expect(await rows('select * from sueltos order by id')).toEqual([
      { id: 1, nombre: 'uno' },
      { id: 2, nombre: 'dos' },
    ])
  })
})
