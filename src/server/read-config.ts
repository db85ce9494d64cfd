import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import { type Config, resolveConfig } from './config.ts'

/** Reads `t7.yaml` (beside the person, where there is one) and this process's environment. `flags` win over both. */
export const readConfig = async (flags: Readonly<Record<string, unknown>>): Promise<Config> => {
  const directory = process.cwd()
  const path = join(directory, 't7.yaml')
  return resolveConfig({ directory, file: existsSync(path) ? await readYaml(path) : null, environment: process.env, flags })
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
