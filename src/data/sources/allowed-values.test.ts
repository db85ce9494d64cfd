import { expect, test } from 'vitest'
import { allowedValuesOf } from './allowed-values.ts'

test.each([
  [`((estado)::text = ANY ((ARRAY['a'::character varying, 'b c'::character varying])::text[]))`, 'estado', ['a', 'b c']],
  [`(estado = ANY (ARRAY['a'::text, 'd''oro'::text]))`, 'estado', ['a', "d'oro"]],
  [`(estado = 'a'::text)`, 'estado', ['a']],
  [`((estado IS NULL) OR (estado = ANY (ARRAY['a'::text, 'b or c'::text])))`, 'estado', ['a', 'b or c']],
  [`(puntos = ANY (ARRAY[1, 2, 3]))`, 'puntos', ['1', '2', '3']],
  [`("Mi Estado" = ANY (ARRAY['x'::text]))`, 'Mi Estado', ['x']],
  [`estado in ('a', 'b,(c)')`, 'estado', ['a', 'b,(c)']],
  ['`estado` IN (\n  "x")', 'estado', null],
  [`estado = 'a' OR estado = 'b'`, 'estado', ['a', 'b']],
])('%s lists values', (expression, column, values) => {
  expect(allowedValuesOf(expression, column)).toEqual(values)
})

test.each([
  ['saldo >= 0', 'saldo'],
  [`estado <> 'a'`, 'estado'],
  [`estado NOT IN ('a', 'b')`, 'estado'],
  [`otro IN ('a')`, 'estado'],
  [`estado IN ('a') AND activo`, 'estado'],
  [`estado IN ('a') OR saldo > 3`, 'estado'],
  ['fecha_salida > fecha_entrada', 'fecha_salida'],
  [`lower(estado) = 'a'`, 'estado'],
])('%s lists none', (expression, column) => {
  expect(allowedValuesOf(expression, column)).toBeNull()
})
