import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 't7-one-off-'))
const main = join(import.meta.dirname, 'main.ts')

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const t7 = (...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    encoding: 'utf8',
    env: { ...process.env, T7_LANGUAGE: 'es', T7_DATABASE_URL: '' },
  })
  return { status, stdout, stderr }
}

const makeFile = (name: string, make: (path: string) => void): string => {
  const path = join(folder, name)
  make(path)
  return path
}

test.each([
  ['text', (path: string) => writeFileSync(path, 'not a database, but long enough to hold a header')],
  ['folder', (path: string) => mkdirSync(path)],
])('a source that is no database is said as such: %s', (name, make) => {
  const path = makeFile(name, make)
  const { status, stdout, stderr } = t7('ask', '--source', path, '¿cuántos clientes hay?')
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toBe(`Ese archivo no es una base de datos SQLite: ${path}.\n`)
})

test('what data holds gives no orders to the terminal', () => {
  const path = makeFile('notes.db', (at) => {
    const database = new DatabaseSync(at)
    database.exec(
      `create table notas (id integer primary key, texto text); insert into notas values (1, char(27) || '[2J' || char(7) || 'hola')`,
    )
    database.close()
  })
  const { status, stdout } = t7('ask', '--source', path, 'select texto from notas')
  expect(status).toBe(0)
  expect(stdout).toContain('hola')
  expect(stdout).not.toMatch(/[^\P{Cc}\n\t]/u)
})

test('a server that does not answer, an option that does not exist and a cry for help are answered in the language of the person', () => {
  const unreachable = t7('ask', '--source', 'postgres://ana:S3cret@127.0.0.1:9/x', 'clientes')
  expect(unreachable.status).toBe(1)
  expect(unreachable.stderr).toMatch(/^No se llega a la base de datos: nadie responde en 127\.0\.0\.1:9\. /)
  expect(unreachable.stderr).not.toContain('S3cret')
  expect(t7('ask', '--nope', 'x').stderr).toBe('Opción no válida: --nope\n')
  expect(t7('ask', '--help')).toMatchObject({ status: 0, stderr: '' })
})

test('a data folder that is a file is named, with the way out', () => {
  const path = makeFile('taken', (at) => writeFileSync(at, ''))
  const { status, stderr } = t7('serve', '--data-dir', path, '--port', '0')
  expect(status).toBe(1)
  expect(stderr).toMatch(/La base de datos no puede guardarse ahí: .*taken.*T7_DATA_DIR\./)
})
