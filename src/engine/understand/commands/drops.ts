import type { Table } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { dependentsOf } from './dependents.ts'
import { ask, listOf, refuse, retell, say, unknownColumn, unknownTable, whichTable } from './questions.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, findAt, has, said, trim, type Words, without } from './spans.ts'
import { columnNamed, nearest, tableNamed } from './table-names.ts'
import { resolveTarget } from './target.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

export const removing =
  /(?:borra|borrar|borrame|borralo|borrala|borralos|borralas|elimina|eliminar|eliminame|eliminalo|eliminala|eliminalos|eliminalas|quita|quitar|quitame|quitale|quitales|quitalo|quitala|quitalos|quitalas|suprime|suprimir|cargate|cargatelo|cargatela|cargatelos|cargatelas|tira|tirar|retira|retirar|deshazte de|fuera|remove|delete|drop|erase|get rid of|take out|take away|clear out|discard|scrap)/

const emptying = /(?:vacia|vaciar|vaciame|vacialo|vaciala|empty|clear|truncate|wipe|limpia)/
const everything =
  /(?:(?:toda |entera |whole |entire |all )?(?:la |the )?(?:base de datos|bbdd|bd|database|base)(?: (?:entera|completa|al completo))?|(?:todas|all)(?: (?:las|the))?(?: tablas| tables| of the tables)|(?:absolutamente )?todo(?: lo que hay)?|everything)(?: (?:in|from|de|en) (?:the |la )?(?:database|base de datos|bd))?/

/** "vacía toda la base de datos": never. */
export const wholeDatabase = (words: Words, scope: Scope): Draft => {
  const { language } = scope.input
  const verb = find(words, new RegExp(`${removing.source}|${emptying.source}`))
  const all = verb && find(words.slice(verb.to), everything)
  const rest =
    all && verb
      ? trim(without(words.slice(verb.to), all), /^(?:de|la|el|los|the|of|in|y|and|por|favor|please|datos|data|tablas|a|ya|from|now)$/)
      : null
  if (!rest || rest.length > 0) return none
  const sentence = say(
    language,
    'No vacío ni borro la base de datos entera. Dime qué tabla o qué filas quieres borrar y te enseño antes lo que se perdería.',
    'I do not empty or delete the whole database. Tell me which table or which rows to delete and I will show you first what would be lost.',
  )
  return { ...failed(refuse('change.whole_database', {}, sentence)), confidence: 0.97 }
}

const tableWord =
  /(?:(?:la|las|the|esa|esta|una|entera|entire|whole) )*(?:tablas?|tables?)(?: (?:de|of|entera|completa))*(?: (?:los|las|the))?/

const dropOf = (table: Table, scope: Scope): Draft => {
  const { catalog } = scope.knowledge
  if (table.kind === 'view') return draftOf([{ kind: 'drop_view', name: table.name }], { confidence: 0.93 })
  const users = dependentsOf(catalog, table.name)
  const { language } = scope.input
  const sentence = say(
    language,
    `No puedo borrar la tabla ${table.name}: ${listOf(users, language)} ${users.length === 1 ? 'se apoya' : 'se apoyan'} en ella. Quita antes esas relaciones o esas tablas.`,
    `I can't drop the table ${table.name}: ${listOf(users, language)} ${users.length === 1 ? 'depends' : 'depend'} on it. Remove those relations or tables first.`,
  )
  const problems = users.length > 0 ? [refuse('change.table_in_use', { table: table.name, tables: users }, sentence)] : []
  return draftOf([{ kind: 'drop_table', table: table.name }], { confidence: 0.93, problems })
}

const noSuchTable = (words: Words, scope: Scope): Draft => {
  const names = scope.knowledge.catalog.tables.map((t) => t.name)
  return {
    ...failed(unknownTable(scope.input.text, said(scope.input.text, words), nearest(names, words), scope.input.language)),
    confidence: 0.7,
  }
}

/** "cárgate la tabla de reservas", "drop table x", "borra la vista v". */
export const dropTables = (words: Words, scope: Scope): Draft => {
  const verb = find(words, new RegExp(`${removing.source}|(?:ya )?no (?:necesito|necesitamos|hace falta|queremos|quiero)(?: mas)?`))
  if (!verb || verb.from > 2) return none
  const rest = words.slice(verb.to)
  const word = find(rest, /(?:(?:la|las|the|esa|esta) )*(?:vistas?|views?)(?: (?:de|of|llamada|called))*/) ?? find(rest, tableWord)
  if (!word || word.from > 3) return none
  const before = trim(rest.slice(0, word.from), /^(?:de|la|el|los|las|del|the|of|from|toda|a)$/)
  const after = rest.slice(word.to)
  if (before.length > 0) {
    const suffixed = tableNamed(scope.knowledge.catalog, before)
    return suffixed && after.length === 0 ? dropOf(suffixed, scope) : none
  }
  for (const length of [4, 3, 2, 1]) {
    const noun = trim(after.slice(0, length), /^(?:de|los|las|the|of|la|el)$/)
    const table = noun.length > 0 ? tableNamed(scope.knowledge.catalog, noun, true) : null
    if (table) return dropOf(table, scope)
  }
  return noSuchTable(trim(after).slice(0, 3), scope)
}

