import { describe, expect, it } from 'vitest'
import { findMentions } from './links.ts'
import { cutPieces } from './pieces.ts'
import { readTalk, talkSentence } from './small-talk.ts'
import { salesKnowledge, salesToday } from './testing/sales-catalog.ts'
import { tokenize } from './tokens.ts'

const pieces = (text: string): readonly string[] =>
  cutPieces(text, tokenize(text), findMentions(text, tokenize(text), salesKnowledge), 'es', salesToday).map((p) => `${p.kind} ${p.said}`)

const bestLink = (text: string): string => {
  const link = findMentions(text, tokenize(text), salesKnowledge)[0]?.links[0]
  if (!link) return 'none'
  if (link.kind === 'value') return `${link.table}.${link.column}=${link.value}`
  return link.kind === 'column' ? `${link.table}.${link.column}` : link.table
}

describe('what words stand for', () => {
  it.each([
    ['clientes', 'clientes'],
    ['customers', 'clientes'],
    ['líneas de pedido', 'lineas_pedido'],
    ['order lines', 'lineas_pedido'],
    ['notas sueltas', 'notas_sueltas'],
    ['fecha de alta', 'clientes.fecha_alta'],
    ['fecha_entrega', 'pedidos.fecha_entrega'],
    ['precio unitario', 'lineas_pedido.precio_unitario'],
    ['salary', 'empleados.salario'],
    ['san fernando', 'clientes.ciudad=San Fernando'],
    ['cancelados', 'pedidos.estado=cancelado'],
    ['sevila', 'clientes.ciudad=Sevilla'],
    ['cleintes', 'none'],
    ['qwerty', 'none'],
  ])('%s', (text, meant) => {
    expect(bestLink(text)).toBe(meant)
  })
})

describe('a question in pieces', () => {
  it('leaves no token out and takes none twice', () => {
    const text = '¿Cuántos pedidos de clientes de «Sevilla» del mes pasado pasan de 1.234,5 € por zona?'
    const tokens = tokenize(text)
    let at = 0
    for (const piece of cutPieces(text, tokens, findMentions(text, tokens, salesKnowledge), 'es', salesToday)) {
      expect(piece.from).toBe(at)
      at = piece.to
    }
    expect(at).toBe(tokens.length)
  })

  it.each([
    ['pedidos del mes pasado', ['mention pedidos', 'period del mes pasado']],
    ['3 clientes', ['number 3', 'mention clientes']],
    ['el 10 % de clientes', ['small el', 'number 10 %', 'small de', 'mention clientes']],
    ['estado «de 2025»', ['mention estado', 'quoted «de 2025»']],
  ])('%s', (text, expected) => {
    expect(pieces(text)).toEqual(expected)
  })
})

describe('small talk', () => {
  it.each([
    ['hola', 'greeting'],
    ['¡hola!', 'greeting'],
    ['good morning', 'greeting'],
    ['muchas gracias!', 'thanks'],
    ['¿que puedes hacer?', 'help'],
    ['?', 'help'],
    ['hola, dime los clientes de sevilla', undefined],
    ['clientes', undefined],
    ['perfecto, borra los clientes', undefined],
  ])('%s', (text, kind) => {
    expect(readTalk(text)?.kind).toBe(kind)
  })

  it.each(['es', 'en'] as const)('is answered in %s', (language) => {
    for (const kind of ['help', 'greeting', 'thanks'] as const) expect(talkSentence({ kind }, language)).not.toBe('')
  })
})
