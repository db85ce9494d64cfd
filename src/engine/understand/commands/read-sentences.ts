import { addColumns } from './add-columns.ts'
import { cutSentences } from './column-list.ts'
import { columnRules } from './column-rules.ts'
import { createTables, tableHeads } from './create-table.ts'
import { createViews } from './create-view.ts'
import { clears, deletes, discharges, withoutReason } from './deletes.ts'
import { dropColumns, dropIndexes, dropRules, dropTables, truncates, wholeDatabase } from './drops.ts'
import { facts } from './facts.ts'
import { handsOver } from './hand-over.ts'
import { implicitTables } from './implicit-tables.ts'
import { createIndexes } from './index-and-rules.ts'
import { inserts } from './insert/inserts.ts'
import { ask, say } from './questions.ts'
import { cascadeClause, countedPairs, relationClause, togetherClause } from './relations.ts'
import { renames, retypes } from './renames.ts'
import { after, type Draft, emptyDraft, failed, join, type Scope } from './scope.ts'
import { selfRelation } from './self-relation-column.ts'
import { sets } from './sets.ts'
import { findAt, has, trim, type Words } from './spans.ts'
import { statedRules } from './stated-rules.ts'
import { happens, marks, verbStates } from './states.ts'
import { appoints, scales } from './updates.ts'

type Reader = (words: Words, scope: Scope) => Draft

const makesTables: Reader = (words, scope) => {
  const heads =
    has(words, /(?:borra\S*|elimina\S*|quita\S*|cargate|vacia\S*|drop|delete|remove|empty|renombra\S*|rename|truncate|cambia\S*) .*/) &&
    !has(words, /(?:crea|create)\S* .*/)
      ? []
      : tableHeads(words)
  const wanted = heads.length > 0 ? heads : implicitTables(words, scope)
  if (wanted.length === 0) return nameless(words, scope)
  if (altersTable(words)) return { ...emptyDraft, confidence: 0 }
  const made = createTables(wanted, scope)
  return made.clauses.reduce((draft, clause) => readClauses(clause, draft, { ...made.scope }), made.draft)
}

/** "crea una tabla": of what? */
const nameless: Reader = (words, scope) => {
  const only = findAt(
    words,
    /(?:crea(?:me|r)?|haz(?:me)?|quiero|necesito|create|make|i want|i need)(?: (?:una|otra|a|another|new|nueva|la|the))* (?:tabla|table)(?: (?:nueva|new))?/,
  )
  if (only?.to !== words.length) return { ...emptyDraft, confidence: 0 }
  const { language } = scope.input
  return failed(
    ask(
      say(
        language,
        '¿De qué es la tabla y qué datos quieres guardar en ella?',
        'What is the table of, and what do you want to keep in it?',
      ),
    ),
    0.8,
  )
}

/** "añade a la tabla X una columna": the table is named, not made. */
const altersTable = (words: Words): boolean =>
  has(
    words,
    /(?:a|en|to|in|de|del|from|of|on) (?:la |the )?tabla(?: de| of)? .*|(?:to|in|from|of|on) (?:the )?\S+ table|(?:columna|campo|column|field|indice|index) .*/,
  ) &&
  !has(
    words,
    /(?:crea|crear|create|haz|hazme|make|nueva|new) (?:una |la |a |the )?(?:\S+ )?(?:tabla|table) .*|(?:otra|another) (?:tabla |table )?(?:de|para|for|of) .*/,
  )

const rulesOrRelations: Reader = (words, scope) => {
  const readings = [cascadeClause, togetherClause, relationClause].map((read) => read(words, scope))
  return readings.find((d) => d.steps.length > 0) ?? columnRules(words, scope)
}

/** A sentence about the table just made: relations, rules, rows unique together. */
const readClauses = (words: Words, draft: Draft, scope: Scope): Draft => {
  const read = rulesOrRelations(words, scope)
  return read.steps.length > 0 ? join(draft, read) : draft
}

