import { expect, it } from 'vitest'
import { filterCommands } from './filter-commands.ts'

const command = (group: string, label: string) => ({ id: label, group, label, run: () => undefined })
const commands = [command('p', 'Estructura'), command('t', 'líneas_pedido'), command('t', 'pedidos'), command('c', 'Ventas por país')]
const labels = (typed: string) => filterCommands(commands, typed).map((one) => one.label)

it('finds by any word, whatever the accents', () => {
  expect(labels('lineas')).toEqual(['líneas_pedido'])
  expect(labels('pais ventas')).toEqual(['Ventas por país'])
})

it('puts what starts with the word first inside its group', () => {
  expect(labels('ped')).toEqual(['pedidos', 'líneas_pedido'])
})

it('shows everything for nothing and nothing for nonsense', () => {
  expect(labels('')).toHaveLength(4)
  expect(labels('zzz')).toEqual([])
})
