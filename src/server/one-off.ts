import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { Role } from '#contracts/role.ts'
import { ask } from '#engine/ask.ts'
import type { AskPorts } from '#engine/ask-ports.ts'
import { confirmChange } from '#engine/confirm-change.ts'
import { createGuard } from '#engine/guard/guard.ts'
import { knowledgeOf } from './known-source.ts'
import { openSource } from './open-source.ts'

export type OneQuestion = {
  readonly text: string
  readonly language: Language | null
  readonly now: string
  readonly role: Role
  readonly person: string
}

/** Somewhere one question can be asked, and what it proposes confirmed. */
export type Asker = {
  ask(question: OneQuestion): Promise<Outcome>
  /** Gives every confirmation that the last outcome still needs. */
  confirm(shown: Outcome, question: OneQuestion): Promise<Outcome>
  close(): Promise<void>
}

export type OneOffOptions = {
  readonly statementSeconds: number
  readonly rows: number
  readonly cost: number
  readonly fallbackLanguage: Language
}

/** A database named on the command line, asked once. Nothing of it is kept: its changes cannot be undone from here. */
export const openOneOff = async (name: string, options: OneOffOptions): Promise<Asker> => {
  const source = await openSource(name, options)
  const ports: AskPorts = {
    source,
    guard: await createGuard(),
    knowledge: knowledgeOf(source),
    record: () => {},
    milliseconds: () => performance.now(),
    limits: { rows: options.rows, cost: options.cost },
  }
  const keepNothing = async () => {}
  return {
    ask: ({ text, language, now, role }) =>
      ask(ports)({ text, language, now, role, overrides: {}, history: [], fallbackLanguage: options.fallbackLanguage }),
    confirm: async (shown, { role, person }) => {
      let outcome = shown
      while (outcome.kind === 'confirm')
        outcome = await confirmChange(
          ports,
          keepNothing,
        )({ shown: outcome, token: outcome.preview.token, person, role, changeId: `once${process.pid}` })
      return outcome
    },
    close: () => source.close(),
  }
}
