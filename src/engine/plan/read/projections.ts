import type { Condition } from '#contracts/query-plan.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { stems } from '../../understand/stem.ts'
import { identifierWords, nameStems } from '../../understand/vocabulary.ts'
import { dateFor } from '../defaults.ts'
import { type ColumnExpression, column, sameExpression, tablesInCondition } from '../expressions.ts'
import { chooseColumn, displayOf, tableAt } from './choose.ts'
import { type Draft, doubt, isCue, mentionAt, use } from './draft.ts'

const add = (draft: Draft, columns: readonly ColumnExpression[], at: number): void => {
  for (const expression of columns) draft.outputs.push({ expression, at })
}

/** A reference said by what it refers to ("su jefe", "el hotel") is shown by that row's name; said as an id, as it is. */
const shown = (draft: Draft, of: ColumnExpression, said: string): readonly ColumnExpression[] => {
  const nature = natureAt(draft.knowledge, of.table, of.column)
  if (!nature.reference || /\bids?\b|\bcod/i.test(said)) return [of]
  const step = (draft.knowledge.graph.get(of.table) ?? []).find((s) => s.up && s.relation.from.columns[0] === of.column)
  if (!step || step.to === of.table) return [of]
  return displayOf(draft, step.to)
}

const placeWords = new Set(
  'ciudad city direccion address ubicacion location lugar place poblacion town provincia pais country zona'
    .split(' ')
    .flatMap((w) => stems(w)),
)

const placeColumn = (draft: Draft): ColumnExpression | null => {
  const found = tableOf(draft.knowledge, draft.subject).columns.find((c) =>
    identifierWords(c.name).some((w) => [...nameStems(w).keys()].some((s) => placeWords.has(s))),
  )
  return found ? column(draft.subject, found.name) : null
}

/** "estancias en las que el huésped...": it tells which rows, and asks for nothing. */
const isRelative = (draft: Draft, at: number): boolean =>
  /^(?:el|la|los|las)$/.test(draft.pieces[at - 1]?.said.toLowerCase() ?? '') || /^(?:en|a|con|de|para) /i.test(draft.pieces[at]?.said ?? '')

