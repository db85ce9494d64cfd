import type { Expression } from '#contracts/query-plan.ts'
import { gradableOf, superlativeOf } from '../../understand/gradables.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import type { PieceOf } from '../../understand/pieces.ts'
import { dateFor, factAmount, reachesOne } from '../defaults.ts'
import { aggregate, type ColumnExpression, column, compare, countAll } from '../expressions.ts'
import { amountNear, isSale, saidAmount } from './amounts.ts'
import { chooseColumn, displayOf, tableAt } from './choose.ts'
import { type Draft, doubt, isCue, isFree, nextFree, note, previousFree, type Ranking, use } from './draft.ts'
import { formulaAt } from './formulas.ts'
import { gradedColumn } from './graded-column.ts'

const flip = (direction: 'asc' | 'desc'): 'asc' | 'desc' => (direction === 'asc' ? 'desc' : 'asc')

const wordAt = (draft: Draft, at: number): string | null => {
  const piece = draft.pieces[at]
  if (!piece || draft.used.has(at)) return null
  if (piece.kind === 'word') return piece.norm
  return piece.kind === 'mention' ? piece.said.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase() : null
}

const isNumeric = (draft: Draft, of: ColumnExpression): boolean => {
  const nature = natureAt(draft.knowledge, of.table, of.column)
  const type = tableOf(draft.knowledge, of.table).columns.find((c) => c.name === of.column)?.type
  return nature.temporal || ((type === 'integer' || type === 'number') && !nature.reference && !nature.key)
}

/** A column of rows below the ranked thing is summed; its own column is compared as it is. */
const measured = (draft: Draft, of: ColumnExpression, ranked: string): Expression => {
  if (of.table === ranked || reachesOne(draft.knowledge, ranked, of.table)) return of
  return aggregate('sum', of)
}

const commonly =
  /^(?:common|commonly|often|frequent|frequently|used|comun|comunes|frecuentes?|habitual(?:es)?|repetid[oa]s?|usad[oa]s?|utilizad[oa]s?)$/

/** What "más" is about: "con más pedidos", "más caro", "que más gastan", "con mayor salario", "más vendido". */
const rankedBy = (
  draft: Draft,
  from: number,
  ranked: string,
): { readonly by: Expression; readonly table: string | null; readonly indexes: readonly number[]; readonly flip: boolean } | null => {
  let target = nextFree(draft, from, 3)
  while (isCue(draft, target, 'with')) target = nextFree(draft, target + 1, 3)
  if (target < 0) return null
  const aggregateCue = draft.pieces[target]
  if (aggregateCue?.kind === 'cue' && (aggregateCue.cue.name === 'average' || aggregateCue.cue.name === 'sum')) {
    const next = nextFree(draft, target + 1, 2)
    const of = next >= 0 ? chooseColumn(draft, next, 'numeric', 0.5) : null
    return of
      ? { by: aggregate(aggregateCue.cue.name === 'average' ? 'avg' : 'sum', of), table: of.table, indexes: [target, next], flip: false }
      : null
  }
  const word = wordAt(draft, target)
  if (word && /^(?:veces|times)$/.test(word)) {
    let next = nextFree(draft, target + 1, 4)
    while (isCue(draft, next, 'with')) next = nextFree(draft, next + 1, 3)
    const counted = next >= 0 ? tableAt(draft, next, true) : null
    if (counted && counted !== ranked) return { by: countAll, table: counted, indexes: [target, next], flip: false }
  }
  if (word && commonly.test(word)) return { by: countAll, table: ranked, indexes: [target], flip: false }
  const formula = formulaAt(draft, target)
  if (formula) {
    const own = formula.table === ranked || reachesOne(draft.knowledge, ranked, formula.table)
    const mean = formula.indexes.length === 1 && isFree(draft, target + 1) && isCue(draft, target + 1, 'average')
    const by = own && !mean ? formula.expression : aggregate(mean ? 'avg' : 'sum', formula.expression)
    return {
      by,
      table: formula.table === ranked ? null : formula.table,
      indexes: mean ? [target, target + 1] : formula.indexes,
      flip: false,
    }
  }
  const gradable = word ? gradableOf(word) : null
  const graded = gradable ? gradedColumn(draft, gradable) : null
  if (gradable && graded) return { by: graded, table: null, indexes: [target], flip: gradable.direction === 'asc' }
  const table = tableAt(draft, target, true)
  const money = saidAmount(draft, target)
  if (money && (!table || !tableAt(draft, target) || isSale(word ?? ''))) {
    return {
      by: money.table === ranked ? money.expression : aggregate('sum', money.expression),
      table: money.table === ranked ? null : money.table,
      indexes: [target],
      flip: false,
    }
  }
  const of = table && tableAt(draft, target) && table !== ranked ? null : chooseNumeric(draft, target)
  if (of) return withAverage(draft, of, target, ranked)
  const same = table === ranked && tableAt(draft, target) !== null && namesCategory(draft, from - 1)
  return table && (table !== ranked || same) ? { by: countAll, table, indexes: [target], flip: false } : null
}

