import { monthOf, monthStart, monthsBetween, toDate, weekdayOf, yearOf } from './days.ts'
import { type Campaign, cents, type Product } from './goods.ts'
import type { Agent, Client } from './people.ts'
import { type Chance, chance } from './random.ts'
import { orderNotes } from './words.ts'

export type Line = {
  readonly product: number
  readonly quantity: number
  readonly price: number
  readonly discount: number
  readonly amount: number
}

export type Sale = {
  readonly id: number
  readonly number: string
  readonly client: Client
  readonly agent: Agent
  readonly campaign: Campaign | null
  readonly day: number
  readonly delivered: number | null
  readonly state: string
  readonly total: number
  readonly note: string | null
  readonly lines: readonly Line[]
}

/** January to December: quiet after Christmas, terraces in summer, Christmas at the end. */
const season: readonly number[] = [0.78, 0.8, 0.92, 1, 1.08, 1.15, 1.2, 1.02, 0.95, 0.98, 1.08, 1.4]

const heats: Readonly<Record<Product['heat'], readonly number[]>> = {
  even: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1],
  summer: [0.6, 0.6, 0.8, 1, 1.2, 1.6, 1.9, 1.8, 1.3, 0.9, 0.7, 0.8],
  winter: [1.4, 1.3, 1.1, 1, 0.9, 0.7, 0.6, 0.6, 0.9, 1.1, 1.3, 1.4],
  christmas: [0.6, 0.6, 0.7, 0.8, 0.8, 0.7, 0.6, 0.6, 0.8, 1.1, 2, 3.2],
}

const of = (values: readonly number[], day: number): number => values[monthOf(day) - 1] ?? 1

/** How busy a month is: 1 at the start, growing 1.2% a month, times the season. */
export const business = (month: number, start: number): number =>
  of(season, month) * 1.012 ** ((yearOf(month) - yearOf(start)) * 12 + monthOf(month) - monthOf(start))

type Shop = {
  readonly start: number
  readonly today: number
  readonly seed: number
  readonly clients: readonly Client[]
  readonly agents: readonly Agent[]
  readonly products: readonly Product[]
  readonly campaigns: readonly Campaign[]
}

const monthlySales = 55

export const makeSales = (shop: Shop): readonly Sale[] => {
  const luck = chance(shop.seed, 'sales')
  const days = monthsBetween(shop.start, shop.today).flatMap((month) => {
    const end = monthStart(month, 1)
    const elapsed = Math.min(1, (shop.today - month + 1) / (end - month))
    const count = Math.round(monthlySales * business(month, shop.start) * elapsed)
    return Array.from({ length: count }, () => businessDay(luck, month, Math.min(end - 1, shop.today)))
  })
  const sales: Sale[] = []
  for (const day of days.sort((a, b) => a - b)) {
    const buyers = shop.clients.filter((client) => buys(client, day))
    if (buyers.length === 0) continue
    const client = luck.weighted(buyers, (one) => one.appetite ** 0.7 * (one.agent?.strength ?? 0.6) ** 0.6)
    sales.push(makeSale(luck, shop, { id: sales.length + 1, number: numberOf(sales, day), client, day }))
  }
  return sales
}

const buys = (client: Client, day: number): boolean =>
  client.appetite > 0 && client.since <= day && (client.lost === null || day < client.lost)

/** Saturdays are rare, Sundays never have sales. */
export const businessDay = (luck: Chance, first: number, last: number): number => {
  for (let tries = 0; tries < 50; tries++) {
    const day = luck.between(first, last)
    const weekday = weekdayOf(day)
    if (weekday === 0 || (weekday === 6 && luck.happens(0.8))) continue
    return day
  }
  return last
}

const numberOf = (sales: readonly Sale[], day: number): string => {
  const before = sales.at(-1)
  const count = before !== undefined && yearOf(before.day) === yearOf(day) ? Number(before.number.slice(-4)) + 1 : 1
  return `P-${yearOf(day)}-${String(count).padStart(4, '0')}`
}

