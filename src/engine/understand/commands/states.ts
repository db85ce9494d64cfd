import { type Column, findTable, type Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { stems } from '../stem.ts'
import { fold } from '../tokens.ts'
import { expand, identifierWords } from '../vocabulary.ts'
import { rowsMeant } from './assignments.ts'
import { fitValue, knownValues, meantValue } from './fit-value.ts'
import { holdersOf } from './holders.ts'
import { literal } from './literal-value.ts'
import { headTable } from './rows.ts'
import { type Draft, emptyDraft, type Scope } from './scope.ts'
import { find, has, trim, type Words } from './spans.ts'
import { tableNamed } from './table-names.ts'
import { updateOf } from './updates.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

/** "pagada" and `paid`, "esterilizada" and `esterilizada`. */
const sameThing = (word: string, names: readonly string[]): boolean => {
  const meanings = expand(word)
  return names.some((n) => stems(n).some((s) => stems(word).includes(s) || (meanings.get(s) ?? 0) >= 0.6))
}

/** A column of states: a few known values, and not the name of the row. */
const isState = (table: Table, column: Column, scope: Scope): boolean => {
  const nature = scope.knowledge.natures.get(`${table.name}.${column.name}`)
  const unique = table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === column.name)
  return column.type === 'text' && !unique && (column.allowedValues !== null || (nature?.category === true && nature.naming === 0))
}

/** How a table stores that something is so: a yes/no column of that name, or a state among known values. */
export const stateIn = (
  words: Words,
  table: Table,
  negative: boolean,
  scope: Scope,
): { readonly column: Column; readonly value: Expression } | null => {
  const content = trim(words, /^(?:como|a|al|estado|de|el|la|los|las|que|ya|as|to|the|state|status|en|ser)$/)
  const norm = content.map((w) => w.norm)
  if (norm.length === 0 || norm.length > 3) return null
  const opposite = norm.length === 1 ? negatedFlag(norm[0] ?? '', table, negative, scope) : null
  for (const column of table.columns) {
    const flag = scope.knowledge.natures.get(`${table.name}.${column.name}`)?.flag
    const named = flag && norm.length === 1 && sameThing(norm[0] ?? '', identifierWords(column.name))
    if (named) return { column, value: literal(negative ? flag.no : flag.yes, column.type) }
  }
  if (negative) return opposite
  for (const column of table.columns) {
    if (!isState(table, column, scope)) continue
    const known = knownValues(table, column, scope)
    const meant = meantValue(
      content.map((w) => w.text).join(' '),
      known,
      known.every((k) => /^[A-Z]{1,3}$/.test(k)),
    )
    if (meant !== null) return { column, value: literal(meant, column.type) }
  }
  return opposite
}

type State = { readonly column: Column; readonly value: Expression }

const opposing = /^(?:in|im|un|des|dis|non-?)(?=\p{L}{4})/u

/** "inactivo" where the column is `activo`. */
const negatedFlag = (word: string, table: Table, negative: boolean, scope: Scope): State | null => {
  if (!opposing.test(word)) return null
  const base = word.replace(opposing, '')
  for (const column of table.columns) {
    const flag = scope.knowledge.natures.get(`${table.name}.${column.name}`)?.flag
    if (flag && identifierWords(column.name).some((n) => stems(n).some((s) => stems(base).includes(s))))
      return { column, value: literal(negative ? flag.yes : flag.no, column.type) }
  }
  return null
}

const marking =
  /(?:give|grant|concede(?:le|les)?|da(?:le|les)|mueve(?:lo|la)?|traslada(?:r)?|asigna(?:r)?|assign|transfer|marca(?:r|lo|la|los|las|me)?|pon(?:lo|la|los|las|er)?|pasa(?:r|lo|la|los|las)?|deja(?:r|lo|la|los|las)?|cambia(?:r|lo|la|los|las)?|da(?:lo|la|los|las|r)? por|mark|flag|set|move|switch|turn|make|promote|asciende|ascender)/

/** "mueve a Nina a Ventas": the row of another table that the state names. */
const referenceIn = (words: Words, table: Table, scope: Scope): { readonly column: Column; readonly value: Expression } | null => {
  for (const relation of scope.knowledge.catalog.relations) {
    const column =
      relation.from.table === table.name && relation.from.columns.length === 1
        ? table.columns.find((c) => c.name === relation.from.columns[0])
        : undefined
    const fit = column && !table.primaryKey.includes(column.name) ? fitValue(words, table, column, scope, scope.made) : null
    if (column && fit?.kind === 'value' && fit.exact) return { column, value: fit.value }
  }
  return null
}

