import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'
import { readQuestions } from '../test/examples/read-examples.ts'

/**
 * The product as people meet it: the real server as its own process over an embedded PostgreSQL with the demo, asked over HTTP.
 * Prints a table: starts, whole asks one after another, twenty people at once, and the memory of the server (without PostgreSQL).
 */

const home = join(dirname(fileURLToPath(import.meta.url)), '..')
const port = 7000 + (process.pid % 900)
const dataDir = mkdtempSync(join(tmpdir(), 't7-bench-'))
const url = `http://127.0.0.1:${port}`

const percentile = (times: readonly number[], part: number): number => {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
}
const said = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`

/** Starts the server and waits for its address. */
const start = async (): Promise<readonly [ChildProcess, number]> => {
  const began = performance.now()
  const env = { ...process.env, T7_DATA_DIR: dataDir, T7_PORT: String(port), T7_LOG_LEVEL: 'error' }
  const child = spawn(process.execPath, [join(home, 'src/cli/main.ts'), 'serve'], { env, cwd: home, stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => chunk.toString().includes(url) && resolve())
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)))
  })
  return [child, performance.now() - began]
}

const stop = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  await ended
}

const answered = z.object({ status: z.string() })

/** @returns milliseconds from the request to the whole answer */
const ask = async (text: string): Promise<{ readonly milliseconds: number; readonly status: string }> => {
  const began = performance.now()
  const response = await fetch(`${url}/api/ask`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ text }),
  })
  if (!response.ok) throw new Error(`${response.status}: ${await response.text()}`)
  const { status } = answered.parse(await response.json())
  return { milliseconds: performance.now() - began, status }
}

const residentMegabytes = (child: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024

/** Of all that the page names (scripts and what they import), compressed. */
const scriptKilobytes = async (): Promise<number> => {
  const page = await (await fetch(url)).text()
  const paths = new Set([...page.matchAll(/(?:src|href)="([^"]+\.js)"/g)].map((found) => found[1] ?? ''))
  const sizes = await Promise.all(
    [...paths].map(async (path) => gzipSync(Buffer.from(await (await fetch(new URL(path, url))).arrayBuffer())).length),
  )
  return sizes.reduce((sum, size) => sum + size, 0) / 1024
}

const questions = readQuestions().flatMap((one) => (one.es === undefined ? [] : [one.es]))
const rows: (readonly [string, string])[] = []
try {
  const [first, firstStart] = await start()
  rows.push(['first start (with demo) to listening', said(firstStart)])
  await stop(first)
  const [child, secondStart] = await start()
  rows.push(['second start to listening', said(secondStart)])
  rows.push(['JavaScript that the page names (gzip)', `${(await scriptKilobytes()).toFixed(0)} KB`])
  const cold = await ask('¿cuántos clientes hay?')
  rows.push(['first ask after the start', said(cold.milliseconds)])
  for (const text of questions.slice(0, 60)) await ask(text)
  const alone = []
  for (const text of questions) alone.push(await ask(text))
  const times = alone.map((one) => one.milliseconds)
  rows.push([`whole ask over HTTP, ${times.length} questions: p50`, said(percentile(times, 0.5))])
  rows.push(['whole ask over HTTP: p95', said(percentile(times, 0.95))])
  rows.push(['whole ask over HTTP: max', said(Math.max(...times))])
  rows.push(['of them answered', `${alone.filter((one) => one.status === 'answered').length}`])
  const together = (await Promise.all(Array.from({ length: 20 }, (_, person) => askInTurn(person)))).flat()
  rows.push([`20 people at once, ${together.length} asks: p50`, said(percentile(together, 0.5))])
  rows.push(['20 people at once: p95', said(percentile(together, 0.95))])
  rows.push(['server memory (RSS) after that', `${residentMegabytes(child).toFixed(0)} MB`])
  await stop(child)
} finally {
  rmSync(dataDir, { recursive: true, force: true })
}

async function askInTurn(person: number): Promise<readonly number[]> {
  const times: number[] = []
  for (let turn = 0; turn < 5; turn += 1) times.push((await ask(questions[(person * 5 + turn) % questions.length] ?? '')).milliseconds)
  return times
}

console.log(`${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.version}`)
const width = Math.max(...rows.map(([name]) => name.length))
for (const [name, value] of rows) console.log(`${name.padEnd(width)}  ${value.padStart(9)}`)
