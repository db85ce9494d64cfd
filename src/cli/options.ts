import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { T7Error } from '#contracts/error.ts'

/** Reads a command's options. @throws T7Error `cli.bad_option` with the option that it is about */
export const readOptions = <O extends ParseArgsOptionsConfig>(args: readonly string[], options: O) => {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: /'(-.+?)'/.exec(message)?.[1] ?? message }, cause })
  }
}

/** One of the allowed words, or `fallback` when the option was not given. */
export const oneOf = <T extends string>(name: string, value: string | undefined, allowed: readonly T[], fallback: T): T => {
  if (value === undefined) return fallback
  const found = allowed.find((word) => word === value)
  if (found === undefined)
    throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: `--${name}: ${allowed.join(' | ')}` } })
  return found
}

/** A `YYYY-MM-DD` date (a time may follow), or null when not given. */
export const dateOption = (value: string | undefined): string | null => {
  if (value === undefined) return null
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$/.test(value) || Number.isNaN(Date.parse(value)))
    throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: '--now: 2026-11-15' } })
  return value
}
