import { findColumn, type Table } from '#contracts/catalog.ts'
import type { ChangeStep, ColumnSpec, ConstraintSpec } from '#contracts/change.ts'
import { assumeRelation } from './assume.ts'
import { readItem, referenceColumn } from './column-item.ts'
import { cutItems, startsWith } from './column-list.ts'
import { plainColumn } from './column-spec.ts'
import { identifierOf } from './identifiers.ts'
import { after, type Draft, draftOf, emptyDraft, join, type Scope } from './scope.ts'
import { find, has, said, trim, type Words } from './spans.ts'
import { columnNamed, keyName, tableNamed } from './table-names.ts'

const manyOrEach =
  /(?:cada|each|every|much[oa]s|vari[oa]s|mism[oa]|same|many|several|multiple|pertenecen?|belongs?|uno? sol[oa]|un unic[oa]|only one)/
const manyToMany = /(?:de )?much[oa]s a much[oa]s|many[ -]to[ -]many|many - to - many|[nm] ?[:a] ?[nm]/
const otherVerbs =
  /(?:mete\S*|registra\S*|da|dar|apunta\S*|anota\S*|borra\S*|elimina\S*|quita\S*|sube\S*|baja\S*|pon\S*|pasa\S*|marca\S*|cambia\S*|inserta\S*|actualiza\S*|delete|remove|insert|register|update|set|raise|lower|change|mark|sell|vende\S*|nuev[oa]|new|enter|enrol\S*)/

/** A table named in a sentence, with the words around it that tell how many. */
type Role = { readonly table: Table; readonly from: number; readonly to: number; readonly many: boolean; readonly each: boolean }

const many = /^(?:muchos|muchas|varios|varias|many|several|multiple|diferentes|distintos|distintas|mas)$/
const each = /^(?:cada|each|every|un|una|mismo|misma|same|a|an|one|any)$/

const rolesIn = (words: Words, scope: Scope): readonly Role[] => {
  const roles: Role[] = []
  for (let at = 0; at < words.length; at++) {
    for (const length of [3, 2, 1]) {
      const noun = words.slice(at, at + length)
      if (
        noun.length < length ||
        noun.some((w) => w.kind === 'symbol') ||
        /^(?:de|del|la|el|los|las|un|una|of|the|a)$/.test(noun[0]?.norm ?? '')
      )
        continue
      const table = tableNamed(scope.knowledge.catalog, noun)
      if (table?.kind !== 'table') continue
      const before = [words[at - 1]?.norm ?? '', words[at - 2]?.norm ?? '']
      roles.push({ table, from: at, to: at + length, many: before.some((w) => many.test(w)), each: each.test(before[0] ?? '') })
      at += length - 1
      break
    }
  }
  return roles
}

const exists = (scope: Scope, from: string, to: string): boolean =>
  scope.knowledge.catalog.relations.some((r) => r.from.table === from && r.to.table === to)

const addReference = (from: Table, to: Table, required: boolean, words: Words, scope: Scope): Draft => {
  const made = referenceColumn(to, scope, said(scope.input.text, words))
  if (!made || exists(scope, from.name, to.name)) return emptyDraft
  const column: ColumnSpec = { ...made.spec, required }
  return draftOf([{ kind: 'add_column', table: from.name, column }], { assumptions: made.assumptions, confidence: 0.88 })
}

const keyColumn = (target: Table, scope: Scope): ColumnSpec | null => {
  const made = referenceColumn(target, scope, target.name)
  return made ? { ...made.spec, required: true } : null
}

