import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { findPath } from '../../understand/relation-graph.ts'
import { dateFor, reachesOne } from '../defaults.ts'
import { type ColumnExpression, column, compare, literal } from '../expressions.ts'
import { amountNear, isSale } from './amounts.ts'
import { chooseColumn, chooseValue, isValue, tableAt } from './choose.ts'
import { type Draft, isCue, isFree, mentionAt, nextFree, use } from './draft.ts'
import { boundsOf, delayOf } from './durations.ts'
import { inPeriod } from './periods.ts'

const flagLiteral = (value: string | number | boolean): ReturnType<typeof literal> =>
  literal(value, typeof value === 'boolean' ? 'boolean' : typeof value === 'number' ? 'integer' : 'text')

export const flagCondition = (draft: Draft, of: ColumnExpression, wanted: boolean) => {
  const flag = natureAt(draft.knowledge, of.table, of.column).flag
  return flag ? compare(of, '=', flagLiteral(wanted ? flag.yes : flag.no)) : null
}

/** What a negation is about: the nearest mention after it, over words that add nothing ("que no nos han dejado ni correo"). */
const scopeAfter = (draft: Draft, at: number): number => {
  for (let next = at + 1, words = 0; next < draft.pieces.length && words < 4; next++) {
    const piece = draft.pieces[next]
    if (!piece || piece.kind === 'small') continue
    if (piece.kind === 'stop') return -1
    if (piece.kind === 'cue') {
      if (['not', 'with', 'which', 'all', 'nobody', 'without', 'only'].includes(piece.cue.name)) {
        if (piece.cue.name !== 'with') use(draft, next)
        continue
      }
      return -1
    }
    if (piece.kind === 'word') {
      words++
      continue
    }
    if (piece.kind === 'mention' && !draft.used.has(next)) return next
    if (piece.kind === 'period') continue
    return -1
  }
  return -1
}

/** "ni", "nor", "y", "or" right after a piece; -1 where there is none. */
const joinerAfter = (draft: Draft, at: number): number => {
  const piece = draft.pieces[at + 1]
  return (piece?.kind === 'small' && /^(?:ni|nor)$/.test(piece.norm)) || (isFree(draft, at + 1) && isCue(draft, at + 1, 'and', 'or'))
    ? at + 1
    : -1
}

const negateValue = (draft: Draft, at: number, target: number): boolean => {
  const mention = mentionAt(draft, target)
  const value = mention && chooseValue(draft, mention.links, mention.said, null)
  if (!value || value.how === 'code') return false
  const targets = [literal(value.value, 'text')]
  const indexes = [target]
  for (let next = joinerAfter(draft, target); next >= 0; next = joinerAfter(draft, next)) {
    const further = nextFree(draft, next + 1, 2)
    const other = further >= 0 ? mentionAt(draft, further) : null
    const found =
      other && isValue(draft, further) ? chooseValue(draft, other.links, other.said, { table: value.table, column: value.column }) : null
    if (!found || found.table !== value.table || found.column !== value.column) break
    targets.push(literal(found.value, 'text'))
    indexes.push(next, further)
    next = further
  }
  const of = column(value.table, value.column)
  const first = targets[0]
  if (value.table !== draft.subject && !reachesOne(draft.knowledge, draft.subject, value.table)) {
    draft.existences.push({
      table: value.table,
      negated: true,
      at,
      where: [{ kind: 'in', value: of, options: targets, negated: false }],
      atLeast: null,
    })
    use(draft, at, ...indexes)
    return true
  }
  if (targets.length === 1 && first) draft.where.push({ condition: compare(of, '<>', first), at, kind: 'value' })
  else draft.where.push({ condition: { kind: 'in', value: of, options: targets, negated: true }, at, kind: 'value' })
  use(draft, at, ...indexes)
  return true
}

const isNullable = (draft: Draft, of: ColumnExpression): boolean =>
  tableOf(draft.knowledge, of.table).columns.find((c) => c.name === of.column)?.nullable ?? false

/** "ni correo ni teléfono", "sin email o teléfono": further columns of the same absence. */
const absentColumns = (draft: Draft, first: number): readonly number[] => {
  const found = [first]
  for (let at = first + 1; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    const joins = (piece?.kind === 'small' && piece.norm === 'ni') || (isCue(draft, at, 'and', 'or') && isFree(draft, at))
    if (!joins) break
    const next = nextFree(draft, at + 1, 2)
    if (next < 0 || tableAt(draft, next) || !mentionAt(draft, next)) break
    found.push(next)
    at = next
  }
  return found
}

