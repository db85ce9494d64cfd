import { writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { loadGrammar } from '#engine/guard/grammar.ts'
import { packModels } from '#engine/propose/pack-models.ts'
import { openDatabases } from './nl2sql/databases.ts'
import { dataFolder, readBusiness, readQuestions } from './nl2sql/read-questions.ts'
import { trainModels } from './nl2sql/train-models.ts'
import { understand } from './nl2sql/understand.ts'

/**
 * Trains what the engine has learned from practice questions, and writes `src/engine/ranker/weights.json` and its card. Deterministic.
 * `npm run train:engine -- --data <folder>`; about 20 minutes.
 */

const { values } = parseArgs({ options: { data: { type: 'string' }, every: { type: 'string', default: '1' }, out: { type: 'string' } } })
const folder = dataFolder(values.data)
const place = new URL('../src/engine/ranker/', import.meta.url)

const card = (questions: number, databases: number, minutes: number, bytes: number): string => `# What the engine has learned

| | |
|---|---|
| file | \`weights.json\`, ${(bytes / 1e6).toFixed(1)} MB |
| learned from | ${questions} questions with their SQL over ${databases} databases: Spider (Yu and others, 2018), CC BY-SA 4.0, and Spanish versions of part of it under the same licence; 160 business questions of our own, for the ranker |
| date | ${new Date().toISOString().slice(0, 10)} |
| command | \`npm run train:engine\` |
| took | ${minutes.toFixed(0)} minutes, ${cpus()[0]?.model ?? 'unknown machine'}, Node ${process.version} |
| figures | rows of \`npm run bench:nl2sql\` in \`docs/benchmarks.md\`: databases that are measured are never among those learned from |

What it is and how it is used: \`docs/engine.md\`. It holds weights of small networks over hashed features, sketches of queries with how often
each occurred, and strengths of pairs of words. No question, table or value of the practice data can be read from it.
`

if (folder) {
  const start = performance.now()
  const said = (step: string): void => console.log(`${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${step}`)
  await loadGrammar()
  const databases = openDatabases(folder, false)
  const questions = readQuestions(folder, ['train.json', 'train_es_schema.json']).filter((_, i) => i % Number(values.every) === 0)
  const examples = []
  for (const question of questions) examples.push(await understand(databases, question))
  said(`${examples.length} questions understood`)
  const business = []
  for (const question of readBusiness(folder)) business.push(await understand(databases, question))
  const models = trainModels(examples, business, databases, said)
  databases.close()
  const text = JSON.stringify(packModels(models))
  const names = new Set(questions.map((q) => q.database))
  writeFileSync(values.out ?? new URL('weights.json', place), `${text}\n`)
  if (!values.out)
    writeFileSync(new URL('CARD.md', place), card(questions.length, names.size, (performance.now() - start) / 60_000, text.length))
  said(`written, ${(text.length / 1e6).toFixed(1)} MB`)
}
