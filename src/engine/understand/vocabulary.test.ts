import { describe, expect, it } from 'vitest'
import { stems } from './stem.ts'
import { expand, identifierWords, nameStems } from './vocabulary.ts'

/** How strongly a word of a text stands for a word of a name, 0 to 1. */
const likeness = (said: string, name: string): number => {
  const all = expand(said)
  return Math.max(0, ...[...nameStems(name)].map(([stem, weight]) => (all.get(stem) ?? 0) * weight))
}

describe('words and names', () => {
  it.each([
    ['clientes', 'cliente'],
    ['ciudades', 'ciudad'],
    ['huéspedes', 'huesped'],
    ['customers', 'customer'],
    ['cities', 'city'],
    ['people', 'person'],
    ['valoraciones', 'valoracion'],
  ])('%s is the plural of %s', (said, name) => {
    expect(likeness(said, name)).toBe(1)
  })

  it.each([
    ['customers', 'clientes'],
    ['clientes', 'customers'],
    ['price', 'precio'],
    ['orders', 'pedidos'],
    ['empleados', 'employee'],
    ['city', 'ciudad'],
  ])('%s translates to %s', (said, name) => {
    expect(likeness(said, name)).toBeGreaterThan(0.7)
    expect(likeness(said, name)).toBeLessThan(1)
  })

  it.each([
    ['cliente', 'cli'],
    ['importe', 'imp'],
    ['nombre', 'nom'],
  ])('%s is what %s abbreviates', (said, name) => {
    expect(likeness(said, name)).toBeGreaterThan(0.8)
  })

  it.each([
    ['clientes', 'pedidos'],
    ['constructor', 'toString'],
    ['__proto__', 'nombre'],
  ])('%s is not taken for %s', (said, name) => {
    expect(likeness(said, name)).toBe(0)
  })

  it('stems survive words that are names of JavaScript', () => {
    for (const word of ['constructor', 'toString', '__proto__', 'hasOwnProperty', '']) expect(stems(word).length).toBeGreaterThan(0)
  })

  it.each([
    ['fecha_alta', ['fecha', 'alta']],
    ['ImporteTotal', ['importe', 'total']],
    ['código postal', ['codigo', 'postal']],
    ['T_CLI_01', ['t', 'cli', '01']],
    ['HTTPServer', ['http', 'server']],
    ['a.b', ['a', 'b']],
    ['日本', []],
  ])('%s is made of %j', (name, words) => {
    expect(identifierWords(name)).toEqual(words)
  })
})
