import type { Side } from './side.ts'
import { installSqliteCapture } from './sqlite-capture.ts'
export const sqliteSide = { installCapture: installSqliteCapture } as unknown as Side
