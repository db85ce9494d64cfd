import { describe, expect, it } from 'vitest'
import { refusal } from '#contracts/verdict.ts'
import { changeCodes } from '../change/codes.ts'
import { knownCodes, messageFor } from './messages.ts'

const sourceCodes = [
  'unique_violation',
  'foreign_key_violation',
  'check_violation',
  'not_null_violation',
  'type_mismatch',
  'division_by_zero',
  'statement_error',
  'unavailable',
  'timeout',
  'cancelled',
  'lock_timeout',
  'permission_denied',
].map((code) => `source.${code}`)

describe('messages', () => {
  it.each([...refusal.shape.code.options, ...changeCodes, ...sourceCodes])('%s has words of its own', (code) => {
    expect(knownCodes).toContain(code)
  })

  it.each(knownCodes)('%s reads well in both languages, with and without parameters', (code) => {
    for (const language of ['es', 'en'] as const)
      for (const params of [{}, { table: 't', column: 'c', name: 'n', rows: 3, key: 'k', object: 'o', message: 'm' }]) {
        const said = messageFor(code, params, language)
        expect(said).toMatch(/[.:]\S*$|[.]\s*\S*$/)
        expect(said).not.toMatch(/[{}[\]!]|undefined/)
      }
  })

  it('says the role and what it may not do in words', () => {
    expect(messageFor('guard.class_not_allowed', { classes: ['delete', 'drop'], role: 'reader' }, 'es')).toBe(
      'Tu rol (lectura) no permite borrar filas o eliminar tablas o columnas. Pídeselo a quien administra T7.',
    )
  })

  it('offers the nearest names', () => {
    expect(messageFor('guard.unknown_object', { kind: 'table', object: 'cliente', nearest: ['clientes', 'contactos'] }, 'es')).toBe(
      'No existe «cliente». Lo más parecido: clientes y contactos.',
    )
    expect(messageFor('guard.unknown_object', { kind: 'table', object: 'xyz', nearest: [] }, 'en')).toBe('"xyz" does not exist.')
  })

  it('never reads a parameter as a template', () => {
    expect(messageFor('guard.unparsable', { message: 'at "{role}" [x' }, 'en')).toContain('at "{role}" [x')
  })

  it('says an unknown code as such', () => {
    expect(messageFor('weather.rain', {}, 'es')).toBe('T7 no ha podido hacerlo (weather.rain).')
  })
})
