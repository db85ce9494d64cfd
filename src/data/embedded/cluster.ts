import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import type { Binaries } from './binaries.ts'
import { identity, type OsUser } from './os-user.ts'
import type { Place } from './place.ts'

export const superuserName = 't7_superuser'

const initialise = (binaries: Binaries, user: OsUser | null, folder: string, passwordFile: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const parameters = [
      `--pgdata=${folder}`,
      `--username=${superuserName}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--locale-provider=icu',
      '--icu-locale=es',
      '--data-checksums',
      '--no-instructions',
    ]
    const child = spawn(binaries.initdb, parameters, {
      cwd: '/',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH ?? '', LC_ALL: 'C' },
      ...identity(user),
    })
    let said = ''
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString('utf8')).slice(-4000)
    }
    child.stdout.on('data', listen)
    child.stderr.on('data', listen)
    const fail = (cause?: unknown): void =>
      reject(new T7Error({ code: 'embedded.initdb_failed', kind: 'operational', params: { message: said.trim(), cluster: folder }, cause }))
    child.once('error', fail)
    child.once('close', (code) => (code === 0 ? resolve() : fail()))
  })

/** PostgreSQL's major version can't change under a cluster. */
const checkVersion = (place: Place, binaries: Binaries): void => {
  const found = readFileSync(join(place.cluster, 'PG_VERSION'), 'utf8').trim()
  if (binaries.version.split('.')[0] !== found) {
    throw new T7Error({
      code: 'embedded.other_version',
      kind: 'operational',
      params: { found, needed: binaries.version, cluster: place.cluster },
    })
  }
}

const unfinishedName = 'cluster.new-'

/** What interrupted starts left. An `initdb` that outlived its T7 may still be writing there: then it stays until the next time. */
const removeUnfinished = (home: string): void => {
  for (const name of readdirSync(home)) {
    if (!name.startsWith(unfinishedName)) continue
    try {
      rmSync(join(home, name), { recursive: true, force: true })
    } catch {
      // The next start tries again.
    }
  }
}

/** Makes the cluster when there is none yet. It appears whole or not at all, whenever this is interrupted. */
export const provideCluster = async (place: Place, binaries: Binaries, user: OsUser | null): Promise<void> => {
  removeUnfinished(place.home)
  if (existsSync(join(place.cluster, 'PG_VERSION'))) return checkVersion(place, binaries)
  const unfinished = join(place.home, `${unfinishedName}${randomBytes(4).toString('hex')}`)
  const passwordFile = join(place.home, 'password')
  writeFileSync(passwordFile, `${place.record.superuserPassword}\n`, { mode: 0o600 })
  try {
    if (user !== null) chownSync(passwordFile, user.uid, user.gid)
    await initialise(binaries, user, unfinished, passwordFile)
  } finally {
    rmSync(passwordFile, { force: true })
  }
  const access = join(unfinished, 'pg_hba.conf')
  writeFileSync(access, 'host all all 127.0.0.1/32 scram-sha-256\n')
  renameSync(unfinished, place.cluster)
}
