import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { T7Error } from '#contracts/error.ts'
import { errors as english } from '../locales/en/errors.ts'
import { errors as spanish } from '../locales/es/errors.ts'
import { errorWords, isForbidden } from './error-words.ts'

const i18n = i18next.createInstance()
await i18n.init({
  lng: 'es',
  resources: { es: { errors: spanish }, en: { errors: english } },
  defaultNS: 'errors',
  interpolation: { escapeValue: false },
})
const say = (error: unknown, language: 'es' | 'en' = 'es') => errorWords(error, i18n.getFixedT(language, 'errors'))
const user = (code: string, params = {}) => new T7Error({ code, kind: 'user', params })

describe('errorWords', () => {
  it('says a known code in either language', () => {
    expect(say(user('ask.wrong_name')).title).toBe('El nombre no coincide')
    expect(say(user('ask.wrong_name'), 'en').title).toBe('The name does not match')
  })

  it('fills in the thing and the value', () => {
    expect(say(user('table.invalid_filter', { column: 'precio', value: 'barato' })).title).toBe('«barato» no vale para filtrar precio')
  })

  it('says codes it has never seen by their kind, with the code to report', () => {
    expect(say(user('billing.card_declined')).way).toContain('billing.card_declined')
    expect(say(user('flow.not_found')).title).toBe('Esto ya no existe')
    expect(say(user('export.too_many_rows')).title).toBe('Es demasiado de una vez')
    expect(say(new T7Error({ code: 'web.status_502', kind: 'operational' })).title).toBe('T7 no ha podido hacerlo ahora')
  })

  it('says failures of the page itself without showing them bare', () => {
    expect(say(new TypeError('x is undefined'))).toEqual({
      title: 'Algo ha fallado en esta página',
      way: 'Vuelve a cargarla. Si se repite, avisa a quien lleva T7: x is undefined',
    })
  })
})

it('tells what is forbidden from what is not', () => {
  expect(isForbidden(user('role.not_allowed'))).toBe(true)
  expect(isForbidden(user('ask.busy'))).toBe(false)
})
