import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#data/embedded/start.ts'
import { createPostgresSource } from '#data/sources/postgres/source.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { interpret } from '#engine/interpret.ts'
import { prepare } from '#engine/understand/knowledge.ts'
import { loadDemo } from '../examples/demo/load.ts'
import { examplesToday, readCommands, readQuestions } from '../test/examples/read-examples.ts'

/**
 * The engine alone, from text to SQL, on the demo catalog with every question and command of the examples, on one core.
 * Prints milliseconds: median, 95th percentile, largest; and what loading the demo and preparing its catalog cost.
 */

const rounds = 5

const percentile = (sorted: readonly number[], part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0
const said = (milliseconds: number): string => milliseconds.toFixed(2)

const timed = async <T>(work: () => Promise<T>): Promise<readonly [T, number]> => {
  const start = performance.now()
  const result = await work()
  return [result, performance.now() - start]
}

const dataDir = mkdtempSync(join(tmpdir(), 't7-bench-'))
const [server, startMilliseconds] = await timed(() => startEmbedded({ dataDir }))
try {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  const [, loadMilliseconds] = await timed(() =>
    loadDemo((sql, parameters) => client.query(sql, [...parameters]), { today: examplesToday }),
  )
  await client.end()
  const source = createPostgresSource({ url: server.url })
  const [described, describeMilliseconds] = await timed(() => source.describe())
  await source.close()
  const [knowledge, prepareMilliseconds] = await timed(async () => prepare(described))
  const texts = [...readQuestions(), ...readCommands()].flatMap((one) => [one.es, one.en]).filter((text) => text !== undefined)
  const ask = (text: string): number => {
    const start = performance.now()
    const { best } = interpret({ text, language: null, overrides: {}, now: examplesToday, history: [] }, knowledge)
    if (best?.kind === 'query') compileQuery(best.query, described.catalog, 'postgres')
    return performance.now() - start
  }
  const first = ask(texts[0] ?? '')
  for (const text of texts) ask(text)
  const times = Array.from({ length: rounds }, () => texts.map(ask))
    .flat()
    .sort((a, b) => a - b)
  console.log(`${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.version}`)
  console.log(`embedded PostgreSQL, first start: ${said(startMilliseconds)} ms; demo loaded in ${said(loadMilliseconds)} ms`)
  console.log(
    `catalog described in ${said(describeMilliseconds)} ms, prepared in ${said(prepareMilliseconds)} ms; first text ${said(first)} ms`,
  )
  console.log(
    `text to SQL, ${times.length} times over ${texts.length} texts: p50 ${said(percentile(times, 0.5))} ms, p95 ${said(percentile(times, 0.95))} ms, max ${said(times.at(-1) ?? 0)} ms`,
  )
} finally {
  await server.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