/** A column that can be compared; one that cannot leaves no trace of having been looked at. */
const chooseNumeric = (draft: Draft, target: number): ColumnExpression | null => {
  const before = [draft.links.length, draft.assumptions.length] as const
  const of = chooseColumn(draft, target, 'numeric', 0.62)
  if (of && isNumeric(draft, of)) return of
  draft.links.splice(before[0])
  draft.assumptions.splice(before[1])
  return null
}

/** "las 3 ciudades con más clientes": a column said before is what is ranked. */
const namesCategory = (draft: Draft, at: number): boolean => {
  const before = previousFree(draft, at - 1, 4)
  return before >= 0 && !tableAt(draft, before) && chooseColumn(draft, before, 'text', 0.6) !== null
}

const withAverage = (draft: Draft, of: ColumnExpression, target: number, ranked: string) => {
  const after = target + 1
  const average = isFree(draft, after) && isCue(draft, after, 'average')
  return average
    ? { by: aggregate('avg', of), table: of.table, indexes: [target, after], flip: false }
    : { by: measured(draft, of, ranked), table: of.table === ranked ? null : of.table, indexes: [target], flip: false }
}

/** The number of rows to keep, said before the thing ranked ("los 5 clientes que más", "top 3"), and whether it was plural. */
const keepCount = (draft: Draft, at: number): { readonly limit: number | null; readonly indexes: readonly number[] } => {
  for (let before = at - 1, steps = 0; before >= 0 && steps < 7; before--, steps++) {
    const piece = draft.pieces[before]
    if (piece?.kind === 'number' && !draft.used.has(before) && isHowMany(piece)) return { limit: piece.value, indexes: [before] }
    if (piece?.kind === 'stop' || (piece?.kind === 'cue' && (piece.cue.name === 'and' || piece.cue.name === 'group'))) break
  }
  const after = draft.pieces[at + 1]
  if (after?.kind === 'number' && !draft.used.has(at + 1) && isHowMany(after)) return { limit: after.value, indexes: [at + 1] }
  return { limit: null, indexes: [] }
}

const isHowMany = (piece: PieceOf<'number'>): boolean =>
  Number.isSafeInteger(piece.value) && piece.value > 0 && !piece.money && !piece.percent

const isPluralSubject = (draft: Draft, at: number): boolean => {
  for (let before = at - 1; before >= 0; before--) {
    const piece = draft.pieces[before]
    if (piece?.kind === 'mention') return draft.language === 'es' ? /s$/i.test(piece.said.split(' ')[0] ?? '') : false
  }
  const after = draft.pieces[at + 1]
  return after?.kind === 'mention' && draft.language === 'es' && /^(?:los|las)\b/i.test(draft.pieces[at]?.said ?? '')
}