const negateColumn = (draft: Draft, at: number, target: number): boolean => {
  const of = chooseColumn(draft, target, 'any', 0.4)
  if (!of) return false
  const flag = flagCondition(draft, of, false)
  if (flag) {
    draft.where.push({ condition: flag, at, kind: 'flag' })
    use(draft, at, target)
    return true
  }
  const nature = natureAt(draft.knowledge, of.table, of.column)
  if (!isNullable(draft, of) && nature.numeric && isCue(draft, at, 'without')) {
    draft.where.push({ condition: compare(of, '=', literal(0, 'integer')), at, kind: 'number' })
    use(draft, at, target)
    return true
  }
  if (!isNullable(draft, of) && !nature.reference) return false
  for (const index of absentColumns(draft, target)) {
    const absent = index === target ? of : chooseColumn(draft, index, 'any', 0.4)
    if (absent) draft.where.push({ condition: { kind: 'is_null', value: absent, negated: false }, at, kind: 'null' })
    use(draft, index)
  }
  use(draft, at)
  return true
}

/** A reference column that may be empty says the absence better than a missing row: "empleado que no tiene jefe". */
const isOptionalReference = (draft: Draft, at: number, table: string): boolean => {
  const path = findPath(draft.knowledge.graph, draft.subject, table)
  const step = path?.steps.length === 1 ? path.steps[0] : undefined
  const from = step?.up ? step.relation.from.columns[0] : undefined
  if (!from) return false
  draft.where.push({ condition: { kind: 'is_null', value: column(draft.subject, from), negated: false }, at, kind: 'null' })
  return true
}

/** "que no han pasado nunca por el taller": no thing named, but rows of only one table happen to the subject. */
const onlyHappening = (draft: Draft): string | null => {
  const below = new Set((draft.knowledge.graph.get(draft.subject) ?? []).filter((s) => !s.up && s.to !== draft.subject).map((s) => s.to))
  const [only] = below
  return below.size === 1 && only ? only : null
}

const saysNever = (draft: Draft, at: number): boolean =>
  /nunca|jamas|jamás|never|nadie|nobody|no one|ning/i.test(
    draft.pieces
      .slice(at, at + 6)
      .map((p) => p.said)
      .join(' '),
  )

/** Tries what a negation may be about, one mention after another; true once one of them takes it. */
const negateTarget = (draft: Draft, at: number, target: number): boolean => {
  if (isValue(draft, target) && negateValue(draft, at, target)) return true
  const table = tableAt(draft, target)
  const verb = table ? null : tableAt(draft, target, true)
  const absent = table ?? (verb !== draft.subject ? verb : null)
  if (absent && absent !== draft.subject) {
    if (isOptionalReference(draft, at, absent)) draft.named.splice(0, draft.named.length, ...draft.named.filter((n) => n.at !== target))
    else draft.existences.push({ table: absent, negated: true, at, where: [], atLeast: null })
    use(draft, at, target)
    useEcho(draft, target, absent)
    return true
  }
  if (negateColumn(draft, at, target)) return true
  const of = chooseColumn(draft, target, 'any', 0.4)
  if (!of || of.table === draft.subject || !isBelow(draft, of.table)) return false
  draft.existences.push({ table: of.table, negated: true, at, where: [], atLeast: null })
  use(draft, at, target)
  return true
}

const isBelow = (draft: Draft, table: string): boolean =>
  (draft.knowledge.graph.get(draft.subject) ?? []).some((s) => !s.up && s.to === table)

const readNegation = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'not', 'without', 'except', 'nobody', 'differs')) return
  if (isCue(draft, at, 'differs') && /distint|diferent|different/i.test(draft.pieces[at]?.said ?? '')) {
    const target = scopeAfter(draft, at)
    if (target < 0 || !isValue(draft, target) || !negateValue(draft, at, target)) draft.distinct = true
    use(draft, at)
    return
  }
  for (let from = at, tries = 0; tries < 2; tries++) {
    const target = scopeAfter(draft, from)
    if (target < 0) break
    if (negateTarget(draft, at, target)) return
    from = target
  }
  if (leaving(draft, at) || unresolved(draft, at) || notThen(draft, at)) return
  const only = saysNever(draft, at) ? onlyHappening(draft) : null
  if (!only) return
  draft.existences.push({ table: only, negated: true, at, where: [], atLeast: null })
  for (let next = at; next < Math.min(draft.pieces.length, at + 7); next++) {
    const piece = draft.pieces[next]
    if (piece?.kind === 'stop') break
    if (piece?.kind === 'word' || (piece?.kind === 'cue' && ['not', 'nobody'].includes(piece.cue.name))) use(draft, next)
    if (piece?.kind === 'mention' && (piece.links[0]?.score ?? 1) < 0.9) use(draft, next)
  }
  use(draft, at)
}

