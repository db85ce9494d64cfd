import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test, vi } from 'vitest'
import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { evaluate } from './eval.ts'
import { sayError } from './words.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-eval-'))
const source = join(folder, 'tienda.sqlite')
const database = new DatabaseSync(source)
database.exec(`create table clientes (id integer primary key, nombre text not null, ciudad text, alta date);
  insert into clientes (nombre, ciudad, alta) values
    ('Ana', 'Sevilla', '2026-03-02'), ('Luis', 'Sevilla', '2026-04-02'), ('Eva', 'Málaga', '2026-03-20')`)
database.close()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = async (text: string, options: readonly string[] = [], language: Language = 'es') => {
  const file = join(folder, 'preguntas.yaml')
  writeFileSync(file, text)
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    const status = await evaluate([file, '--source', source, ...options], language)
    return { status, said: write.mock.calls.map(([part]) => String(part)).join('') }
  } catch (error) {
    if (!(error instanceof T7Error)) throw error
    return { status: error.kind, said: sayError(error, language) }
  } finally {
    write.mockRestore()
  }
}

const right = '- question: ¿cuántos clientes hay?\n  sql: select count(*) from clientes\n'
const wrong = "- question: clientes de Málaga\n  sql: select nombre from clientes where ciudad = 'Sevilla'\n"

test('ends well when all is right', async () => {
  const { status, said } = await run(right)
  expect(status).toBe(0)
  expect(said).toMatch(/1 {2}¿cuántos clientes hay\? {2}bien +[\d,]+\n\n1 de 1 bien \(100\s%\)\n$/)
})

test('ends badly when something is wrong, and says what was expected and given', async () => {
  const { status, said } = await run(right + wrong, [], 'en')
  expect(status).toBe(1)
  expect(said).toContain('2. clientes de Málaga\n   The result has other rows: 1 instead of 2.\n   expected: select nombre')
  expect(said).toMatch(/given: select "nombre".*\n\n1 of 2 right \(50%\)\n$/)
})

test('writes the same for programs', async () => {
  const { status, said } = await run(`${right}${wrong}- question: zonas\n  sql: select * from zonas\n`, ['--json'])
  expect(status).toBe(1)
  expect(JSON.parse(said)).toMatchObject({
    total: 3,
    right: 1,
    questions: [
      { verdict: 'right' },
      { verdict: 'wrong', code: 'measure.other_rows' },
      { verdict: 'gold_failed', code: 'guard.unknown_object' },
    ],
  })
})

test('asks what does not say its day from --now', async () => {
  const dated =
    "- question: clientes dados de alta este mes\n  sql: select nombre from clientes where alta >= '2026-03-01' and alta < '2026-04-01'\n"
  expect((await run(dated, ['--now', '2026-03-10'])).status).toBe(0)
  expect((await run(dated, ['--now', '2026-04-10'])).status).toBe(1)
  expect((await run(`${dated}  now: 2026-03-10\n`, ['--now', '2026-04-10'])).status).toBe(0)
  expect((await run(dated, ['--now', 'ayer'])).status).toBe('user')
  expect(await run(dated, ['--lang', 'fr'])).toEqual({ status: 'user', said: 'Opción no válida: --lang: es | en' })
})

test('a file that is not right is told with its lines, in the language of the person', async () => {
  const { status, said } = await run('- question: ventas\n  now: ayer\n')
  expect(status).toBe('user')
  expect(said).toMatch(
    /^Hay que corregir .*preguntas\.yaml:\n {2}- línea 1, pregunta 1, sql: falta\n {2}- línea 2, pregunta 1, now: «ayer» tiene/,
  )
  expect((await run('a: b', [], 'en')).said).toMatch(/- line 1: "\{"a":"b"\}" the file must be a list of questions/)
  expect((await run('[]')).said).toMatch(/no tiene preguntas/)
})