/** The thing ranked when the question groups by something: the grouped entity or column comes first. */
const rankedTable = (draft: Draft): string => draft.subject

const setRanking = (draft: Draft, at: number, ranking: Omit<Ranking, 'at'>, indexes: readonly number[]): void => {
  draft.ranking = { ...ranking, at }
  use(draft, at, ...indexes)
}

const readSuperlative = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  if (piece?.kind !== 'cue' || (piece.cue.name !== 'most' && piece.cue.name !== 'least')) return
  if (
    draft.context &&
    at <= 1 &&
    /^(?:mejor|better)$/i.test(piece.said) &&
    (isCue(draft, at + 1, 'group', 'only') || draft.pieces[at + 1]?.kind === 'small')
  ) {
    use(draft, at)
    return
  }
  const base = piece.cue.name === 'most' ? 'desc' : 'asc'
  const found = rankedBy(draft, at + 1, rankedTable(draft)) ?? rankedBefore(draft, at)
  const keep = keepCount(draft, at)
  if (!found) {
    const plain = bestFallback(draft, piece)
    if (!plain) return
    setRanking(
      draft,
      at,
      {
        by: plain.by,
        table: plain.table,
        direction: base,
        limit: keep.limit ?? (isPluralSubject(draft, at) ? 10 : 1),
        said: keep.limit !== null,
      },
      keep.indexes,
    )
    return
  }
  const plural = isPluralSubject(draft, at) && keep.limit === null
  setRanking(
    draft,
    at,
    {
      by: found.by,
      table: found.table,
      direction: found.flip ? flip(base) : base,
      limit: keep.limit ?? (plural ? 10 : 1),
      said: keep.limit !== null,
    },
    [...found.indexes, ...keep.indexes],
  )
}

/** "¿Qué servicio se ha consumido más?": the verb stands before. */
const rankedBefore = (draft: Draft, at: number): ReturnType<typeof rankedBy> => {
  const before = previousFree(draft, at - 1, 3)
  const piece = draft.pieces[before]
  const sold = piece && isSale(piece.said) ? amountNear(draft, draft.subject) : null
  if (sold && sold.table !== draft.subject)
    return { by: aggregate('sum', sold.expression), table: sold.table, indexes: [before], flip: false }
  const table = before >= 0 ? tableAt(draft, before, true) : null
  return table && table !== draft.subject ? { by: countAll, table, indexes: [before], flip: false } : null
}

/** "el mejor cliente", "los mejores productos": by money, else by number. */
const bestFallback = (draft: Draft, piece: PieceOf<'cue'>): { readonly by: Expression | null; readonly table: string | null } | null => {
  if (draft.context?.figure) return { by: draft.context.figure, table: draft.context.facts }
  const own = factAmount(draft.knowledge, draft.subject)
  if (own && /largest|biggest|greatest|highest|mayor|smallest|lowest|menor/.test(piece.said.toLowerCase())) return { by: own, table: null }
  if (!/mejor|best|peor|worst/.test(piece.said.toLowerCase())) {
    doubt(draft, 'ranking without a measure', 0.6)
    return { by: null, table: null }
  }
  const money = amountNear(draft, draft.subject)
  if (money)
    return {
      by: money.table === draft.subject ? money.expression : aggregate('sum', money.expression),
      table: money.table === draft.subject ? null : money.table,
    }
  const first = (draft.knowledge.graph.get(draft.subject) ?? []).find((s) => !s.up)
  note(draft, piece.said, 'count', 0.5)
  return first ? { by: countAll, table: first.to } : null
}

/** "cheapest", "oldest": English superlatives in one word; "youngest first" is an order. */
const readOneWord = (draft: Draft, at: number): void => {
  const word = wordAt(draft, at)
  const gradable = word ? superlativeOf(word) : null
  if (!gradable) return
  const graded = gradedColumn(draft, gradable)
  if (!graded) return
  const keep = keepCount(draft, at)
  setRanking(
    draft,
    at,
    { by: graded, table: null, direction: gradable.direction, limit: keep.limit ?? 1, said: keep.limit !== null },
    keep.indexes,
  )
}

