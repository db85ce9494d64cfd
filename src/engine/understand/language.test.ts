import { describe, expect, it } from 'vitest'
import { detectLanguage } from './language.ts'
import { tokenize } from './tokens.ts'

const detect = (text: string, fallback: 'es' | 'en' = 'es') => detectLanguage(text, tokenize(text), fallback)

describe('the language of a text', () => {
  it.each([
    ['cuántos clientes hay en Sevilla', 'es'],
    ['dame los pedidos del mes pasado', 'es'],
    ['ventas por mes', 'es'],
    ['¿y en 2025?', 'es'],
    ['how many customers are there', 'en'],
    ['show me the orders of last month', 'en'],
    ['top 5 clientes with the most pedidos', 'en'],
    ['average price per category', 'en'],
  ])('%s', (text, language) => {
    expect(detect(text)).toMatchObject({ language, foreign: false })
  })

  it.each(['es', 'en'] as const)('that tells nothing stays %s', (fallback) => {
    expect(detect('VIP', fallback)).toEqual({ language: fallback, foreign: false, sure: false })
  })

  it.each([
    'combien de commandes dans les magasins avec nous',
    'wie viele Kunden sind im letzten Monat',
    'quanti sono gli ordini della cliente',
  ])('%s is neither', (text) => {
    expect(detect(text).foreign).toBe(true)
  })
})
