import { findTable, type Table } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { tokenize } from '../tokens.ts'
import { readAmount } from './amounts.ts'
import { assumeTable } from './assume.ts'
import { readItem, turnedReference } from './column-item.ts'
import { cutItems } from './column-list.ts'
import type { ColumnReading } from './column-spec.ts'
import { describe, unreadOf } from './create-table.ts'
import { ask, refuse, say, unknownTable } from './questions.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, findAt, has, said, trim, type Words, without } from './spans.ts'
import { columnNamed, nearest, tableNamed } from './table-names.ts'

const fieldWord =
  /(?:(?:un|una|el|la|los|las|a|an|the|otro|otra|nuevo|nueva|new|another) )*(?:campos?|columnas?|columns?|fields?|atributos?|datos?)(?: (?:nuev[oa]s?|mas|new))?(?: (?:para|de|con|llamad[oa]s?|que se llamen?|called|named|for))*/

/** The table at the end or the beginning of a phrase: "a huespedes un campo ...", "un email a los clientes", "the shipments table". */
const tableIn = (words: Words, scope: Scope): { readonly table: Table; readonly rest: Words; readonly explicit: boolean } | null => {
  const { catalog } = scope.knowledge
  const lead =
    /(?:a|de|en|para|to|in|on|of|for)(?: (?:la|los|las|el|the|cada|each|every|todos los|todas las))?(?: tabla| table)?(?: (?:de|of))?(?: (?:los|las|the))?/
  for (let match = find(words, lead); match; match = find(words, lead, match.from + 1)) {
    for (const length of [3, 2, 1]) {
      const noun = words.slice(match.to, match.to + length)
      if (noun.length < length) continue
      const named = tableNamed(catalog, noun)
      if (named && !fieldOf(words, match.from)) {
        const suffix = findAt(words, /table/, match.to + length)
        return { table: named, rest: without(words, { from: match.from, to: suffix ? suffix.to : match.to + length }), explicit: true }
      }
    }
  }
  return null
}

/** "número de cliente": the noun after "de" may belong to the column, unless a column word came before. */
const fieldOf = (words: Words, at: number): boolean => {
  const preposition = words[at]?.norm
  return (
    /^(?:de|of|para|for)$/.test(preposition ?? '') &&
    !has(words.slice(0, at), /campos?|columnas?|columns?|fields?|tabla|table/) &&
    words.length - at < 3 &&
    at <= 1
  )
}

const steps = (table: Table, readings: readonly ColumnReading[]): readonly ChangeStep[] =>
  readings.map((r) => ({
    kind: 'add_column',
    table: table.name,
    column: { ...r.spec, required: r.spec.required && (r.spec.default !== null || (table.rowCount ?? 0) === 0) },
  }))

/** Columns described by a list, for a table that exists. Rules that follow a column add to it. */
export const columnsFor = (words: Words, table: Table, scope: Scope): Draft => {
  const { language } = scope.input
  let own: readonly ColumnReading[] = []
  for (const piece of cutItems(words)) {
    if (isAside(piece)) continue
    const item = readItem(withoutEach(piece), table.name, own, scope)
    if (item.kind === 'columns') own = [...own, ...item.columns]
    const last = own.at(-1)
    if (item.kind === 'refers' && last) own = [...own.slice(0, -1), turnedReference(last, item.target, scope)]
    if (item.kind === 'rules' && last) own = [...own.slice(0, -1), describe(last, item.rules, scope)]
  }
  if (own.length === 0)
    return failed(
      ask(say(language, `¿Qué columna quieres añadir a ${table.name}?`, `Which column do you want to add to ${table.name}?`)),
      0.4,
    )
  const taken = own.filter((c) => table.columns.some((k) => k.name === c.spec.name))
  const problems = taken.map((c) =>
    refuse(
      'change.column_exists',
      { table: table.name, column: c.spec.name },
      say(language, `${table.name} ya tiene una columna ${c.spec.name}.`, `${table.name} already has a column ${c.spec.name}.`),
    ),
  )
  return draftOf(steps(table, own), {
    assumptions: own.flatMap((c) => c.assumptions),
    problems: [...unreadOf(own, table.name, scope), ...problems],
    confidence: 0.9,
  })
}

/** "las horas de cada uno" keeps the hours. */
const withoutEach = (piece: Words): Words => {
  const match = find(piece, /(?:de|para|of|for) (?:cada|each|every)(?: (?:uno?|una|one))?/)
  return match && match.from > 0 ? piece.slice(0, match.from) : piece
}

/** Words that say something about the rows there are, or give a reason. */
const isAside = (piece: Words): boolean =>
  has(
    piece,
    /(?:tambien )?(?:(?:en|para|a) )?l[oa]s (?:que )?(?:ya )?(?:hay|estan|existen|existentes|tenemos|dad[oa]s).*|tambien en .*|also for .*|crea(?:la|lo|las|los)|create it/,
  )

const opening =
  /(?:(?:guarda tambien|guardar tambien|apunta tambien|also store|also keep|store also|anade|anadele|anadeles|anadir|agrega|agregale|agregar|pon|ponle|ponles|poner|mete|metele|crea|crear|creale|incluye|suma|add|include|put|create|give|insert|quiero|necesito|queremos|necesitamos|i want|i need|we need|haz|hazle)(?: (?:tambien|ademas|also|me|to have|to add|to store|to keep|guardar|apuntar|anotar|registrar|saber|anadir|agregar|poner|meter|que tenga|que tengan))*)/

