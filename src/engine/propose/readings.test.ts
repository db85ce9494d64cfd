import { expect, it } from 'vitest'
import { readingKey } from '#contracts/reading-key.ts'
import { explainPlan } from '../explain/explain-plan.ts'
import { interpret } from '../interpret.ts'
import { thresholds } from '../plan/thresholds.ts'
import { salesKnowledge } from '../understand/testing/sales-catalog.ts'

const texts = [
  'clientes y sus pedidos entregados',
  'nombre de los productos y lo que valen los de cada categoría',
  'which cities have customers with late orders',
  'valoraciones altas por producto y cliente',
  'empleados con pedidos grandes',
  'customers and their reviews of wine',
  'qué productos compran los de Sevilla',
  'pedidos y empleados de Cádiz por ciudad',
  'productos que se llevan juntos en los pedidos',
  'los empleados buenos y lo que venden comparado con otros',
  'which employees sell wine to hotels in Cádiz rather than bars',
]

const ask = (text: string, overrides: Readonly<Record<string, string>>) =>
  interpret({ text, language: null, overrides, now: '2026-11-15', history: [] }, salesKnowledge)

const read = texts.map((text) => ({ text, ...ask(text, {}) }))

it('an unsure reading has others beside it, and each is one press away', () => {
  const offered = read.flatMap(({ text, best }) => {
    const readings = best?.kind === 'query' ? best.assumptions.find((a) => a.key === readingKey) : undefined
    return readings ? readings.alternatives.map((a) => ({ text, ...a })) : []
  })
  expect(offered.length).toBeGreaterThan(0)
  for (const { text, label, value } of offered) {
    const { decision, language } = ask(text, { [readingKey]: value })
    expect(decision.kind).toBe('act')
    if (decision.kind !== 'act') continue
    expect(explainPlan(decision.plan, salesKnowledge.catalog, language)).toBe(label)
    expect(decision.plan.confidence).toBeGreaterThan(thresholds.high)
  }
})

it('a very unsure reading is not answered: it is one of the choices', () => {
  const unsure = read.filter(
    ({ best }) => best?.kind === 'query' && best.confidence < thresholds.middle && best.assumptions.some((a) => a.key === readingKey),
  )
  expect(unsure.length).toBeGreaterThan(0)
  for (const { decision } of unsure) expect(decision.kind).not.toBe('act')
})

it('a reading that is no longer among those there are is read anew', () => {
  const [first] = texts
  expect(ask(first ?? '', { [readingKey]: '{"core":{}}' }).best?.kind).toBe('query')
})
