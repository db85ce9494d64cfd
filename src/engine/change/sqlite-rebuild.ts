import type { Table } from '#contracts/catalog.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Definitions } from './change-script.ts'
import { identifier, identifiers, plain, textLiteral } from './quoting.ts'
import { isAutoincrement, isGenerated, isWithoutRowid, rowidColumnOf } from './sqlite-table-edit.ts'
import { printTableText, type TableText } from './sqlite-table-text.ts'

const q = (name: string): string => identifier(name, 'sqlite')

/** Turns off for the rebuild what would act on the old table's going: keys that cascade, and renames that rewrite other objects. */
const opening: readonly Statement[] = [plain('PRAGMA foreign_keys = OFF'), plain('PRAGMA legacy_alter_table = ON')]
const ending: readonly Statement[] = [plain('PRAGMA legacy_alter_table = OFF'), plain('PRAGMA foreign_keys = ON')]

export type Rebuild = {
  readonly table: Table
  readonly from: TableText
  readonly to: TableText
  readonly definitions: Definitions
  /** Indexes that go along. */
  readonly lostIndexes: readonly string[]
  /** How a column's value is copied, where not as it is. */
  readonly values: Readonly<Record<string, string>>
}

const copy = ({ from, to, values }: Rebuild, name: string, temporary: string): Statement => {
  const kept = to.columns.filter((c) => !isGenerated(c) && from.columns.some((f) => f.name === c.name)).map((c) => c.name)
  const carries = rowidColumnOf(to) !== null || isWithoutRowid(to) || isWithoutRowid(from)
  const targets = [...(carries ? [] : ['rowid']), ...kept.map(q)]
  const sources = [...(carries ? [] : ['rowid']), ...kept.map((c) => values[c] ?? q(c))]
  return plain(`INSERT INTO ${q(temporary)} (${targets.join(', ')}) SELECT ${sources.join(', ')} FROM ${q(name)}`)
}

const sequence = (name: string, temporary: string): readonly Statement[] => [
  plain(
    `UPDATE main.sqlite_sequence SET seq = (SELECT o.seq FROM main.sqlite_sequence AS o WHERE o.name = ${textLiteral(name, 'sqlite')}) WHERE name = ${textLiteral(temporary, 'sqlite')} AND EXISTS (SELECT 1 FROM main.sqlite_sequence AS o WHERE o.name = ${textLiteral(name, 'sqlite')})`,
  ),
]

/** Indexes and triggers go with the old table and are made again as they were written. */
const companions = ({ table, definitions, lostIndexes }: Rebuild): readonly Statement[] => {
  const own = definitions.objects.filter((o) => o.table === table.name && (o.kind === 'index' || o.kind === 'trigger'))
  const known = definitions.objects.some((o) => o.kind === 'table' && o.name === table.name)
  if (known) return own.filter((o) => !lostIndexes.includes(o.name)).map((o) => plain(o.sql))
  return table.indexes
    .filter((i) => !lostIndexes.includes(i.name) && !i.name.startsWith('sqlite_autoindex'))
    .map((i) => plain(`CREATE ${i.unique ? 'UNIQUE ' : ''}INDEX ${q(i.name)} ON ${q(table.name)} (${identifiers(i.columns, 'sqlite')})`))
}

/** SQLite's documented way to change a table where ALTER can't: new table, copy, drop, rename, indexes and triggers again. */
export const rebuildStatements = (rebuild: Rebuild): readonly Statement[] => {
  const { name } = rebuild.table
  const temporary = `_t7_new_${name}`
  return [
    ...opening,
    plain(printTableText(rebuild.to, temporary)),
    copy(rebuild, name, temporary),
    ...(isAutoincrement(rebuild.from) && isAutoincrement(rebuild.to) ? sequence(name, temporary) : []),
    plain(`DROP TABLE ${q(name)}`),
    plain(`ALTER TABLE ${q(temporary)} RENAME TO ${q(name)}`),
    ...companions(rebuild),
    ...ending,
  ]
}
