import type { Column, Table } from '#contracts/catalog.ts'
import { rowsMeant } from './assignments.ts'
import { fitValue } from './fit-value.ts'
import { headTable } from './rows.ts'
import { type Draft, emptyDraft, failed, type Scope } from './scope.ts'
import { findAt, trim, type Words } from './spans.ts'
import { columnNamed, tableNamed } from './table-names.ts'
import { updateOf } from './updates.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

const verbs =
  /(?:y )?(?:pon(?:le|les)?|asigna(?:le|les|r)?|nombra|deja|pasa(?:le|les)?|adjudica(?:le|les)?|encarga(?:le|les)?|set|make|assign|put|appoint|give)/

/** Who gets rows (`value`), what that is to them (`role`) and which rows. */
type HandOver = { readonly role: Words; readonly value: Words; readonly rows: Words }

const article = /^(?:el|la|los|las|the|su|a|al|to|as|como|their|its)$/
const clean = (words: Words): Words => trim(words, article)

/** "a Marta como agente de los clientes de Sevilla". */
const named = (words: Words): readonly HandOver[] =>
  words.flatMap((word, at) => {
    if (at === 0 || word.kind !== 'word' || !/^(?:como|as)$/.test(word.norm)) return []
    const after = clean(words.slice(at))
    return [1, 2].flatMap((length) =>
      findAt(after, /(?:de|del|a|al|para|of|for|to|en|in)/, length)
        ? [{ role: after.slice(0, length), value: clean(words.slice(0, at)), rows: after.slice(length + 1) }]
        : [],
    )
  })

/** "al comercial Luis López los clientes de Jerez". */
const receiverFirst = (words: Words): readonly HandOver[] => {
  if (!findAt(words, /(?:a|al|to)/)) return []
  const after = clean(words)
  return after.flatMap((word, at) =>
    at >= 2 && /^(?:los|las|tod[oa]s|el|la|the|all)$/.test(word.norm)
      ? [{ role: after.slice(0, 1), value: after.slice(1, at), rows: after.slice(at) }]
      : [],
  )
}

/** "los clientes de Jerez al comercial Luis López". */
const receiverLast = (words: Words): readonly HandOver[] =>
  words.flatMap((word, at) => {
    if (at === 0 || word.kind !== 'word' || !/^(?:a|al|to)$/.test(word.norm)) return []
    const after = clean(words.slice(at))
    return after.length >= 2 ? [{ role: after.slice(0, 1), value: after.slice(1), rows: words.slice(0, at) }] : []
  })

/** The column of a table that refers to what a role names: `agente_id` for "agente". */
const roleIn = (role: Words, table: Table, scope: Scope): Column | null => {
  const target = tableNamed(scope.knowledge.catalog, role, true)
  const own = columnNamed(table, role, false)
  for (const relation of scope.knowledge.catalog.relations) {
    const [name] = relation.from.columns
    if (relation.from.table !== table.name || relation.from.columns.length !== 1 || table.primaryKey.includes(name ?? '')) continue
    if (relation.to.table === target?.name || own?.name === name) return table.columns.find((c) => c.name === name) ?? null
  }
  return null
}

const handed = ({ role, value, rows: chosen }: HandOver, scope: Scope): Draft | null => {
  const table = headTable(chosen, scope)?.table
  const column = table && roleIn(role, table, scope)
  if (!table || !column || value.length === 0) return null
  const rows = rowsMeant(chosen, table, scope)
  if (rows.unread.length > 0) return null
  const fit = fitValue(value, table, column, scope, scope.made)
  return fit.kind === 'value' ? updateOf({ table, column, rows }, fit.value, scope, 0.9) : failed(fit.problem, 0.85)
}

/** "pon a Marta como agente de los clientes de Sevilla", "asigna al comercial Luis López los clientes de Jerez": rows that get another owner. */
export const handsOver = (words: Words, scope: Scope): Draft => {
  const verb = findAt(words, verbs)
  if (!verb) return none
  const rest = words.slice(verb.to)
  const drafts = [...named(rest), ...receiverFirst(rest), ...receiverLast(rest)].flatMap((h) => handed(h, scope) ?? [])
  return drafts.find((d) => d.steps.length > 0) ?? drafts[0] ?? none
}
