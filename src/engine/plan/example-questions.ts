import type { Language } from '#contracts/plan.ts'
import type { Day } from '../understand/calendar.ts'
import { humanName } from '../understand/human-name.ts'
import { type Knowledge, natureAt } from '../understand/knowledge.ts'
import { dateColumns, moneyColumns } from './defaults.ts'

type Facts = {
  readonly table: string
  readonly rows: number
  readonly category: string | null
  readonly money: string | null
  readonly dated: boolean
  readonly parents: readonly string[]
  readonly value: string | null
}

const factsOf = (knowledge: Knowledge): readonly Facts[] =>
  knowledge.catalog.tables
    .filter((t) => t.kind === 'table')
    .map((t) => {
      const category =
        t.columns.find((c) => natureAt(knowledge, t.name, c.name).category && !natureAt(knowledge, t.name, c.name).flag)?.name ?? null
      const values = category ? knowledge.values.columns.get(`${t.name}.${category}`) : undefined
      return {
        table: t.name,
        rows: t.rowCount ?? 0,
        category,
        money: moneyColumns(knowledge, t.name)[0]?.column ?? null,
        dated: dateColumns(knowledge, t.name).length > 0,
        parents: (knowledge.graph.get(t.name) ?? []).filter((s) => s.up && s.to !== t.name).map((s) => s.to),
        value: values?.[0] ?? null,
      }
    })
    .sort((a, b) => b.rows - a.rows)

/** Questions that this catalog can surely answer, made from its biggest tables, categories, money and dates. */
export const exampleQuestions = (knowledge: Knowledge, language: Language, _today: Day): readonly string[] => {
  const facts = factsOf(knowledge)
  const es = language === 'es'
  const money = facts.find((f) => f.money && f.dated)
  const dated = facts.find((f) => f.dated)
  const child = facts.find((f) => f.parents.length > 0)
  const grouped = facts.find((f) => f.category)
  const out: string[] = []
  if (money?.money)
    out.push(
      es
        ? `${humanName(money.money)} de ${humanName(money.table)} por mes este año`
        : `${humanName(money.money)} of ${humanName(money.table)} by month this year`,
    )
  if (child?.parents[0])
    out.push(
      es
        ? `los 5 ${humanName(child.parents[0])} con más ${humanName(child.table)}`
        : `top 5 ${humanName(child.parents[0])} with the most ${humanName(child.table)}`,
    )
  if (grouped?.category)
    out.push(
      es
        ? `cuántos ${humanName(grouped.table)} hay por ${humanName(grouped.category)}`
        : `how many ${humanName(grouped.table)} by ${humanName(grouped.category)}`,
    )
  if (child?.parents[0])
    out.push(
      es
        ? `${humanName(child.parents[0])} sin ${humanName(child.table)} este mes`
        : `${humanName(child.parents[0])} without ${humanName(child.table)} this month`,
    )
  if (dated) out.push(es ? `${humanName(dated.table)} de los últimos 30 días` : `${humanName(dated.table)} of the last 30 days`)
  if (grouped?.category && grouped.value)
    out.push(
      es
        ? `${humanName(grouped.table)} con ${humanName(grouped.category)} ${grouped.value}`
        : `${humanName(grouped.table)} with ${humanName(grouped.category)} ${grouped.value}`,
    )
  return out
}
