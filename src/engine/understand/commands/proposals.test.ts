import { describe, expect, test } from 'vitest'
import type { Described, Turn } from '../../interpretation.ts'
import { prepare } from '../knowledge.ts'
import { tokenize } from '../tokens.ts'
import { detectChange } from './detect-change.ts'
import type { Case } from './fixtures/case.ts'
import { newTables } from './fixtures/new-tables.ts'
import { clinicRows, officeRows, salesRows, schoolRows } from './fixtures/rows.ts'
import { plainClinic, plainOffice, plainSales, plainSchool, plainShop } from './fixtures/said-plainly.ts'
import { clinic, empty, office, sales, school, shop } from './fixtures/schemas.ts'
import { structure } from './fixtures/structure.ts'
import {
  clinicStructure,
  newTablesTold,
  officeStructure,
  salesStructure,
  schoolStructure,
  shopStructure,
} from './fixtures/structure-told.ts'
import { told } from './fixtures/told.ts'
import { proposeChange } from './propose-change.ts'
import { after, type Scope } from './scope.ts'

const now = '2026-11-15'

const propose = (text: string, language: 'es' | 'en', history: readonly Turn[], scope: Scope) =>
  proposeChange({ text, tokens: tokenize(text), language, now, history, overrides: {} }, scope.knowledge)[0]

const scopeOf = (described: Described): Scope => ({
  input: { text: '', tokens: [], language: 'es', now, history: [], overrides: {} },
  knowledge: prepare(described),
  today: now,
  focus: null,
  column: null,
  made: new Map(),
  memory: new Map(),
})

const run = (described: Described, one: Case): readonly string[] => {
  let scope = scopeOf(described)
  const history: Turn[] = []
  for (const text of one.after) {
    const before = propose(text, one.language, history, scope)
    history.push({ question: text, sql: null, plan: before?.plan ?? null })
    scope = after(scope, before?.plan?.steps ?? [])
  }
  const proposal = propose(one.text, one.language, history, scope)
  const [problem] = proposal?.problems ?? []
  if (problem) return [problem.kind === 'clarify' ? 'clarify' : `refuse ${problem.code}`]
  return proposal?.plan?.steps.flatMap(told) ?? ['nothing']
}

const groups: readonly (readonly [name: string, described: Described, cases: readonly Case[]])[] = [
  ['new tables', empty, newTables],
  ['structure', sales, structure],
  ['new tables told', empty, newTablesTold],
  ['structure told: clinic', clinic, clinicStructure],
  ['structure told: sales', sales, salesStructure],
  ['structure told: school', school, schoolStructure],
  ['structure told: office', office, officeStructure],
  ['structure told: shop', shop, shopStructure],
  ['rows of a clinic', clinic, clinicRows],
  ['rows of a sales company', sales, salesRows],
  ['rows of a school', school, schoolRows],
  ['rows of an office', office, officeRows],
  ['said plainly: clinic', clinic, plainClinic],
  ['said plainly: sales', sales, plainSales],
  ['said plainly: school', school, plainSchool],
  ['said plainly: office', office, plainOffice],
  ['said plainly: shop', shop, plainShop],
]

for (const [name, described, cases] of groups) {
  describe(name, () => {
    for (const one of cases) {
      test(`${one.text}`, () => {
        expect(run(described, one)).toEqual(Array.isArray(one.expect) ? one.expect : [one.expect])
        expect(detectChange(tokenize(one.text), one.language)).toBeGreaterThanOrEqual(0.5)
      })
    }
  })
}