/** Name of a table that joins two: what people do there, or the two names. */
const junctionName = (a: Table, b: Table, words: Words, scope: Scope): string => {
  const { language } = scope.input
  const taken = new Set(scope.knowledge.catalog.tables.map((t) => t.name))
  const doing: readonly (readonly [RegExp, string, string])[] = [
    [/apunt\S*|inscrib\S*|matricul\S*|sign\S* up|enrol\S*/, 'inscripciones', 'enrolments'],
    [/asist\S*|attend\S*/, 'asistencias', 'attendances'],
    [/particip\S*|take\S* part/, 'participaciones', 'participations'],
  ]
  const known = doing.find(([pattern]) => has(words, pattern))
  const name = known ? (language === 'es' ? known[1] : known[2]) : ''
  if (name !== '' && !taken.has(name)) return name
  const base = `${a.name}_${b.name}`.replace(/\W+/g, '_')
  return taken.has(base) ? `${base}_2` : base
}

/** A table whose rows join a row of each of two others, each pair once. `extra`: what else is kept of each pair. */
const junction = (a: Table, b: Table, extra: Words, words: Words, scope: Scope): Draft => {
  const [left, right] = [keyColumn(a, scope), keyColumn(b, scope)]
  if (!left || !right) return emptyDraft
  const table = junctionName(a, b, words, scope)
  const more = cutItems(extra).flatMap((piece) => {
    const item = readItem(piece, table, [], scope)
    return item.kind === 'columns' ? item.columns.filter((c) => c.spec.references === null) : []
  })
  const step: ChangeStep = {
    kind: 'create_table',
    table,
    columns: [left, right, ...more.map((c) => c.spec)],
    primaryKey: [left.name, right.name],
    constraints: [],
    description: null,
  }
  const label = `${a.name} ↔ ${b.name}`
  return draftOf([step], {
    assumptions: [assumeRelation(`${a.name}:${b.name}`, said(scope.input.text, words), label), ...more.flatMap((c) => c.assumptions)],
    confidence: 0.87,
  })
}

/** "cuántas unidades de cada producto hay en cada zona": something counted of each pair of rows. */
export const countedPairs = (words: Words, scope: Scope): Draft => {
  const none: Draft = { ...emptyDraft, confidence: 0 }
  const counted = find(words, /(?:cuant[oa]s?|how many|how much) (\S+)/)
  const [first, second, ...more] = counted ? rolesIn(words, scope) : []
  if (!counted || !first?.each || !second?.each || more.length > 0 || first.table === second.table) return none
  return junction(first.table, second.table, words.slice(counted.to - 1, counted.to), words, scope)
}

const keeping =
  /(?:(?:y|and) )?(?:(?:quiero|necesito|hay que|queremos|necesitamos|want to|need to|i want to|i need to|we need to) (?:guard\S+|apunt\S+|registr\S+|anot\S+|saber|keep|store|record|track)|guard(?:a|ar|ando)|keep|store|record)(?: (?:tambien|also))?/

const extraOf = (words: Words): Words => {
  const match = find(words, keeping)
  if (!match) return []
  const rest = words.slice(match.to)
  const tail = find(rest, /(?:de|para|por|of|for) (?:cada|each|every)(?: .*)?|por .*/)
  return trim(tail ? rest.slice(0, tail.from) : rest, /^(?:el|la|los|las|y|the|and|que)$/)
}

const sentence = (words: Words): Words => {
  const match = find(words, keeping)
  return match && match.from > 0 ? words.slice(0, match.from) : words
}

/**
 * "cada clase la da un monitor", "cada cliente puede tener muchos pedidos", "each event has one venue", and many to many:
 * "cada abonado puede ir a muchas clases y en cada clase hay muchos abonados", "en una misma orden pueden trabajar varios mecánicos".
 */
