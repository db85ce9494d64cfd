import { findColumn, type Table } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import type { Assumption } from '#contracts/plan.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { aggregate, column as columnOf, compare, scalar } from '../../../plan/expressions.ts'
import { simpleSelect } from '../../../plan/select.ts'
import type { Day } from '../../calendar.ts'
import { assumeTable } from '../assume.ts'
import { type NewNames, namingColumns } from '../fit-value.ts'
import { literal } from '../literal-value.ts'
import { ask, say, unknownTable } from '../questions.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from '../scope.ts'
import { find, findAt, has, type Words } from '../spans.ts'
import { nearest, tableNamed } from '../table-names.ts'
import { askMissing, completeRow, duplicates } from './complete-row.ts'
import { cutGroups, type Group } from './groups.ts'
import { inferTable } from './infer-table.ts'
import { type RowsRead, readRows } from './read-rows.ts'
import type { Row } from './row-state.ts'
import { splitOwned } from './split-owned.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

const verbs =
  /(?:anade(?:le|me|les)?|anadir|agrega(?:r|me|le)?|mete(?:r|me|le)?|inserta(?:r|me)?|registra(?:r|me)?|apunta(?:r|me|le)?|anota(?:r|me)?|da(?:r|me|le|les)? de alta|crea(?:r|me)?|guarda(?:r|me)?|graba(?:r|me)?|matricula(?:r|me)?|inscribe|inscribir|contrata(?:r|mos)?|vende(?:r|le|me)?|hemos vendido|hemos comprado|pon(?:me)?|introduce|carga|nuev[oa]s?|add|insert|register|record|enter|log|create|new|hire|enrol|enroll|book|sign up|put|sell|save|store|input)/

type Made = { readonly table: Table; readonly rows: readonly Row[] }

const nameOf = (row: Row, table: Table, scope: Scope): { readonly column: string; readonly value: string } | null => {
  for (const column of namingColumns(table, scope.knowledge)) {
    const value = row.get(column.name)
    if (value?.kind === 'literal' && typeof value.value === 'string') return { column: column.name, value: value.value }
  }
  return null
}

/** The key of a row that this command adds: said outright, or the newest row of its name. */
const keyOfNew = (made: Made, scope: Scope): Expression | null => {
  const row = made.rows.at(-1)
  const key = made.table.primaryKey.length === 1 ? findColumn(made.table, made.table.primaryKey[0] ?? '') : undefined
  if (!row || !key || made.rows.length !== 1) return null
  const known = row.get(key.name)
  if (known?.kind === 'literal') return known
  const named = nameOf(row, made.table, scope)
  if (!named) return null
  const own = findColumn(made.table, named.column)
  const newest = aggregate('max', columnOf(made.table.name, key.name))
  return scalar(
    simpleSelect(
      made.table.name,
      [newest],
      [compare(columnOf(made.table.name, named.column), '=', literal(named.value, own?.type ?? 'text'))],
    ),
  )
}

/** References that were not said go to the row that this command added just before. */
const linked = (row: Row, table: Table, before: readonly Made[], scope: Scope): Row => {
  const full = new Map(row)
  for (const relation of scope.knowledge.catalog.relations) {
    const [column] = relation.from.columns
    if (relation.from.table !== table.name || relation.from.columns.length !== 1 || column === undefined || full.has(column)) continue
    const parent = before.findLast((m) => m.table.name === relation.to.table && m.table !== table)
    const key = parent && keyOfNew(parent, scope)
    if (key) full.set(column, key)
  }
  return full
}

const namesAfter = (made: NewNames, table: Table, rows: readonly Row[], scope: Scope): NewNames => {
  const next = new Map(made)
  for (const column of namingColumns(table, scope.knowledge)) {
    const key = `${table.name}.${column.name}`
    const values = rows.flatMap((r) => {
      const value = r.get(column.name)
      return value?.kind === 'literal' && typeof value.value === 'string' ? [value.value] : []
    })
    next.set(key, [...(next.get(key) ?? []), ...values])
  }
  return next
}

