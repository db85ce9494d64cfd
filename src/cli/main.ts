import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'
import { home } from '#server/home.ts'
import { say, sayError } from './words.ts'

type Command = (args: readonly string[], language: Language) => Promise<number>

/** Each command is loaded when it is called: a batch need not wait for what only the server needs. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serve,
  ask: async () => (await import('./ask.ts')).ask,
  batch: async () => (await import('./batch.ts')).batch,
  eval: async () => (await import('./eval.ts')).evaluate,
  doctor: async () => (await import('./doctor.ts')).doctor,
}

const systemLanguage = (): Language => {
  const { T7_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env
  return /^en/i.test(T7_LANGUAGE || LC_ALL || LC_MESSAGES || LANG || '') ? 'en' : 'es'
}

/** What follows `--` is text, never an option. */
const asksForHelp = (rest: readonly string[]): boolean => {
  const end = rest.indexOf('--')
  return (end < 0 ? rest : rest.slice(0, end)).some((word) => word === '--help' || word === '-h')
}

const main = async (args: readonly string[]): Promise<number> => {
  const language = systemLanguage()
  const [name, ...rest] = args
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || asksForHelp(rest)) {
    process.stdout.write(`${say('usage', language)}\n`)
    return name === undefined ? 2 : 0
  }
  try {
    const load = commands[name]
    if (!load) throw new T7Error({ code: 'cli.unknown_command', kind: 'user', params: { command: name } })
    return await (await load())(rest, language)
  } catch (error) {
    const known = error instanceof T7Error ? error : new T7Error({ code: 'cli.failed', kind: 'bug', cause: error })
    process.stderr.write(`${sayError(known, language)}\n`)
    if (known.kind === 'bug' && known.cause instanceof Error) process.stderr.write(`${known.cause.stack ?? ''}\n`)
    return known.kind === 'user' ? 2 : 1
  }
}

// Compiled code of earlier runs: half the time of a start. Where the folder cannot be written, nothing is kept.
enableCompileCache(join(home, 'node_modules', '.cache', 't7'))

process.exitCode = await main(process.argv.slice(2))