/** Who served a client on a day: someone who has left since, the client's agent if they were here already, or a colleague of the zone. */
export const agentAt = (luck: Chance, agents: readonly Agent[], client: Client, day: number): Agent => {
  const here = agents.filter((agent) => agent.joined <= day && (agent.left === null || day < agent.left))
  const former = here.find((agent) => agent.left !== null && agent.zone === client.zone)
  if (former !== undefined && client.id % 5 < 2) return former
  if (client.agent !== null && here.includes(client.agent) && luck.happens(0.94)) return client.agent
  const zone = here.filter((agent) => agent.zone === client.zone)
  return luck.pick(zone.length > 0 ? zone : here)
}

const makeSale = (
  luck: Chance,
  shop: Shop,
  order: { readonly id: number; readonly number: string; readonly client: Client; readonly day: number },
): Sale => {
  const running = shop.campaigns.filter((campaign) => campaign.start <= order.day && order.day <= campaign.end)
  const campaign = running.length > 0 && luck.happens(0.35) ? luck.pick(running) : null
  const lines = makeLines(luck, shop, { ...order, campaign })
  const state = stateAt(luck, shop.today - order.day)
  const transit = luck.between(1, 7)
  return {
    ...order,
    agent: agentAt(luck, shop.agents, order.client, order.day),
    campaign: campaign !== null && lines.some((line) => campaign.products.has(line.product)) ? campaign : null,
    delivered: state === 'entregado' ? Math.min(order.day + transit, shop.today) : null,
    state,
    total: cents(lines.reduce((sum, line) => sum + line.amount, 0)),
    note: luck.happens(0.08) ? luck.pick(orderNotes) : null,
    lines,
  }
}

const stateAt = (luck: Chance, age: number): string => {
  if (luck.happens(0.055)) return 'cancelado'
  if (age > 12) return luck.happens(0.985) ? 'entregado' : 'enviado'
  if (age > 6)
    return luck.weighted(
      ['entregado', 'enviado', 'confirmado', 'pendiente'],
      (state) => ({ entregado: 7, enviado: 4, confirmado: 2 })[state] ?? 1,
    )
  return luck.weighted(['pendiente', 'confirmado', 'enviado'], (state) => ({ pendiente: 4, confirmado: 4, enviado: 3 })[state] ?? 1)
}

const makeLines = (
  luck: Chance,
  shop: Shop,
  order: { readonly client: Client; readonly day: number; readonly campaign: Campaign | null },
): readonly Line[] => {
  const wanted = luck.weighted([1, 2, 3, 4, 5, 6, 7], (count) => [12, 22, 26, 20, 12, 6, 2][count - 1] ?? 1)
  const chosen = new Map<number, Product>()
  const lastDay = (product: Product): number => (product.item.retired === true ? shop.today - 240 : shop.today)
  const onSale = shop.products.filter(
    (product) => product.item.popularity > 0 && product.since <= order.day && order.day <= lastDay(product),
  )
  const weight = (product: Product): number =>
    product.item.popularity * of(heats[product.heat], order.day) * (order.campaign?.products.has(product.id) ? 2.5 : 1)
  while (chosen.size < wanted) {
    const product = luck.weighted(onSale, weight)
    chosen.set(product.id, product)
  }
  return [...chosen.values()].map((product) => makeLine(luck, product, order, shop.today))
}

/** Prices rose about 3% each January; a campaign gives its discount, otherwise one line in eight has a small one. */
const makeLine = (
  luck: Chance,
  product: Product,
  order: { readonly client: Client; readonly day: number; readonly campaign: Campaign | null },
  today: number,
): Line => {
  const price = cents(product.item.price / 1.03 ** (yearOf(today) - yearOf(order.day)))
  const ordinary = luck.happens(0.125) ? luck.pick([3, 5, 5, 10]) : 0
  const discount = order.campaign?.products.has(product.id) ? order.campaign.discount : ordinary
  const units = 70 / product.item.price
  const quantity = Math.max(1, Math.round(units ** 0.7 * 2 * order.client.appetite * (0.4 + 1.4 * luck.next())))
  return { product: product.id, quantity, price, discount, amount: cents((quantity * Math.round(price * 100) * (100 - discount)) / 10_000) }
}

export const saleRow = (sale: Sale): readonly (string | number | null)[] => [
  sale.id,
  sale.number,
  sale.client.id,
  sale.agent.id,
  sale.campaign?.id ?? null,
  toDate(sale.day),
  sale.delivered === null ? null : toDate(sale.delivered),
  sale.state,
  sale.total,
  sale.note,
]
