import { type Column, findTable, type Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { stems } from '../stem.ts'
import { identifierWords } from '../vocabulary.ts'
import { rowsMeant } from './assignments.ts'
import { knownValues, meantValue } from './fit-value.ts'
import { literal } from './literal-value.ts'
import { headTable } from './rows.ts'
import { type Draft, emptyDraft, type Scope } from './scope.ts'
import { find, has, trim, type Words } from './spans.ts'
import { updateOf } from './updates.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

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
  for (const column of table.columns) {
    const flag = scope.knowledge.natures.get(`${table.name}.${column.name}`)?.flag
    const named =
      flag && identifierWords(column.name).some((n) => norm.length === 1 && stems(n).some((s) => stems(norm[0] ?? '').includes(s)))
    if (named) return { column, value: literal(negative ? flag.no : flag.yes, column.type) }
  }
  if (negative) return null
  for (const column of table.columns) {
    if (column.type !== 'text' || scope.knowledge.natures.get(`${table.name}.${column.name}`)?.category !== true) continue
    const known = knownValues(table, column, scope)
    const meant = meantValue(
      content.map((w) => w.text).join(' '),
      known,
      known.every((k) => /^[A-Z]{1,3}$/.test(k)),
    )
    if (meant !== null) return { column, value: literal(meant, column.type) }
  }
  return null
}

const marking =
  /(?:marca(?:r|lo|la|los|las|me)?|pon(?:lo|la|los|las|er)?|pasa(?:r|lo|la|los|las)?|deja(?:r|lo|la|los|las)?|cambia(?:r|lo|la|los|las)?|da(?:lo|la|los|las|r)? por|mark|flag|set|move|switch|turn|make|promote|asciende|ascender)/

const tables = (words: Words, scope: Scope): readonly Table[] => {
  const head = headTable(words, scope)
  if (head) return [head.table]
  const focus = scope.focus === null ? undefined : findTable(scope.knowledge.catalog, scope.focus)
  return [...(focus ? [focus] : []), ...scope.knowledge.catalog.tables.filter((t) => t.kind === 'table' && t !== focus)]
}

type Split = { readonly target: Words; readonly state: Words }

/** "marca X como S", "pasa a S a X", "pasa X a S", "da por S X". */
const splits = (rest: Words): readonly Split[] => {
  const found: Split[] = []
  for (let at = 0; at < rest.length; at++) {
    const link = rest[at]
    if (!link || !/^(?:como|a|as|to|por|en|into)$/.test(link.norm) || link.kind !== 'word') continue
    const after = rest.slice(at + 1)
    found.push({ target: rest.slice(0, at), state: after })
    for (let end = 1; end < Math.min(4, after.length); end++)
      found.push({ target: [...rest.slice(0, at), ...after.slice(end)], state: after.slice(0, end) })
  }
  for (let end = 1; end <= Math.min(2, rest.length - 1); end++) {
    found.push({ target: rest.slice(end), state: rest.slice(0, end) })
    found.push({ target: rest.slice(0, rest.length - end), state: rest.slice(rest.length - end) })
  }
  return found
}

/** "marca la reserva 12 como cancelada", "pasa a VIP a los clientes con más de diez pedidos". */
export const marks = (words: Words, scope: Scope): Draft => {
  const verb = find(words, marking)
  if (!verb || verb.from > 3) return none
  const before = trim(words.slice(0, verb.from))
  const rest = words.slice(verb.to)
  const negative = has(rest, /no (?=\S+$)/)
  for (const { target, state } of splits(trim(rest))) {
    const subject = before.length > 0 ? [...before, ...target] : target
    for (const table of tables(subject, scope)) {
      const found = stateIn(
        state.filter((w) => w.norm !== 'no'),
        table,
        negative,
        scope,
      )
      if (!found) continue
      const rows = rowsMeant(subject, table, scope)
      if (rows.unread.length > 0 || (!rows.named && !headTable(subject, scope))) continue
      return updateOf({ table, column: found.column, rows }, found.value, scope, 0.9)
    }
  }
  return none
}

const happened =
  /(?:(?:ya|ahora|ayer|hoy|por fin) )*(?:(?:no )?(?:nos |me |se |la |lo |las |los |le |les )*(?:ha|han|hemos|he|habian?|esta|estan|quedan?|has been|have been|is|are|was|were|has|have)(?: (?:ya|now|already|been|finally))*) (?:sido )?(\S+)/

/** "la orden 24776 ya nos la han pagado", "la reserva 1352 se ha cancelado, márcala", "invoice 12 has been paid". */
export const happens = (words: Words, scope: Scope): Draft => {
  const match = find(words, happened)
  const subject = match ? trim(words.slice(0, match.from)) : []
  const head = match ? headTable(subject, scope) : null
  if (!match || !head) return none
  const participle = words.slice(match.to - 1, match.to)
  const tail = trim(
    words.slice(match.to),
    /^(?:,|marcala|marcalo|marcalas|marcalos|mark|it|them|apuntalo|apuntala|ya|now|already|asi|y|and|ponlo|anotalo|hoy|ayer|today|,)$/,
  )
  if (tail.length > 0) return none
  const found = stateIn(participle, head.table, has(match.groups[0] === '' ? [] : words.slice(match.from, match.from + 2), /no/), scope)
  if (!found) return none
  const rows = rowsMeant(subject, head.table, scope)
  if (!rows.named || rows.unread.length > 0) return none
  return updateOf({ table: head.table, column: found.column, rows }, found.value, scope, 0.88)
}
