import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { createPostgresSource } from '#data/sources/postgres/source.ts'
import { createGuard } from '#engine/guard/guard.ts'
import { engineProposer } from '#engine/measure/engine-proposer.ts'
import { measurePair } from '#engine/measure/measure-pair.ts'
import { measurePorts } from '#server/accuracy/measure-ports.ts'
import { readQuestions } from '#server/accuracy/questions-file.ts'
import { knowledgeOf } from '#server/known-source.ts'
import { root } from '../structure/source-file.ts'
import { createDemoDatabase } from './demo-database.ts'
import { examplesToday } from './read-examples.ts'

const demo = await createDemoDatabase()
const source = createPostgresSource({ url: demo.database.url })
afterAll(async () => {
  await source.close()
  await demo.close()
})

test('the file that shows how questions are written is right, and so is T7 about it', async () => {
  const text = readFileSync(join(root, 'examples', 'accuracy', 'demo.yaml'), 'utf8')
  const read = readQuestions(text, { language: null, now: examplesToday, role: 'reader' })
  expect(read).toMatchObject({ kind: 'questions' })
  const pairs = read.kind === 'questions' ? read.pairs : []
  expect(pairs.length).toBeGreaterThanOrEqual(10)
  const ports = measurePorts({
    source,
    guard: await createGuard(),
    knowledge: knowledgeOf(source),
    proposer: engineProposer,
    cost: 5_000_000,
  })
  const wrong: unknown[] = []
  for (const pair of pairs) {
    const measured = await measurePair(ports)(pair, { role: pair.role })
    if (measured.verdict !== 'right') wrong.push({ question: pair.question, ...measured })
  }
  expect(wrong).toEqual([])
})
