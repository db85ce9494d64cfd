import { findTable } from '#contracts/catalog.ts'
import { columnRuns, isPronoun, placesIn, rowsMeant } from './assignments.ts'
import { assumeTable } from './assume.ts'
import { removing } from './drops.ts'
import { isPlural } from './identifiers.ts'
import { literal } from './literal-value.ts'
import { previousRows } from './previous.ts'
import { ask, say, unknownTable } from './questions.ts'
import { headTable, type Rows } from './rows.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, has, said, trim, type Words } from './spans.ts'
import { nearest } from './table-names.ts'
import { rowProblems, updateOf } from './updates.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

/** Reasons given after a comma: "ya no lo usamos", "no lo ha pedido nadie", "se apuntó dos veces", "han pedido la baja". */
const reason =
  /, (?:(?:que|ya que|pues|pero|but) )?(?:ya )?(?:no (?:lo|la|los|las|se|nos|me|le|es|son|hace|sirve|it|they|longer|queremos|usamos)|porque|because|since|as (?:we|it|they)|we|it|it's|they|they're|he|she|esta repetid|estan repetid|se (?:ha|han|repite|repiten|apunto|apuntaron|hizo|hicieron|metio|metieron|puso|creo|fue|fueron|duplico|equivoco|registro)|(?:lo|la|los|las) (?:he|hemos|han|ha|meti|puse|apunte|metimos)|ha|han|hemos|he|fue|fueron|era|eran|es que|nobody|nadie|no one|me equivoque|nos equivocamos|my mistake|by mistake|por error).*/

export const withoutReason = (words: Words): Words => {
  const match = find(words, reason)
  return match ? words.slice(0, match.from) : words
}

const deleteOf = (rows: Rows, scope: Scope, confidence: number, unsaid: boolean): Draft =>
  draftOf([{ kind: 'delete', table: rows.table.name, where: rows.where }], {
    assumptions: [...rows.assumptions, ...(unsaid ? [assumeTable(null, rows.table.name, [])] : [])],
    links: rows.links,
    problems: rowProblems(rows, scope),
    confidence: Math.min(confidence, Math.max(0.3, rows.confidence + 0.05)),
  })

/** "bórralos": the rows of the last answer. */
const pronouns = (words: Words, scope: Scope): Draft => {
  const before = previousRows(scope.input.history, scope.knowledge)
  const rest = trim(words, /^(?:a|de|todos|todas|all|of|los|las|que|y)$/)
  if (!before || !(rest.length === 0 || isPronoun(rest))) return none
  const rows: Rows = {
    table: before.table,
    where: before.where,
    unread: [],
    named: true,
    single: false,
    assumptions: [],
    links: [],
    confidence: 0.9,
  }
  return deleteOf(rows, scope, 0.85, true)
}

/** Rows named by a value alone: "borra a Ana Pérez". */
const byValue = (words: Words, scope: Scope): Draft => {
  const focus = scope.focus === null ? undefined : findTable(scope.knowledge.catalog, scope.focus)
  const order = [...(focus ? [focus] : []), ...scope.knowledge.catalog.tables.filter((t) => t !== focus)]
  const holders = new Set(scope.knowledge.values.byText.get(words.map((w) => w.norm).join(' '))?.map((e) => e.table) ?? [])
  const fits = order
    .filter((t) => t.kind === 'table' && holders.has(t.name))
    .map((t) => rowsMeant(words, t, scope))
    .filter((r) => r.named && r.unread.length === 0)
  const [only, other] = fits
  if (!only) return none
  if (!other) return deleteOf(only, scope, 0.8, true)
  const { text, language } = scope.input
  const what = said(text, words)
  return failed(
    ask(
      say(
        language,
        `«${what}» está en varias tablas. ¿De cuál lo borro?`,
        `"${what}" is in several tables. Which one should it be deleted from?`,
      ),
      fits.map((f) => ({
        label: f.table.name,
        text: text.replace(what, `${what} ${say(language, 'de la tabla', 'from the table')} ${f.table.name}`),
        overrides: {},
      })),
    ),
  )
}

const dischargeVerb = /(?:da(?:r|le|les)? de baja|dar de baja|deactivate|desactiva(?:r)?|retire)/

/** "da de baja a Ana": an end date or an active mark where the table has one, else the row goes. */
export const discharges = (words: Words, scope: Scope): Draft => {
  const verb = find(words, dischargeVerb)
  if (!verb || verb.from > 2) return none
  const rest = words.slice(verb.to)
  const head = headTable(rest, scope)
  const table =
    head?.table ??
    scope.knowledge.catalog.tables.find(
      (t) => t.columns.some((c) => /baja|end_date|termination|left/.test(c.name)) && rowsMeant(rest, t, scope).unread.length === 0,
    )
  if (!table) return none
  const rows = rowsMeant(rest, table, scope)
  const end = table.columns.find(
    (c) => (c.type === 'date' || c.type === 'datetime') && c.nullable && /baja|end|fin|termination|left/.test(c.name.toLowerCase()),
  )
  if (end) return updateOf({ table, column: end, rows }, literal(scope.today, end.type), scope, 0.85)
  const active = table.columns.find(
    (c) => /activ|vigente|alta|enabled/.test(c.name.toLowerCase()) && scope.knowledge.natures.get(`${table.name}.${c.name}`)?.flag,
  )
  const flag = active && scope.knowledge.natures.get(`${table.name}.${active.name}`)?.flag
  if (active && flag) return updateOf({ table, column: active, rows }, literal(flag.no, active.type), scope, 0.85)
  return deleteOf(rows, scope, 0.7, false)
}

