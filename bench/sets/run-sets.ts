import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '#contracts/plan.ts'
import type { BatchAnswer } from '#server/batch.ts'
import { type BatchSession, openBatch } from '#server/batch-session.ts'
import type { Command, Dialogue, Scenario, Sets } from './read-sets.ts'
import { openScratch } from './structure.ts'

type Said = { readonly question: string; readonly sql: string | null }

/** What the product did with a command, with the database before and after it. */
export type CommandRun = {
  readonly scenario: Scenario
  readonly command: Command
  readonly answer: BatchAnswer
  readonly outcome: 'applied' | 'refused' | 'clarify' | 'answered'
  readonly before: string
  readonly after: string
}

export type TurnRun = {
  readonly id: string
  readonly dialogue: Dialogue
  readonly turn: Dialogue['turns'][number]
  readonly answer: BatchAnswer
}

const outcomeOf = ({ kind }: BatchAnswer): CommandRun['outcome'] => {
  switch (kind) {
    case 'data_change':
    case 'schema_change':
      return 'applied'
    case 'refuse':
      return 'refused'
    case 'query':
      return 'answered'
    case 'clarify':
    case 'other':
      return 'clarify'
  }
}

const emptyFile = (file: string): void => {
  rmSync(file, { force: true })
  const database = openScratch(file)
  database.exec('PRAGMA user_version = 1')
  database.close()
}

/** The states that the reference leaves: the one each command starts from and the one it should lead to, `<id>.before.sqlite` and `<id>.reference.sqlite`. */
export const writeReferenceStates = ({ scenarios, references }: Sets, databases: string, states: string): void => {
  mkdirSync(states, { recursive: true })
  for (const { id, start, commands } of scenarios) {
    const current = join(states, `${id}.current.sqlite`)
    if (start === 'empty') emptyFile(current)
    else copyFileSync(join(databases, `${start}.sqlite`), current)
    for (const command of commands) {
      copyFileSync(current, join(states, `${command.id}.before.sqlite`))
      const database = openScratch(current)
      database.exec(references[command.id] ?? '')
      database.close()
      copyFileSync(current, join(states, `${command.id}.reference.sqlite`))
    }
  }
}

const askOnce = async (file: string, command: Command, now: string, history: readonly Said[]): Promise<BatchAnswer> => {
  const session = await openBatch({ place: { kind: 'source', name: file }, apply: true, statementSeconds: 30 })
  try {
    return await session.answer(null, { question: command.command, language: command.lang, now, role: 'admin', history })
  } finally {
    await session.close()
  }
}

/** Every command on the state that the reference left of those before it, so that a miss counts once. Needs `writeReferenceStates`. */
export const runCommands = async ({ scenarios, references, now }: Sets, states: string): Promise<readonly CommandRun[]> => {
  const runs: CommandRun[] = []
  for (const scenario of scenarios) {
    for (const [index, command] of scenario.commands.entries()) {
      const earlier = scenario.independent ? [] : scenario.commands.slice(0, index)
      const history = earlier.map((one) => ({ question: one.command, sql: references[one.id] ?? null }))
      const [before, after] = [join(states, `${command.id}.before.sqlite`), join(states, `${command.id}.sqlite`)]
      copyFileSync(before, after)
      const answer = await askOnce(after, command, now, history)
      runs.push({ scenario, command, answer, outcome: outcomeOf(answer), before, after })
    }
  }
  const outcomes = runs.map(({ command, outcome }) => JSON.stringify({ id: command.id, outcome }))
  writeFileSync(join(states, 'outcomes.jsonl'), `${outcomes.join('\n')}\n`)
  return runs
}

const askDialogue = async (session: BatchSession, dialogue: Dialogue): Promise<readonly TurnRun[]> => {
  const runs: TurnRun[] = []
  const language: Language = dialogue.lang
  for (const [index, turn] of dialogue.turns.entries()) {
    const history = runs.map((run) => ({ question: run.turn.question, sql: run.answer.sql }))
    const answer = await session.answer(dialogue.db, { question: turn.question, language, now: dialogue.now, role: 'admin', history })
    runs.push({ id: `${dialogue.id}.${index + 1}`, dialogue, turn, answer })
  }
  return runs
}

/** Every dialogue as one conversation; the answers also as `answers.jsonl`. */
export const runDialogues = async ({ dialogues }: Sets, databases: string): Promise<readonly TurnRun[]> => {
  const session = await openBatch({ place: { kind: 'databases', directory: databases }, apply: false, statementSeconds: 30 })
  const runs: TurnRun[] = []
  try {
    for (const dialogue of dialogues) runs.push(...(await askDialogue(session, dialogue)))
  } finally {
    await session.close()
  }
  const answers = runs.map(({ id, answer }) => JSON.stringify({ id, sql: answer.kind === 'query' ? answer.sql : null }))
  writeFileSync(join(databases, 'answers.jsonl'), `${answers.join('\n')}\n`)
  return runs
}