/** Tables named apart from the subject: after "con su", ":" or "y" they are shown; else they only relate. */
const isShown = (draft: Draft, at: number): boolean => {
  const before = draft.pieces[at - 1]?.kind === 'small' ? at - 2 : at - 1
  if (isCue(draft, before, 'and') || (isCue(draft, before, 'which') && before > 1 && !isRelative(draft, before))) return true
  const piece = draft.pieces[before]
  if (piece?.kind === 'stop') return /[:(]/.test(piece.norm)
  if (isCue(draft, before, 'with')) {
    const small = draft.pieces[at - 1]
    return small?.kind === 'small' && /^(?:su|sus|el|la|los|las|their|its|the|his|her)$/.test(small.norm)
  }
  return false
}

const readTable = (draft: Draft, at: number, table: string): void => {
  const isSubject = table === draft.subject
  if (isSubject && !draft.outputs.some((o) => o.at < at) && !isShown(draft, at)) {
    use(draft, at)
    return
  }
  if (
    (isShown(draft, at) || (draft.context && draft.where.length === 0 && draft.groups.length === 0 && draft.measures.length === 0)) &&
    !isSubject
  )
    add(draft, displayOf(draft, table), at)
  if (isSubject && isShown(draft, at) && draft.outputs.length > 0) add(draft, displayOf(draft, table), at)
  if (!draft.named.some((n) => n.table === table)) draft.named.push({ table, at })
  use(draft, at)
}

/** "que pagan por recibo": the word only leads to a value of its own column. */
const leadsTo = (condition: Condition, of: ColumnExpression): boolean =>
  (condition.kind === 'compare' && sameExpression(condition.left, of)) ||
  ((condition.kind === 'text' || condition.kind === 'in') && sameExpression(condition.value, of))

/** "products supplied by Nordic Goods": the reference only leads to its owner's name. */
const leadsToOwner = (draft: Draft, of: ColumnExpression, at: number): boolean => {
  const step = (draft.knowledge.graph.get(of.table) ?? []).find((s) => s.up && s.relation.from.columns[0] === of.column)
  return (
    step !== undefined &&
    draft.where.some((w) => w.kind === 'value' && w.at > at && w.at - at <= 4 && tablesInCondition(w.condition).includes(step.to))
  )
}

const isFilterWord = (draft: Draft, of: ColumnExpression, at: number): boolean =>
  draft.where.some((w) => w.at > at && w.at - at <= 4 && leadsTo(w.condition, of))

/** "huéspedes registrados": a participle that happens to be in the name of a date. */
const isParticiple = (said: string): boolean => /(?:[aeií]d[oa]s?|ed)$/i.test(said) && !/^fecha|date/i.test(said)

const readMention = (draft: Draft, at: number): void => {
  const mention = mentionAt(draft, at)
  if (!mention) return
  const table = tableAt(draft, at)
  if (table) {
    readTable(draft, at, table)
    return
  }
  const of = chooseColumn(draft, at, 'any', 0.4)
  if (of && isParticiple(mention.said) && natureAt(draft.knowledge, of.table, of.column).temporal) {
    use(draft, at)
    return
  }
  if (of && (isFilterWord(draft, of, at) || leadsToOwner(draft, of, at))) {
    use(draft, at)
    return
  }
  if (of) {
    add(draft, shown(draft, of, mention.said), at)
    use(draft, at)
    return
  }
  const verb = tableAt(draft, at, true)
  if (verb && verb !== draft.subject && !draft.named.some((n) => n.table === verb)) draft.named.push({ table: verb, at })
  if (verb) use(draft, at)
}

/** Nouns that say nothing about which rows are meant. */
const generic =
  /^(?:forma|manera|media|total|general|momento|parte|tiempo|veces|verdad|nuevo|nueva|cada|vida|trabajo|mayor|menor|mas|menos|tipo|clase|dinero|money|time|kind|data|datos|information|informacion|average|each|lista|list)$/

/** A noun after "de", "of" or "from" that nothing in the data goes by: leaving it out would answer another question. */
const namesNothing = (draft: Draft, at: number): boolean => {
  const before = draft.pieces[at - 1]
  const lead = before?.kind === 'small' ? before.norm : before?.kind === 'cue' ? (before.said.toLowerCase().split(' ').at(-1) ?? '') : ''
  const piece = draft.pieces[at]
  if (!/^(?:de|del|of|from)$/.test(lead) || piece?.kind !== 'word' || generic.test(piece.norm)) return false
  draft.unknown.push(piece.said)
  return true
}

/** Reads what is shown: columns named, the people behind "quién", the dates behind "cuándo". */
export const readProjections = (draft: Draft): void => {
  for (let at = 0; at < draft.pieces.length; at++) if (!draft.used.has(at)) readMention(draft, at)
  for (let at = 0; at < draft.pieces.length; at++) {
    if (draft.used.has(at)) continue
    if (isCue(draft, at, 'when') && draft.measures.length === 0) {
      const date = dateFor(draft.knowledge, draft.subject)
      if (
        date &&
        !draft.outputs.some(
          (o) =>
            o.expression.kind === 'column' &&
            draft.knowledge.natures.get(`${o.expression.table}.${o.expression.column}`)?.temporal === true,
        )
      )
        add(draft, [date], at)
      use(draft, at)
    }
    if (isCue(draft, at, 'where') && draft.outputs.length === 0) {
      const place = placeColumn(draft)
      if (place) add(draft, [place], at)
      use(draft, at)
    }
    const piece = draft.pieces[at]
    if (piece?.kind !== 'word' || piece.norm.length < 3) continue
    if (namesNothing(draft, at)) doubt(draft, `names nothing: ${piece.norm}`, 0.5)
    else if (piece.norm.length > 3) doubt(draft, `unexplained: ${piece.norm}`, 0.88)
  }
}

/** Index of the first place where the subject is named. */
const subjectAt = (draft: Draft): number => draft.named.find((n) => n.table === draft.subject)?.at ?? -1

/**
 * "servicios con su precio", "almacenes y su capacidad": the thing itself is shown too. Not so after a colon, where the list is complete,
 * nor in "singer names", where the column follows at once.
 */
export const showSubject = (draft: Draft): void => {
  const said = draft.outputs.filter((o) => o.expression.kind === 'column')
  const first = said[0]
  const at = subjectAt(draft)
  if (!first || at < 0 || said.some((o) => o.at < at) || draft.groups.length > 0) return
  const between = draft.pieces.slice(at + 1, first.at)
  const joined = between.some((p) => p.kind === 'cue' && (p.cue.name === 'with' || p.cue.name === 'and'))
  const listed = between.some((p) => p.kind === 'stop' && /[:(]/.test(p.norm))
  const shown = displayOf(draft, draft.subject)
  const already = said.some((o) => shown.some((s) => sameExpression(s, o.expression)))
  const naming = said.some(
    (o) =>
      o.expression.kind === 'column' &&
      o.expression.table === draft.subject &&
      natureAt(draft.knowledge, o.expression.table, o.expression.column).naming > 1,
  )
  if (joined && !listed && !already && !naming) draft.outputs.unshift(...shown.map((expression) => ({ expression, at })))
}
