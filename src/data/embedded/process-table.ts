import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Zombies of a parent that does not reap them count as ended. */
const isZombie = (pid: number): boolean => {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

export const hasEnded = (pid: number): boolean => !isAlive(pid) || isZombie(pid)

/** Whether the process is a PostgreSQL server of that cluster: pids are used again after a restart of the machine. */
export const servesCluster = (pid: number, cluster: string): boolean => {
  if (hasEnded(pid)) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === cluster
  } catch {
    const listed = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return listed.status === 0 && listed.stdout.includes('postgres') && listed.stdout.includes(cluster)
  }
}

/** True when it ended in time. */
export const waitForEnd = async (pid: number, milliseconds: number): Promise<boolean> => {
  const deadline = Date.now() + milliseconds
  while (!hasEnded(pid)) {
    if (Date.now() > deadline) return false
    await sleep(20)
  }
  return true
}
