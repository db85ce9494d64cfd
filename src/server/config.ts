import { resolve } from 'node:path'
import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import { language } from '#contracts/plan.ts'

const wholeNumber = (low: number, high: number) => z.coerce.number().int().min(low).max(high)

/** Every setting, its default and what it accepts. Nothing has to be set for T7 to start. */
export const settings = z.strictObject({
  dataDir: z.string().min(1).nullable().default(null),
  host: z.string().min(1).default('127.0.0.1'),
  port: wholeNumber(0, 65_535).default(7070),
  databaseUrl: z
    .url({ protocol: /^postgres(ql)?$/ })
    .nullable()
    .default(null),
  /** Names under which the server may be reached besides its own address (behind a proxy). */
  allowedHosts: z.union([z.array(z.string()), z.string().transform((text) => text.split(',').map((name) => name.trim()))]).default([]),
  logLevel: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  language: language.nullable().default(null),
  demo: z.union([z.boolean(), z.enum(['true', 'false', '1', '0']).transform((text) => text === 'true' || text === '1')]).default(true),
  maximumRows: wholeNumber(1, 100_000).default(1000),
  statementSeconds: wholeNumber(1, 3600).default(20),
  costCeiling: z.coerce.number().positive().default(5_000_000),
  asksAtOnce: wholeNumber(1, 1000).default(8),
})
type Settings = z.infer<typeof settings>

export type Config = Omit<Settings, 'dataDir' | 'language'> & {
  readonly dataDirectory: string
  /** Language of the product's own texts where nobody asked in one yet. */
  readonly language: 'es' | 'en'
  /** The file the settings came from, null when there is none. */
  readonly file: string | null
}

/** Where settings may come from, weakest first: the text of `t7.yaml`, the environment, the command line. */
export type ConfigSources = {
  /** Where the person is: relative folders that they name start here. */
  readonly directory: string
  /** Where T7 is installed: the data folder lies here unless another is named. */
  readonly home: string
  readonly file: { readonly path: string; readonly values: unknown } | null
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly flags: Readonly<Record<string, unknown>>
}

type SettingName = keyof Settings

const names = Object.keys(settings.shape) as SettingName[]

export const environmentName = (name: SettingName): string => `T7_${name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`

const examples: Readonly<Record<SettingName, string>> = {
  dataDir: '/var/lib/t7',
  host: '127.0.0.1',
  port: '7070',
  databaseUrl: 'postgres://t7:secret@localhost:5432/t7',
  allowedHosts: 'datos.empresa.es',
  logLevel: 'info',
  language: 'es',
  demo: 'true',
  maximumRows: '1000',
  statementSeconds: '20',
  costCeiling: '5000000',
  asksAtOnce: '8',
}

const fromEnvironment = (environment: ConfigSources['environment']): Record<string, unknown> => {
  const found: Record<string, unknown> = {}
  for (const name of names) {
    const value = environment[environmentName(name)]
    if (value !== undefined && value !== '') found[name] = value
  }
  return found
}

const given = (flags: ConfigSources['flags']): Record<string, unknown> =>
  Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined))

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const origin = (name: string, sources: ConfigSources): string => {
  if (sources.flags[name] !== undefined) return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`
  const variable = environmentName(name as SettingName)
  return sources.environment[variable] ? variable : `${sources.file?.path ?? 't7.yaml'}: ${name}`
}

const describeIssue = (issue: z.core.$ZodIssue, sources: ConfigSources): string => {
  if (issue.code === 'unrecognized_keys') return `${sources.file?.path ?? 't7.yaml'}: ${issue.keys.join(', ')} (known: ${names.join(', ')})`
  const name = String(issue.path[0] ?? '')
  const example = examples[name as SettingName]
  const word = systemLanguage(sources.environment) === 'es' ? 'por ejemplo' : 'example'
  return `${origin(name, sources)}: ${issue.message}${example ? ` (${word}: ${example})` : ''}`
}

const systemLanguage = (environment: ConfigSources['environment']): 'es' | 'en' => {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || ''
  return /^en/i.test(locale) ? 'en' : 'es'
}

/**
 * Joins the sources into one checked configuration.
 * @throws T7Error `config.invalid` with every problem at once (`params.problems`), each naming where it was set and an example.
 */
export const resolveConfig = (sources: ConfigSources): Config => {
  const file = sources.file === null || sources.file.values === null ? {} : sources.file.values
  if (!isRecord(file))
    throw new T7Error({ code: 'config.invalid', kind: 'user', params: { problems: [`${sources.file?.path}: port: 7070`] } })
  const spoken = systemLanguage(sources.environment) === 'es' ? { error: z.locales.es().localeError } : {}
  const parsed = settings.safeParse({ ...file, ...fromEnvironment(sources.environment), ...given(sources.flags) }, spoken)
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => describeIssue(issue, sources))
    throw new T7Error({ code: 'config.invalid', kind: 'user', params: { problems } })
  }
  const { dataDir, language: chosen, ...rest } = parsed.data
  return {
    ...rest,
    language: chosen ?? systemLanguage(sources.environment),
    dataDirectory: dataDir === null ? resolve(sources.home, '.t7') : resolve(sources.directory, dataDir),
    file: sources.file?.path ?? null,
  }
}