/** "las citas atendidas de 2024 ya no hacen falta, bórralas": the rows come first. */
const afterwards = (words: Words, scope: Scope): Draft => {
  const ending = find(
    words,
    /(?:, )?(?:ya no (?:hacen?|nos hacen?) falta|ya no (?:sirven?|valen?|las? usamos|los? usamos)|sobran?)?(?: , )?(?:y )?(?:borral[oa]s?|eliminal[oa]s?|quital[oa]s?|delete (?:them|it)|remove (?:them|it))/,
  )
  if (!ending || ending.to !== words.length || ending.from === 0) return none
  const target = words.slice(0, ending.from)
  const head = headTable(target, scope)
  const rows = head && rowsMeant(target, head.table, scope)
  return rows?.named ? deleteOf(rows, scope, 0.85, false) : none
}

/** "quítale el seguro a Ana": what she has goes, not the thing itself. */
const owed = /(?:le|les)$/

/** "quita el correo a Luis Prieto": one value of a row, not the row. */
export const clears = (words: Words, scope: Scope): Draft => {
  const verb = find(words, /(?:quita(?:r|le|les)?|borra(?:r|le|les)?|elimina(?:r|le|les)?|vacia(?:r|le|les)?|remove|clear|delete)/)
  if (!verb || verb.from > 1) return none
  const rest = trim(withoutReason(words.slice(verb.to)))
  const ofSomebody = owed.test(verb.groups[0])
  if (!/^(?:el|la|su|the|los|las)$/.test(rest[0]?.norm ?? '') || (!ofSomebody && headTable(rest.slice(0, 2), scope))) return none
  const [place] = placesIn(rest, scope, (table, column) => column.nullable && !table.primaryKey.includes(column.name))
  const first = place && columnRuns(rest, place.table)[0]
  if (!place?.rows.named || place.rows.unread.length > 0 || first?.column.name !== place.column.name || first.from > 1) return none
  return updateOf(place, literal(null, place.column.type), scope, 0.86)
}

/** "borra el cliente": one, but which? */
const namesOne = (words: Words, scope: Scope): boolean => {
  const noun = trim(words, /^(?:a|al|el|la|los|las|un|una|the|this|that|es[ea]|est[ea])$/)[0]
  return (
    noun !== undefined &&
    words.length <= 3 &&
    !isPlural(noun.norm, scope.input.language) &&
    !/^(?:tod[oa]s?|all|every|each|cada)$/.test(words[0]?.norm ?? '')
  )
}

const askWhich = (table: string, scope: Scope): Draft =>
  failed(
    ask(
      say(
        scope.input.language,
        `¿Qué fila de ${table} quieres borrar? Dime su nombre o su número.`,
        `Which row of ${table} should be deleted? Tell me its name or number.`,
      ),
    ),
    0.85,
  )

const askOwed = (words: Words, scope: Scope): Draft['problems'][number] =>
  ask(
    say(
      scope.input.language,
      `No sé qué dato hay que quitar con «${said(scope.input.text, words)}». Dime la columna y de qué fila.`,
      `I don't know what to take away with "${said(scope.input.text, words)}". Tell me the column and the row.`,
    ),
  )

/** "borra las valoraciones con un 3 o menos", "remove the failed events of 2025". */
export const deletes = (words: Words, scope: Scope): Draft => {
  const verb = find(words, removing)
  if (!verb) return none
  if (verb.from > 2) return afterwards(words, scope)
  const rest = trim(withoutReason(words.slice(verb.to)))
  if (owed.test(verb.groups[0]) && has(rest, /(?:a|al) .+/)) return failed(askOwed(words, scope), 0.8)
  if (rest.length === 0 || isPronoun(rest)) return pronouns(rest, scope)
  const head = headTable(rest, scope)
  if (head) {
    const rows = rowsMeant(rest, head.table, scope)
    return rows.named || !namesOne(rest, scope) ? deleteOf(rows, scope, 0.93, false) : askWhich(rows.table.name, scope)
  }
  const found = byValue(trim(rest, /^(?:a|al|el|la|los|las|the)$/), scope)
  if (found.confidence > 0) return found
  const noun = trim(rest, /^(?:a|al|el|la|los|las|the|todos|todas|all)$/).slice(0, 1)
  const names = scope.knowledge.catalog.tables.filter((t) => t.kind === 'table').map((t) => t.name)
  return {
    ...failed(unknownTable(scope.input.text, said(scope.input.text, noun), nearest(names, noun), scope.input.language)),
    confidence: 0.6,
  }
}
