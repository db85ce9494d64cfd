import { describe, expect, test } from 'vitest'
import { tokenize } from '../tokens.ts'
import { rephrase } from './rephrase.ts'

const plain = (text: string): string =>
  rephrase(tokenize(text))
    .map((t) => (t.kind === 'quoted' ? `«${t.text}»` : t.norm))
    .join(' ')

describe('courtesy and what leads up to the verb', () => {
  test.each([
    ['oye, porfa, borra la venta 12', 'borra la venta 12'],
    ['hola, ¿me puedes borrar la venta 12?', 'borra la venta 12'],
    ['necesito cambiar el precio del Pan a 2 euros, gracias', 'cambia el precio del pan a 2 euros'],
    ['could you please delete invoice 12?', 'delete invoice 12'],
    ["I'd like to raise the price of Pan by 2, thanks", 'raise the price of pan by 2'],
    ['añade también la tienda Norte', 'anade la tienda norte'],
    ['add the North store too', 'add the north store'],
    ['rename rate to fee in trainers, please', 'rename rate to fee in trainers'],
  ])('%s', (text, expected) => {
    expect(plain(text)).toBe(expected)
  })

  test.each([
    'necesito guardar autores con nombre y país',
    '¿cuántas ventas hay?',
    'ventas por favoritos',
    'can you tell me the sales of May?',
  ])('leaves alone: %s', (text) => {
    expect(plain(text)).toBe(
      tokenize(text)
        .map((t) => t.norm)
        .join(' '),
    )
  })
})

describe('the verb before what it acts on', () => {
  test.each([
    ['la venta 12 bórrala', 'borra la venta 12'],
    ['los proveedores de Jaén pásalos a inactivos', 'pasa los proveedores de jaen a inactivos'],
    ['a los repartidores de noche súbeles 150 euros el sueldo', 'subeles 150 euros el sueldo a los repartidores de noche'],
    ['las rutas de Marcos asígnaselas a Julia', 'asigna las rutas de marcos a julia'],
    ['las ventas de 2019 ya no hacen falta, bórralas', 'borra las ventas de 2019'],
    ['han llegado 20 sillas, súmalas al stock', 'suma 20 sillas al stock'],
    ['fuera las ventas de 2019', 'borra las ventas de 2019'],
    ['orders of 2019 should be deleted', 'delete orders of 2019'],
    ['the orders of 2019 are no longer needed, remove them', 'remove the orders of 2019'],
    ['la silla alta vale 30 euros, cámbialo', 'la silla alta vale 30 euros'],
  ])('%s', (text, expected) => {
    expect(plain(text)).toBe(expected)
  })

  test.each(['crea la tabla rutas y ponle una columna precio', "donde no haya motivo ponles 'x'", 'marca la venta 3 como pagada'])(
    'leaves alone: %s',
    (text) => {
      expect(
        rephrase(tokenize(text))
          .map((t) => t.norm)
          .join(' '),
      ).toBe(
        tokenize(text)
          .map((t) => t.norm)
          .join(' '),
      )
    },
  )
})
