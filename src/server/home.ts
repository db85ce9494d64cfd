import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder T7 is installed in. */
export const home: string = join(dirname(fileURLToPath(import.meta.url)), '..', '..')
