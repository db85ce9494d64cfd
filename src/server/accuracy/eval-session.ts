import type { AcceptedPair, MeasuredPair } from '#contracts/accuracy.ts'
import type { Language } from '#contracts/plan.ts'
import { messageFor } from '#engine/explain/messages.ts'
import { createGuard } from '#engine/guard/guard.ts'
import { engineProposer } from '#engine/measure/engine-proposer.ts'
import { measurePair } from '#engine/measure/measure-pair.ts'
import type { Source } from '#engine/ports.ts'
import type { Config } from '../config.ts'
import { knowledgeOf } from '../known-source.ts'
import { openSource } from '../open-source.ts'
import { measurePorts } from './measure-ports.ts'

export type EvalSession = {
  measure(pair: AcceptedPair): Promise<MeasuredPair>
  /** Why a pair is not right, in words. */
  say(reason: NonNullable<MeasuredPair['reason']>, language: Language): string
  close(): Promise<void>
}

type Opened = { readonly source: Source; close(): Promise<void> }

const open = async (source: string | undefined, config: Config): Promise<Opened> => {
  if (source === undefined) return (await import('../workspace-beside.ts')).openBeside(config)
  const opened = await openSource(source, { statementSeconds: config.statementSeconds })
  return { source: opened, close: () => opened.close() }
}

/** Measures questions on a database named on the command line, or else on the workspace. Nothing of it is kept. */
export const openEval = async (name: string | undefined, config: Config): Promise<EvalSession> => {
  const { source, close } = await open(name, config)
  const guard = await createGuard()
  const ports = measurePorts({ source, guard, knowledge: knowledgeOf(source), proposer: engineProposer, cost: config.costCeiling })
  return {
    measure: (pair) => measurePair(ports)(pair, { role: pair.role }),
    say: (reason, language) => messageFor(reason.code, reason.params, language),
    close,
  }
}
