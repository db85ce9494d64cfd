import type { Catalog, Relation, Table } from '#contracts/catalog.ts'
import type { Definitions } from './change-script.ts'
import { mentions } from './identifier-words.ts'
import { identifier, identifiers } from './quoting.ts'
import { onDeleteText } from './rule-text.ts'
import { type Clause, type ClauseKind, type ColumnText, type RuleText, readTableText, type TableText } from './sqlite-table-text.ts'

const q = (name: string): string => identifier(name, 'sqlite')

const clause = (kind: ClauseKind, text: string): Clause => ({ kind, name: null, text, target: null })

const rowidKey = (table: Table): string | null => {
  const only = table.primaryKey.length === 1 ? table.columns.find((c) => c.name === table.primaryKey[0]) : undefined
  return only !== undefined && only.databaseType.toUpperCase() === 'INTEGER' ? only.name : null
}

/** A table as its catalog knows it, for when the source's own text is not at hand. */
const fromCatalog = (table: Table, relations: readonly Relation[]): TableText => {
  const rowid = rowidKey(table)
  const columns = table.columns.map(
    (c): ColumnText => ({
      name: c.name,
      type: c.databaseType,
      clauses: [
        ...(c.name === rowid ? [clause('primary_key', 'PRIMARY KEY')] : []),
        ...(c.nullable || c.name === rowid ? [] : [clause('not_null', 'NOT NULL')]),
        ...(c.default === null
          ? []
          : [clause('default', `DEFAULT ${/^[\w.+-]+$|^'.*'$|^\(.*\)$/s.test(c.default) ? c.default : `(${c.default})`}`)]),
      ],
    }),
  )
  const named = (name: string): string => (name.startsWith('sqlite_autoindex') ? '' : `CONSTRAINT ${q(name)} `)
  const rules: RuleText[] = [
    ...(rowid === null && table.primaryKey.length > 0
      ? [
          {
            kind: 'primary_key' as const,
            name: null,
            columns: table.primaryKey,
            target: null,
            text: `PRIMARY KEY (${identifiers(table.primaryKey, 'sqlite')})`,
          },
        ]
      : []),
    ...table.uniques.map((u) => ({
      kind: 'unique' as const,
      name: u.name,
      columns: u.columns,
      target: null,
      text: `${named(u.name)}UNIQUE (${identifiers(u.columns, 'sqlite')})`,
    })),
    ...table.checks.map((c) => ({
      kind: 'check' as const,
      name: c.name,
      columns: [],
      target: null,
      text: `${named(c.name)}CHECK (${c.expression})`,
    })),
    ...relations.filter((r) => r.declared && r.from.table === table.name).map(referenceRule),
  ]
  return { name: table.name, columns, rules, suffix: '' }
}

const referenceRule = (r: Relation): RuleText => ({
  kind: 'reference',
  name: r.name,
  columns: r.from.columns,
  target: r.to.table,
  text: `CONSTRAINT ${q(r.name)} FOREIGN KEY (${identifiers(r.from.columns, 'sqlite')}) REFERENCES ${q(r.to.table)} (${identifiers(r.to.columns, 'sqlite')})${onDeleteText(r.onDelete)}`,
})

/** The table's text: the source's own where it is known. */
export const tableTextOf = (table: Table, catalog: Catalog, definitions: Definitions): TableText => {
  const own = definitions.objects.find((o) => o.kind === 'table' && o.name === table.name)
  return (own === undefined ? null : readTableText(own.sql)) ?? fromCatalog(table, catalog.relations)
}

export const editColumn = (table: TableText, name: string, edit: (column: ColumnText) => ColumnText): TableText => ({
  ...table,
  columns: table.columns.map((c) => (same(c.name, name) ? edit(c) : c)),
})

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()

export const withoutClause = (column: ColumnText, kind: ClauseKind): ColumnText => ({
  ...column,
  clauses: column.clauses.filter((c) => c.kind !== kind),
})

export const withClause = (column: ColumnText, kind: ClauseKind, text: string): ColumnText => ({
  ...column,
  clauses: [...column.clauses.filter((c) => c.kind !== kind), clause(kind, text)],
})

