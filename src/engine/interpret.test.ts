import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Catalog } from '#contracts/catalog.ts'
import type { Plan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import { compileQuery } from './compile/compile-query.ts'
import { interpret } from './interpret.ts'
import type { Interpretation, Turn } from './interpretation.ts'
import { exampleQuestions } from './plan/example-questions.ts'
import { showContext } from './plan/show-context.ts'
import { queryFaults } from './plan/testing/query-faults.ts'
import { questionOver, randomCatalog } from './plan/testing/random-catalogs.ts'
import { randomQuestion } from './plan/testing/random-questions.ts'
import { type Knowledge, prepare } from './understand/knowledge.ts'
import { catalogOf } from './understand/testing/catalog-of.ts'
import { salesKnowledge, salesToday } from './understand/testing/sales-catalog.ts'

type Given = { readonly knowledge?: Knowledge; readonly history?: readonly Turn[]; readonly overrides?: Readonly<Record<string, string>> }

const ask = (text: string, { knowledge = salesKnowledge, history = [], overrides = {} }: Given = {}): Interpretation =>
  interpret({ text, language: null, overrides, now: salesToday, history }, knowledge)

const turn = (question: string, plan: Plan | null): Turn => ({ question, sql: null, plan })

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** An empty SQLite database with the tables of a catalog. */
const emptyDatabase = (catalog: Catalog): DatabaseSync => {
  const database = new DatabaseSync(':memory:')
  for (const table of catalog.tables) {
    const columns = table.columns.map((c) => `${quoted(c.name)} ${c.databaseType}`)
    const key = table.primaryKey.length > 0 ? [`primary key (${table.primaryKey.map(quoted).join(', ')})`] : []
    database.exec(`create table ${quoted(table.name)} (${[...columns, ...key].join(', ')})`)
  }
  return database
}

const survives = (query: Query, catalog: Catalog, database: DatabaseSync): void => {
  expect(queryFaults(query, catalog)).toEqual([])
  for (const dialect of ['postgres', 'mysql', 'duckdb'] as const) expect(compileQuery(query, catalog, dialect).sql).not.toBe('')
  expect(() => database.prepare(compileQuery(query, catalog, 'sqlite').sql)).not.toThrow()
}

const checkPlan = (plan: Plan | null, knowledge: Knowledge, database: DatabaseSync): void => {
  if (plan?.kind !== 'query') return
  survives(plan.query, knowledge.catalog, database)
  survives(showContext(plan.query, knowledge), knowledge.catalog, database)
}

describe('any text', () => {
  it.each([
    '',
    ' ',
    '\n\t',
    '😀',
    '👩‍👩‍👧‍👦🔥',
    '?',
    '¿¿??',
    '...',
    '\u0000\u0007\u001b[31m',
    '\u202eabc',
    'ñ',
    '12',
    '"',
    "'",
    '%',
    '__proto__',
    'constructor toString',
  ])('%j gets an answer', (text) => {
    expect(['act', 'clarify', 'message', 'refuse']).toContain(ask(text).decision.kind)
  })

  it('never fails', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => ask(text).decision.kind !== undefined),
      { numRuns: 150 },
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => ask(text).decision.kind !== undefined),
      { numRuns: 150 },
    )
  })

  it.each([
    ['one letter', 'a'.repeat(100_000)],
    ['names', 'clientes de Sevilla con pedidos '.repeat(3200)],
    ['orders to delete', 'borra los clientes '.repeat(5200)],
    ['rows', 'añade cliente Ana, '.repeat(5200)],
    ['emoji', '😀'.repeat(50_000)],
    ['quotes', '"'.repeat(99_999)],
    ['spaces', `ayuda${' '.repeat(99_000)}x`],
    ['SQL', 'select a, b from clientes where a = 1 and '.repeat(2400)],
  ])('a hundred thousand characters of %s are answered at once', (_what, text) => {
    const before = performance.now()
    ask(text)
    expect(performance.now() - before).toBeLessThan(2000)
  })

  it('says that a text is too long', () => {
    const { decision } = ask('clientes de Sevilla con pedidos '.repeat(3200))
    expect(decision).toMatchObject({ kind: 'message', topic: 'not_understood', sentence: expect.stringMatching(/demasiado largo/) })
  })

  it('reads the same text the same way', () => {
    fc.assert(
      fc.property(randomQuestion, (text) => {
        expect(ask(text)).toEqual(ask(text))
      }),
      { numRuns: 40 },
    )
  })
})

describe('texts that are no questions', () => {
  it.each([
    ['hola', 'es', 'small_talk'],
    ['gracias', 'es', 'small_talk'],
    ['good morning', 'en', 'small_talk'],
    ['ayuda', 'es', 'help'],
    ['what can you do?', 'en', 'help'],
  ] as const)('%s', (text, language, intent) => {
    expect(ask(text)).toMatchObject({ language, intent, decision: { kind: 'message' } })
  })

  it('another language is told which are understood', () => {
    expect(ask('Combien de clients avons-nous dans la ville et quelles sont les commandes').decision).toMatchObject({
      kind: 'message',
      sentence: 'Entiendo español e inglés. / I understand Spanish and English.',
    })
  })

  it('statements typed by hand stay as they are', () => {
    expect(ask('  SELECT count(*) FROM clientes ').best).toMatchObject({ kind: 'sql', sql: 'SELECT count(*) FROM clientes' })
  })

  it('nothing of the data gets questions that it can answer', () => {
    const { decision, suggestions } = ask('qwerty zxcvbn')
    expect(decision).toMatchObject({ kind: 'message', topic: 'not_understood' })
    expect(suggestions).toHaveLength(3)
  })
})

