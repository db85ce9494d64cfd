import { T7Error } from '#contracts/error.ts'
import type { Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import { role } from '#contracts/role.ts'
import type { Config } from '#server/config.ts'
import { localNow } from '#server/local-now.ts'
import { type Asker, type OneQuestion, openOneOff } from '#server/one-off.ts'
import { readConfig } from '#server/read-config.ts'
import { dateOption, oneOf, readOptions } from './options.ts'
import { outcomeText } from './outcome-text.ts'
import { say } from './words.ts'

const openAsker = async (source: string | undefined, config: Config): Promise<Asker> => {
  if (source === undefined) return (await import('#server/workspace-asker.ts')).openWorkspaceAsker(config)
  const { statementSeconds, maximumRows, costCeiling } = config
  return openOneOff(source, { statementSeconds, rows: maximumRows, cost: costCeiling, fallbackLanguage: config.language })
}

/** 0 = done or answered; 3 = waits for a yes; 4 = needs a choice or was not understood; 5 = refused. */
const exitCode = (outcome: Outcome): number => {
  switch (outcome.kind) {
    case 'answer':
    case 'applied':
      return 0
    case 'confirm':
      return 3
    case 'clarify':
      return 4
    case 'message':
      return outcome.topic === 'not_understood' ? 4 : 0
    case 'refuse':
      return 5
  }
}

/** `t7 ask`: one question or change, answered in the terminal. */
export const ask = async (args: readonly string[], language: Language): Promise<number> => {
  const { values, positionals } = readOptions(args, {
    source: { type: 'string' },
    lang: { type: 'string' },
    now: { type: 'string' },
    role: { type: 'string' },
    as: { type: 'string' },
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
  })
  const text = positionals.join(' ')
  if (positionals.length === 0)
    throw new T7Error({ code: 'cli.bad_option', kind: 'user', params: { message: say('askNeedsText', language) } })
  const question: OneQuestion = {
    text,
    language: values.lang === undefined ? null : oneOf<Language>('lang', values.lang, ['es', 'en'], language),
    now: dateOption(values.now) ?? localNow(),
    role: oneOf('role', values.role, role.options, 'admin'),
    person: values.as ?? 'local',
  }
  const asker = await openAsker(values.source, await readConfig({ dataDir: values['data-dir'] }))
  try {
    const first = await asker.ask(question)
    const outcome = values.yes && first.kind === 'confirm' ? await asker.confirm(first, question) : first
    process.stdout.write(values.json ? `${JSON.stringify(outcome)}\n` : `${outcomeText(outcome)}\n`)
    return exitCode(outcome)
  } finally {
    await asker.close()
  }
}