/** A column with the rules that speak of it. */
export const withoutColumn = (table: TableText, name: string): TableText => ({
  ...table,
  columns: table.columns
    .filter((c) => !same(c.name, name))
    .map((c) => ({ ...c, clauses: c.clauses.filter((k) => k.kind !== 'check' || !mentions(k.text, name)) })),
  rules: table.rules.filter((r) => (r.kind === 'check' ? !mentions(r.text, name) : !r.columns.some((c) => same(c, name)))),
})

/** References to a table (or to one of its columns) that is going. A reference without columns means the key. */
export const withoutReferences = (table: TableText, target: string, column: string | null, key: readonly string[]): TableText => {
  const hits = (text: string): boolean => {
    if (column === null) return true
    const tail = text.slice(text.toUpperCase().indexOf('REFERENCES'))
    return /\(/.test(tail) ? mentions(tail, column) : key.includes(column)
  }
  return {
    ...table,
    columns: table.columns.map((c) => ({
      ...c,
      clauses: c.clauses.filter((k) => !(k.kind === 'reference' && k.target !== null && same(k.target, target) && hits(k.text))),
    })),
    rules: table.rules.filter((r) => !(r.kind === 'reference' && r.target !== null && same(r.target, target) && hits(r.text))),
  }
}

const equalLists = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((n, at) => same(n, b[at] ?? ''))

const normal = (text: string): string => text.replace(/\s+/g, '').toLowerCase()

type Wanted = { readonly kind: RuleText['kind']; readonly columns: readonly string[]; readonly expression: string }

/** What a rule's name in the catalog stands for. */
const wantedRule = (table: Table, catalog: Catalog, name: string): Wanted | null => {
  const unique = table.uniques.find((u) => u.name === name)
  if (unique !== undefined) return { kind: 'unique', columns: unique.columns, expression: '' }
  const check = table.checks.find((c) => c.name === name)
  if (check !== undefined) return { kind: 'check', columns: [], expression: normal(check.expression) }
  const relation = catalog.relations.find((r) => r.name === name && r.from.table === table.name)
  if (relation !== undefined) return { kind: 'reference', columns: relation.from.columns, expression: '' }
  return name === `${table.name}_pkey` ? { kind: 'primary_key', columns: table.primaryKey, expression: '' } : null
}

/** Takes one rule away: by its written name, else by what the catalog says it is. */
export const withoutRule = (text: TableText, table: Table, catalog: Catalog, name: string): TableText => {
  const byName = {
    ...text,
    columns: text.columns.map((c) => ({ ...c, clauses: c.clauses.filter((k) => k.name === null || !same(k.name, name)) })),
    rules: text.rules.filter((r) => r.name === null || !same(r.name, name)),
  }
  const count = (t: TableText): number => t.rules.length + t.columns.reduce((sum, c) => sum + c.clauses.length, 0)
  if (count(byName) < count(text)) return byName
  const wanted = wantedRule(table, catalog, name)
  if (wanted === null) return text
  const hit = (kind: string, columns: readonly string[], source: string): boolean =>
    kind === wanted.kind && (kind === 'check' ? normal(source).includes(wanted.expression) : equalLists(columns, wanted.columns))
  return {
    ...text,
    columns: text.columns.map((c) => ({ ...c, clauses: c.clauses.filter((k) => !hit(k.kind, [c.name], k.text)) })),
    rules: text.rules.filter((r) => !hit(r.kind, r.columns, r.text)),
  }
}

/** The column that is the rowid, so that it carries the row's number by itself. */
export const rowidColumnOf = (table: TableText): string | null => {
  const isInteger = (name: string): boolean => table.columns.some((c) => same(c.name, name) && c.type.toUpperCase() === 'INTEGER')
  const inline = table.columns.find((c) => c.clauses.some((k) => k.kind === 'primary_key' && !/\bDESC\b/i.test(k.text)))
  const name = inline?.name ?? table.rules.find((r) => r.kind === 'primary_key' && r.columns.length === 1)?.columns[0]
  return name !== undefined && isInteger(name) && !/WITHOUT\s+ROWID/i.test(table.suffix) ? name : null
}

export const isWithoutRowid = (table: TableText): boolean => /WITHOUT\s+ROWID/i.test(table.suffix)

export const isAutoincrement = (table: TableText): boolean =>
  table.columns.some((c) => c.clauses.some((k) => k.kind === 'primary_key' && /AUTOINCREMENT/i.test(k.text)))

export const isGenerated = (column: ColumnText): boolean => column.clauses.some((k) => k.kind === 'generated')
