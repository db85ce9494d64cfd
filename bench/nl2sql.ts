import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { loadGrammar } from '#engine/guard/grammar.ts'
import { interpretWith } from '#engine/interpret.ts'
import type { Models } from '#engine/propose/judge.ts'
import { packModels, unpackModels } from '#engine/propose/pack-models.ts'
import { type Databases, openDatabases } from './nl2sql/databases.ts'
import { type Measured, printFigures } from './nl2sql/figures.ts'
import { dataFolder, foldOf, type Question, readBusiness, readQuestions } from './nl2sql/read-questions.ts'
import { trainModels } from './nl2sql/train-models.ts'
import { type Example, understand } from './nl2sql/understand.ts'

/**
 * Measures understanding on schemas never seen: the databases are split in parts, and the questions of each part are asked to an engine that
 * learned from the other parts only. `npm run bench:nl2sql -- [--data <folder>] [--folds 4] [--fold 0] [--out predictions.jsonl]`.
 * Questions over databases without rows compare poorly; they are counted all the same.
 */

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    folds: { type: 'string', default: '4' },
    fold: { type: 'string' },
    every: { type: 'string', default: '1' },
    out: { type: 'string' },
    result: { type: 'string' },
  },
})
const folder = dataFolder(values.data)
const folds = Number(values.folds)

const measure = async (question: Question, models: Models, databases: Databases): Promise<Measured & { readonly sql: string | null }> => {
  const knowledge = await databases.knowledge(question.database)
  const start = performance.now()
  const { best, intent } = interpretWith(models)(
    { text: question.text, language: null, overrides: {}, now: question.today, history: [] },
    knowledge,
  )
  const sql = best?.kind === 'query' ? compileQuery(best.query, knowledge.catalog, 'sqlite').inlined : null
  const milliseconds = performance.now() - start
  const right = databases.right(question.database, question.gold, sql) ?? false
  const failed = sql !== null && !right && !databases.runs(question.database, sql)
  return { question, right, answered: sql !== null, failed, intent, confidence: best?.confidence ?? 0, milliseconds, sql }
}

const measureFold = async (from: string, fold: number): Promise<void> => {
  const start = performance.now()
  const said = (step: string): void => console.log(`fold ${fold} ${((performance.now() - start) / 1000).toFixed(0).padStart(5)} s  ${step}`)
  await loadGrammar()
  const questions = readQuestions(from).filter((_, i) => i % Number(values.every) === 0)
  const quick = openDatabases(from, false)
  const examples: Example[] = []
  // Databases without rows teach nothing about right answers.
  for (const q of questions)
    if (foldOf(q.database, folds) !== fold && q.file !== 'train_others.json') examples.push(await understand(quick, q))
  const business: Example[] = []
  for (const q of readBusiness(from)) business.push(await understand(quick, q))
  said(`${examples.length} questions understood`)
  const models = unpackModels(packModels(await trainModels(examples, business, quick, said)))
  quick.close()
  const exact = openDatabases(from, true)
  const measured = []
  for (const question of questions) if (foldOf(question.database, folds) === fold) measured.push(await measure(question, models, exact))
  exact.close()
  said(`${measured.length} questions measured`)
  if (values.result) writeFileSync(values.result, JSON.stringify(measured))
}

const runFold = (fold: number, result: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const args = [
      ...process.execArgv,
      '--max-old-space-size=10000',
      import.meta.filename,
      ...process.argv.slice(2),
      '--fold',
      String(fold),
      '--result',
      result,
    ]
    const child = spawn(process.execPath, args, { stdio: 'inherit' })
    child.on('error', reject)
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`fold ${fold} ended with ${code}`))))
  })

const saved = z.array(z.looseObject({ sql: z.string().nullable() }))

const readMeasured = (file: string): readonly (Measured & { readonly sql: string | null })[] => {
  const read: unknown = JSON.parse(readFileSync(file, 'utf8'))
  saved.parse(read)
  return read as (Measured & { readonly sql: string | null })[]
}

const measureAll = async (): Promise<void> => {
  const scratch = mkdtempSync(join(tmpdir(), 't7-nl2sql-'))
  const wanted = values.fold === undefined ? Array.from({ length: folds }, (_, i) => i) : [Number(values.fold)]
  const files = wanted.map((fold) => join(scratch, `${fold}.json`))
  const queue = [...wanted.keys()]
  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) await runFold(wanted[next] ?? 0, files[next] ?? '')
  }
  await Promise.all(Array.from({ length: Math.min(2, cpus().length) }, work))
  const measured = files.flatMap(readMeasured)
  if (values.out) {
    const lines = measured.map((m) =>
      JSON.stringify({ id: m.question.id, db_id: m.question.database, sql: m.sql, confidence: m.confidence, ms: m.milliseconds }),
    )
    writeFileSync(values.out, `${lines.join('\n')}\n`)
  }
  rmSync(scratch, { recursive: true })
  console.log(
    `\n${cpus().length} x ${cpus()[0]?.model ?? '?'}, Node ${process.version}, ${folds} parts${values.fold ? `, part ${values.fold} alone` : ''}`,
  )
  printFigures(measured)
}

if (folder) await (values.result && values.fold ? measureFold(folder, Number(values.fold)) : measureAll())