/** "incidencias sin resolver", "not closed": no date of ending yet. */
const unresolved = (draft: Draft, at: number): boolean => {
  const next = draft.pieces.findIndex((p, i) => i > at && p.kind !== 'small')
  if (
    !/^(?:resolver|resuelt[oa]s?|cerrar|cerrad[oa]s?|solucionar|atender|terminar|finalizar|entregar|pagar|cobrar|resolved|closed|solved|finished|delivered|paid)$/i.test(
      draft.pieces[next]?.said ?? '',
    )
  )
    return false
  const end = tableOf(draft.knowledge, draft.subject).columns.find(
    (c) =>
      c.nullable &&
      natureAt(draft.knowledge, draft.subject, c.name).temporal &&
      /cierre|resol|close|fin|end|entrega|deliver|pago|paid|cobro/i.test(c.name),
  )
  if (!end) return false
  draft.where.push({ condition: { kind: 'is_null', value: column(draft.subject, end.name), negated: false }, at, kind: 'null' })
  use(draft, at, next)
  return true
}

/** "compraron en 2025 pero no en 2026": the same happening, in one period and not in the other. */
const notThen = (draft: Draft, at: number): boolean => {
  const next = draft.pieces.findIndex((p, i) => i > at && p.kind !== 'small')
  const before = draft.pieces.findLastIndex((p, i) => i < at && p.kind === 'period')
  const [first, second] = [draft.pieces[before], draft.pieces[next]]
  if (first?.kind !== 'period' || second?.kind !== 'period') return false
  const verb = draft.pieces.findLastIndex((p, i) => i < before && p.kind !== 'small' && p.kind !== 'period' && p.kind !== 'cue')
  const named = tableAt(draft, verb, true)
  const table = isSale(draft.pieces[verb]?.said ?? '') ? (amountNear(draft, draft.subject)?.table ?? named) : named
  const date = table && table !== draft.subject ? dateFor(draft.knowledge, table) : null
  if (!table || !date) return false
  for (const [piece, negated] of [
    [first, false],
    [second, true],
  ] as const) {
    const condition = inPeriod(draft, date, piece.period)
    draft.existences.push({ table, negated, at, where: condition ? [condition] : [], atLeast: null })
  }
  use(draft, at, before, next, verb)
  return true
}

const leavingDate = (draft: Draft): ColumnExpression | null => {
  const found = tableOf(draft.knowledge, draft.subject).columns.find(
    (c) =>
      natureAt(draft.knowledge, draft.subject, c.name).temporal &&
      c.nullable &&
      /(?:^|_)(?:baja|fin|end|cese|left|leave|termination|salida)(?:_|$)/i.test(c.name),
  )
  return found ? column(draft.subject, found.name) : null
}

const activeFlag = (draft: Draft): ColumnExpression | null => {
  const found = tableOf(draft.knowledge, draft.subject).columns.find(
    (c) => natureAt(draft.knowledge, draft.subject, c.name).flag && /activ|vigente|disponible|available|enabled|current/i.test(c.name),
  )
  return found ? column(draft.subject, found.name) : null
}

/** "ya no están con nosotros", "en activo": by a flag, else by an empty or filled date of leaving. */
const byActivity = (draft: Draft, at: number, active: boolean): boolean => {
  const flag = activeFlag(draft)
  const condition = flag && flagCondition(draft, flag, active)
  const left = leavingDate(draft)
  if (condition) draft.where.push({ condition, at, kind: 'flag' })
  else if (left) draft.where.push({ condition: { kind: 'is_null', value: left, negated: !active }, at, kind: 'null' })
  else return false
  use(draft, at)
  return true
}

const gone = /(?:ya no|no longer|not any ?more|dejaron|de baja)/i

const leaving = (draft: Draft, at: number): boolean => {
  const words = draft.pieces
    .slice(at, at + 5)
    .map((p) => p.said)
    .join(' ')
  return gone.test(words) && byActivity(draft, at, false)
}

/** The date by which a row of the subject had to be settled. */
const dueDate = (draft: Draft): ColumnExpression | null => {
  const found = tableOf(draft.knowledge, draft.subject).columns.find(
    (c) => natureAt(draft.knowledge, draft.subject, c.name).temporal && /venc|caduc|due|expir|valid_until|limite/i.test(c.name),
  )
  return found ? column(draft.subject, found.name) : null
}

