import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { findPath } from '../../understand/relation-graph.ts'
import { reachesOne } from '../defaults.ts'
import { column, compare, literal } from '../expressions.ts'
import { flagCondition } from './absence.ts'
import { chooseColumn, chooseValue, isValue, keyOfValue, tableAt } from './choose.ts'
import { type Draft, isCue, isFree, mentionAt, nextFree, note, previousFree, use, type ValueLink } from './draft.ts'

/** The table or column said right before a value that it belongs to: "zona Sur", "categoría de Bebidas", "la ciudad de Sevilla". */
const besideName = (
  draft: Draft,
  at: number,
): { readonly table: string; readonly column: string | null; readonly index: number } | null => {
  for (const near of [previousFree(draft, at - 1, 2), at + 1]) {
    if (near < 0 || !isFree(draft, near)) continue
    const mention = mentionAt(draft, near)
    const values = mentionAt(draft, at)?.links.filter((l) => l.kind === 'value') ?? []
    if (!mention) continue
    for (const link of mention.links) {
      if (link.score < 0.55) continue
      if (link.kind === 'column' && values.some((v) => v.kind === 'value' && v.table === link.table && v.column === link.column))
        return { table: link.table, column: link.column, index: near }
      if (link.kind === 'table' && link.table !== draft.subject && values.some((v) => v.table === link.table))
        return { table: link.table, column: null, index: near }
      if (link.kind === 'column') {
        const target = (draft.knowledge.graph.get(link.table) ?? []).find((s) => s.up && s.relation.from.columns[0] === link.column)
        if (target && values.some((v) => v.table === target.to)) return { table: target.to, column: null, index: near }
      }
    }
  }
  return null
}

/** The mention a piece describes: the one before it, over small words and "que". */
const described = (draft: Draft, at: number): number => {
  for (let before = at - 1; before >= 0; before--) {
    const piece = draft.pieces[before]
    if (piece?.kind === 'small' || (piece?.kind === 'cue' && ['which', 'and', 'or', 'with'].includes(piece.cue.name))) continue
    return piece?.kind === 'mention' ? before : -1
  }
  return -1
}

/** Codes count only beside the thing they describe; there they say more than likenesses elsewhere. */
const codeHere = (draft: Draft, at: number): ValueLink | null => {
  const piece = draft.pieces[described(draft, at)]
  const table = piece?.kind === 'mention' ? piece.links.find((l) => l.kind === 'table' && l.score > 0.7)?.table : undefined
  const codes = (mentionAt(draft, at)?.links ?? []).filter(
    (l): l is ValueLink => l.kind === 'value' && l.how === 'code' && l.table === table,
  )
  const exact = mentionAt(draft, at)?.links.some((l) => l.kind === 'value' && l.table === table && l.how !== 'code' && l.score > 0.8)
  return codes.length > 0 && !exact ? (codes[0] ?? null) : null
}

/** "de gasolina y otro diésel": another code of the column of the value just before. */
const codeBeside = (draft: Draft, at: number, last: Placed | undefined): ValueLink | null => {
  const near =
    last !== undefined &&
    at - last.at <= 4 &&
    draft.pieces.slice(last.at, at).some((p) => p.kind === 'cue' && /^(?:and|or)$/.test(p.cue.name))
  const link = near
    ? mentionAt(draft, at)?.links.find(
        (l) => l.kind === 'value' && l.how === 'code' && l.table === last.value.table && l.column === last.value.column,
      )
    : undefined
  return link?.kind === 'value' ? link : null
}

type Placed = { readonly at: number; readonly value: ValueLink; readonly negated: boolean }

const readValue = (draft: Draft, at: number, placed: Placed[]): void => {
  const mention = mentionAt(draft, at)
  const code = mention && (codeHere(draft, at) ?? codeBeside(draft, at, placed[placed.length - 1]))
  if (code) {
    placed.push({ at, value: code, negated: false })
    note(draft, mention.said, `${code.table}.${code.column} = ${code.value}`, 0.62)
    use(draft, at)
    return
  }
  if (!mention || !isValue(draft, at)) return
  const beside = besideName(draft, at)
  const last = placed[placed.length - 1]
  const joined = last && isCue(draft, at - 1, 'and', 'or') ? { table: last.value.table, column: last.value.column } : null
  const value = chooseValue(draft, mention.links, mention.said, beside ?? joined)
  if (!value || value.how === 'code') return
  if (
    value.how === 'part' &&
    mention.links.filter((l) => l.kind === 'value' && l.how === 'part' && l.table === value.table && l.column === value.column).length > 1
  ) {
    draft.where.push({
      condition: { kind: 'text', match: 'contains', value: column(value.table, value.column), text: mention.said, negated: false },
      at,
      kind: 'text',
    })
    draft.ties.delete(keyOfValue(mention.said))
    use(draft, at)
    return
  }
  placed.push({ at, value, negated: false })
  use(draft, at)
  if (!beside || tableAt(draft, beside.index) === draft.subject) return
  use(draft, beside.index)
}