/** One step for rows of the same columns, in order. */
const stepsFor = (table: Table, rows: readonly Row[]): readonly ChangeStep[] => {
  const steps: Extract<ChangeStep, { kind: 'insert' }>[] = []
  for (const row of rows) {
    const columns = table.columns.map((c) => c.name).filter((c) => row.has(c))
    const values = columns.flatMap((c) => row.get(c) ?? [])
    const last = steps.at(-1)
    const one: Extract<ChangeStep, { kind: 'insert' }> = { kind: 'insert', table: table.name, columns, rows: [values] }
    if (last && last.columns.join() === columns.join()) steps[steps.length - 1] = { ...last, rows: [...last.rows, values] }
    else steps.push(one)
  }
  return steps
}

const askUnread = (unread: Words, table: Table, scope: Scope): Draft['problems'] => {
  if (unread.length === 0) return []
  const words = unread.map((w) => `«${w.text}»`).join(', ')
  return [
    ask(
      say(
        scope.input.language,
        `No sé en qué columna de ${table.name} va ${words}. Dímelo con el nombre de la columna.`,
        `I don't know which column of ${table.name} ${words} belongs to. Tell me with the column's name.`,
      ),
    ),
  ]
}

type GroupDraft = { readonly draft: Draft; readonly made: Made; readonly day: Day | null }

/** The rows of one group, complete and linked, as steps. */
export const draftRows = (table: Table, read: RowsRead, before: readonly Made[], scope: Scope, said: boolean): GroupDraft => {
  const assumptions: Assumption[] = said ? [] : [assumeTable(null, table.name, [])]
  const problems = [...read.problems, ...askUnread(read.unread, table, scope)]
  const rows = read.rows.map((row, index) => {
    const done = completeRow(linked(row, table, before, scope), table, index, scope)
    assumptions.push(...done.assumptions)
    if (done.missing.length > 0) problems.push(askMissing(table, done.missing, scope))
    problems.push(...duplicates(done.row, table, scope))
    return done.row
  })
  const confidence = Math.max(0.3, 0.93 - 0.05 * read.unsure - 0.15 * read.unread.length)
  return { draft: draftOf(stepsFor(table, rows), { assumptions, problems, confidence }), made: { table, rows }, day: read.day }
}

type Reading = {
  readonly table: Table
  readonly read: RowsRead
  readonly owned: { readonly table: Table; readonly read: RowsRead } | null
  readonly said: boolean
}

const readGroup = (group: Group, first: Table | null, day: Day | null, scope: Scope): Reading | null => {
  const table = group.table ?? (group.again ? first : null)
  if (table) {
    const split = splitOwned(group.words, table, scope, day)
    return { table, read: split.own, owned: split.owned, said: true }
  }
  const inferred = inferTable(group.words, scope, day)
  if (!inferred) return null
  const split = splitOwned(group.words, inferred.table, scope, day)
  return { table: inferred.table, read: split.own, owned: split.owned, said: false }
}

type Run = {
  readonly draft: Draft
  readonly made: readonly Made[]
  readonly scope: Scope
  readonly day: Day | null
  readonly first: Table | null
}

const addRows = (run: Run, table: Table, read: RowsRead, said: boolean): Run => {
  const next = draftRows(table, read, run.made, run.scope, said)
  const draft = run.draft.steps.length === 0 && run.draft.problems.length === 0 ? next.draft : joinDrafts(run.draft, next.draft)
  const scope = { ...run.scope, made: namesAfter(run.scope.made, table, next.made.rows, run.scope) }
  return { draft, made: [...run.made, next.made], scope, day: next.day, first: run.first ?? table }
}

const joinDrafts = (a: Draft, b: Draft): Draft => ({
  steps: [...a.steps, ...b.steps],
  assumptions: [...a.assumptions, ...b.assumptions],
  problems: [...a.problems, ...b.problems],
  links: [...a.links, ...b.links],
  confidence: Math.min(a.confidence, b.confidence),
})

/** Reads the words after the verb as rows of one or several tables. */
const insertRows = (words: Words, scope: Scope): Draft => {
  const bare = tableNamed(scope.knowledge.catalog, words, true)
  if (bare?.kind === 'table')
    return { ...emptyDraft, confidence: 0.8, problems: [askMissing(bare, completeRow(new Map(), bare, 0, scope).missing, scope)] }
  let run: Run = { draft: draftOf([], { confidence: 1 }), made: [], scope, day: null, first: null }
  for (const group of cutGroups(words, scope)) {
    const reading = readGroup(group, run.first, run.day, run.scope)
    if (!reading || (reading.read.rows.length === 0 && reading.read.problems.length === 0)) return none
    run = addRows(run, reading.table, reading.read, reading.said)
    if (reading.owned) run = addRows(run, reading.owned.table, reading.owned.read, true)
  }
  return run.draft
}

