import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { z } from 'zod'
import { T7Error } from '#contracts/error.ts'
import { type OsUser, withOpenUmask } from './os-user.ts'

/** What the data folder remembers of its cluster. Holds passwords: mode 0600. */
const record = z.object({
  home: z.string(),
  superuserPassword: z.string(),
  password: z.string(),
})
type ClusterRecord = z.infer<typeof record>

export type Place = {
  /** The data folder, absolute, links resolved. */
  readonly dataDir: string
  /** Folder that holds the cluster and its lock. */
  readonly home: string
  readonly cluster: string
  readonly record: ClusterRecord
}

/** Where things go that another account must reach, best first. */
export const reachableRoots = (): readonly string[] => ['/var/lib/t7', '/var/tmp/t7', join(tmpdir(), 't7')]

const recordFile = (dataDir: string): string => join(dataDir, 'database.json')

/** Whether `user` can walk down to the folder, judged by permission bits. */
const reaches = (user: OsUser, folder: string): boolean => {
  for (let at = folder; ; at = dirname(at)) {
    const { mode, uid, gid } = statSync(at)
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001
    if ((mode & bit) === 0) return false
    if (at === dirname(at)) return true
  }
}

const makeRoot = (user: OsUser): string => {
  for (const root of reachableRoots()) {
    try {
      withOpenUmask(() => mkdirSync(root, { recursive: true, mode: 0o755 }))
      if (reaches(user, realpathSync(root))) return root
    } catch {
      // Not writable here: the next one.
    }
  }
  throw new T7Error({ code: 'embedded.no_place', kind: 'operational', params: { roots: reachableRoots(), user: user.name } })
}

const chooseHome = (dataDir: string, user: OsUser | null): string => {
  if (user === null || reaches(user, dataDir)) return join(dataDir, 'postgres')
  return join(makeRoot(user), createHash('sha256').update(dataDir).digest('hex').slice(0, 16))
}

const readRecord = (dataDir: string): ClusterRecord | null => {
  const file = recordFile(dataDir)
  if (!existsSync(file)) return null
  try {
    return record.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new T7Error({ code: 'embedded.bad_record', kind: 'operational', params: { file }, cause })
  }
}

const password = (): string => randomBytes(24).toString('base64url')

/** Written aside and renamed, so that a crash leaves the old record or the new one. */
const writeRecord = (dataDir: string, value: ClusterRecord): void => {
  const unfinished = `${recordFile(dataDir)}.${process.pid}`
  writeFileSync(unfinished, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(unfinished, recordFile(dataDir))
}

const makeDataDir = (dataDir: string, user: OsUser | null): string => {
  const absolute = resolve(dataDir)
  try {
    mkdirSync(absolute, { recursive: true, mode: user === null ? 0o700 : 0o711 })
    return realpathSync(absolute)
  } catch (cause) {
    throw new T7Error({ code: 'embedded.no_place', kind: 'operational', params: { roots: [absolute], user: '' }, cause })
  }
}

/** The home that `dataDir` has or would get; makes the folders and nothing in them. */
export const findHome = (dataDir: string, user: OsUser | null): { readonly dataDir: string; readonly home: string } => {
  const folder = makeDataDir(dataDir, user)
  const home = readRecord(folder)?.home ?? chooseHome(folder, user)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (user !== null && statSync(home).uid !== user.uid) chownSync(home, user.uid, user.gid)
  chmodSync(home, 0o700)
  return { dataDir: folder, home }
}

/**
 * To be called under the lock of `home`. A cluster whose data folder was deleted is put aside (one is kept), as its password
 * went with the folder. Creates the record on a first start, and leaves a note in the home of whose it is.
 */
export const claimPlace = (at: { readonly dataDir: string; readonly home: string }): Place => {
  const cluster = join(at.home, 'cluster')
  let known = readRecord(at.dataDir)
  if (known === null) {
    if (existsSync(cluster)) {
      rmSync(join(at.home, 'cluster.aside'), { recursive: true, force: true })
      renameSync(cluster, join(at.home, 'cluster.aside'))
    }
    known = { home: at.home, superuserPassword: password(), password: password() }
    writeRecord(at.dataDir, known)
  }
  writeFileSync(join(at.home, 'data-folder.txt'), `${at.dataDir}\n`)
  return { ...at, cluster, record: known }
}
