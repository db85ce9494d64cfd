import { humanName } from '../../understand/human-name.ts'
import { type Knowledge, natureAt, tableOf } from '../../understand/knowledge.ts'
import type { Link } from '../../understand/link.ts'
import { distance } from '../../understand/relation-graph.ts'
import { displayColumns } from '../defaults.ts'
import { type ColumnExpression, column } from '../expressions.ts'
import type { ColumnLink, Draft, TableLink, ValueLink } from './draft.ts'
import { mentionAt, note } from './draft.ts'

export type Wanted = 'numeric' | 'temporal' | 'money' | 'text' | 'flag' | 'any'

/** How near a table is to what the question talks about: its subject, the tables it names, then by relations. */
const nearness = (draft: Draft, table: string): number => {
  if (table === draft.subject) return 0.5
  if (draft.named.some((n) => n.table === table)) return 0.4
  const steps = distance(draft.knowledge.graph, draft.subject, table)
  return Number.isFinite(steps) ? 0.12 - 0.08 * steps : -0.6
}

const fits = (knowledge: Knowledge, link: ColumnLink, wanted: Wanted): number => {
  const nature = natureAt(knowledge, link.table, link.column)
  const type = tableOf(knowledge, link.table).columns.find((c) => c.name === link.column)?.type
  switch (wanted) {
    case 'numeric':
      return nature.numeric ? 0.25 : type === 'integer' || type === 'number' ? -0.15 : -1
    case 'money':
      return nature.money ? 0.4 : nature.numeric ? 0.1 : -1
    case 'temporal':
      return nature.temporal ? 0.35 : -1
    case 'text':
      return type === 'text' ? 0.2 : -0.4
    case 'flag':
      return nature.flag ? 0.3 : -1
    case 'any':
      return (nature.reference ? -0.12 : 0) + (nature.key ? -0.06 : 0)
  }
}

/** The table said beside a column that it belongs to: "tipo de cliente", "customer type". */
const ownerBeside = (draft: Draft, at: number): string | null => {
  const next = draft.pieces[at + 1]
  const owner =
    next?.kind === 'small' && /^(?:de|del|of)$/.test(next.norm)
      ? draft.pieces[draft.pieces[at + 2]?.kind === 'small' ? at + 3 : at + 2]
      : draft.pieces[at - 1]
  const table = owner?.kind === 'mention' ? owner.links.find((l) => l.kind === 'table') : undefined
  return table && table.score > 0.75 ? table.table : null
}

const byScore = <T extends { readonly total: number }>(a: T, b: T): number => b.total - a.total

export const keyOfColumn = (said: string): string => `column:${said.toLowerCase()}`

/** The column that a mention stands for here, weighing likeness, nearness to the subject and the kind of column wanted; null where none fits. */
export const chooseColumn = (draft: Draft, at: number, wanted: Wanted = 'any', minimum = 0.35): ColumnExpression | null => {
  const mention = mentionAt(draft, at)
  if (!mention) return null
  const forced = draft.overrides[keyOfColumn(mention.said)]
  const owner = ownerBeside(draft, at)
  const ranked = mention.links
    .filter((l): l is ColumnLink => l.kind === 'column')
    .map((link) => ({
      link,
      total: link.score + nearness(draft, link.table) + fits(draft.knowledge, link, wanted) + (link.table === owner ? 0.3 : 0),
    }))
    .sort(byScore)
  const best = (forced && ranked.find((r) => `${r.link.table}.${r.link.column}` === forced)) || ranked[0]
  if (!best || best.total < minimum || best.link.score < 0.35) return null
  const rivals = ranked
    .filter((r) => r !== best && best.total - r.total < 0.12 && !(r.link.table === best.link.table && r.link.column === best.link.column))
    .slice(0, 3)
  assumeColumn(
    draft,
    mention.said,
    best.link,
    rivals.map((r) => r.link),
  )
  if (rivals[0] && best.total - rivals[0].total < 0.02 && rivals[0].link.score > 0.9) draft.ties.add(keyOfColumn(mention.said))
  note(draft, mention.said, `${best.link.table}.${best.link.column}`, Math.min(1, best.link.score) * (rivals.length > 0 ? 0.93 : 1))
  return column(best.link.table, best.link.column)
}

const assumeColumn = (draft: Draft, said: string, chosen: ColumnLink, rivals: readonly ColumnLink[]): void => {
  const exact = chosen.score >= 0.95 && rivals.length === 0
  if (exact || draft.assumptions.some((a) => a.key === keyOfColumn(said))) return
  const label = (l: ColumnLink): string => `${humanName(l.column)} (${humanName(l.table)})`
  draft.assumptions.push({
    key: keyOfColumn(said),
    kind: 'column',
    said,
    label: `${said} = ${label(chosen)}`,
    value: `${chosen.table}.${chosen.column}`,
    alternatives: rivals.map((r) => ({ label: label(r), value: `${r.table}.${r.column}` })),
  })
}

