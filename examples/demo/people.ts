import { type City, sellers, zones } from './company.ts'
import { monthStart, toDate } from './days.ts'
import { type Chance, chance } from './random.ts'
import { adjectives, clientNotes, familyNames, givenNames, jobs, nouns, streets } from './words.ts'

export type Agent = {
  readonly id: number
  readonly name: string
  readonly zone: number
  readonly strength: number
  /** Days; `left` null = still here. */
  readonly joined: number
  readonly left: number | null
  readonly commission: number
  readonly phone: string | null
}

export type Client = {
  readonly id: number
  readonly name: string
  readonly zone: number
  readonly agent: Agent | null
  /** Days; `lost` = the day they stopped buying, null = still buying. */
  readonly since: number
  readonly lost: number | null
  readonly active: boolean
  readonly kind: string
  /** How much it buys, around 1; 0 = has never bought. */
  readonly appetite: number
  readonly row: readonly (string | number | boolean | null)[]
}

export type Contact = { readonly id: number; readonly client: number; readonly row: readonly (string | number | boolean | null)[] }

export const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')

/** Mobile numbers start with 75, a range that Spain hasn't given out. */
const phone = (luck: Chance): string => `75${luck.between(0, 9)} ${luck.between(100, 999)} ${luck.between(100, 999)}`

export const makeAgents = (today: number, seed: number): readonly Agent[] => {
  const luck = chance(seed, 'agents')
  return sellers.map((seller, index) => ({
    id: index + 1,
    name: seller.name,
    zone: zones.findIndex((zone) => zone.name === seller.zone) + 1,
    strength: seller.strength,
    joined: monthStart(today, -seller.joined) + (seller.joined > 1 ? luck.between(0, 20) : 0),
    left: seller.left === null ? null : monthStart(today, -seller.left) + 14,
    commission: seller.commission,
    phone: seller.phone ? phone(luck) : null,
  }))
}

const kinds: readonly {
  readonly kind: string
  readonly prefixes: readonly string[]
  readonly weight: number
  readonly appetite: number
}[] = [
  { kind: 'bar', prefixes: ['Bar', 'Cervecería', 'Taberna', 'Cafetería'], weight: 34, appetite: 0.7 },
  { kind: 'restaurante', prefixes: ['Restaurante', 'Mesón', 'Asador', 'Casa de comidas'], weight: 28, appetite: 1.1 },
  { kind: 'hotel', prefixes: ['Hotel', 'Hostal'], weight: 12, appetite: 1.9 },
  { kind: 'tienda', prefixes: ['Ultramarinos', 'Alimentación', 'Delicatessen'], weight: 14, appetite: 0.8 },
  { kind: 'supermercado', prefixes: ['Supermercado', 'Autoservicio'], weight: 7, appetite: 2.2 },
  { kind: 'catering', prefixes: ['Catering'], weight: 5, appetite: 1.6 },
]

/** Shares of the clients per zone, in the order of `zones`; the last zone has none yet. */
const zoneShares: readonly number[] = [16, 24, 15, 22, 17, 11, 0]

/** `count` clients: two thirds from before `start`, the others spread until a few days before today. */
export const makeClients = (
  input: { readonly start: number; readonly today: number; readonly seed: number; readonly count: number },
  agents: readonly Agent[],
): readonly Client[] => {
  const luck = chance(input.seed, 'clients')
  const names = new Set<string>()
  const signUps = Array.from({ length: input.count }, (_, index) =>
    index < input.count * 0.66 ? input.start - luck.between(20, 1900) : luck.between(input.start, input.today - 3),
  ).sort((a, b) => a - b)
  return signUps.map((since, index) => makeClient(luck, { id: index + 1, since, today: input.today, names, agents }))
}

