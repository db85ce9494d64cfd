import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../structure/source-file.ts'

/** Which examples the engine gets right, by id (`f01.es`, `d02.3`, `s04.es`), as last recorded. */
const expected = z.object({ questions: z.array(z.string()), dialogues: z.array(z.string()), commands: z.array(z.string()) })
export type Expected = z.infer<typeof expected>
export type Part = keyof Expected

const file = join(root, 'examples', 'expected.json')

export const readExpected = (): Expected => expected.parse(JSON.parse(readFileSync(file, 'utf8')))

/** `T7_RECORD_EXAMPLES=1` records what passes now instead of comparing. */
export const recording = process.env.T7_RECORD_EXAMPLES === '1'

export const writeExpected = (part: Part, ids: readonly string[]): void => {
  writeFileSync(file, `${JSON.stringify({ ...readExpected(), [part]: [...ids].sort() }, null, 2)}\n`)
}
