import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { compileQuery } from '../compile/compile-query.ts'
import { explainPlan } from '../explain/explain-plan.ts'
import { interpret } from '../interpret.ts'
import type { Turn } from '../interpretation.ts'
import { prepare } from '../understand/knowledge.ts'
import { catalogOf } from '../understand/testing/catalog-of.ts'

/** Tables that refer to another more than once, and to themselves. */
const described = catalogOf({
  equipos: { columns: ['id integer key', 'nombre text = Betis|Cádiz|Málaga|Huelva', 'ciudad text = Sevilla|Cádiz|Málaga|Huelva'] },
  partidos: {
    columns: [
      'id integer key',
      'fecha date',
      'equipo_local_id integer > equipos',
      'equipo_visitante_id integer > equipos',
      'goles_local integer',
      'goles_visitante integer',
    ],
  },
  empleados: { columns: ['id integer key', 'nombre text = Carmen|Luis|Eva|Pepe', 'salario number', 'jefe_id integer ? > empleados'] },
  airports: { columns: ['code text key = APG|AHD|BCN', 'city text = Aberdeen|Ashley|Barcelona', 'name text'] },
  flights: { columns: ['flight_no integer key', 'source_airport text > airports', 'dest_airport text > airports'] },
})
const knowledge = prepare(described)

const database = new DatabaseSync(':memory:')
database.exec(`
  create table equipos (id integer primary key, nombre text, ciudad text);
  create table partidos (id integer primary key, fecha date, equipo_local_id integer, equipo_visitante_id integer, goles_local integer, goles_visitante integer);
  create table empleados (id integer primary key, nombre text, salario real, jefe_id integer);
  create table airports (code text primary key, city text, name text);
  create table flights (flight_no integer primary key, source_airport text, dest_airport text);
  insert into equipos values (1, 'Betis', 'Sevilla'), (2, 'Cádiz', 'Cádiz'), (3, 'Málaga', 'Málaga'), (4, 'Huelva', 'Huelva');
  insert into partidos values (1, '2026-01-02', 1, 2, 3, 1), (2, '2026-01-09', 2, 3, 0, 0), (3, '2026-01-16', 3, 1, 1, 2), (4, '2026-01-23', 1, 4, 1, 1);
  insert into empleados values (1, 'Carmen', 50000, null), (2, 'Luis', 30000, 1), (3, 'Eva', 28000, 1), (4, 'Pepe', 20000, 2);
  insert into airports values ('APG', 'Aberdeen', 'Phillips'), ('AHD', 'Ashley', 'Field'), ('BCN', 'Barcelona', 'El Prat');
  insert into flights values (1, 'APG', 'AHD'), (2, 'AHD', 'BCN'), (3, 'BCN', 'APG');
`)

const ask = (question: string, history: readonly Turn[] = [], overrides: Readonly<Record<string, string>> = {}) => {
  const { decision } = interpret({ text: question, language: null, overrides, now: '2026-11-24T10:00', history }, knowledge)
  if (decision.kind !== 'act' || decision.plan.kind !== 'query') return expect.fail(`${question}: ${decision.kind}`)
  const { sql, parameters } = compileQuery(decision.plan.query, described.catalog, 'sqlite')
  const statement = database.prepare(sql)
  statement.setReturnArrays(true)
  const found = statement.all(...parameters.map((p) => (typeof p === 'boolean' ? Number(p) : p))) as unknown as readonly unknown[][]
  return { rows: found.map((row) => row.join(' | ')).sort(), plan: decision.plan, turn: { question, sql: null, plan: decision.plan } }
}