export const relationClause = (words: Words, scope: Scope): Draft => {
  const relating = startsWith(words, /(?:relaciona|enlaza|vincula|conecta|asocia|link|relate|connect) .*/)
  if (!relating && (!has(words, manyOrEach) || startsWith(words, otherVerbs))) return { ...emptyDraft, confidence: 0 }
  const roles = rolesIn(sentence(words), scope)
  const [first, second] = roles
  if (!first) return { ...emptyDraft, confidence: 0 }
  const fresh = roles.every((r) => r.table === first.table) ? withNewTable(words, first, scope) : null
  if (fresh) return fresh
  if (!second) return oneOfFocus(words, first, scope)
  if (first.table === second.table) return { ...emptyDraft, confidence: 0 }
  const [a, b] = [first.table, second.table]
  const plural = roles.filter((r) => r.many).map((r) => r.table.name)
  const bothMany = has(words, manyToMany) || (plural.includes(a.name) && plural.includes(b.name))
  const sameRow = has(words, /mism[oa]|same/)
  if (bothMany || (second.many && (sameRow || exists(scope, a.name, b.name)))) return junction(a, b, extraOf(words), words, scope)
  if (second.many) return addReference(b, a, false, words, scope)
  if (first.many) return addReference(a, b, false, words, scope)
  return addReference(a, b, has(words, /obligatori\S+|siempre|must|always/), words, scope)
}

const severalOf = /(?:vari[oa]s|much[oa]s|several|many|multiple) (\S+)/
const madeToo = /(?:crea\S*|haz|monta|create|make|set up|add|anade) (?:una |la |an? |the )?(?:tabla|table|\S+ table)(?: .*)?/

/** "trainers can teach several specialties and each specialty ... many trainers": what they have several of gets a table of its own. */
const withNewTable = (words: Words, role: Role, scope: Scope): Draft | null => {
  const { language } = scope.input
  const [body, ordered] = splitOrder(words)
  const others: Words[number][] = []
  for (let match = find(body, severalOf); match; match = find(body, severalOf, match.to))
    others.push(...words.slice(match.to - 1, match.to))
  const fresh = others.find((w) => w.kind === 'word' && tableNamed(scope.knowledge.catalog, [w], true) === null)
  if (!fresh || others.length < 2 || !ordered) return null
  const table = identifierOf([fresh])
  const label = language === 'es' ? 'nombre' : 'name'
  const key = keyName(scope.knowledge.catalog, table, language)
  const step: ChangeStep = {
    kind: 'create_table',
    table,
    columns: [
      { ...plainColumn(key, 'integer'), required: true, identity: true },
      { ...plainColumn(label, 'text'), required: true, unique: true },
    ],
    primaryKey: [key],
    constraints: [],
    description: null,
  }
  const next = after(scope, [step])
  const made = next.knowledge.catalog.tables.find((t) => t.name === table)
  const pair = made && junction(role.table, made, [], body, next)
  return pair && pair.steps.length > 0 ? join(draftOf([step], { confidence: 0.85 }), pair) : null
}

/** The statement, and whether making its table was asked for at the end. */
const splitOrder = (words: Words): readonly [body: Words, ordered: boolean] => {
  const order = find(words, madeToo, 1)
  return order && order.to === words.length ? [words.slice(0, order.from), true] : [words, false]
}

/** "que cada vehículo pueda tener uno": one of the table just made. */
const oneOfFocus = (words: Words, role: Role, scope: Scope): Draft => {
  const target = scope.knowledge.catalog.tables.find((t) => t.name === scope.focus)
  if (!target || target === role.table || !has(words.slice(role.to), /un[oa]?|one|algun[oa]?|suy[oa]/))
    return { ...emptyDraft, confidence: 0 }
  return addReference(role.table, target, false, words, scope)
}

const cascade =
  /(?:(?:cuando|si|al) (?:se )?(?:borr\S+|elimin\S+|quit\S+|desaparezca|desaparece)|(?:when|if) (?:a|an|the) \S+ (?:is|gets) (?:deleted|removed)|on delete cascade|borrado en cascada|en cascada)/

/** "sus líneas": a table whose rows refer to those of `parent`, by part of its name. */
const childOf = (parent: Table | undefined, words: Words, scope: Scope): Table | undefined =>
  scope.knowledge.catalog.relations
    .filter((r) => r.to.table === parent?.name)
    .map((r) => scope.knowledge.catalog.tables.find((t) => t.name === r.from.table))
    .find(
      (t) =>
        t !== undefined &&
        words.some(
          (w) =>
            w.kind === 'word' &&
            !/^(?:de|la|el|los|las|se|sus|un|una)$/.test(w.norm) &&
            tableNamed({ ...scope.knowledge.catalog, tables: [t] }, [w], true) === t &&
            parent !== tableNamed(scope.knowledge.catalog, [w]),
        ),
    )