const tables = (words: Words, scope: Scope): readonly Table[] => {
  const head = headTable(words, scope)
  if (head) return [head.table]
  const focus = scope.focus === null ? undefined : findTable(scope.knowledge.catalog, scope.focus)
  return [...new Set([...(focus ? [focus] : []), ...holdersOf(words, scope)])].slice(0, 4)
}

type Split = { readonly target: Words; readonly state: Words }

/** "los clientes de Sevilla": what follows chooses rows, it is no state to put them in. */
const choosing = /^(?:de|del|of|from|con|with|sin|without|que|that|who)$/

/** "marca X como S", "pasa a S a X", "pasa X a S", "da por S X". */
const splits = (rest: Words): readonly Split[] => {
  const found: Split[] = []
  for (let at = 0; at < rest.length; at++) {
    const link = rest[at]
    if (!link || !/^(?:como|a|as|to|por|en|into)$/.test(link.norm) || link.kind !== 'word') continue
    const after = rest.slice(at + 1)
    found.push({ target: rest.slice(0, at), state: after })
    for (let end = 1; end < Math.min(4, after.length); end++)
      if (/^(?:a|al|el|la|los|las|tod[oa]s?|the|all|to|every|each)$/.test(after[end]?.norm ?? ''))
        found.push({ target: [...rest.slice(0, at), ...after.slice(end)], state: after.slice(0, end) })
  }
  for (let end = 1; end <= Math.min(2, rest.length - 1); end++) {
    found.push({ target: rest.slice(end), state: rest.slice(0, end) })
    const [before, first] = [rest[rest.length - end - 1]?.norm ?? '', rest[rest.length - end]?.norm ?? '']
    if (!choosing.test(before) && !choosing.test(first))
      found.push({ target: rest.slice(0, rest.length - end), state: rest.slice(rest.length - end) })
  }
  return found
}

/** "como pagadas con transferencia las facturas ...": what follows the state may be a second one, of another column. */
const secondState = (words: Words, table: Table, first: Column, scope: Scope): { readonly state: State; readonly rest: Words } | null => {
  if (!/^(?:con|por|en|with|by|in)$/.test(words[0]?.norm ?? '')) return null
  for (let end = Math.min(4, words.length); end > 1; end--) {
    if (end < words.length && !/^(?:a|al|el|la|los|las|tod[oa]s?|the|all|every)$/.test(words[end]?.norm ?? '')) continue
    for (const column of table.columns) {
      if (column.name === first.name || !isState(table, column, scope)) continue
      const meant = meantValue(
        words
          .slice(1, end)
          .map((w) => w.text)
          .join(' '),
        knownValues(table, column, scope),
        false,
      )
      if (meant !== null) return { state: { column, value: literal(meant, column.type) }, rest: words.slice(end) }
    }
  }
  return null
}

const withSecond = (draft: Draft, { column, value }: State): Draft => ({
  ...draft,
  steps: draft.steps.map((s) => (s.kind === 'update' ? { ...s, set: [...s.set, { column: column.name, value }] } : s)),
})

const change = (
  words: Words,
  table: Table,
  state: { readonly column: Column; readonly value: Expression },
  scope: Scope,
  confidence: number,
): Draft | null => {
  const second = secondState(words, table, state.column, scope)
  if (second) {
    const both = change(second.rest, table, state, scope, confidence)
    return both && withSecond(both, second.state)
  }
  const rows = rowsMeant(words, table, scope)
  if (rows.unread.length > 0 || (!rows.named && !headTable(words, scope))) return null
  return updateOf({ table, column: state.column, rows }, state.value, scope, confidence)
}

/** "marca la reserva 12 como cancelada", "pasa a VIP a los clientes con más de diez pedidos", "mueve a Nina a Ventas". */
export const marks = (words: Words, scope: Scope): Draft => {
  const verb = find(words, marking)
  if (!verb || verb.from > 3) return none
  const before = trim(words.slice(0, verb.from))
  const rest = words.slice(verb.to)
  const negative = has(rest, /no (?=\S+$)/)
  const parts = splits(trim(rest)).map(({ target, state }) => ({
    subject: before.length > 0 ? [...before, ...target] : target,
    state: state.filter((w) => w.norm !== 'no'),
  }))
  for (const { subject, state } of parts) {
    for (const table of tables(subject, scope)) {
      const found = stateIn(state, table, negative, scope)
      const draft = found && change(subject, table, found, scope, 0.9)
      if (draft) return draft
    }
  }
  for (const { subject: said, state } of parts) {
    const subject = withoutKind(said, scope)
    for (const table of moving.test(verb.groups[0]) ? tables(subject, scope) : []) {
      const found = referenceIn(state, table, scope)
      const draft = found && change(subject, table, found, scope, 0.88)
      if (draft) return draft
    }
  }
  return none
}

