import { expect, test } from 'vitest'
import { tokenize } from '../tokens.ts'
import { detectChange } from './detect-change.ts'

const questions = [
  '¿qué clientes se han borrado?',
  'dame los clientes',
  'cuántos pedidos se crearon ayer',
  'muestra los pedidos anulados',
  'pon los clientes por orden',
  'devuelve los nombres de los socios',
  'para cada curso, devuelve su número',
  'matrícula y modelo de los coches eléctricos',
  'reservas a las que les falta algo por pagar',
  'la pieza de la que más unidades hemos montado',
  'add up the totals',
  'Give the names of all teachers',
  'which orders were deleted last week?',
  'list the customers added in May',
  '¿cuánto vale ahora la Amoladora?',
  'active customers in the Sur zone without visits this month',
]

const commands = [
  'da de alta a Ana',
  'apunta una visita para mañana',
  'sube un 5 % los precios',
  '¿puedes borrar el pedido 12?',
  'la orden 24776 ya nos la han pagado',
  'necesito guardar los proveedores: nombre y cif',
  'vacía la tabla pedidos',
  'sell two tickets for the concert',
  'Irene is the new manager of Southgate',
  'give all engineers a 4% raise',
  'haz que el email de los clientes sea único',
  'Pottery now costs 80',
]

test.each(questions)('a question: %s', (text) => {
  expect(detectChange(tokenize(text), 'es')).toBeLessThan(0.5)
})

test.each(commands)('a command: %s', (text) => {
  expect(detectChange(tokenize(text), 'es')).toBeGreaterThanOrEqual(0.5)
})
