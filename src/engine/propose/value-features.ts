import { feature, step, upTo } from '../ranker/features.ts'
import { contextFeatures } from './column-features.ts'
import type { Evidence, ValueMention } from './evidence.ts'
import type { Literal, LogicalForm, Operator } from './logical-form.ts'
import { valuePredicates } from './sketch.ts'

/** What a value of the text may be for, one class each. `having` is followed by how the figure is compared. */
export const valueRoles = [
  'none',
  'limit',
  '=',
  '<>',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'starts',
  'ends',
  'lacks',
  'between',
  'empty',
  'filled',
  'having =',
  'having <',
  'having <=',
  'having >',
  'having >=',
  'having <>',
] as const
export type ValueRole = (typeof valueRoles)[number]

const folded = (value: Literal): string =>
  String(value)
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .trim()

export const sameLiteral = (a: Literal, b: Literal): boolean =>
  folded(a) === folded(b) || (String(a).trim() !== '' && String(b).trim() !== '' && Number(a) === Number(b))

/** Whether a mention says a literal of a form. */
export const says = (mention: ValueMention, values: readonly Literal[]): boolean =>
  mention.kind === 'range'
    ? values.length === 2 && mention.literals.every((l, i) => sameLiteral(l, values[i] ?? ''))
    : values.length === 0
      ? mention.literals.length === 0
      : values.some((v) => mention.literals.some((l) => sameLiteral(l, v)) || mention.links.some((l) => sameLiteral(l.value, v)))

type Use = { readonly role: ValueRole; readonly column: number | null }

/** What a form uses a mention for. */
export const useOf = (mention: ValueMention, form: LogicalForm): Use => {
  const options = valuePredicates(form).filter((p) => says(mention, p.values))
  const linked = options.find((p) => mention.links.some((l) => l.column === p.item.column)) ?? options[0]
  if (linked) return { role: linked.operator as Operator & ValueRole, column: linked.item.column }
  const inner = form.core.where.flatMap((p) => (p.kind === 'member' ? p.inner.having : []))
  const having = [...form.core.having, ...inner].find((h) => h.kind === 'value' && says(mention, h.values))
  if (having?.kind === 'value') {
    const role = `having ${having.operator}` as ValueRole
    return { role: valueRoles.includes(role) ? role : 'none', column: null }
  }
  const limit = form.core.limit
  if (limit !== null && mention.kind === 'number' && mention.literals[0] === limit) return { role: 'limit', column: null }
  return { role: 'none', column: null }
}

export const valueKinds = ['text', 'quoted', 'number', 'range', 'guess', 'read'] as const

/** Features of a value by itself: whether and how it is compared with. */
export const valueFeatures = (evidence: Evidence, at: number, guess: readonly number[], read: Use | null): readonly number[] => {
  const mention = evidence.values[at]
  if (!mention) return []
  const kind = valueKinds.indexOf(mention.kind)
  const best = mention.links[0]
  const literal = mention.literals[0]
  const size =
    typeof literal === 'number'
      ? literal === 1
        ? 0
        : literal < 6
          ? 1
          : literal < 32
            ? 2
            : literal > 1850 && literal < 2100 && Number.isInteger(literal)
              ? 3
              : 4
      : 5
  const features = [
    feature(150, kind),
    feature(151, kind, best ? step(best.score) : 0, size),
    feature(152, kind, mention.to - mention.from),
    feature(153, upTo(4, evidence.values.length), kind, at),
  ]
  if (mention.from >= 0) {
    const context = contextFeatures(evidence, mention, 160)
    features.push(...context)
    for (const c of context.slice(0, 6)) features.push(feature(176, c, kind))
  }
  for (const [i, factor] of guess.entries()) features.push(feature(560 + i, factor, kind))
  if (read)
    features.push(
      feature(191, valueRoles.indexOf(read.role), kind),
      feature(192, valueRoles.indexOf(read.role), step(evidence.readConfidence), kind),
    )
  else features.push(feature(193, kind))
  return features
}

const typeClass = (type: string): number =>
  type === 'text' ? 0 : type === 'integer' ? 1 : type === 'number' ? 2 : type === 'date' || type === 'datetime' ? 3 : 4

