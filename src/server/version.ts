import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { home } from './home.ts'

/** Of the product, as `package.json` says it. */
export const version: string = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))).version