const lacking = /(?:(?:a|al) )?(.+?) (?:les?|nos) (?:falta|faltan|hace falta|hacen falta)/
const having =
  /(?:(?:cada|each|every|all|todos|todas|los|las|el|la|the) )*(.+?) (?:necesitan?|(?:tienen? que|deben|debe|deber(?:ia|ian)|han? de|tendran? que) (?:tener|llevar|incluir)|tendran?|also needs?|also need|needs?|need|(?:should|must|have to|has to|needs? to)(?: also)? have)(?: (?:tener|tambien|also|to have))*/

/** "a las clases les falta la sala", "los servicios necesitan un porcentaje de IVA": the table first, then the column. */
const tableFirst = (words: Words, scope: Scope): Draft | null => {
  for (const pattern of [lacking, having]) {
    const match = find(words, pattern)
    if (!match || match.from > 1) continue
    const verbs =
      pattern === lacking
        ? /(?:les?|nos) (?:falta|faltan|hace falta|hacen falta)/
        : /(?:necesitan?|(?:tienen? que|deben|debe|deber(?:ia|ian)|han? de|tendran? que) (?:tener|llevar|incluir)|tendran?|also needs?|also need|needs?|need|(?:should|must|have to|has to|needs? to)(?: also)? have)(?: (?:tener|tambien|also|to have))*/
    const verb = find(words, verbs)
    const table =
      verb &&
      tableNamed(
        scope.knowledge.catalog,
        trim(words.slice(0, verb.from), /^(?:a|al|el|la|los|las|cada|todos|todas|the|each|every|all|y|and)$/),
        true,
      )
    if (verb && table) return columnsFor(words.slice(verb.to), table, scope)
  }
  return null
}

/**
 * Reads a sentence that asks for new columns. Confidence 0 where it does not. `field`: whether a word such as "columna" was said
 * (without it, the words must describe a column rather than a row).
 */
export const addColumns = (words: Words, scope: Scope): Draft => {
  const first = tableFirst(words, scope)
  if (first) return first
  const verb = find(words, opening)
  if (!verb || verb.from > 2) return { ...emptyDraft, confidence: 0 }
  const rest = words.slice(verb.to)
  if (/^(?:que|quien|who)$/.test(rest[0]?.norm ?? '')) return { ...emptyDraft, confidence: 0 }
  const field = find(rest, fieldWord)
  const place = tableIn(rest, scope)
  const focus = scope.focus === null ? undefined : findTable(scope.knowledge.catalog, scope.focus)
  const table = place?.table ?? focus
  const after = place ? place.rest : rest
  const named = find(after, fieldWord)
  const front = field && find(after, /(?:an?|the|un|una) (\S+) (?:column|field)/)
  if (!table) {
    if (!field) return { ...emptyDraft, confidence: 0 }
    const phrase = trim(rest)
    const names = scope.knowledge.catalog.tables.map((t) => t.name)
    return failed(
      unknownTable(scope.input.text, said(scope.input.text, phrase.slice(-1)), nearest(names, phrase.slice(-1)), scope.input.language),
      0.5,
    )
  }
  if (!field && (makes.test(verb.groups[0]) || !describesColumn(after, table))) return { ...emptyDraft, confidence: 0 }
  if (!field && setsColumn(verb.groups[0], after, table)) return { ...emptyDraft, confidence: 0 }
  const list = front ? [...after.slice(front.from + 1, front.to - 1), ...after.slice(front.to)] : named ? without(after, named) : after
  const draft = columnsFor(partsOf(trim(list), after) ?? trim(list), table, scope)
  return place ? draft : { ...draft, assumptions: [...draft.assumptions, assumeTable(null, table.name, [])] }
}

/** "an emergency contact for each member, name and phone": each part is named after the whole. */
const partsOf = (list: Words, said: Words): Words | null => {
  const items = cutItems(list)
  const comma = list.findIndex((w) => w.text === ',' || w.text === ':')
  const whole = trim(list.slice(0, comma), /^(?:an?|the|un|una|el|la)$/)
  const parts = cutItems(list.slice(comma + 1)).map((p) => trim(p, /^(?:el|la|su|the|its|their)$/))
  const bare =
    /^(?:nombre|name|telefono|phone|email|correo|direccion|address|fecha|date|numero|number|importe|amount|ciudad|city|parentesco|hora|time)$/
  const split = comma > 0 && said !== list && items.length > 2 && whole.length <= 3
  if (!split || parts.length < 2 || !parts.every((p) => p.length === 1 && bare.test(p[0]?.norm ?? ''))) return null
  const of = tokenize('de')
  const comma1 = tokenize(',')
  return parts.flatMap((p, at) => [...(at > 0 ? comma1 : []), ...p, ...of, ...whole])
}

/** Making without saying what is made is making a table. */
const makes = /^(?:crea|crear|create|haz|quiero|necesito|queremos|necesitamos|i want|i need|we need)$/

/** "pon el precio a barato": the column is there, and what follows it is a value for it. */
const setsColumn = (verb: string, words: Words, table: Table): boolean => {
  if (!/^(?:pon|put|set)/.test(verb)) return false
  const noun = trim(words, /^(?:el|la|los|las|the)$/)
  const named = [3, 2, 1].find((length) => noun.length >= length && columnNamed(table, noun.slice(0, length), false) !== null)
  return named !== undefined && noun.length > named && !/^(?:de|del|of)$/.test(noun[named]?.norm ?? '')
}

/** Words that could be a new column's description: no values, no column of that name yet. */
const describesColumn = (words: Words, table: Table): boolean =>
  !words.some(
    (w, at) =>
      (readAmount(words, at, 'es') !== null && !/^(?:un|una|uno)$/.test(w.norm)) ||
      w.kind === 'quoted' ||
      w.kind === 'number' ||
      /^[A-ZÁÉÍÓÚÑ][a-záéíóúñ]/.test(w.text),
  ) && !columnNamed(table, trim(words), false)
