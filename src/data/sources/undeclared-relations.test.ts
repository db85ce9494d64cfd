import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'
import type { Source } from '#engine/ports.ts'
import { createTestDatabase } from '../../../test/support/postgres.ts'
import { createPostgresSource } from './postgres/source.ts'
import { createSqliteSource } from './sqlite/source.ts'

/** A league that declares no relations: roles of one table, a self reference, references that go nowhere, and figures that look like keys. */
const league = `
  create table equipos (id integer primary key, nombre varchar(40) not null);
  create table arbitros (codigo varchar(10), nombre varchar(40));
  create table partidos (id integer primary key, equipo_local integer, equipo_visitante integer, arbitro varchar(10), puntos_equipo integer, equipo_rival integer);
  create table empleados (id integer primary key, nombre varchar(40), jefe_id integer);
  insert into equipos values (1, 'Betis'), (2, 'Cádiz'), (3, 'Málaga'), (4, 'Huelva');
  insert into arbitros values ('A1', 'Ana'), ('A2', 'Luis'), ('A3', 'Eva');
  insert into partidos values (1, 1, 2, 'A1', 3, 91), (2, 2, 3, 'A2', 1, 92), (3, 3, 1, 'A1', 2, 93);
  insert into empleados values (1, 'Jefa', null), (2, 'Uno', 1), (3, 'Dos', 1);
`

const folder = mkdtempSync(join(tmpdir(), 't7-relations-'))
const database = await createTestDatabase()
const open: Source[] = []
afterAll(async () => {
  await Promise.all(open.map((source) => source.close()))
  rmSync(folder, { recursive: true, force: true })
})

const sources: Readonly<Record<string, () => Promise<Source>>> = {
  sqlite: async () => {
    const path = join(folder, 'liga.sqlite')
    const file = new DatabaseSync(path)
    file.exec(league)
    file.close()
    return createSqliteSource(path)
  },
  postgres: async () => {
    await database.run(league)
    return createPostgresSource({ url: database.url })
  },
}

test.each(Object.keys(sources))('%s: relations are inferred where the rows bear them out, and marked', async (kind) => {
  const source = await sources[kind]?.()
  if (source === undefined) throw new Error(kind)
  open.push(source)
  const { relations } = (await source.describe()).catalog
  expect(
    relations.map(({ from, to, declared }) => [`${from.table}.${from.columns} -> ${to.table}.${to.columns}`, declared]).sort(),
  ).toEqual([
    ['empleados.jefe_id -> empleados.id', false],
    ['partidos.arbitro -> arbitros.codigo', false],
    ['partidos.equipo_local -> equipos.id', false],
    ['partidos.equipo_visitante -> equipos.id', false],
  ])
})