describe('the questions T7 offers', () => {
  it.each(['es', 'en'] as const)('are understood, in %s', (language) => {
    const offered = exampleQuestions(salesKnowledge, language, salesToday)
    expect(offered.length).toBeGreaterThan(3)
    for (const text of offered) expect({ text, kind: ask(text).decision.kind }).toEqual({ text, kind: 'act' })
  })

  it('are none for an empty catalog, and any text is survived there', () => {
    const knowledge = prepare({ catalog: { ...salesKnowledge.catalog, tables: [], relations: [] }, values: [] })
    expect(exampleQuestions(knowledge, 'es', salesToday)).toEqual([])
    expect(ask('cuántos clientes hay', { knowledge }).best).toBeNull()
  })
})

describe('choices made before', () => {
  const text = 'pedidos del mes pasado'
  const where = (overrides: Readonly<Record<string, string>>): string => JSON.stringify(ask(text, { overrides }).best)

  it('change the period', () => {
    const plan = ask(text).best
    const period = plan?.assumptions.find((a) => a.kind === 'period')
    expect(period?.value).toBe('2026-10-01..2026-11-01')
    const changed = where({ [period?.key ?? '']: '2025-01-01..2025-02-01' })
    expect(changed).toContain('2025-01-01')
    expect(changed).not.toContain('2026-10-01')
  })

  it('change the date that counts', () => {
    expect(where({})).not.toContain('"column":"fecha_entrega"')
    expect(where({ 'column:date:pedidos': 'fecha_entrega' })).toContain('"column":"fecha_entrega"')
  })

  it.each(['', '..', 'x', '2026-13-45..', 'no.such=thing', '__proto__'])('that make no sense (%j) are left aside', (value) => {
    const keys = ['period:del mes pasado', 'period:el mes pasado', 'column:date:pedidos', 'column:pedidos', 'value:pedidos', 'column:', 'x']
    expect(where(Object.fromEntries(keys.map((key) => [key, value])))).toContain('2026-10-01')
  })

  it('of a table that is not there give no reading, not a failure', () => {
    expect(ask(text, { overrides: { 'table:subject': 'no_such' } }).decision.kind).toBe('message')
  })
})

describe('queries read from any mixture of phrases', () => {
  const database = emptyDatabase(salesKnowledge.catalog)

  it('are sound in every dialect', () => {
    fc.assert(
      fc.property(randomQuestion, (text) => checkPlan(ask(text).best, salesKnowledge, database)),
      { numRuns: 400, examples: [['texto compared with last month por fecha de alta entre enero y marzo']] },
    )
  })

  it('stay sound as a conversation goes on', () => {
    const opening = fc.constantFrom('y ', 'ahora ', 'solo ', 'y por ', 'add ')
    fc.assert(
      fc.property(randomQuestion, fc.array(fc.tuple(opening, randomQuestion), { minLength: 1, maxLength: 3 }), (first, others) => {
        const history: Turn[] = []
        for (const text of [first, ...others.map((o) => o.join(''))]) {
          const { best } = ask(text, { history })
          checkPlan(best, salesKnowledge, database)
          history.push(turn(text, best))
        }
      }),
      { numRuns: 150 },
    )
  })

  it('are sound over catalogs that no one would design', () => {
    const both = randomCatalog.chain((described) =>
      fc.tuple(fc.constant(described), fc.array(questionOver(described), { minLength: 3, maxLength: 6 })),
    )
    fc.assert(
      fc.property(both, ([described, texts]) => {
        const knowledge = prepare(described)
        const odd = emptyDatabase(knowledge.catalog)
        for (const text of texts) checkPlan(ask(text, { knowledge }).best, knowledge, odd)
        odd.close()
      }),
      { numRuns: 120 },
    )
  })
})

describe('a catalog of five hundred tables', () => {
  const things = ['cliente', 'pedido', 'producto', 'factura', 'empleado', 'almacen', 'ruta', 'visita', 'contrato', 'pago']
  const thing = (index: number): string => things[index % things.length] ?? ''
  const tables = Array.from({ length: 500 }, (_, i) => {
    const owner = Math.floor(i / 3)
    const more = Array.from({ length: 14 }, (_n, c) => `${thing(c)}_${c} ${['text', 'number', 'date', 'integer'][c % 4]}`)
    const own = [`id integer key`, 'nombre text = Ana|Luis|Marta', 'fecha date', 'total number', 'estado text = pendiente|pagado']
    return [
      `${thing(i)}s_${i}`,
      { columns: [...own, ...(i > 0 ? [`id_padre integer > ${thing(owner)}s_${owner}`] : []), ...more] },
    ] as const
  })
  const knowledge = prepare(catalogOf(Object.fromEntries(tables)))

  it.each([
    'cuántos pedidos por cliente este mes',
    'total de facturas por estado en 2026',
    'clientes sin pedidos',
    'cleintes pendietnes',
    'how many orders per customer',
  ])('%s is read, always alike', (text) => {
    const first = ask(text, { knowledge })
    expect(first.best).not.toBeNull()
    expect(ask(text, { knowledge })).toEqual(first)
  })
})
