import { expect, test } from 'vitest'
import { T7Error } from '#contracts/error.ts'
import { type ConfigSources, resolveConfig } from './config.ts'

const sources = (over: Partial<ConfigSources> = {}): ConfigSources => ({
  directory: '/home/ana',
  home: '/srv/t7',
  file: null,
  environment: {},
  flags: {},
  ...over,
})

const problemsOf = (work: () => unknown): readonly string[] => {
  try {
    work()
  } catch (error) {
    if (error instanceof T7Error && Array.isArray(error.params.problems)) return error.params.problems.map(String)
  }
  return []
}

test('nothing has to be configured', () => {
  expect(resolveConfig(sources())).toMatchObject({ dataDirectory: '/srv/t7/.t7', host: '127.0.0.1', port: 7070, databaseUrl: null })
})

test('a data folder that is named lies where the person is', () => {
  expect(resolveConfig(sources({ environment: { T7_DATA_DIR: 'datos' } })).dataDirectory).toBe('/home/ana/datos')
})

test('flags win over the environment, and the environment over the file', () => {
  const file = { path: 't7.yaml', values: { port: 1, host: 'a', logLevel: 'warn' } }
  const config = resolveConfig(sources({ file, environment: { T7_PORT: '2', T7_HOST: 'b' }, flags: { port: '3' } }))
  expect([config.port, config.host, config.logLevel]).toEqual([3, 'b', 'warn'])
})

test('every problem is said at once, with where it was set and an example', () => {
  const file = { path: '/srv/t7/t7.yaml', values: { prot: 80 } }
  const problems = problemsOf(() =>
    resolveConfig(sources({ file, environment: { T7_PORT: 'x', T7_DATABASE_URL: 'mysql://a' }, flags: { logLevel: 'loud' } })),
  )
  expect(problems).toHaveLength(4)
  expect(problems.join('\n')).toMatch(/T7_PORT: .*por ejemplo: 7070/)
  expect(problems.join('\n')).toMatch(/T7_DATABASE_URL: .*postgres:\/\//)
  expect(problems.join('\n')).toMatch(/--log-level: /)
  expect(problems.join('\n')).toMatch(/t7\.yaml: prot \(known: /)
})

test('the language of the texts follows the locale, Spanish where it says nothing', () => {
  const language = (environment: Record<string, string>) => resolveConfig(sources({ environment })).language
  expect(language({ LANG: 'en_GB.UTF-8' })).toBe('en')
  expect(language({ LANG: 'es_ES.UTF-8' })).toBe('es')
  expect(language({ LANG: 'C.UTF-8' })).toBe('es')
  expect(language({ LANG: 'en_GB.UTF-8', T7_LANGUAGE: 'es' })).toBe('es')
})