const makeClient = (
  luck: Chance,
  input: {
    readonly id: number
    readonly since: number
    readonly today: number
    readonly names: Set<string>
    readonly agents: readonly Agent[]
  },
): Client => {
  const { id, since, today } = input
  const business = luck.weighted(kinds, (kind) => kind.weight)
  const name = uniqueName(luck, business.prefixes, input.names)
  const zone = luck.weighted([...zones.keys()], (index) => zoneShares[index] ?? 0)
  const city = luck.weighted(zones[zone]?.cities ?? [], (one) => 1 / (1 + (zones[zone]?.cities.indexOf(one) ?? 0)))
  const team = input.agents.filter((agent) => agent.zone === zone + 1 && agent.left === null)
  const agent = luck.happens(0.04) ? null : luck.weighted(team, (one) => one.strength ** 0.6)
  const lost = since < today - 300 && luck.happens(0.12) ? luck.between(Math.max(since + 120, today - 480), today - 60) : null
  const active = lost === null || luck.happens(0.35)
  const appetite = luck.happens(0.05) ? 0 : business.appetite * Math.exp(0.45 * luck.bell())
  return {
    id,
    name,
    zone: zone + 1,
    agent,
    since,
    lost,
    active,
    kind: business.kind,
    appetite,
    row: clientRow(luck, { id, name, kind: business.kind, city, zone: zone + 1, agent, since, active, appetite }),
  }
}

const uniqueName = (luck: Chance, prefixes: readonly string[], taken: Set<string>): string => {
  const prefix = luck.pick(prefixes)
  for (;;) {
    const name = `${prefix} ${luck.pick(nouns)} ${luck.pick(adjectives)}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}

const clientRow = (
  luck: Chance,
  client: {
    readonly id: number
    readonly name: string
    readonly kind: string
    readonly city: City
    readonly zone: number
    readonly agent: Agent | null
    readonly since: number
    readonly active: boolean
    readonly appetite: number
  },
): Client['row'] => [
  client.id,
  client.name,
  `B00${String(client.id * 37 + 10_000).padStart(6, '0')}`,
  client.kind,
  luck.happens(0.82) ? `${luck.pick(['info', 'compras', 'hola', 'pedidos'])}@${plain(client.name)}.example` : null,
  luck.happens(0.9) ? phone(luck) : null,
  luck.happens(0.93) ? `${luck.pick(streets)}, ${luck.between(1, 120)}` : null,
  client.city.name,
  luck.happens(0.95) ? client.city.postal + String(luck.between(1, 30)).padStart(2, '0') : null,
  client.zone,
  client.agent?.id ?? null,
  toDate(client.since),
  client.active,
  luck.weighted(
    ['transferencia', 'recibo', 'tarjeta', 'efectivo'],
    (way) => ({ transferencia: 45, recibo: 35, tarjeta: 12, efectivo: 8 })[way] ?? 1,
  ),
  luck.happens(0.65) ? Math.round((1000 + 2500 * client.appetite * luck.next()) / 500) * 500 : null,
  luck.happens(0.15) ? luck.pick(clientNotes) : null,
]

export const makeContacts = (clients: readonly Client[], seed: number): readonly Contact[] => {
  const luck = chance(seed, 'contacts')
  const contacts: Contact[] = []
  for (const client of clients) {
    const count = luck.weighted([0, 1, 2, 3], (number) => [6, 52, 32, 10][number] ?? 1)
    for (let index = 0; index < count; index++) {
      const id = contacts.length + 1
      contacts.push({ id, client: client.id, row: contactRow(luck, id, client, index === 0) })
    }
  }
  return contacts
}

const contactRow = (luck: Chance, id: number, client: Client, main: boolean): Contact['row'] => {
  const given = luck.pick(givenNames)
  const family = luck.pick(familyNames)
  return [
    id,
    client.id,
    `${given} ${family} ${luck.pick(familyNames)}`,
    luck.happens(0.8) ? luck.pick(jobs) : null,
    luck.happens(0.6) ? `${plain(given)}.${plain(family)}@${plain(client.name)}.example` : null,
    luck.happens(0.75) ? phone(luck) : null,
    main,
  ]
}
