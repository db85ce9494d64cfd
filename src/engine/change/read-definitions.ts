import type { Dialect } from '#contracts/catalog.ts'
import type { Run } from '#engine/ports.ts'
import type { Definitions } from './change-script.ts'
import { sideOf } from './side-of.ts'

/** What a source knows beyond its catalog, for `planScript`: texts of SQLite's objects, which views read what. */
export const readDefinitions = (run: Run, dialect: Dialect): Promise<Definitions> => sideOf(dialect).definitions(run)
