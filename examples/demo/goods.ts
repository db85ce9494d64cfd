import { campaigns, categories } from './company.ts'
import { monthStart, toDate, toDay, yearOf } from './days.ts'
import { type Item, items } from './product-list.ts'
import { type Chance, chance } from './random.ts'

export type Product = {
  readonly id: number
  readonly item: Item
  readonly category: number
  readonly heat: (typeof categories)[number]['heat']
  /** Day it entered the catalog. */
  readonly since: number
  readonly row: readonly (string | number | boolean | null)[]
}

export type Campaign = {
  readonly id: number
  readonly name: string
  readonly description: string | null
  readonly discount: number
  readonly start: number
  readonly end: number
  readonly products: ReadonlySet<number>
}

export const cents = (amount: number): number => Math.round(amount * 100 + 1e-7) / 100

export const makeProducts = (input: { readonly start: number; readonly today: number; readonly seed: number }): readonly Product[] => {
  const luck = chance(input.seed, 'products')
  return items.map((item, index) => {
    const category = categories.findIndex((one) => one.name === item.category)
    const since = item.since === undefined ? input.start - luck.between(30, 1500) : monthStart(input.today, -item.since)
    return {
      id: index + 1,
      item,
      category: category + 1,
      heat: categories[category]?.heat ?? 'even',
      since,
      row: productRow(luck, item, index + 1, category + 1, since),
    }
  })
}

const productRow = (luck: Chance, item: Item, id: number, category: number, since: number): Product['row'] => {
  const minimum = item.popularity === 0 ? 5 : item.popularity * 10
  const stock = item.retired ? luck.between(0, 6) : luck.happens(0.06) ? 0 : Math.round(minimum * (0.5 + 3 * luck.next()))
  const letters = item.category.normalize('NFD').replace(/\p{M}/gu, '').slice(0, 3).toUpperCase()
  return [
    id,
    `${letters}-${String(1000 + id * 7)}`,
    item.name,
    category,
    item.price,
    luck.happens(0.92) ? cents(item.price * (0.6 + 0.18 * luck.next())) : null,
    stock,
    minimum,
    toDate(since),
    item.retired !== true,
    luck.happens(0.5) ? `${item.name}, formato para hostelería` : null,
  ]
}

/** The yearly campaigns from the year of `start` to the end of this year, those that ended before `start` left out. */
export const makeCampaigns = (start: number, today: number, products: readonly Product[]): readonly Campaign[] => {
  const made: Omit<Campaign, 'id'>[] = []
  for (let year = yearOf(start); year <= yearOf(today); year++) {
    for (const campaign of campaigns) {
      const end = toDay(`${year}-${campaign.end}`)
      if (end < start) continue
      const sold = products.filter(
        ({ item, since }) => campaign.categories.includes(item.category) && item.popularity > 0 && item.retired !== true && since <= end,
      )
      made.push({
        name: `${campaign.name} ${year}`,
        description: campaign.description,
        discount: campaign.discount,
        start: toDay(`${year}-${campaign.start}`),
        end,
        products: new Set(sold.map((product) => product.id)),
      })
    }
  }
  const next = yearOf(today) + 1
  made.push({
    name: `Club de hostelería ${next}`,
    description: 'Por definir qué productos entran',
    discount: 5,
    start: toDay(`${next}-02-01`),
    end: toDay(`${next}-12-31`),
    products: new Set(),
  })
  return made.map((campaign, index) => ({ id: index + 1, ...campaign }))
}