/** "first and last name": parts of a name, not the first row. */
const isNamePart = (draft: Draft, at: number): boolean => {
  const next = draft.pieces.slice(at + 1, at + 4).map((p) => p.said.toLowerCase())
  return next.some((w) => /^(?:names?|nombres?|apellidos?|last|initials?)$/.test(w.split(' ').at(-1) ?? ''))
}

/** "último pedido", "el más reciente", "primeros 5 clientes", "top 10". */
const readTop = (draft: Draft, at: number): void => {
  const piece = draft.pieces[at]
  const beside = draft.pieces[at - 1] ?? draft.pieces[at + 1]
  if (isNamePart(draft, at)) return
  if (draft.context && (piece?.kind === 'number' || /^(?:primer|first)/i.test(piece?.said ?? '')) && beside?.kind === 'number') return
  const recent =
    piece?.kind === 'word' || piece?.kind === 'mention'
      ? /^(?:ultim[oa]s?|latest|last|most recent|primer[oa]?s?|first|earliest)$/.exec(wordAt(draft, at) ?? '')
      : null
  const ordinal = piece?.kind === 'number' && piece.ordinal && piece.value === 1
  if (isCue(draft, at, 'top')) {
    const keep = keepCount(draft, at)
    setRanking(draft, at, { by: null, table: null, direction: 'desc', limit: keep.limit ?? 10, said: keep.limit !== null }, keep.indexes)
    return
  }
  if (!recent && !ordinal) return
  const date = dateFor(draft.knowledge, draft.subject)
  if (!date) return
  const keep = keepCount(draft, at)
  const last = recent ? /^(?:ultim|lat|last|most)/.test(recent[0]) : false
  setRanking(
    draft,
    at,
    {
      by: date,
      table: null,
      direction: last ? 'desc' : 'asc',
      limit: keep.limit ?? (/s$/.test(piece?.said ?? '') && draft.language === 'es' ? 10 : 1),
      said: keep.limit !== null,
    },
    keep.indexes,
  )
}

const directionNear = (draft: Draft, at: number): { readonly direction: 'asc' | 'desc'; readonly index: number } | null => {
  for (let near = at; near < Math.min(draft.pieces.length, at + 4); near++) {
    if (isFree(draft, near) && isCue(draft, near, 'descending')) return { direction: 'desc', index: near }
    if (isFree(draft, near) && isCue(draft, near, 'ascending')) return { direction: 'asc', index: near }
  }
  return null
}

/** "ordenados por fecha", "sorted by the number of orders in descending order". */
const readOrderBy = (draft: Draft, at: number): void => {
  if (!isCue(draft, at, 'order')) return
  let target = nextFree(draft, at + 1, 3)
  const within = /descending/i.test(draft.pieces[at]?.said ?? '') ? 'desc' : /ascending/i.test(draft.pieces[at]?.said ?? '') ? 'asc' : null
  const lead = directionNear(draft, at + 1)
  if (lead && target === lead.index) target = nextFree(draft, lead.index + 1, 3)
  const counted = isCue(draft, target, 'count') ? nextFree(draft, target + 1, 2) : -1
  const table = counted >= 0 ? tableAt(draft, counted) : null
  const by: Expression | null = table ? countAll : target >= 0 ? chooseColumn(draft, target, 'any', 0.4) : null
  const near = directionNear(draft, (counted >= 0 ? counted : target) + 1) ?? lead
  if (!by) {
    if (target >= 0 && tableAt(draft, target))
      draft.order.push({
        expression: displayOf(draft, tableAt(draft, target) ?? draft.subject)[0] ?? 'measure',
        direction: near?.direction ?? 'asc',
      })
    use(draft, at, ...(near ? [near.index] : []))
    return
  }
  if (table && table !== draft.subject) {
    setRanking(draft, at, { by: countAll, table, direction: near?.direction ?? 'desc', limit: null, said: true }, [
      target,
      counted,
      ...(near ? [near.index] : []),
    ])
    return
  }
  draft.order.push({ expression: by, direction: within ?? near?.direction ?? (table ? 'desc' : 'asc') })
  use(draft, at, target, ...(counted >= 0 ? [counted] : []), ...(near ? [near.index] : []))
}