/** "vacía la tabla pedidos", "borra todos los datos de pedidos". */
export const truncates = (words: Words, scope: Scope): Draft => {
  const { catalog } = scope.knowledge
  const verb = find(words, emptying)
  const all = find(
    words,
    new RegExp(
      `${removing.source} (?:(?:absolutamente )?tod[oa]s? |all |every )(?:(?:los|las|el|the|of) )*(?:datos|registros|filas|contenido|rows|records|data|contents)(?: (?:de|of|from|in|en))*|${removing.source} (?:todo lo (?:de|que hay en)|everything (?:from|in))(?: (?:la|the))?(?: tabla| table)?`,
    ),
  )
  const match = all ?? (verb && verb.from <= 2 ? verb : null)
  if (!match) return none
  const noun = trim(
    words.slice(match.to),
    /^(?:la|el|los|las|tabla|table|de|the|of|a|entera|completa|toda|entire|whole|out|y|from|in|por|completo|favor|please)$/,
  )
  const table = tableNamed(catalog, noun, true)
  if (!table)
    return verb && noun.length > 0 && columnNamedAnywhere(noun, scope)
      ? none
      : noun.length > 0 && has(words, /tabla|table/)
        ? noSuchTable(noun, scope)
        : none
  return draftOf([{ kind: 'truncate_table', table: table.name }], { confidence: 0.9 })
}

const columnNamedAnywhere = (words: Words, scope: Scope): boolean =>
  scope.knowledge.catalog.tables.some((t) => columnNamed(t, words, false) !== null)

const columnWord = /(?:(?:la|las|el|los|the|esa|ese) )*(?:columnas?|campos?|columns?|fields?)(?: (?:de|of|llamad[oa]|called))*/

