import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import { type Query, query as queryContract, type Select } from '#contracts/query-plan.ts'
import { agg, as, col, date, down, is, match, math, number, over, select, table, truth, up } from '../compile/conformance/plan-words.ts'
import { randomCatalog } from '../plan/testing/random-catalogs.ts'
import { queryOver } from '../plan/testing/random-queries.ts'
import { catalogOf } from '../understand/testing/catalog-of.ts'
import { explainPlan } from './explain-plan.ts'
import { changesOfQuery } from './testing/plan-changes.ts'

const explain = (query: Query, catalog: Catalog, language: Language): string =>
  explainPlan({ kind: 'query', query, version: 1, assumptions: [], confidence: 1 }, catalog, language)

const queries = randomCatalog.chain(({ catalog }) => fc.record({ catalog: fc.constant(catalog), query: queryOver(catalog, 1) }))

/** Two relations between the same tables, one of a table to itself, and two columns that read alike. */
const { catalog: league } = catalogOf({
  equipos: {
    columns: ['id integer key', 'nombre text', 'activo boolean', 'filial_id integer ? > equipos', 'zona text', 'zona_id integer'],
  },
  partidos: { columns: ['id integer key', 'fecha date', 'local_id integer > equipos', 'visitante_id integer > equipos', 'goles integer'] },
})

const team = (by: string) => ({ type: 'inner' as const, source: table('equipos'), on: is(col(`partidos.${by}`), '=', col('equipos.id')) })
const matches = (more: Partial<Select>): Query => select('partidos', ['partidos.id'], more)
const teams = (more: Partial<Select>): Query => select('equipos', ['equipos.nombre'], more)
const matchesOf = (by: string): Query => matches({ where: is(col(`partidos.${by}`), '=', col('equipos.id')) })
const goals = agg('sum', col('partidos.goles'))

/** Each with what the words must hold, in Spanish and English. */
const spoken: readonly (readonly [Query, string, string])[] = [
  [matches({ joins: [team('local_id')] }), 'partidos con equipos (por local de partidos)', 'partidos with equipos (by local of partidos)'],
  [
    matches({ joins: [{ ...team('visitante_id'), type: 'left' }] }),
    'equipos (por visitante de partidos) si hay',
    'equipos (by visitante of partidos) if any',
  ],
  [
    teams({ where: { kind: 'exists', negated: true, query: matchesOf('local_id') } }),
    'no hay partidos que le correspondan (por local de partidos)',
    'there are no related partidos (by local of partidos)',
  ],
  [
    select('equipos', ['equipos.nombre', as(col('t.nombre'), 'filial')], {
      joins: [{ type: 'inner', source: table('equipos', 't'), on: is(col('equipos.filial_id'), '=', col('t.id')) }],
    }),
    'nombre de equipos y nombre de otros equipos, de equipos con otros equipos (por filial de equipos)',
    'nombre of equipos and nombre of other equipos, from equipos with other equipos (by filial of equipos)',
  ],
  [teams({ where: is(col('equipos.zona_id'), '=', number(1500)) }), 'zona («zona_id») es 1500', 'zona («zona_id») is 1500'],
  [teams({ orderBy: [up(col('equipos.activo'))] }), 'activo (primero los «no»)', 'activo ("no" first)'],
  [matches({ where: is(col('partidos.fecha'), '<', date('2026-01-01')) }), 'fecha es anterior a 01/01/2026', 'fecha is before 1 Jan 2026'],
  [matches({ having: is(goals, '<=', number(3)) }), 'suma de goles es como mucho 3', 'sum of goles is at most 3'],
  [
    matches({ where: { kind: 'between', value: col('partidos.goles'), low: number(1), high: number(2), negated: true } }),
    'goles no está entre 1 y 2',
    'goles is not between 1 and 2',
  ],
  [
    matches({ where: { kind: 'in', value: col('partidos.goles'), options: [number(1), number(2)], negated: true } }),
    'goles no es ni 1 ni 2',
    'goles is neither 1 nor 2',
  ],
  [teams({ where: match(col('equipos.nombre'), 'ends', 'CF', true) }), 'nombre no acaba en «CF»', 'nombre does not end with "CF"'],
  [
    select('partidos', [as(agg('sum', math(col('partidos.goles'), '-', number(1))), 's'), as(math(goals, '-', number(1)), 't')]),
    'suma de (goles − 1) y suma de goles − 1',
    'sum of (goles − 1) and sum of goles − 1',
  ],
  [
    select('partidos', [as(over('dense_rank', null, [col('partidos.local_id')], [down(col('partidos.goles'))]), 'p')]),
    'puesto sin saltos en cada local según goles de mayor a menor',
    'rank without gaps within each local by goles highest first',
  ],
  [
    select('partidos', [as(over('avg', col('partidos.goles'), [], [up(col('partidos.fecha'))], 2), 'm')]),
    'media de goles en las últimas 3 filas según fecha de más antiguo a más reciente',
    'average of goles over the last 3 rows by fecha oldest first',
  ],
  [
    matches({ perGroup: { partitionBy: [col('partidos.local_id')], orderBy: [down(col('partidos.goles'))], limit: 2, ties: true } }),
    'De cada local, las 2 primeras filas (y las que empaten) según goles de mayor a menor',
    'Of each local, the first 2 rows (and those that tie) by goles highest first',
  ],
  [
    { kind: 'compound', operator: 'except', left: teams({}), right: teams({ where: is(col('equipos.activo'), '=', truth(true)) }) },
    'Muestra las filas que están en la primera y no en la segunda de: [Muestra nombre, de equipos.] y [',
    'Shows the rows of the first that are not in the second of: [Shows nombre, from equipos.] and [',
  ],
]

describe('the words of a query', () => {
  it.each(spoken)('are those a colleague would use (%#)', (query, es, en) => {
    expect(explain(query, league, 'es')).toContain(es)
    expect(explain(query, league, 'en')).toContain(en)
  })

  it('are about queries of the contract', () => {
    fc.assert(
      fc.property(queries, ({ query }) => {
        expect(() => queryContract.parse(query)).not.toThrow()
      }),
    )
  })

  it.each(['es', 'en'] as const)(
    'are others for every other query, in %s',
    (language) => {
      fc.assert(
        fc.property(queries, ({ catalog, query }) => {
          const said = explain(query, catalog, language)
          for (const other of changesOfQuery(query, catalog))
            if (explain(other, catalog, language) === said) expect.fail(`${said}\n${JSON.stringify(query)}\n${JSON.stringify(other)}`)
        }),
        { numRuns: 40, seed: 20261124 },
      )
    },
    120_000,
  )
})