describe('two references to one table', () => {
  it.each([
    ['partidos donde el equipo local es Betis', ['1', '4']],
    ['partidos donde el equipo visitante es Betis', ['3']],
    ['partidos con Betis de visitante', ['3']],
    ['partidos con equipo local Betis y equipo visitante Cádiz', ['1']],
    ['matches where the home team is Betis', ['1', '4']],
    ['número de partidos por equipo visitante', ['Betis | 1', 'Cádiz | 1', 'Huelva | 1', 'Málaga | 1']],
    ['cuántos partidos ha jugado cada equipo como local', ['Betis | 2', 'Cádiz | 1', 'Málaga | 1']],
    [
      'nombre del equipo local y del equipo visitante de cada partido',
      ['1 | Betis | Cádiz', '2 | Cádiz | Málaga', '3 | Málaga | Betis', '4 | Betis | Huelva'],
    ],
    ['flights whose source airport is in Aberdeen', ['1']],
    ['flights from Aberdeen to Ashley', ['1']],
    ['vuelos que salen de Ashley', ['2']],
    ['how many flights have destination city Ashley', ['1']],
  ])('%s', (question, rows) => {
    expect(ask(question).rows).toEqual(rows)
  })

  it('says which one was taken where none was said, and takes the other when told to', () => {
    const { plan, rows } = ask('partidos del Betis')
    expect(rows).toEqual(['1', '4'])
    expect(plan.assumptions).toEqual([
      {
        key: 'relation:equipos',
        kind: 'relation',
        said: null,
        label: 'equipos como «equipo local»',
        value: 'equipo_local',
        alternatives: [{ label: 'como «equipo visitante»', value: 'equipo_visitante' }],
      },
    ])
    expect(ask('partidos del Betis', [], { 'relation:equipos': 'equipo_visitante' }).rows).toEqual(['3'])
    expect(ask('partidos donde el equipo local es Betis').plan.assumptions).toEqual([])
  })

  it('tells the two apart in words', () => {
    const { plan } = ask('partidos con equipo local Betis y equipo visitante Cádiz')
    const said = explainPlan(plan, described.catalog, 'es')
    expect(said).toContain('equipo local es «Betis»')
    expect(said).toContain('equipo visitante es «Cádiz»')
  })

  it('keeps the part they play in what follows', () => {
    const first = ask('partidos donde el equipo visitante es Betis')
    expect(ask('¿y Cádiz?', [first.turn]).rows).toEqual(['1'])
    expect(ask('¿y cuántos son?', [first.turn]).rows).toEqual(['1'])
  })
})

describe('rows that refer to others of their table', () => {
  it.each([
    ['cada empleado y su jefe', ['Carmen | ', 'Eva | Carmen', 'Luis | Carmen', 'Pepe | Luis']],
    ['nombre de cada empleado y nombre de su jefe', ['Carmen | ', 'Eva | Carmen', 'Luis | Carmen', 'Pepe | Luis']],
    ['each employee and their manager', ['Carmen | ', 'Eva | Carmen', 'Luis | Carmen', 'Pepe | Luis']],
    ['empleados cuyo jefe es Carmen', ['Eva', 'Luis']],
    ['cuántos empleados tiene cada jefe', ['Carmen | 2', 'Luis | 1']],
    ['empleados sin jefe', ['Carmen']],
  ])('%s', (question, rows) => {
    expect(ask(question).rows).toEqual(rows)
  })
})

describe('relations that nobody declared', () => {
  const undeclared = {
    ...described,
    catalog: { ...described.catalog, relations: described.catalog.relations.map((r) => ({ ...r, declared: false })) },
  }

  it.each([
    ['es', 'flights y airports se unen por «dest airport», aunque la base de datos no lo declara'],
    ['en', 'flights and airports are joined by "dest airport", though the database does not declare it'],
  ] as const)('are said: %s', (language, label) => {
    const text = 'flights to Ashley'
    const { decision } = interpret({ text, language, overrides: {}, now: '2026-11-24T10:00', history: [] }, prepare(undeclared))
    if (decision.kind !== 'act') return expect.fail(decision.kind)
    expect(decision.plan.assumptions).toMatchObject([{ kind: 'relation', label, value: 'flights.dest_airport → airports.code' }])
  })
})
