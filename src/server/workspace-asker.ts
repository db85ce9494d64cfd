import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Actor } from './actor.ts'
import type { Config } from './config.ts'
import { createLog } from './log.ts'
import { compose } from './main.ts'
import type { Asker, OneQuestion } from './one-off.ts'
import { openBeside } from './workspace-beside.ts'

const settled = (outcome: Outcome | null): Outcome => {
  if (outcome === null) throw new T7Error({ code: 'ask.failed', kind: 'bug' })
  return outcome
}

/** The workspace, asked from the command line: recorded like any other ask. */
export const openWorkspaceAsker = async (config: Config): Promise<Asker> => {
  const workspace = await openBeside(config)
  const { asks } = await compose({ config, workspace, log: await createLog('error') })
  const actorOf = ({ person, role }: OneQuestion): Actor => ({ id: person, name: person, role, language: config.language })
  let last = ''
  return {
    ask: async (question) => {
      const actor = actorOf(question)
      const language = question.language ? { language: question.language } : {}
      last = await asks.start(actor, { text: question.text, overrides: {}, now: question.now.slice(0, 10), ...language })
      return settled((await asks.finished(actor, last)).outcome)
    },
    confirm: async (shown, question) => {
      let outcome = shown
      while (outcome.kind === 'confirm')
        outcome = settled((await asks.confirm(actorOf(question), last, outcome.preview.token, outcome.typed)).outcome)
      return outcome
    },
    close: async () => {
      await asks.close(1_000)
      await workspace.close()
    },
  }
}
