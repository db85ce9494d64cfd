import { monthStart, monthsBetween, toDate, weekdayOf } from './days.ts'
import type { Agent, Client, Contact } from './people.ts'
import { chance } from './random.ts'
import { agentAt, business, businessDay, type Sale } from './sales.ts'
import { issueTexts, visitNotes } from './words.ts'

type Rows = readonly (readonly (string | number | boolean | null)[])[]

type Period = { readonly start: number; readonly today: number; readonly seed: number }

const monthlyVisits = 84

/** Visits on working days, only to people who were clients then; strong sellers visit more. */
export const makeVisits = (period: Period, clients: readonly Client[], agents: readonly Agent[], contacts: readonly Contact[]): Rows => {
  const luck = chance(period.seed, 'visits')
  const days = monthsBetween(period.start, period.today).flatMap((month) => {
    const end = monthStart(month, 1)
    const elapsed = Math.min(1, (period.today - month + 1) / (end - month))
    const count = Math.round(monthlyVisits * Math.sqrt(business(month, period.start)) * elapsed)
    return Array.from({ length: count }, () => businessDay(luck, month, Math.min(end - 1, period.today)))
  })
  const sorted = days.filter((day) => weekdayOf(day) !== 0).sort((a, b) => a - b)
  return sorted.flatMap((day, index) => {
    const known = clients.filter((client) => client.since <= day && (client.lost === null || day < client.lost + 60))
    if (known.length === 0) return []
    const client = luck.weighted(known, (one) => (0.4 + one.appetite) * (one.agent?.strength ?? 0.3) * (one.id % 7 === 0 ? 0.15 : 1))
    const kind = luck.weighted(
      ['presencial', 'telefónica', 'videollamada'],
      (way) => ({ presencial: 72, telefónica: 22, videollamada: 6 })[way] ?? 1,
    )
    const people = contacts.filter((contact) => contact.client === client.id)
    const result = luck.weighted(['pedido', 'interesado', 'sin interés', 'ausente', null], (one) =>
      one === 'pedido' ? 38 : one === 'interesado' ? 30 : one === 'sin interés' ? 15 : one === 'ausente' ? 9 : 8,
    )
    const met = result !== 'ausente' && people.length > 0 && luck.happens(0.7)
    return [
      [
        index + 1,
        client.id,
        agentAt(luck, agents, client, day).id,
        met ? luck.pick(people).id : null,
        toDate(day),
        kind,
        result,
        result === 'ausente' ? null : luck.happens(0.85) ? luck.between(1, 9) * 5 + (kind === 'presencial' ? 10 : 0) : null,
        luck.happens(0.2) ? luck.pick(visitNotes) : null,
      ],
    ]
  })
}

/** Monthly goals to the end of this year: what a seller of that strength should sell, a little optimistic. */
export const makeGoals = (period: Period, agents: readonly Agent[], sales: readonly Sale[]): Rows => {
  const luck = chance(period.seed, 'goals')
  const months = monthsBetween(period.start, monthStart(period.today, 12 - Number(toDate(period.today).slice(5, 7))))
  const activity = months.filter((month) => month <= period.today).reduce((sum, month) => sum + business(month, period.start), 0)
  const rows: (string | number)[][] = []
  for (const agent of agents) {
    const sold = sales.filter((sale) => sale.agent.id === agent.id && sale.state !== 'cancelado').reduce((sum, sale) => sum + sale.total, 0)
    const present = months.filter((month) => monthStart(agent.joined) <= month && (agent.left === null || month < agent.left))
    const share = present.filter((month) => month <= period.today).reduce((sum, month) => sum + business(month, period.start), 0) / activity
    for (const month of present) {
      const expected = sold === 0 ? 1500 : (sold / activity / Math.max(share, 0.1)) * business(month, period.start)
      const goal = Math.max(500, Math.round((expected * (0.85 + 0.35 * luck.next())) / 100) * 100)
      rows.push([rows.length + 1, agent.id, toDate(month), goal])
    }
  }
  return rows
}

const hour = (minutes: number): string => `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00`

/** About one order in nine has an issue, plus some without an order; the old ones are closed, most of the new ones aren't. */
export const makeIssues = (period: Period, sales: readonly Sale[]): Rows => {
  const luck = chance(period.seed, 'issues')
  const happened = sales
    .filter(() => luck.happens(0.11))
    .map((sale) => ({ sale, day: sale.day + luck.between(0, 9) }))
    .filter(({ day }) => day <= period.today)
    .sort((a, b) => a.day - b.day)
  return happened.map(({ sale, day }, index) => {
    const kind = luck.weighted(Object.keys(issueTexts), (one) => (one === 'retraso' ? 4 : one === 'otro' ? 1.5 : 2))
    const opened = luck.between(8 * 60, 19 * 60)
    const age = period.today - day
    const closing = day + luck.between(3, kind === 'devolución' ? 60 : 40)
    const closed = closing < period.today && luck.happens(0.96)
    const state = closed ? 'cerrada' : age > 30 || luck.happens(0.35) ? 'en curso' : 'abierta'
    return [
      index + 1,
      sale.client.id,
      kind === 'otro' && luck.happens(0.8) ? null : sale.id,
      luck.happens(0.9) ? sale.agent.id : null,
      kind,
      luck.weighted(['baja', 'media', 'alta', 'urgente'], (one) => ({ baja: 25, media: 45, alta: 22, urgente: 8 })[one] ?? 1),
      state,
      luck.pick(issueTexts[kind] ?? ['Incidencia']),
      `${toDate(day)}T${hour(opened)}`,
      closed ? `${toDate(closing)}T${hour(luck.between(9 * 60, 18 * 60))}` : null,
    ]
  })
}
