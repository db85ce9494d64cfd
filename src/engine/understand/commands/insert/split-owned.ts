import { findTable, type Table } from '#contracts/catalog.ts'
import type { Day } from '../../calendar.ts'
import type { Scope } from '../scope.ts'
import { find, type Words } from '../spans.ts'
import { type RowsRead, readRows } from './read-rows.ts'

type Split = { readonly own: RowsRead; readonly owned: { readonly table: Table; readonly read: RowsRead } | null }

const cost = (read: RowsRead): number => read.unread.length + read.unsure * 0.7 + read.problems.length + (read.rows.length === 0 ? 3 : 0)

const withOne = /(?:con|y|and|with|que tiene|who has)(?: (?:un|una|su|a|an|his|her|their|el|la))/

/** "nueva clienta, Ana, con un Renault Clio, matrícula 1234KLM": what follows "con un" may be a row that belongs to the one before. */
export const splitOwned = (words: Words, table: Table, scope: Scope, day: Day | null): Split => {
  const whole = readRows(words, table, scope, day)
  let best: Split = { own: whole, owned: null }
  let least = cost(whole)
  if (least === 0) return best
  const children = scope.knowledge.catalog.relations
    .filter((r) => r.to.table === table.name && r.from.table !== table.name)
    .flatMap((r) => findTable(scope.knowledge.catalog, r.from.table) ?? [])
  for (let match = find(words, withOne); match; match = find(words, withOne, match.from + 1)) {
    const own = readRows(words.slice(0, match.from), table, scope, day)
    for (const child of new Set(children)) {
      const read = readRows(words.slice(match.to), child, scope, own.day)
      const total = cost(own) + cost(read) + 0.1
      if (total >= least || (read.rows[0]?.size ?? 0) < 2) continue
      least = total
      best = { own, owned: { table: child, read } }
    }
  }
  return best
}