/** The table a mention names, where that is its best reading (or good enough when `loose`). */
export const tableAt = (draft: Draft, at: number, loose = false): string | null => {
  const mention = mentionAt(draft, at)
  if (!mention) return null
  const best = mention.links.reduce((top, l) => Math.max(top, readingScore(l)), 0)
  const table = mention.links
    .filter((l): l is TableLink => l.kind === 'table')
    .map((l) => ({ link: l, total: l.score + (l.table === draft.subject || draft.named.some((n) => n.table === l.table) ? 0.05 : 0) }))
    .sort(byScore)[0]
  if (!table || table.link.score < (loose ? 0.4 : 0.55)) return null
  return loose || table.link.score >= best - 0.06 ? table.link.table : null
}

const readingScore = (link: Link): number =>
  link.kind === 'value' && (link.how === 'part' || link.how === 'code' || link.how === 'meaning') ? link.score - 0.15 : link.score

export const keyOfValue = (said: string): string => `value:${said.toLowerCase()}`

/** The stored value that a mention stands for here. `preferred`: a table or column said beside it ("zona Sur"). */
export const chooseValue = (
  draft: Draft,
  links: readonly Link[],
  said: string,
  preferred: { readonly table: string; readonly column: string | null } | null,
): ValueLink | null => {
  const forced = draft.overrides[keyOfValue(said)]
  const ranked = links
    .filter((l): l is ValueLink => l.kind === 'value')
    .map((link) => {
      const beside = preferred?.table === link.table ? (preferred.column === null || preferred.column === link.column ? 0.5 : 0.1) : 0
      const nature = natureAt(draft.knowledge, link.table, link.column)
      return {
        link,
        total:
          link.score +
          nearness(draft, link.table) +
          (draft.context?.columns.some((c) => c.table === link.table && c.column === link.column) ? 0.35 : 0) +
          beside +
          (nature.category ? 0.08 : 0) +
          (nature.naming >= 2 ? 0.06 : 0) -
          (nature.reference ? 0.2 : 0),
      }
    })
    .sort(byScore)
  const best = (forced && ranked.find((r) => `${r.link.table}.${r.link.column}=${r.link.value}` === forced)) || ranked[0]
  if (!best || best.total < 0.3) return null
  const rivals = ranked.filter((r) => r !== best && best.total - r.total < 0.1).slice(0, 4)
  if (best.link.how !== 'exact' || rivals.length > 0)
    assumeValue(
      draft,
      said,
      best.link,
      rivals.map((r) => r.link),
    )
  if (rivals[0] && best.total - rivals[0].total < 0.02) draft.ties.add(keyOfValue(said))
  note(draft, said, `${best.link.table}.${best.link.column} = ${best.link.value}`, best.link.score * (rivals.length > 0 ? 0.9 : 1))
  return best.link
}

const assumeValue = (draft: Draft, said: string, chosen: ValueLink, rivals: readonly ValueLink[]): void => {
  const plain = chosen.how === 'folded' || chosen.how === 'stem' || chosen.how === 'exact'
  if ((plain && rivals.length === 0) || draft.assumptions.some((a) => a.key === keyOfValue(said))) return
  const label = (l: ValueLink): string => `${l.value} (${humanName(l.column)}, ${humanName(l.table)})`
  draft.assumptions.push({
    key: keyOfValue(said),
    kind: 'value',
    said,
    label: `${said} = ${label(chosen)}`,
    value: `${chosen.table}.${chosen.column}=${chosen.value}`,
    alternatives: rivals.map((r) => ({ label: label(r), value: `${r.table}.${r.column}=${r.value}` })),
  })
}

/** True where the best reading of a mention is a stored value. */
export const isValue = (draft: Draft, at: number): boolean => {
  const mention = mentionAt(draft, at)
  if (!mention) return false
  const value = mention.links.filter((l) => l.kind === 'value').reduce((top, l) => Math.max(top, readingScore(l)), 0)
  const name = mention.links.filter((l) => l.kind !== 'value').reduce((top, l) => Math.max(top, l.score), 0)
  const table = mention.links.filter((l) => l.kind === 'table').reduce((top, l) => Math.max(top, l.score), 0)
  return value > 0 && value >= name && !(table >= value)
}

export const displayOf = (draft: Draft, table: string): readonly ColumnExpression[] => displayColumns(draft.knowledge, table)
