import { findTable } from '#contracts/catalog.ts'
import { readAmount } from './amounts.ts'
import { cutItems, parentheses } from './column-list.ts'
import { complementOf } from './complement.ts'
import { clauseOpening, type TableHead } from './create-table.ts'
import { identifierOf } from './identifiers.ts'
import { madeTable } from './previous.ts'
import type { Scope } from './scope.ts'
import { find, findAt, has, trim, type Words } from './spans.ts'
import { tableNamed } from './table-names.ts'

const keeping =
  /(?:(?:y|ahora|tambien|and|now|also) )*(?:(?:necesito|necesitamos|quiero|queremos|me gustaria|hay que|tengo que|tenemos que|i need to|we need to|i want to|we want to|i'd like to|let's) )*(?:poder )?(?:(?:empezar|comenzar) a |start(?: to)? |begin(?: to)? )?(?:guardar|llevar(?: el control de| un registro de)?|registrar|apuntar|anotar|almacenar|tener(?: guardados?| el control de)?|controlar|store|keep(?: track of)?|keeping(?: track of)?|record|recording|save|track|tracking|storing)(?: (?:tambien|also|los datos de|data (?:on|about)))?/
const making =
  /(?:(?:y|ahora|tambien|and|now|also) )*(?:crea(?:me|r)?|haz(?:me)?|monta(?:me)?|prepara(?:me)?|anade|create|make|build|set up|add)/
const article =
  /^(?:el|la|los|las|un|una|unos|unas|otra|otro|the|a|an|another|y|and|ahora|now|tambien|also|de|of|mis|nuestros|nuestras|our|my)$/

const isNew = (name: Words, scope: Scope): boolean => {
  const made = identifierOf(name)
  return made !== '' && name.length <= 4 && !findTable(scope.knowledge.catalog, made) && tableNamed(scope.knowledge.catalog, name) === null
}

/** "monitores (nombre y teléfono) y clases (nombre, hora)": each noun with its parentheses. */
const parenthesised = (words: Words, scope: Scope): readonly TableHead[] => {
  const heads: TableHead[] = []
  for (const piece of cutItems(words)) {
    const { outside, inside } = parentheses(piece)
    const name = trim(outside, article)
    const [list] = inside
    if (!list || name.length === 0 || !isNew(name, scope)) return []
    heads.push({ name, list })
  }
  return heads
}

/** "pisos: dirección, precio ...", "los abonados: nombre, ...": a new noun, and what is kept of it. */
const headed = (words: Words, scope: Scope, opener: RegExp): TableHead | null => {
  const match = find(words, opener)
  if (!match || match.from === 0 || match.from > 5) return null
  const name = trim(words.slice(0, match.from), article)
  const list = words.slice(match.to)
  if (
    name.length === 0 ||
    list.length === 0 ||
    !isNew(name, scope) ||
    name.some((w, at) => w.kind === 'quoted' || readAmount(name, at, scope.input.language) !== null)
  )
    return null
  return { name, list }
}

const describesData = (list: Words): boolean =>
  !list.some((w) => w.kind === 'number' && !/^\d{1,3}$/.test(w.text)) &&
  (cutItems(list).length >= 2 || has(list, /(?:que|which|what|cuando|when) .*/))

/** Tables asked for without the word: by what must be kept of new things. */
export const implicitTables = (words: Words, scope: Scope): readonly TableHead[] => {
  const keep = findAt(words, keeping)
  const make = findAt(words, making)
  const verb = keep ?? make
  const body = verb ? words.slice(verb.to) : words
  const clause = find(body, clauseOpening)
  const listed = parenthesised(clause && clause.from > 0 ? trim(body.slice(0, clause.from)) : body, scope)
  if (listed.length > 0 && verb) return listed
  const colon = headed(body, scope, /:|(?:, )?(?:i\.e|es decir|o sea|that is|namely)(?: \.)?(?: [,:])?/)
  const goesOn =
    verb !== null ||
    madeTable(scope.input.history) ||
    scope.knowledge.catalog.tables.length === 0 ||
    has(words.slice(0, 2), /ahora|otra|another|now/) ||
    (colon !== null && complementOf(colon.name, scope) !== null)
  const rows = make !== null && keep === null && /anade|add/.test(make.groups[0]) && hasValues(body)
  if (rows) return []
  if (colon && describesData(colon.list) && goesOn) return [colon]
  const withList = verb ? headed(body, scope, /con|with|que tengan?|having/) : null
  const enough = withList !== null && (describesData(withList.list) || (make !== null && /crea|create|monta|set up/.test(make.groups[0])))
  return withList && enough && !nameLike(withList.name) ? [withList] : []
}

/** Numbers, quotes and capitals tell rows. */
const hasValues = (words: Words): boolean => words.some((w) => w.kind === 'number' || w.kind === 'quoted' || /^\p{Lu}\p{Ll}/u.test(w.text))

/** Capitals inside a sentence name a person or thing, not a kind of thing. */
const nameLike = (name: Words): boolean => name.some((w) => /^\p{Lu}/u.test(w.text))