type Alternatives = { readonly at: number; readonly ats: readonly number[]; readonly of: ValueLink; readonly values: readonly string[] }

/** Values of one column are alternatives of each other. */
const conditionsOf = (placed: readonly Placed[]): readonly Alternatives[] => {
  const groups = new Map<string, { at: number; ats: number[]; of: ValueLink; values: string[] }>()
  for (const { at, value } of placed) {
    const key = `${value.table}.${value.column}`
    const group = groups.get(key)
    if (group) {
      group.values.push(value.value)
      group.ats.push(at)
    } else groups.set(key, { at, ats: [at], of: value, values: [value.value] })
  }
  return [...groups.values()].map((g) => ({ ...g, values: [...new Set(g.values)] }))
}

/** "han comprado vino y también queso", "both a mirror and a clock": rows of the subject that have each, rather than one of them. */
const ofEach = (draft: Draft, of: ValueLink, ats: readonly number[]): boolean => {
  if (of.table === draft.subject || reachesOne(draft.knowledge, draft.subject, of.table)) return false
  if (/\b(?:both|ambos|ambas|tanto)\b/i.test(draft.text)) return true
  const between = draft.pieces.slice(ats[0], ats[ats.length - 1])
  const joined =
    between.some((p) => p.kind === 'cue' && p.cue.name === 'and') && !between.some((p) => p.kind === 'cue' && p.cue.name === 'or')
  return joined && draft.measures.length === 0 && draft.groups.length === 0 && draft.ranking === null
}

/** The absence or presence said just before that a value belongs to: "not reviewed by Ana", "sin pedidos de vino". */
const existenceFor = (draft: Draft, table: string, at: number) =>
  table === draft.subject
    ? undefined
    : draft.existences.find(
        (e) =>
          e.at < at && (e.table === table || (e.negated && at - e.at <= 6 && findPath(draft.knowledge.graph, e.table, table) !== null)),
      )

/** "al menos un coche de gasolina y otro diésel": each of them is asked for, so that some is asked for adds nothing. */
const takePresence = (draft: Draft, table: string, at: number): void => {
  const index = draft.existences.findIndex(
    (e) => e.table === table && e.at < at && !e.negated && e.where.length === 0 && (e.atLeast?.value ?? 1) === 1,
  )
  if (index >= 0) draft.existences.splice(index, 1)
}

/** Reads stored values ("de Sevilla", "canceladas", "VIP"), and yes/no columns named as adjectives. */
export const readValues = (draft: Draft): void => {
  const placed: Placed[] = []
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readValue(draft, at, placed)
  for (const { at, ats, of, values } of conditionsOf(placed)) {
    const target = column(of.table, of.column)
    const options = values.map((v) => literal(v, 'text'))
    const first = options[0]
    const condition =
      options.length === 1 && first ? compare(target, '=', first) : ({ kind: 'in', value: target, options, negated: false } as const)
    if (values.length > 1 && ofEach(draft, of, ats)) {
      takePresence(draft, of.table, at)
      for (const option of options)
        draft.existences.push({ table: of.table, negated: false, at, where: [compare(target, '=', option)], atLeast: null })
      continue
    }
    const existence = existenceFor(draft, of.table, at)
    if (existence) existence.where.push(condition)
    else draft.where.push({ condition, at, kind: 'value' })
  }
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readFlag(draft, at)
  for (let at = 0; at < draft.pieces.length; at++) readPresence(draft, at)
}

/** "clientes con email", "customers that have a phone": a column that may be empty, said without "su". */
const readPresence = (draft: Draft, at: number): void => {
  const before = draft.pieces[at - 1]
  if (!isFree(draft, at) || before?.kind !== 'cue' || before.cue.name !== 'with' || tableAt(draft, at)) return
  const of = chooseColumn(draft, at, 'any', 0.6)
  const stored = of && tableOf(draft.knowledge, of.table).columns.find((c) => c.name === of.column)
  const plain = of && !natureAt(draft.knowledge, of.table, of.column).numeric && !natureAt(draft.knowledge, of.table, of.column).flag
  if (!of || !plain || !stored?.nullable || of.table !== draft.subject || isCue(draft, at + 1, 'and')) return
  draft.where.push({ condition: { kind: 'is_null', value: of, negated: true }, at, kind: 'null' })
  use(draft, at, at - 1)
}

/** "clientes activos", "hotels with a pool": a yes/no column said without more. In a list of columns to show it is left alone. */
const readFlag = (draft: Draft, at: number): void => {
  const mention = mentionAt(draft, at)
  const top = mention?.links[0]
  if (!mention || !top || tableAt(draft, at)) return
  const of = chooseColumn(draft, at, 'flag', 0.6)
  if (!of || !natureAt(draft.knowledge, of.table, of.column).flag) return
  const listed = isCue(draft, at - 1, 'and') && draft.pieces[at - 2]?.kind === 'mention' && !draft.used.has(at - 2)
  if (listed && nextFree(draft, at + 1, 1) < 0) return
  const condition = flagCondition(draft, of, true)
  if (condition) draft.where.push({ condition, at, kind: 'flag' })
  use(draft, at)
}
