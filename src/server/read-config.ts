import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import { type Config, resolveConfig } from './config.ts'
import { home } from './home.ts'

/** Reads `t7.yaml` (in the current folder or else beside T7, where there is one) and this process's environment. `flags` win over both. */
export const readConfig = async (flags: Readonly<Record<string, unknown>>): Promise<Config> => {
  const directory = process.cwd()
  const path = [directory, home].map((folder) => join(folder, 't7.yaml')).find((candidate) => existsSync(candidate))
  return resolveConfig({ directory, home, file: path === undefined ? null : await readYaml(path), environment: process.env, flags })
}

const readYaml = async (path: string): Promise<{ path: string; values: unknown }> => {
  const { parse } = await import('yaml')
  try {
    return { path, values: parse(readFileSync(path, 'utf8')) }
  } catch (cause) {
    const problem = `${path}: ${cause instanceof Error ? cause.message.split('\n')[0] : String(cause)}`
    throw new T7Error({ code: 'config.invalid', kind: 'user', params: { problems: [problem] }, cause })
  }
}
