import { describe, expect, test } from 'vitest'
import { interpret } from '../../interpret.ts'
import type { Described } from '../../interpretation.ts'
import { prepare } from '../knowledge.ts'
import { clinic, office, sales, school } from './fixtures/schemas.ts'
import { told } from './fixtures/told.ts'

const known = new Map<Described, ReturnType<typeof prepare>>()

const read = (described: Described, language: 'es' | 'en', text: string): string => {
  const knowledge = known.get(described) ?? prepare(described)
  known.set(described, knowledge)
  const { decision } = interpret({ text, language, overrides: {}, now: '2026-11-15T10:00', history: [] }, knowledge)
  if (decision.kind !== 'act') return decision.kind
  return decision.plan.kind === 'change' ? decision.plan.steps.flatMap(told).join(' + ') : 'question'
}

describe('what is said to be so is proposed as a change', () => {
  test.each([
    ['el teléfono de Ana Torres es el 600 11 22 33', clinic, 'es', 'update propietarios: telefono=600 11 22 33 | nombre = Ana Torres'],
    ['el peso de Toby ha cambiado a 14', clinic, 'es', 'update mascotas: peso=14 | nombre = Toby'],
    ['la vacuna Rabia cuesta 30 euros', clinic, 'es', 'update vacunas: precio=30 | nombre = Rabia'],
    ['Kira pesa ya 8 kilos', clinic, 'es', 'update mascotas: peso=8 | nombre = Kira'],
    ['Luis Prieto se ha mudado a Granada', clinic, 'es', 'update propietarios: ciudad=Granada | nombre = Luis Prieto'],
    ['Pilar Soto cobra 2.600 al mes', clinic, 'es', 'update veterinarios: sueldo=2600 | nombre = Pilar Soto'],
    ['Rosa Camps vuelve a estar activa', sales, 'es', 'update agentes: activo=true | nombre = Rosa Camps'],
    ['Amy Brooks moved to York', school, 'en', 'update students: city=York | name = Amy Brooks'],
    ["Pottery's fee should be 80, not 60", school, 'en', 'update courses: fee=80 | title = Pottery'],
    ['Helen Price earns 2400 now', school, 'en', 'update teachers: salary=2400 | name = Helen Price'],
    ['Tom Hale moves to Leeds', school, 'en', 'update students: city=Leeds | name = Tom Hale'],
    ['Mark Dunne takes over Pottery', school, 'en', 'update courses: teacher_id=<teachers: name = Mark Dunne> | title = Pottery'],
    ['Talleres Rubio pasa a vip', sales, 'es', 'update clientes: categoria=vip | nombre = Talleres Rubio'],
    ['the budget of P100 is 12000', office, 'en', 'update projects: budget=12000 | code = P100'],
  ] as const)('%s', (text, described, language, expected) => {
    expect(read(described, language, text)).toBe(expected)
  })
})

describe('questions and phrases without news stay questions', () => {
  test.each([
    ['¿el teléfono de Ana Torres es el 600 11 22 33?', clinic, 'es'],
    ['cuánto pesa Kira', clinic, 'es'],
    ['mascotas que pesan 8 kilos', clinic, 'es'],
    ['propietarios que viven en Cádiz', clinic, 'es'],
    ['what is the salary of Helen Price', school, 'en'],
    ['students who live in York', school, 'en'],
    ['which courses cost 80', school, 'en'],
    ['list the projects whose budget is 12000', office, 'en'],
  ] as const)('%s', (text, described, language) => {
    expect(read(described, language, text)).not.toMatch(/update|insert|delete/)
  })
})
