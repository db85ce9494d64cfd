import type { Catalog } from '#contracts/catalog.ts'
import type { Language, Plan } from '#contracts/plan.ts'
import { sayStep } from './say-change.ts'
import { sayQuery, speechOf } from './say-query.ts'

/** The plan in plain words: exactly what its SQL does, no less. Hand-written SQL has no plan to tell. */
export const explainPlan = (plan: Plan, catalog: Catalog, language: Language): string => {
  const speech = speechOf(catalog, language)
  switch (plan.kind) {
    case 'query':
      return sayQuery(plan.query, speech)
    case 'change': {
      const steps = plan.steps.map((s) => sayStep(s, speech))
      return steps.length === 1 ? (steps[0] ?? '') : steps.map((s, i) => `${i + 1}. ${s}`).join('\n')
    }
    case 'sql':
      return language === 'es' ? 'Ejecuta tu SQL tal como lo has escrito.' : 'Runs your SQL as you wrote it.'
  }
}