/** "a Talleres Rubio el agente (Iván Soler)": the kind of thing assigned is not among the rows changed. */
const withoutKind = (words: Words, scope: Scope): Words => {
  const last = words.at(-1)
  const article = /^(?:el|la|al|the|a|como|as)$/.test(words.at(-2)?.norm ?? '')
  return last && article && words.length > 2 && tableNamed(scope.knowledge.catalog, [last]) ? words.slice(0, -2) : words
}

const moving = /^(?:pasa|pon|cambia|asigna|mueve|traslada|move|switch|assign|transfer)/

const happened =
  /(?:(?:ya|ahora|ayer|hoy|por fin) )*(?:(?:no )?(?:nos |me |se |la |lo |las |los |le |les )*(?:vuelven? a estar|ha vuelto a estar|han vuelto a estar|ha|han|hemos|he|habian?|esta|estan|quedan?|has been|have been|is|are|was|were|has|have)(?: (?:ya|now|already|been|finally))*) (?:sido )?(\S+)/

const aside =
  /^(?:,|marcala|marcalo|marcalas|marcalos|mark|it|them|apuntalo|apuntala|ya|now|already|asi|y|and|ponlo|anotalo|hoy|ayer|today)$/

/** "la orden 24776 ya nos la han pagado", "la reserva 1352 se ha cancelado, márcala", "invoice 12 has been paid", "Luna ya está esterilizada". */
export const happens = (words: Words, scope: Scope): Draft => {
  const match = find(words, happened)
  const subject = match ? trim(words.slice(0, match.from)) : []
  if (!match || subject.length === 0 || trim(words.slice(match.to), aside).length > 0) return none
  const participle = words.slice(match.to - 1, match.to)
  const negative = has(words.slice(match.from, match.from + 2), /no/)
  for (const table of tables(subject, scope)) {
    const found = stateIn(participle, table, negative, scope)
    const rows = found && rowsMeant(subject, table, scope)
    if (found && rows?.named && rows.unread.length === 0) return updateOf({ table, column: found.column, rows }, found.value, scope, 0.88)
  }
  return none
}

const endings = [/(?:a|e)$/, /(?:ar|er|ir)$/, /(?:al[oa]s?|el[oa]s?|arl[oa]s?)$/, /$/]

/** The state that a verb brings about: "anula" -> `anulado`, "archive" -> `archived`. */
const stateOfVerb = (verb: string, table: Table, scope: Scope): State | null =>
  stateBrought(verb, table, scope) ?? (opposing.test(verb) ? undone(verb.replace(opposing, ''), table, scope) : null)

/** "desbloquea" where the column is `bloqueado`: only a yes/no column can be undone. */
const undone = (verb: string, table: Table, scope: Scope): State | null => {
  const brought = stateBrought(verb, table, scope)
  const flag = brought && scope.knowledge.natures.get(`${table.name}.${brought.column.name}`)?.flag
  return brought && flag ? { column: brought.column, value: literal(flag.no, brought.column.type) } : null
}

const stateBrought = (verb: string, table: Table, scope: Scope): State | null => {
  const roots = endings
    .filter((e) => e.test(verb))
    .map((e) => verb.replace(e, ''))
    .filter((r) => r.length >= 4)
  return roots.map((root) => stateOfRoot(root, table, scope)).find((s) => s !== null) ?? null
}

const stateOfRoot = (root: string, table: Table, scope: Scope): { readonly column: Column; readonly value: Expression } | null => {
  const isForm = (word: string): boolean =>
    word.startsWith(root) && /^(?:ad[oa]s?|id[oa]s?|ed|d|led|ped)$/.test(word.slice(root.length).replace(/^e(?=d$)/, ''))
  for (const column of table.columns) {
    const flag = scope.knowledge.natures.get(`${table.name}.${column.name}`)?.flag
    if (flag && identifierWords(column.name).some((n) => isForm(n) || n === `${root}a` || n === `${root}o`))
      return { column, value: literal(flag.yes, column.type) }
    if (!isState(table, column, scope)) continue
    const known = knownValues(table, column, scope)
    const codes = known.every((k) => /^[A-Z]{1,3}$/.test(k))
    const state = known.find((k) => isForm(fold(k))) ?? (codes ? meantValue(`${root}ado`, known, true) : null) ?? undefined
    if (state !== undefined) return { column, value: literal(state, column.type) }
  }
  return null
}

/** "anula los pedidos de Ana", "descataloga el Martillo", "cancel booking 12": the verb names the state. */
export const verbStates = (words: Words, scope: Scope): Draft => {
  const first = words[0]
  const rest = words.slice(1)
  if (first?.kind !== 'word' || rest.length === 0) return none
  for (const table of tables(rest, scope)) {
    const found = stateOfVerb(first.norm, table, scope)
    const draft = found && change(rest, table, found, scope, 0.87)
    if (draft) return draft
  }
  return none
}
