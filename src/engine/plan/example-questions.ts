import type { Table } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import { columnName, tableName } from '../explain/names.ts'
import { genderOf, pluralOf, the } from '../explain/nouns.ts'
import type { Day } from '../understand/calendar.ts'
import { type Knowledge, natureAt } from '../understand/knowledge.ts'
import { dateColumns, factAmount, isNameless } from './defaults.ts'

/** What a table is good for asking. */
type Facts = {
  readonly table: Table
  readonly category: string | null
  readonly value: string | null
  readonly amount: string | null
  readonly dated: boolean
  /** Tables with named rows that its rows belong to: the customer of an order. */
  readonly owners: readonly string[]
}

const isShort = (value: string | undefined): value is string => value !== undefined && value.length > 2 && value.length <= 20

const factsOf = (knowledge: Knowledge, table: Table): Facts => {
  const category = table.columns.find((c) => {
    const nature = natureAt(knowledge, table.name, c.name)
    return nature.category && !nature.flag && !nature.reference && nature.naming === 0
  })
  const amount = factAmount(knowledge, table.name)
  return {
    table,
    category: category?.name ?? null,
    value: category ? (knowledge.values.columns.get(`${table.name}.${category.name}`)?.find(isShort) ?? null) : null,
    amount: amount?.kind === 'column' ? amount.column : null,
    dated: dateColumns(knowledge, table.name).length > 0,
    owners: (knowledge.graph.get(table.name) ?? [])
      .filter((s) => s.up && s.to !== table.name && !isNameless(knowledge, s.to))
      .map((s) => s.to),
  }
}

const many = (table: string, language: Language): string => pluralOf(tableName(table), language)

/** A happening that belongs to people or things: dated rows with an owner that has a name, the widest owner first. */
const happening = (knowledge: Knowledge, facts: readonly Facts[]): { readonly rows: string; readonly owner: string } | null => {
  const size = (table: string): number => knowledge.catalog.tables.find((t) => t.name === table)?.rowCount ?? 0
  for (const fact of facts.filter((f) => f.dated && f.owners.length > 0)) {
    const owner = [...fact.owners].sort((a, b) => size(b) - size(a))[0]
    if (owner) return { rows: fact.table.name, owner }
  }
  return null
}

const spanish = (knowledge: Knowledge, facts: readonly Facts[]): readonly (string | null)[] => {
  const money = facts.find((f) => f.amount && f.dated)
  const event = happening(knowledge, [...facts.filter((f) => f.amount), ...facts])
  const grouped = facts.find((f) => f.category && f.table.name !== money?.table.name)
  const dated = facts.find((f) => f.dated && f.table.name !== money?.table.name) ?? money
  const listed = facts.find((f) => f.value && f.table.name !== grouped?.table.name) ?? grouped
  const rows = (table: string): string => many(table, 'es')
  return [
    money?.amount
      ? `${columnName(money.amount)} de ${the(rows(money.table.name), true, 'es')} ${rows(money.table.name)} por mes este año`
      : null,
    event ? `${the(rows(event.owner), true, 'es')} 5 ${rows(event.owner)} con más ${rows(event.rows)}` : null,
    grouped?.category
      ? `${genderOf(rows(grouped.table.name)) === 'feminine' ? 'cuántas' : 'cuántos'} ${rows(grouped.table.name)} hay por ${columnName(grouped.category)}`
      : null,
    event ? `${rows(event.owner)} sin ${rows(event.rows)} este mes` : null,
    dated ? `${rows(dated.table.name)} de los últimos 30 días` : null,
    listed?.category && listed.value ? `${rows(listed.table.name)} con ${columnName(listed.category)} ${listed.value}` : null,
  ]
}

const english = (knowledge: Knowledge, facts: readonly Facts[]): readonly (string | null)[] => {
  const money = facts.find((f) => f.amount && f.dated)
  const event = happening(knowledge, [...facts.filter((f) => f.amount), ...facts])
  const grouped = facts.find((f) => f.category && f.table.name !== money?.table.name)
  const dated = facts.find((f) => f.dated && f.table.name !== money?.table.name) ?? money
  const listed = facts.find((f) => f.value && f.table.name !== grouped?.table.name) ?? grouped
  const rows = (table: string): string => many(table, 'en')
  return [
    money?.amount ? `${columnName(money.amount)} of ${rows(money.table.name)} by month this year` : null,
    event ? `top 5 ${rows(event.owner)} with the most ${rows(event.rows)}` : null,
    grouped?.category ? `how many ${rows(grouped.table.name)} by ${columnName(grouped.category)}` : null,
    event ? `${rows(event.owner)} without ${rows(event.rows)} this month` : null,
    dated ? `${rows(dated.table.name)} of the last 30 days` : null,
    listed?.category && listed.value ? `${rows(listed.table.name)} with ${columnName(listed.category)} ${listed.value}` : null,
  ]
}

/** Up to six questions that this catalog can surely answer, made from its biggest tables, categories, money, dates and relations. */
export const exampleQuestions = (knowledge: Knowledge, language: Language, _today: Day): readonly string[] => {
  const facts = knowledge.catalog.tables
    .filter((t) => t.kind === 'table')
    .sort((a, b) => (b.rowCount ?? 0) - (a.rowCount ?? 0))
    .map((t) => factsOf(knowledge, t))
  const made = language === 'es' ? spanish(knowledge, facts) : english(knowledge, facts)
  return made.filter((text): text is string => text !== null)
}
