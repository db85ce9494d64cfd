import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import { describeUrl } from '#data/sources/postgres/connection.ts'
import type { Actor } from './actor.ts'
import type { Config } from './config.ts'
import { createLog } from './log.ts'
import { compose } from './main.ts'
import type { Asker, OneQuestion } from './one-off.ts'
import { findRunning } from './running-record.ts'
import { connectWorkspace, openWorkspace, type Workspace } from './workspace.ts'

/** Beside a T7 that serves the same data folder: its database, without starting another. */
const openBeside = async (config: Config): Promise<Workspace> => {
  const log = await createLog('error')
  const running = config.databaseUrl === null ? findRunning(config.dataDirectory) : null
  if (running === null) return openWorkspace(config, log)
  const { databaseUrl: url } = running
  try {
    return await connectWorkspace(config, { url, location: describeUrl(url), stop: async () => {} }, 'embedded')
  } catch (error) {
    // What the folder says of a running T7 was left by one that is gone.
    if (error instanceof T7Error && error.code === 'source.unavailable') return openWorkspace(config, log)
    throw error
  }
}

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
