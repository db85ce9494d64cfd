import type { Catalog } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Definitions } from './change-script.ts'
import { plainStatements } from './plain-statements.ts'
export const sqliteStatements = (step: ChangeStep, catalog: Catalog, after: Catalog, _d: Definitions): readonly Statement[] =>
  plainStatements(step, catalog, after)
