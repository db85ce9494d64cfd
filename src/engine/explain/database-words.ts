import type { Language } from '#contracts/plan.ts'
import type { Params } from './fill-text.ts'

type Words = Readonly<Record<Language, string>>
type Phrase = readonly [said: RegExp, words: Words]

const same = (es: string, en: string): Words => ({ es, en })

/** What a person wrote that the database does not take. Parts of a sentence: no capital, no stop. `$1` is what the database named. */
const mistakes: readonly Phrase[] = [
  [
    /syntax error at or near "(.+?)"|near "(.+?)": syntax error/s,
    same('hay algo mal escrito cerca de «$1»', 'something is wrong near "$1"'),
  ],
  [/syntax error at end of input|incomplete input|found: EOF/, same('falta el final', 'its end is missing')],
  [/Expected: .*?, found: (.+?)(?: at Line|$)/s, same('hay algo mal escrito cerca de «$1»', 'something is wrong near "$1"')],
  [
    /lexical error|unterminated|unrecognized token/i,
    same('hay una comilla o un comentario sin cerrar', 'a quote or a comment is not closed'),
  ],
  [/column "?(.+?)"? does not exist|no such column: (.+)/s, same('no hay ninguna columna «$1»', 'there is no column "$1"')],
  [/relation "(.+?)" does not exist|no such table: (.+)/s, same('no existe «$1»', '"$1" does not exist')],
  [/relation "(.+?)" already exists|(?:table|index|view) (\S+) already exists/, same('ya existe «$1»', '"$1" already exists')],
  [
    /function (\w+)\(.*does not exist|no such function: (\w+)/s,
    same('la función «$1» no existe para esos valores', 'the function "$1" does not exist for those values'),
  ],
  [/wrong number of arguments to function (\w+)/, same('«$1» lleva otro número de valores', '"$1" takes another number of values')],
  [/operator does not exist: (.+)/s, same('no se puede operar así: $1', 'these cannot be combined: $1')],
  [
    /column "(.+?)" must appear in the GROUP BY/,
    same(
      '«$1» tiene que estar en el GROUP BY o dentro de una función como SUM',
      '"$1" must be in GROUP BY or inside a function such as SUM',
    ),
  ],
  [
    /column reference "(.+?)" is ambiguous|ambiguous column name: (.+)/,
    same('«$1» está en varias tablas: di en cuál', '"$1" is in several tables: say which'),
  ],
  [
    /table name "(.+?)" specified more than once/,
    same('«$1» está dos veces: dale otro nombre a una', '"$1" is there twice: give one another name'),
  ],
  [/missing FROM-clause entry for table "(.+?)"/, same('falta «$1» en el FROM', '"$1" is missing from FROM')],
  [
    /aggregate functions? .*(?:not allowed|nested)|misuse of aggregate|aggregate function calls cannot be nested/,
    same('una función como SUM o COUNT no puede ir ahí', 'a function such as SUM or COUNT cannot go there'),
  ],
  [
    /window function/,
    same('una función de ventana no puede ir así: necesita OVER', 'a window function cannot go like that: it needs OVER'),
  ],
  [
    /(?:UNION|INTERSECT|EXCEPT).*(?:number of (?:result )?columns|cannot be matched)/s,
    same('las consultas unidas no tienen las mismas columnas', 'the joined queries do not have the same columns'),
  ],
  [/more than one row returned by a subquery/, same('una subconsulta da más de una fila', 'a subquery gives more than one row')],
  [
    /subquery must return only one column|sub-select returns/,
    same('una subconsulta da más de una columna', 'a subquery gives more than one column'),
  ],
  [/(LIMIT|OFFSET) must not be negative/, same('$1 no puede ser negativo', '$1 cannot be negative')],
  [/ORDER BY .*(?:select list|out of range)/, same('ORDER BY nombra una columna que no está', 'ORDER BY names a column that is not there')],
  [
    /supplies \d+ parameters|there is no parameter/,
    same('hay un parámetro sin valor: escribe el valor en su lugar', 'a parameter has no value: write the value instead'),
  ],
  [
    /there is no unique constraint matching given keys for referenced table "(.+?)"/,
    same(
      'solo se puede enlazar con una columna de «$1» que no se repita',
      'only a column of "$1" without repeated values can be linked to',
    ),
  ],
  [
    /INSERT has (more|fewer)|(\d+) values for (\d+) columns/,
    same('no hay tantos valores como columnas', 'there are not as many values as columns'),
  ],
  [/square root|logarithm/, same('hay una raíz o un logaritmo de un número que no lo tiene', 'a number has no such root or logarithm')],
  [/collation "(.+?)"/, same('no existe el orden alfabético «$1»', 'there is no collation "$1"')],
]

const kinds: Readonly<Record<Language, readonly (readonly [RegExp, string])[]>> = {
  es: [
    [/^(?:integer|bigint|smallint)/, 'un número entero'],
    [/^(?:numeric|double|real|money)/, 'un número'],
    [/^date/, 'una fecha'],
    [/^time/, 'una fecha con hora'],
    [/^boolean/, 'sí o no'],
    [/^json/, 'JSON'],
    [/^uuid/, 'un identificador UUID'],
    [/^interval/, 'una duración'],
  ],
  en: [
    [/^(?:integer|bigint|smallint)/, 'a whole number'],
    [/^(?:numeric|double|real|money)/, 'a number'],
    [/^date/, 'a date'],
    [/^time/, 'a date and time'],
    [/^boolean/, 'yes or no'],
    [/^json/, 'JSON'],
    [/^uuid/, 'a UUID'],
    [/^interval/, 'a duration'],
  ],
}

const kindOf = (type: string, language: Language): string | null => kinds[language].find(([pattern]) => pattern.test(type))?.[1] ?? null

/** A value that is not what its place needs. */
const misfits: readonly Phrase[] = [
  [/date\/time field value out of range: "?(.+?)"?$/, same('«$1» no es una fecha que exista', '"$1" is no date that exists')],
  [/date field value out of range|time(?:stamp)? out of range/, same('esa fecha no existe', 'that date does not exist')],
  [/value too long for type .*\((\d+)\)/, same('hay un texto de más de $1 caracteres', 'a text has more than $1 characters')],
  [/out of range|overflow/, same('hay un número demasiado grande', 'a number is too large')],
  [/cannot be cast|cannot cast/, same('no se puede convertir por sí solo', 'it cannot be converted by itself')],
  [/invalid value "(.+?)" for/, same('«$1» no tiene esa forma', '"$1" does not have that form')],
]

const fill = (words: Words, found: RegExpExecArray, language: Language): string => {
  const named = found.slice(1).find((part) => part !== undefined) ?? ''
  return words[language].replace('$1', () => named)
}

const firstOf = (phrases: readonly Phrase[], said: string, language: Language): string | null => {
  for (const [pattern, words] of phrases) {
    const found = pattern.exec(said)
    if (found !== null) return fill(words, found, language)
  }
  return null
}

const misfit = (said: string, language: Language): string | null => {
  const found = /invalid input (?:syntax|value) for (?:type |enum )?([\w ]+?)(?:: "(.*)")?$/s.exec(said)
  const kind = found === null ? null : kindOf(found[1] ?? '', language)
  if (found === null || kind === null) return firstOf(misfits, said, language)
  const value = found[2]
  if (value === undefined) return language === 'es' ? `debe ser ${kind}` : `it must be ${kind}`
  return language === 'es' ? `«${value}» no es ${kind}` : `"${value}" is not ${kind}`
}

/** `Key (a, b)=(1, x) is still referenced from table "t".` */
const keyOf = (detail: string): { readonly key: string; readonly rest: string } | null => {
  const found = /^Key \((.+?)\)=\((.*)\) (already exists|is duplicated|conflicts|is still referenced|is referenced|is not present)/s.exec(
    detail,
  )
  return found === null ? null : { key: `${found[1]} = ${found[2]}`, rest: detail.slice(found[0].length - (found[3]?.length ?? 0)) }
}

const detailInWords = (detail: string): Params => {
  const found = keyOf(detail)
  if (found === null) return { detail: null }
  const other = /table "(.+?)"/.exec(found.rest)?.[1] ?? null
  if (/referenced/.test(found.rest)) return { detail: null, key: found.key, user: other }
  return { detail: null, key: found.key, target: other }
}

const aboutText: ReadonlySet<string> = new Set(['guard.unparsable', 'source.statement_error'])

/**
 * What the database or its grammar said (`message`, `detail`: always English), as the words of a sentence of ours, with the objects it named. What
 * has no words here is left out in Spanish, and stays as it is in English.
 */
export const inOurWords = (code: string, params: Params, language: Language): Params => {
  const { message, detail } = params
  const raw = typeof message === 'string' ? message : null
  const known = raw === null ? null : code === 'source.type_mismatch' ? misfit(raw, language) : firstOf(mistakes, raw, language)
  const translates = aboutText.has(code) || code === 'source.type_mismatch' || code === 'source.failed'
  return {
    ...params,
    ...(translates ? { message: known ?? (language === 'es' ? null : raw) } : {}),
    ...(code.startsWith('source.') && typeof detail === 'string' ? detailInWords(detail) : {}),
  }
}

const constructs: Readonly<Record<string, Words>> = {
  'write inside a query': same('escribir dentro de una consulta', 'writing inside a query'),
  'column definition list': same('filas sin tipo declarado', 'rows of no declared type'),
  'recursive query': same('consulta recursiva', 'recursive query'),
  view: same('vista', 'view'),
  'view that writes': same('vista que escribe', 'view that writes'),
  RangeTableFunc: same('XMLTABLE', 'XMLTABLE'),
  XmlExpr: same('XML', 'XML'),
  RangeTableSample: same('TABLESAMPLE', 'TABLESAMPLE'),
}

/** The kind of statement by its SQL words; names of the grammar are nobody's words. */
export const constructInWords = (construct: string, language: Language): string | null => {
  const known = Object.hasOwn(constructs, construct) ? constructs[construct] : undefined
  if (known !== undefined) return known[language]
  const words = construct.split(' ').filter((word) => /^[A-Z]+$/.test(word))
  return words.length === 0 ? null : words.join(' ')
}
