import type { Language } from '#contracts/plan.ts'
import { type Check, runChecks } from '#server/checks.ts'
import { databaseChecks } from '#server/database-checks.ts'
import { readConfig } from '#server/read-config.ts'
import { sayCheck } from './doctor-words.ts'
import { readOptions } from './options.ts'

const marks: Readonly<Record<Check['state'], string>> = { good: '✓', warning: '!', bad: '✗' }

/** `t7 doctor`: what works, where, which versions, what is wrong and how to mend it. Changes nothing. */
export const doctor = async (args: readonly string[], _language: Language): Promise<number> => {
  const { values } = readOptions(args, {
    json: { type: 'boolean', default: false },
    'data-dir': { type: 'string' },
    'database-url': { type: 'string' },
  })
  const config = await readConfig({ dataDir: values['data-dir'], databaseUrl: values['database-url'] })
  const checks = await runChecks(config, databaseChecks)
  for (const check of checks) {
    const { says, fix } = sayCheck(check, config.language)
    if (values.json) process.stdout.write(`${JSON.stringify({ ...check, says, fix: fix ?? null })}\n`)
    else process.stdout.write(`${marks[check.state]} ${says}\n${fix === undefined ? '' : `    → ${fix}\n`}`)
  }
  return checks.some((check) => check.state === 'bad') ? 1 : 0
}