/** Features of a value and a column it may be of. */
export const pairFeatures = (
  evidence: Evidence,
  at: number,
  column: number,
  read: Use | null,
  roles: readonly number[],
): readonly number[] => {
  const mention = evidence.values[at]
  const of = evidence.schema.columns[column]
  if (!mention || !of) return []
  const kind = valueKinds.indexOf(mention.kind)
  const link = mention.links.find((l) => l.column === column)
  const rank = link ? mention.links.filter((l) => l.score > link.score + 0.01).length : 4
  const own = evidence.columns[column] ?? null
  const table = evidence.tables[of.table] ?? null
  const near = own ? (own.to <= mention.from ? mention.from - own.to : own.from - mention.to) : 20
  const side = own ? (own.to <= mention.from ? 0 : 1) : 2
  const nearer = evidence.columns.filter(
    (o, i) => o && i !== column && o.score >= 0.7 && own && Math.abs(o.from - mention.from) < Math.abs(own.from - mention.from),
  ).length
  const ownStep = own ? step(own.score) : 0
  const linkStep = link ? step(link.score) : 0
  const tableStep = table ? step(table.score) : 0
  const numeric = of.nature.numeric ? 1 : 0
  return [
    feature(200, kind, linkStep, ownStep),
    feature(201, kind, rank, upTo(4, mention.links.length)),
    feature(202, kind, upTo(8, near), side),
    feature(203, kind, ownStep, upTo(2, nearer)),
    feature(204, kind, tableStep, linkStep),
    feature(205, kind, typeClass(of.type), numeric),
    feature(206, kind, of.nature.key ? 1 : of.nature.reference ? 2 : 0, linkStep),
    feature(207, kind, of.nature.naming >= 2 ? 1 : 0, of.nature.category ? 1 : 0),
    feature(208, hashOf(of.words[of.words.length - 1]), kind, linkStep >= 8 ? 1 : 0),
    feature(
      209,
      kind,
      ['exact', 'folded', 'stem', 'part', 'typo', 'meaning', 'code', 'read'].indexOf(link?.how ?? ''),
      tableStep >= 8 ? 1 : 0,
    ),
    feature(210, read?.column === column ? 1 : 0, read ? 1 : 0, step(evidence.readConfidence)),
    feature(211, read?.column === column ? 1 : 0, kind, linkStep),
    feature(212, roles[0], kind),
    feature(213, roles[1], kind, linkStep >= 8 ? 1 : 0),
    feature(214, tableStep, ownStep, upTo(4, near)),
    feature(215, size(mention), typeClass(of.type), hashOf(of.words[of.words.length - 1])),
  ]
}

const size = (mention: ValueMention): number => {
  const value = mention.literals[0]
  return typeof value !== 'number' ? 0 : value > 1850 && value < 2100 ? 1 : value < 10 ? 2 : value < 1000 ? 3 : 4
}

const hashOf = (word: string | undefined): number => {
  let hash = 7
  for (let i = 0; i < (word ?? '').length; i++) hash = Math.imul(hash, 31) + (word ?? '').charCodeAt(i)
  return hash >>> 0
}

/** Columns a value may be of: where it is stored, else those of its kind. */
export const columnsForValue = (evidence: Evidence, at: number): readonly number[] => {
  const mention = evidence.values[at]
  if (!mention) return []
  const linked = mention.links.map((l) => l.column)
  const strong = mention.kind !== 'number' && mention.kind !== 'range' && (mention.links[0]?.score ?? 0) >= 0.6
  if (strong) return linked
  const isNumber = mention.kind === 'number' || mention.kind === 'range'
  const open = evidence.schema.columns
    .filter((c) => {
      if (linked.includes(c.index)) return false
      const named = (evidence.columns[c.index]?.score ?? 0) >= 0.4 || (evidence.tables[c.table]?.score ?? 0) >= 0.6
      return isNumber ? named && c.type !== 'boolean' : c.type === 'text' && named
    })
    .map((c) => ({
      c,
      s:
        (evidence.columns[c.index]?.score ?? 0) * 2 +
        (evidence.tables[c.table]?.score ?? 0) +
        (isNumber && c.nature.numeric ? 0.5 : 0) +
        (c.nature.naming > 0 && !isNumber ? 0.3 : 0),
    }))
    .sort((a, b) => b.s - a.s)
    .slice(0, 12)
    .map((x) => x.c.index)
  return [...linked, ...open]
}