/** "de mayor a menor", "alfabéticamente", "del más caro al más barato" with no "ordenado por". */
const readLooseOrder = (draft: Draft, at: number): void => {
  if (isCue(draft, at, 'alphabetical')) {
    const next = nextFree(draft, at + 1, 2)
    const named = next >= 0 && !tableAt(draft, next) ? chooseColumn(draft, next, 'text', 0.7) : null
    const by = named ?? displayOf(draft, draft.subject)[0]
    const near = directionNear(draft, at + 1)
    if (by) draft.order.push({ expression: by, direction: near?.direction ?? 'asc' })
    use(draft, at, ...(near ? [near.index] : []))
    return
  }
  const direction = isCue(draft, at, 'descending') ? 'desc' : isCue(draft, at, 'ascending') ? 'asc' : null
  if (!direction) return
  const piece = draft.pieces[at]
  const adjective = (piece?.said ?? '')
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(' ')
    .map((w) => superlativeOf(w) ?? gradableOf(w))
    .find((g) => g !== null && g !== undefined)
  const graded = adjective ? gradedColumn(draft, adjective) : null
  if (graded && adjective)
    draft.order.push({
      expression: graded,
      direction: /mas recientes|first|primero/.test(piece?.said ?? '')
        ? adjective.direction
        : direction === 'desc'
          ? adjective.direction
          : flip(adjective.direction),
    })
  else draft.order.push({ expression: lastNumeric(draft, at) ?? 'measure', direction })
  use(draft, at)
}

const lastNumeric = (draft: Draft, at: number): Expression | null => {
  for (let before = at - 1; before >= 0; before--) {
    const piece = draft.pieces[before]
    if (piece?.kind !== 'mention' || tableAt(draft, before)) continue
    const of = chooseColumn(draft, before, 'numeric', 0.6)
    if (of) return draft.measures.length > 0 ? null : of
  }
  return null
}

/** Reads orders and rankings. */
export const readOrdering = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readOrderBy(draft, at)
  for (let at = 0; at < draft.pieces.length; at++) {
    if (draft.used.has(at) || draft.ranking) continue
    readSuperlative(draft, at)
    if (!draft.ranking) readOneWord(draft, at)
  }
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at) && !draft.ranking) readTop(draft, at)
}

/** "productos con poco stock": below its own minimum where one is stored, else the lowest first. */
export const readScarcity = (draft: Draft): void => {
  for (const [at, piece] of draft.pieces.entries()) {
    if (draft.used.has(at) || !/^(?:poc[oa]s?|escas[oa]s?|low|little|few)$/i.test(piece.said)) continue
    const next = nextFree(draft, at + 1, 2)
    const of = next >= 0 ? chooseColumn(draft, next, 'numeric', 0.6) : null
    if (!of) continue
    const least = tableOf(draft.knowledge, of.table).columns.find(
      (c) =>
        c.name !== of.column &&
        new RegExp(`^(?:${of.column}_?min(?:im[oa]|imum)?|min(?:im[oa]|imum)?_?${of.column}|reorder_?point)$`, 'i').test(c.name),
    )
    if (least) draft.where.push({ condition: compare(of, '<', column(of.table, least.name)), at, kind: 'number' })
    else if (!draft.ranking) draft.ranking = { by: of, table: null, direction: 'asc', limit: 10, said: false, at }
    use(draft, at, next)
  }
}

export const readLooseOrders = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readLooseOrder(draft, at)
}