const that = /,? ?(?:y )?(?:esa|ese|esta|este|that|this) (?:columna|campo|column|field)(?: .*)?/
const needless =
  /(?:(?:ya )?(?:no|nunca) (?:nos )?(?:hacen?|hacia) falta|(?:ya )?no (?:necesitamos|usamos|queremos|se usan?)|(?:we|i) (?:no longer|don't|do not) (?:need|use|want))(?: (?:mas|any more|anymore))?/

/** "ya no hace falta X de T, quita esa columna" -> "quita la columna X de T". */
const aboutBefore = (words: Words): Words => {
  const verb = find(words, removing, 1)
  const anaphor = verb && findAt(words, that, verb.to)
  if (!verb || anaphor?.to !== words.length) return words
  const before = trim(words.slice(0, verb.from))
  const lead = findAt(before, needless)
  return [...words.slice(verb.from, verb.to), ...words.slice(verb.to + 1, verb.to + 2), ...(lead ? before.slice(lead.to) : before)]
}

/** "en los pedidos la columna obs" -> "la columna obs en los pedidos". */
const placeLast = (words: Words): Words => {
  if (!/^(?:en|in|de)$/.test(words[0]?.norm ?? '')) return words
  const at = words.findIndex((w, i) => i > 1 && /^(?:el|la|the)$/.test(w.norm))
  return at > 0 ? [...words.slice(at), ...words.slice(0, at)] : words
}

const useless = /(?:,? ?(?:ya )?(?:sobran?|no sirve[n]?|is useless|are useless|is not used|isn't used|is not needed|isn't needed))/

/** "quita la columna X de T", "quita el teléfono de la tabla de hoteles". `words` without what follows a comma. */
export const dropColumns = (told: Words, scope: Scope): Draft => {
  const words = aboutBefore(told)
  const verb = find(words, removing)
  if (!verb || verb.from > 2) return none
  const whole = words.slice(verb.to)
  const end = find(whole, useless, 1)
  const rest = placeLast(end && end.to === whole.length ? whole.slice(0, end.from) : whole)
  const field = find(rest, columnWord)
  const suffix = find(rest, /(\S+) (?:column|field)/)
  const explicit = field !== null || suffix !== null
  const plain = explicit ? rest.filter((w) => !/^(?:columnas?|campos?|columns?|fields?)$/.test(w.norm)) : rest
  if (!explicit && !has(rest, /(?:tabla|table)/) && !possessiveColumn(plain, scope)) return none
  const target = resolveTarget(plain, scope)
  if (!target) return explicit ? noSuchTable(trim(plain), scope) : none
  const { text, language } = scope.input
  if (target.guess && explicit) return failed(whichTable(text, said(text, trim(plain)), [target.table.name, ...target.others], language))
  if (target.column) return draftOf([{ kind: 'drop_column', table: target.table.name, column: target.column.name }], { confidence: 0.92 })
  if (target.unknown.length === 0 || !explicit) return none
  const near = nearest(
    target.table.columns.map((c) => c.name),
    target.unknown,
  )
  return { ...failed(unknownColumn(text, said(text, target.unknown), target.table.name, near, language)), confidence: 0.8 }
}

/** "quita el email de los clientes": a whole column, unless words that choose rows follow. */
const possessiveColumn = (words: Words, scope: Scope): boolean => {
  const match = find(words, /(?:de|a|from|of|in) (?:los |las |the )?(\S+)$/)
  if (!match) return false
  const target = resolveTarget(words, scope)
  const head = trim(words.slice(0, match.from), /^(?:el|la|los|las|the)$/)
  return (
    target !== null &&
    target.column !== null &&
    !target.guess &&
    head.length > 0 &&
    tableNamed(scope.knowledge.catalog, head) === null &&
    /^(?:el|la|the)$/.test(words[0]?.norm ?? '')
  )
}

const isAboutRule =
  /(?:obligatori\S+|required|mandatory|unic[oa]s?|unique|por defecto|default|restriccion\S*|constraint\S*|regla\S*|rule\S*|check|comprobacion\S*)/

/** "quita la restricción única del email", "el teléfono ya no es obligatorio", "quita el valor por defecto". */
export const dropRules = (words: Words, scope: Scope): Draft => {
  const gone = has(
    words,
    /(?:ya )?no (?:es|sea|son|sean|tiene que ser|hace falta que sea|necesita ser|puede|longer|need to be)|no longer|ya no/,
  )
  const verb = find(words, removing)
  if (!isAbout(words) || (!verb && !gone)) return none
  const plain = words.filter((w) => !noise.test(w.norm))
  const target = resolveTarget(verb ? plain.filter((w) => !has([w], removing)) : plain, scope)
  const table = target?.table
  const column = target?.column
  if (!table || !column) return none
  const steps: ChangeStep[] = []
  if (has(words, /obligatori\S+|required|mandatory/))
    steps.push({ kind: 'set_required', table: table.name, column: column.name, required: false, fill: null })
  if (has(words, /por defecto|default/)) steps.push({ kind: 'set_default', table: table.name, column: column.name, default: null })
  if (has(words, /unic[oa]s?|unique/))
    steps.push(
      ...table.uniques
        .filter((u) => u.columns.length === 1 && u.columns[0] === column.name)
        .map((u) => ({ kind: 'drop_constraint' as const, table: table.name, name: u.name })),
    )
  if (steps.length === 0)
    steps.push(
      ...table.checks
        .filter((c) => c.expression.includes(column.name))
        .map((c) => ({ kind: 'drop_constraint' as const, table: table.name, name: c.name })),
    )
  if (steps.length > 0) return draftOf(steps, { confidence: 0.88 })
  const sentence = say(
    scope.input.language,
    `${table.name}.${column.name} no tiene ninguna regla así.`,
    `${table.name}.${column.name} has no such rule.`,
  )
  return failed(refuse('change.unknown_constraint', { table: table.name, column: column.name }, sentence))
}

const isAbout = (words: Words): boolean => has(words, isAboutRule)
const noise =
  /^(?:ya|no|es|sea|son|sean|tiene|que|ser|hace|falta|necesita|longer|need|obligatori\S+|required|mandatory|unic[oa]s?|unique|por|defecto|default|valor|value|restriccion\S*|constraint\S*|regla\S*|rule\S*|check|comprobacion\S*|is|are|be|to|a|lo)$/

/** "borra el índice del precio". */
export const dropIndexes = (words: Words, scope: Scope): Draft => {
  const verb = find(words, removing)
  const word = find(words, /(?:el |los |the )?(?:indices?|index|indexes)(?: (?:de|del|of|on|sobre|en))*/)
  if (!verb || !word) return none
  const rest = trim(words.slice(word.to), /^(?:el|la|de|the|los|las)$/)
  const { catalog } = scope.knowledge
  const named = catalog.tables
    .flatMap((t) => t.indexes.map((i) => ({ table: t, index: i })))
    .find((x) => rest.some((w) => w.text === x.index.name))
  if (named) return draftOf([{ kind: 'drop_index', name: named.index.name, table: named.table.name }])
  const target = resolveTarget(rest, scope)
  const index = target?.column && target.table.indexes.find((i) => i.columns[0] === target.column?.name)
  if (target && index) return draftOf([{ kind: 'drop_index', name: index.name, table: target.table.name }])
  const names = catalog.tables.flatMap((t) => t.indexes.map((i) => i.name))
  const { text, language } = scope.input
  return failed(
    ask(
      say(language, '¿Qué índice quieres borrar?', 'Which index do you want to drop?'),
      names.slice(0, 5).map((n) => retell(text, said(text, rest), n)),
    ),
  )
}
