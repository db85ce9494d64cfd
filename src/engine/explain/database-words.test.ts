import { describe, expect, it } from 'vitest'
import { messageFor } from './messages.ts'

const said = (code: string, params: Record<string, unknown>, language: 'es' | 'en' = 'es'): string => messageFor(code, params, language)

describe('what the database says, in our words', () => {
  it.each([
    ['column "x" does not exist', 'La base de datos no acepta la sentencia: no hay ninguna columna «x».'],
    ['no such table: y', 'La base de datos no acepta la sentencia: no existe «y».'],
    ['function sum(text) does not exist', 'La base de datos no acepta la sentencia: la función «sum» no existe para esos valores.'],
    [
      'bind message supplies 0 parameters, but prepared statement "" requires 1',
      'La base de datos no acepta la sentencia: hay un parámetro sin valor: escribe el valor en su lugar.',
    ],
    ['something nobody has seen', 'La base de datos no acepta la sentencia.'],
  ])('%s', (message, sentence) => {
    expect(said('source.statement_error', { message })).toBe(sentence)
  })

  it.each([
    ['syntax error at or near "form"', 'No entiendo ese SQL: hay algo mal escrito cerca de «form». Revísalo, o dilo con tus palabras.'],
    ['syntax error at end of input', 'No entiendo ese SQL: falta el final. Revísalo, o dilo con tus palabras.'],
    ['lexical error', 'No entiendo ese SQL: hay una comilla o un comentario sin cerrar. Revísalo, o dilo con tus palabras.'],
    ['sql parser error: Expected: an expression, found: EOF', 'No entiendo ese SQL: falta el final. Revísalo, o dilo con tus palabras.'],
  ])('%s', (message, sentence) => {
    expect(said('guard.unparsable', { message })).toBe(sentence)
  })

  it.each([
    [
      'invalid input syntax for type integer: "Hotel"',
      'Un valor no encaja en su sitio: «Hotel» no es un número entero. No se ha cambiado nada.',
    ],
    [
      'date/time field value out of range: "2026-99-99"',
      'Un valor no encaja en su sitio: «2026-99-99» no es una fecha que exista. No se ha cambiado nada.',
    ],
    [
      'value too long for type character varying(5)',
      'Un valor no encaja en su sitio: hay un texto de más de 5 caracteres. No se ha cambiado nada.',
    ],
  ])('%s', (message, sentence) => {
    expect(said('source.type_mismatch', { message })).toBe(sentence)
  })

  it('names the rows in the way of a deletion, and the row that a link lacks', () => {
    expect(
      said('source.foreign_key_violation', { table: 'visitas', detail: 'Key (id)=(1) is still referenced from table "visitas".' }),
    ).toBe('Todavía hay filas de visitas que lo usan (id = 1). Cámbialas o bórralas antes. No se ha cambiado nada.')
    expect(said('source.foreign_key_violation', { table: 'clientes', detail: 'Key (zona_id)=(99) is not present in table "zonas".' })).toBe(
      'No hay ninguna fila de zonas con ese valor (zona_id = 99). No se ha cambiado nada.',
    )
    expect(said('source.unique_violation', { table: 'clientes', detail: 'Key (id)=(2) already exists.' })).toBe(
      'Ya hay una fila con ese valor (id = 2) y no se puede repetir en clientes. No se ha cambiado nada.',
    )
  })

  it('never shows the row that PostgreSQL quotes', () => {
    const detail = 'Failing row contains (1, secreto).'
    for (const language of ['es', 'en'] as const)
      expect(said('source.check_violation', { table: 't', constraint: 'c', detail }, language)).not.toContain('secreto')
  })

  it('keeps what it does not know in English only', () => {
    expect(said('source.statement_error', { message: 'odd thing' }, 'en')).toBe('The database does not accept the statement: odd thing.')
  })

  it.each([
    ['write inside a query', 'Ese tipo de sentencia (escribir dentro de una consulta) no está permitido aquí.'],
    ['ALTER TABLE ChangeOwner', 'Ese tipo de sentencia (ALTER TABLE) no está permitido aquí.'],
    ['RangeTableSample', 'Ese tipo de sentencia (TABLESAMPLE) no está permitido aquí.'],
    ['SomeNode', 'Ese tipo de sentencia no está permitido aquí.'],
  ])('%s', (construct, sentence) => {
    expect(said('guard.statement_not_supported', { construct })).toBe(sentence)
  })
})