/** "da de alta a la socia Carmen Vidal, carné B-0017", "sell two tickets for ...", "nueva clienta, Marisol Cano, de Pinto". */
export const inserts = (words: Words, scope: Scope): Draft => {
  const verb = find(words, verbs)
  if (!verb || verb.from > 3 || words.slice(0, verb.from).some((w) => w.kind === 'quoted' || /^\p{Lu}/u.test(w.text)))
    return happening(words, scope)
  if (has(words.slice(verb.to), /(?:columna|campo|indice|vista|column|field|index|view)/)) return none
  if (/^(?:pon|put)$/.test(verb.groups[0]) && findAt(words, /(?:el|la|los|las|the|tod[oa]s|all)/, verb.to)) return none
  if (looksLikeCode(words)) return failed(askQuoted(scope), 0.9)
  const read = insertRows(words.slice(verb.to), scope)
  if (read.confidence > 0) return read
  const named = particular.test(verb.groups[0]) ? tableNamed(scope.knowledge.catalog, words.slice(verb.from, verb.to), true) : null
  if (named?.kind === 'table') return rowsFor(words.slice(verb.to), named, scope)
  return noTable(words.slice(verb.to), scope)
}

/** Signs of a statement outside quotes, as in "Robert'); DROP TABLE ...;--": where the text ends can't be told. */
const looksLikeCode = (words: Words): boolean =>
  words.some((word, at) => {
    const [next, then] = [words[at + 1]?.text ?? '', words[at + 2]?.text ?? '']
    if (word.kind === 'quoted') return false
    return (/['"]$/.test(word.text) && /^[);]/.test(next)) || (word.text === ';' && next.startsWith('-') && (then === '-' || next === '--'))
  })

const askQuoted = (scope: Scope): Draft['problems'][number] =>
  ask(
    say(
      scope.input.language,
      'No sé dónde empieza y acaba el texto que quieres guardar. Escríbelo entre comillas «».',
      "I can't tell where the text you want to store begins and ends. Put it in quotes.",
    ),
  )

const particular = /^(?:matricula|inscrib|contrata|vende|hemos vendido|hemos comprado|enrol|hire|book|sell)/

const rowsFor = (words: Words, table: Table, scope: Scope): Draft => {
  const read = readRows(words, table, scope, null)
  return read.rows.length > 0 || read.problems.length > 0 ? draftRows(table, read, [], scope, false).draft : none
}

/** "añade un tratamiento llamado masaje": no table of that. */
const noTable = (words: Words, scope: Scope): Draft => {
  const match = findAt(words, /(?:una?|el|la|los|las|otro|otra|a|an|the|another)(?: (?:nuev[oa]|new))? (\S+)/)
  const noun = match ? words.slice(match.to - 1, match.to) : []
  if (noun[0]?.kind !== 'word' || /^\p{Lu}/u.test(noun[0].text) || words.length < 3) return none
  const names = scope.knowledge.catalog.tables.filter((t) => t.kind === 'table').map((t) => t.name)
  return { ...failed(unknownTable(scope.input.text, noun[0].text, nearest(names, noun), scope.input.language)), confidence: 0.45 }
}

const otherVerb =
  /(?:borra\S*|elimina\S*|quita\S*|cambia\S*|pon\S*|pasa\S*|mueve\S*|marca\S*|sube\S*|baja\S*|cancela\S*|anula\S*|saca\S*|drop|delete|remove|change|set|move|mark|raise|lower|cancel|update|put|take|give|rename|withdraw|unenrol\S*)/

/** "Carmen Vidal se lleva hoy La colmena": a row that joins two others, told without a verb of writing down. */
const happening = (words: Words, scope: Scope): Draft => {
  if (find(words.slice(0, 2), otherVerb)) return none
  const inferred = inferTable(words, scope, null, 2)
  if (inferred?.read.rows.length !== 1) return none
  const { draft } = draftRows(inferred.table, inferred.read, [], scope, false)
  return { ...draft, confidence: Math.min(0.8, draft.confidence) }
}
