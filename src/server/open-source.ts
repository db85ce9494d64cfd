import { existsSync } from 'node:fs'
import { T7Error } from '#contracts/error.ts'
import type { Source } from '#engine/ports.ts'

const isUrl = (text: string): boolean => /^postgres(ql)?:\/\//.test(text)

/**
 * Opens a database named on the command line: `postgres://...`, or the path of a SQLite file. Drivers are loaded when they are needed.
 * @throws T7Error `cli.no_file`
 */
export const openSource = async (name: string, options: { readonly statementSeconds: number }): Promise<Source> => {
  const milliseconds = options.statementSeconds * 1000
  if (isUrl(name)) {
    const { createPostgresSource } = await import('#data/sources/postgres/source.ts')
    return createPostgresSource({ url: name, writable: true, maximumConnections: 4, limits: { statementMilliseconds: milliseconds } })
  }
  const path = name.replace(/^sqlite:(\/\/)?/, '')
  if (!existsSync(path)) throw new T7Error({ code: 'cli.no_file', kind: 'user', params: { file: path } })
  const { createSqliteSource } = await import('#data/sources/sqlite/source.ts')
  return createSqliteSource(path, { statementMilliseconds: milliseconds })
}
