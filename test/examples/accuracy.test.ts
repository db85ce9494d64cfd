import { afterAll, describe, expect, it } from 'vitest'
import { setupWorkspace } from '#data/sources/postgres/setup-workspace.ts'
import { createPostgresSource } from '#data/sources/postgres/source.ts'
import { createGuard } from '#engine/guard/guard.ts'
import type { Turn } from '#engine/interpretation.ts'
import { createDemoDatabase } from './demo-database.ts'
import { createEngine } from './engine.ts'
import { type Part, readExpected, recording, writeExpected } from './expected.ts'
import { judgeAnswer } from './judge-answer.ts'
import { tryChange, type Workspace } from './judge-command.ts'
import { type Command, readCommands, readDialogues, readQuestions } from './read-examples.ts'

const demo = await createDemoDatabase()
const engine = await createEngine(demo.database.url)
afterAll(() => demo.close())

type Judged = { readonly id: string; readonly text: string; readonly wrong: string | null }

const judgeQuestions = async (): Promise<readonly Judged[]> => {
  const judged: Judged[] = []
  for (const question of readQuestions()) {
    for (const language of ['es', 'en'] as const) {
      const text = question[language]
      if (text === undefined) continue
      const { best } = engine.read(text)
      const wrong = await judgeAnswer(demo.read, question, best === null ? null : engine.statementOf(best))
      judged.push({ id: `${question.id}.${language}`, text, wrong })
    }
  }
  return judged
}

const judgeDialogues = async (): Promise<readonly Judged[]> => {
  const judged: Judged[] = []
  for (const dialogue of readDialogues()) {
    const history: Turn[] = []
    for (const [index, turn] of dialogue.turns.entries()) {
      const { best } = engine.read(turn.say, history)
      const sql = best === null ? null : engine.statementOf(best)
      judged.push({ id: `${dialogue.id}.${index + 1}`, text: turn.say, wrong: await judgeAnswer(demo.read, turn, sql) })
      history.push({ question: turn.say, sql, plan: best })
    }
  }
  return judged
}

const workspace = async (): Promise<Workspace> => {
  const { roles } = await setupWorkspace({ url: demo.database.url, takeOwnership: true })
  const source = createPostgresSource({ url: demo.database.url, roles, writable: true })
  return { source, guard: await createGuard() }
}

const judgeCommand = async (place: Workspace, command: Command, text: string): Promise<string | null> => {
  const { decision } = engine.read(text)
  if (decision.kind === 'clarify') return command.expect.includes('clarify') ? null : `asks: ${decision.question}`
  if (decision.kind !== 'act') return command.expect.includes('refuse') ? null : `${decision.kind}: ${decision.sentence}`
  if (decision.plan.kind !== 'change') return `reads it as a ${decision.plan.kind}`
  const { outcome, wrong } = await tryChange(place, decision.plan, command)
  if (outcome === 'refuse') return command.expect.includes('refuse') ? null : wrong
  return command.expect.includes('apply') ? wrong : 'was done'
}

const judgeCommands = async (): Promise<readonly Judged[]> => {
  const place = await workspace()
  const judged: Judged[] = []
  for (const command of readCommands()) {
    for (const language of ['es', 'en'] as const) {
      const text = command[language]
      if (text !== undefined) judged.push({ id: `${command.id}.${language}`, text, wrong: await judgeCommand(place, command, text) })
    }
  }
  await place.source.close()
  return judged
}

/** Says how many are right, and compares with what was recorded: none may be lost. */
const compare = (part: Part, judged: readonly Judged[]): void => {
  const right = judged.filter((one) => one.wrong === null)
  console.log(`${part}: ${right.length} of ${judged.length} right (${((100 * right.length) / judged.length).toFixed(1)}%)`)
  if (process.env.T7_SHOW_WRONG === '1')
    for (const one of judged) if (one.wrong !== null) console.log(`  ${one.id} ${one.text}\n      ${one.wrong}`)
  const ids = new Set(right.map((one) => one.id))
  if (recording) writeExpected(part, [...ids])
  expect(readExpected()[part].filter((id) => !ids.has(id))).toEqual([])
}

describe('the engine on the examples', () => {
  it('answers the questions it answered before', async () => {
    compare('questions', await judgeQuestions())
  }, 120_000)

  it('follows the conversations it followed before', async () => {
    compare('dialogues', await judgeDialogues())
  }, 120_000)

  it('carries out the commands it carried out before, and refuses or asks where it did', async () => {
    compare('commands', await judgeCommands())
  }, 120_000)
})
