import { afterAll, describe, expect, it } from 'vitest'
import { createDemoDatabase } from './demo-database.ts'
import { goldStatements, readCommands, readDialogues, readQuestions } from './read-examples.ts'

const demo = await createDemoDatabase()
afterAll(() => demo.close())

const questions = readQuestions()
const dialogues = readDialogues()
const commands = readCommands()

describe('the examples', () => {
  it('are many, each with a name of its own', () => {
    expect(questions.length).toBeGreaterThanOrEqual(120)
    expect(dialogues.length).toBeGreaterThanOrEqual(15)
    expect(commands.length).toBeGreaterThanOrEqual(50)
    const ids = [...questions, ...dialogues, ...commands].map((one) => one.id)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
  })

  it('say something in one language at least', () => {
    expect([...questions, ...commands].filter((one) => one.es === undefined && one.en === undefined)).toEqual([])
  })

  it('say what every command must do', () => {
    expect(commands.filter((one) => (one.expect.includes('apply') ? one.checks.length === 0 : one.checks.length > 0))).toEqual([])
  })
})

describe('the gold statements', () => {
  const golds = [
    ...questions.map((one) => ({ id: one.id, of: one })),
    ...dialogues.flatMap((one) => one.turns.map((turn, index) => ({ id: `${one.id}.${index + 1}`, of: turn }))),
  ]
  it.each(golds)('$id runs and gives rows', async ({ of }) => {
    for (const sql of goldStatements(of)) {
      const rows = await demo.read(sql)
      if (sql === goldStatements(of)[0]) expect(rows.length > 0 || of.empty).toBe(true)
    }
    if (of.within !== null) expect((await demo.read(of.within)).length).toBeGreaterThan(0)
  })
})
