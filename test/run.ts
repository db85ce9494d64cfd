import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { findChromium } from './support/find-chromium.ts'

/** What `npm test` runs, in order: types, lint, unused files, exports and packages, unit and integration tests, end-to-end tests. Ends with `N passed, N failed`. */

const root = join(import.meta.dirname, '..')
const results = join(root, 'test-results')

type Count = { readonly passed: number; readonly failed: number }

const run = (command: string, options: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', command), ...options], { cwd: root, stdio: 'inherit' })
    child.once('error', reject)
    child.once('close', (code) => resolve(code ?? 1))
  })

/** A command that passes or fails as a whole. */
const check = async (title: string, command: string, options: readonly string[]): Promise<Count> => {
  console.log(`\n== ${title}`)
  const failed = (await run(command, options)) !== 0
  console.log(`${title}: ${failed ? 'failed' : 'passed'}`)
  return failed ? { passed: 0, failed: 1 } : { passed: 1, failed: 0 }
}

const report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

/** A test file that failed before any of its tests ran counts as one failure, and so does a run that ended badly with no failed test. */
const vitest = async (title: string, name: string, options: readonly string[]): Promise<Count> => {
  console.log(`\n== ${title}`)
  const file = join(results, `${name}.json`)
  const code = await run('vitest/vitest.mjs', ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...options])
  try {
    const read = report.parse(JSON.parse(readFileSync(file, 'utf8')))
    const broken = read.testResults.filter((one) => one.status === 'failed' && one.assertionResults.length === 0).length
    const failed = read.numFailedTests + broken
    return { passed: read.numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed }
  } catch (error) {
    console.error(`${title}: no results: ${String(error)}`)
    return { passed: 0, failed: 1 }
  }
}

const endToEnd = async (): Promise<Count> => {
  if (findChromium() !== null) return vitest('end-to-end tests in Chromium', 'e2e', ['--config', 'test/e2e/vitest.config.ts'])
  console.log('\n== end-to-end tests in Chromium')
  console.log('NOT RUN: no Chromium found. Install one (Debian: apt-get install chromium) or set T7_CHROMIUM to its path.')
  return { passed: 0, failed: process.env.CI ? 1 : 0 }
}

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const counts: Count[] = [
  await check('types', 'typescript/bin/tsc', []),
  await check('lint', '@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.']),
  await check('unused files, exports and packages', 'knip/bin/knip.js', [
    '--no-progress',
    '--include',
    'files,exports,types,dependencies,unlisted,unresolved,binaries',
  ]),
  await vitest('unit and integration tests', 'unit', []),
  await endToEnd(),
]
const sum = (pick: (count: Count) => number): number => counts.reduce((total, count) => total + pick(count), 0)
const failed = sum((count) => count.failed)
console.log(`\n${sum((count) => count.passed)} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