/** "late deliveries", "envíos con retraso", "ITV caducada": a date past its promise, or past today. */
const readDelay = (draft: Draft): void => {
  const late = draft.pieces.findIndex(
    (p, i) =>
      !draft.used.has(i) &&
      (p.kind === 'word' || p.kind === 'mention') &&
      /^(?:late|tarde|retraso|retrasad[oa]s?|delayed|overdue)$/i.test(p.said),
  )
  const delay = late >= 0 ? delayOf(draft) : null
  if (delay) {
    draft.where.push({ condition: compare(delay.to, '>', delay.from), at: late, kind: 'number' })
    use(draft, late)
  }
  const past = draft.pieces.findIndex(
    (p, i) =>
      !draft.used.has(i) && (p.kind === 'word' || p.kind === 'mention') && /^(?:caducad[oa]s?|vencid[oa]s?|expired|overdue)$/i.test(p.said),
  )
  const beside = past > 0 ? chooseColumn(draft, past - 1, 'temporal', 0.5) : null
  const before = beside ?? (past >= 0 ? dueDate(draft) : null)
  if (past < 0 || !before) return
  draft.where.push({ condition: compare(before, '<', literal(draft.today, 'date')), at: past, kind: 'period' })
  const today = draft.pieces.findIndex((p, i) => i > past && p.kind === 'period' && !draft.used.has(i))
  use(draft, past, ...(beside ? [past - 1] : []), ...(today >= 0 ? [today] : []))
}

const valid = /^(?:vigentes?|en vigor|activ[oa]s?|valid|current(?:ly)?|active|running)$/i

/** "promociones vigentes hoy": rows whose stretch of time holds the day. */
const readValidity = (draft: Draft): void => {
  const at = draft.pieces.findIndex((p, i) => (p.kind === 'word' || p.kind === 'mention') && !draft.used.has(i) && valid.test(p.said))
  const bounds = at >= 0 && !activeFlag(draft) && !leavingDate(draft) ? boundsOf(draft, draft.subject) : null
  if (!bounds) return
  const when = draft.pieces.findIndex((p, i) => p.kind === 'period' && !draft.used.has(i))
  const piece = draft.pieces[when]
  const day = piece?.kind === 'period' && piece.period.start ? piece.period.start : draft.today
  draft.where.push(
    { condition: compare(bounds.from, '<=', literal(day, 'date')), at, kind: 'period' },
    { condition: compare(bounds.to, '>=', literal(day, 'date')), at, kind: 'period' },
  )
  use(draft, at, ...(when >= 0 ? [when] : []))
}

/** "en activo", "siguen en plantilla", "still working here". */
export const readActivity = (draft: Draft): void => {
  readValidity(draft)
  readDelay(draft)
  for (const [at, piece] of draft.pieces.entries()) {
    if (draft.used.has(at) || (piece.kind !== 'word' && piece.kind !== 'mention')) continue
    if (
      /^(?:activ[oa]s?|plantilla|vigentes?|still|current(?:ly)?|active)$/i.test(piece.said) &&
      !(piece.kind === 'mention' && isStated(draft, at))
    )
      byActivity(draft, at, true)
    else if (/^(?:inactiv[oa]s?|inactive|antigu[oa]s|former|ex)$/i.test(piece.said) && piece.kind === 'word') byActivity(draft, at, false)
  }
}

/** The word itself names a column or value of the catalog. */
const isStated = (draft: Draft, at: number): boolean => (mentionAt(draft, at)?.links[0]?.score ?? 0) > 0.8

/** "no han hecho ninguna reserva": the noun after a verb that already named the table. */
const useEcho = (draft: Draft, from: number, table: string): void => {
  for (let at = from + 1; at < draft.pieces.length; at++) {
    const piece = draft.pieces[at]
    if (piece?.kind === 'stop' || (piece?.kind === 'cue' && piece.cue.name === 'and')) return
    if (piece?.kind === 'cue' && (piece.cue.name === 'not' || piece.cue.name === 'nobody')) use(draft, at)
    if (piece?.kind === 'mention' && !draft.used.has(at) && tableAt(draft, at) === table) use(draft, at)
    const owner = at === from + 2 && /^(?:de|of)$/.test(draft.pieces[at - 1]?.said.toLowerCase() ?? '') ? tableAt(draft, at) : null
    if (!owner) continue
    draft.named.splice(0, draft.named.length, ...draft.named.filter((n) => n.at !== at))
    use(draft, at)
  }
}

/** "services that nobody has ordered", "que nadie ha comprado": the table comes from the verb, before or after. */
export const readAbsence = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readNegation(draft, at)
}
