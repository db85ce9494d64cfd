import { categories, zones } from './company.ts'
import { monthStart, toDate, toDay } from './days.ts'
import { makeCampaigns, makeProducts } from './goods.ts'
import { type Agent, makeAgents, makeClients, makeContacts, plain } from './people.ts'
import { makeSales, saleRow } from './sales.ts'
import { makeGoals, makeIssues, makeVisits } from './service.ts'

export type DemoCell = string | number | boolean | null

/** Rows as arrays in column order. */
export type DemoTable = { readonly name: string; readonly columns: readonly string[]; readonly rows: readonly (readonly DemoCell[])[] }

const clientCount = 182
const defaultSeed = 7

/**
 * The demo company's data over the 24 months up to `today` (YYYY-MM-DD), in an order in which tables can be filled.
 * The same `today` and `seed` give the same rows.
 */
export const generateDemo = (options: { readonly today: string; readonly seed?: number }): readonly DemoTable[] => {
  const today = toDay(options.today)
  const period = { start: monthStart(today, -24), today, seed: options.seed ?? defaultSeed }
  const agents = makeAgents(today, period.seed)
  const clients = makeClients({ ...period, count: clientCount }, agents)
  const contacts = makeContacts(clients, period.seed)
  const products = makeProducts(period)
  const campaigns = makeCampaigns(period.start, today, products)
  const sales = makeSales({ ...period, clients, agents, products, campaigns })
  const lines = sales.flatMap((sale) => sale.lines.map((line) => ({ sale: sale.id, ...line })))
  return [
    table(
      'zonas',
      'id nombre descripcion',
      zones.map((zone, index) => [index + 1, zone.name, zone.description]),
    ),
    table('agentes', 'id nombre email telefono zona_id fecha_alta fecha_baja comision activo', agents.map(agentRow)),
    table(
      'clientes',
      'id nombre nif tipo email telefono direccion ciudad codigo_postal zona_id agente_id fecha_alta activo forma_pago limite_credito notas',
      clients.map((client) => client.row),
    ),
    table(
      'contactos',
      'id cliente_id nombre cargo email telefono principal',
      contacts.map((contact) => contact.row),
    ),
    table(
      'visitas',
      'id cliente_id agente_id contacto_id fecha tipo resultado duracion_minutos notas',
      makeVisits(period, clients, agents, contacts),
    ),
    table(
      'categorias',
      'id nombre descripcion',
      categories.map((category, index) => [index + 1, category.name, category.description]),
    ),
    table(
      'productos',
      'id referencia nombre categoria_id precio coste stock stock_minimo fecha_alta activo descripcion',
      products.map((product) => product.row),
    ),
    table(
      'promociones',
      'id nombre descripcion descuento fecha_inicio fecha_fin',
      campaigns.map((one) => [one.id, one.name, one.description, one.discount, toDate(one.start), toDate(one.end)]),
    ),
    table(
      'promociones_productos',
      'promocion_id producto_id',
      campaigns.flatMap((campaign) => [...campaign.products].map((product) => [campaign.id, product])),
    ),
    table('objetivos', 'id agente_id mes importe_objetivo', makeGoals(period, agents, sales)),
    table(
      'pedidos',
      'id numero cliente_id agente_id promocion_id fecha fecha_entrega estado importe_total observaciones',
      sales.map(saleRow),
    ),
    table(
      'lineas_pedido',
      'id pedido_id producto_id cantidad precio_unitario descuento importe',
      lines.map((line, index) => [index + 1, line.sale, line.product, line.quantity, line.price, line.discount, line.amount]),
    ),
    table(
      'incidencias',
      'id cliente_id pedido_id agente_id tipo prioridad estado descripcion fecha_apertura fecha_cierre',
      makeIssues(period, sales),
    ),
  ]
}

const table = (name: string, columns: string, rows: DemoTable['rows']): DemoTable => ({ name, columns: columns.split(' '), rows })

const agentRow = (agent: Agent): readonly DemoCell[] => [
  agent.id,
  agent.name,
  `${plain(agent.name.split(' ').slice(0, 1).join(''))}.${plain(agent.name.split(' ')[1] ?? '')}@olivarda.example`,
  agent.phone,
  agent.zone,
  toDate(agent.joined),
  agent.left === null ? null : toDate(agent.left),
  agent.commission,
  agent.left === null,
]