const withoutAside: (read: Reader) => Reader = (read) => (words, scope) => read(withoutReason(words), scope)

/** In order of how particular their phrases are: the first that is sure wins. */
const readers: readonly Reader[] = [
  wholeDatabase,
  createViews,
  createIndexes,
  dropIndexes,
  renames,
  retypes,
  statedRules,
  selfRelation,
  countedPairs,
  makesTables,
  dropRules,
  withoutAside(dropTables),
  truncates,
  withoutAside(dropColumns),
  discharges,
  clears,
  deletes,
  scales,
  appoints,
  happens,
  facts,
  handsOver,
  addColumns,
  rulesOrRelations,
  marks,
  verbStates,
  inserts,
  sets,
]

const sure = 0.75

/** "créala y ponles ...": making what the sentence before described was understood there. */
const madeBefore = /(?:crea|anade|pon|mete|add|create)(?:la|lo|las|los| it| them),? (?:y|and)/

/** Readings of one sentence, best first. */
const readSentence = (said: Words, scope: Scope): readonly Draft[] => {
  const again = scope.column === null ? null : findAt(said, madeBefore)
  const words = again ? said.slice(again.to) : said
  const found: Draft[] = []
  for (const read of readers) {
    const draft = read(words, scope)
    if (draft.confidence <= 0 || (draft.steps.length === 0 && draft.problems.length === 0)) continue
    found.push(draft)
    if (draft.confidence >= sure) break
  }
  return found.sort((a, b) => b.confidence - a.confidence)
}

const focusAfter = (draft: Draft, scope: Scope): Scope => {
  const next = after(scope, draft.steps)
  const last = draft.steps.at(-1)
  if (!last || last.kind === 'create_view' || last.kind === 'drop_view' || last.kind === 'drop_table') return next
  if (last.kind === 'rename_table') return { ...next, focus: last.to, column: null }
  const column = last.kind === 'add_column' ? last.column.name : 'column' in last ? last.column : null
  return { ...next, focus: last.table, column }
}

const correcting =
  /(?:\. \. \.|…|,|\.|-) (?:no ,? ?(?:espera|perdon|perdona|mejor)|perdona?|espera|mejor dicho|quiero decir|digo|me he equivocado|no wait|wait|sorry|i mean|scratch that|or rather)(?: ,| \.| no)?/

const askAgain = (scope: Scope): Draft =>
  failed(
    ask(
      say(
        scope.input.language,
        'Te has corregido a media frase y no quiero equivocarme. ¿Me lo dices de nuevo, solo como queda al final?',
        'You corrected yourself halfway, and I do not want to get it wrong. Can you say it again, only as it should be in the end?',
      ),
    ),
    0.85,
  )

/** Reads a command sentence by sentence; each sees what those before it would leave. The other readings of a single sentence follow. */
export const readSentences = (words: Words, scope: Scope): readonly Draft[] => {
  const sentences = cutSentences(words)
    .map((s) => trim(s, /^(?:y|e|¿|¡|\?|!)$/))
    .filter((s) => s.length > 0)
  const [first] = sentences
  if (!first) return []
  if (has(words, correcting)) return [askAgain(scope)]
  if (sentences.length === 1) return readSentence(first, scope)
  const pairs = relationClause(words, scope)
  if (pairs.steps.length > 1) return [pairs]
  let current = scope
  let draft: Draft | null = null
  const whole = inserts(words, scope)
  if (whole.confidence >= sure) return [whole]
  for (const sentence of sentences) {
    const [best] = readSentence(sentence, current)
    if (!best) continue
    draft = draft ? join(draft, best) : best
    current = focusAfter(best, current)
  }
  return draft ? [draft] : []
}

/** A statement of fact alone, read strictly: null when anything in it is in doubt. */
export const readFact = (words: Words, scope: Scope): Draft | null => {
  const draft = facts(trim(words), scope)
  return draft.confidence >= sure && draft.problems.length === 0 ? draft : null
}