/** "cuando se borre un propietario que se borren también sus pisos": what goes with a deleted row. */
export const cascadeClause = (words: Words, scope: Scope): Draft => {
  const opening = find(words, cascade)
  if (!opening) return { ...emptyDraft, confidence: 0 }
  const roles = rolesIn(words, scope)
  const [parent, child] = [
    roles[0]?.table,
    roles[1]?.table ?? childOf(roles[0]?.table, words, scope) ?? scope.knowledge.catalog.tables.find((t) => t.name === scope.focus),
  ]
  if (!parent || !child) return { ...emptyDraft, confidence: 0 }
  const empties = has(words, /(?:queden?|quede|se queden|are|become|set) (?:sin|en blanco|vaci\S+|null|empty)(?: .*)?/)
  const onDelete = empties ? 'set_null' : 'cascade'
  const relation = scope.knowledge.catalog.relations.find((r) => r.from.table === child.name && r.to.table === parent.name)
  if (!relation) return { ...emptyDraft, confidence: 0 }
  const constraint = {
    kind: 'reference',
    name: null,
    columns: relation.from.columns,
    table: parent.name,
    targetColumns: relation.to.columns,
    onDelete,
  } as const
  const drop: ChangeStep[] = relation.declared ? [{ kind: 'drop_constraint', table: child.name, name: relation.name }] : []
  return draftOf([...drop, { kind: 'add_constraint', table: child.name, constraint }], { confidence: 0.88 })
}

const twice =
  /(?:dos veces|mas de una vez|twice|more than once|repetir(?:se)?|repit\S+|repetid[oa]s?|no puede haber dos|no puede haber mas de|no two|the same|la combinacion|the combination|junt[oa]s|together|a la vez)/

/** "The same seat can't be sold twice for one event": columns that are unique together. */
export const togetherClause = (words: Words, scope: Scope): Draft => {
  const none: Draft = { ...emptyDraft, confidence: 0 }
  if (!has(words, twice) || !has(words, negation)) return none
  const focus = scope.knowledge.catalog.tables.filter((t) => t.name === scope.focus)
  const others = scope.knowledge.catalog.tables.filter((t) => t.kind === 'table' && t.name !== scope.focus)
  const found = [...focus, ...others]
    .map((table) => ({ table, columns: namedTogether(words, table, scope) }))
    .find((c) => c.columns.length >= 2)
  if (!found) return none
  const constraint: ConstraintSpec = { kind: 'unique', name: null, columns: [...found.columns] }
  return draftOf([{ kind: 'add_constraint', table: found.table.name, constraint }], { confidence: 0.86 })
}

const negation = /(?:no|nadie|can't|cannot|never|not|nobody|unic[oa]s?|unique|must|no one)/
const fillers =
  /^(?:dos|una|un|el|la|no|se|para|por|en|de|vez|veces|the|same|one|for|once|sold|be|twice|mismo|misma|mas|more|than|repetir|repetirse|puede|pueden|haber)$/

const namedTogether = (words: Words, table: Table, scope: Scope): readonly string[] => {
  const columns = new Set<string>()
  for (const word of words) {
    if (word.kind === 'symbol' || fillers.test(word.norm)) continue
    const target = tableNamed(scope.knowledge.catalog, [word])
    const relation = target && scope.knowledge.catalog.relations.find((r) => r.from.table === table.name && r.to.table === target.name)
    const column = relation ? findColumn(table, relation.from.columns[0] ?? '') : target ? null : columnNamed(table, [word], false)
    if (column) columns.add(column.name)
  }
  return [...columns]
}
