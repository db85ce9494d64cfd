import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { T7Error } from '#contracts/error.ts'

/** What the bundle is made from. */
const inputs = ['src/web', 'src/contracts', 'src/dashboards', 'vite.config.ts', 'package-lock.json']

const stampFile = 'built-from.txt'

const filesBelow = async (home: string, path: string): Promise<readonly string[]> => {
  const entries = await readdir(join(home, path), { withFileTypes: true, recursive: true }).catch(() => null)
  if (entries === null) return existsSync(join(home, path)) ? [path] : []
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(home.length + 1))
}

/** One fingerprint of all the sources of the web app, their names included. */
export const webFingerprint = async (home: string): Promise<string> => {
  const files = (await Promise.all(inputs.map((path) => filesBelow(home, path)))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) {
    hash.update(`${file}\0`)
    hash.update(await readFile(join(home, file)))
  }
  return hash.digest('hex')
}

export const webDirectory = (home: string): string => join(home, 'dist', 'web')

export type WebState = 'current' | 'outdated' | 'missing'

/** Whether `dist/web` is what the sources give. An installation without sources (an image) is taken as it is. */
export const webState = async (home: string): Promise<WebState> => {
  const built = webDirectory(home)
  if (!existsSync(join(built, 'index.html'))) return 'missing'
  if (!existsSync(join(home, 'src', 'web', 'index.html'))) return 'current'
  const stamp = await readFile(join(built, stampFile), 'utf8').catch(() => '')
  return stamp.trim() === (await webFingerprint(home)) ? 'current' : 'outdated'
}

/** Bundles the web app in a process of its own, so that its memory is given back. @throws T7Error `web.build_failed` with the last lines it said. */
export const buildWeb = async (home: string): Promise<void> => {
  const fingerprint = await webFingerprint(home)
  const vite = join(home, 'node_modules', 'vite', 'bin', 'vite.js')
  const said: string[] = []
  const code = await new Promise<number | null>((resolve, reject) => {
    const child = spawn(process.execPath, [vite, 'build', '--logLevel', 'warn'], { cwd: home, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk.toString()))
    child.on('error', reject)
    child.on('close', resolve)
  })
  if (code !== 0) {
    const output = said.join('').trim().split('\n').slice(-15)
    throw new T7Error({ code: 'web.build_failed', kind: 'operational', params: { output } })
  }
  await writeFile(join(webDirectory(home), stampFile), `${fingerprint}\n`)
}
