import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase } from '../../test/support/postgres.ts'
import { generateDemo } from './generate.ts'
import { demoTables, loadDemo, type RunStatement, resetDemo } from './load.ts'

const today = '2026-11-15'
const database = await createTestDatabase()
const client = new pg.Client({ connectionString: database.url })
const run: RunStatement = (sql, parameters) => client.query(sql, [...parameters])

const count = async (sql: string): Promise<number> => Number((await client.query(`SELECT count(*) AS n FROM (${sql}) AS wrong`)).rows[0]?.n)
const one = async (sql: string): Promise<number> => Number(Object.values((await client.query(sql)).rows[0] ?? {})[0])

beforeAll(async () => {
  await client.connect()
  await loadDemo(run, { today })
})
afterAll(() => client.end())

describe('the demo generator', () => {
  it('gives the same rows for the same day and seed, others for another seed', () => {
    const rows = JSON.stringify(generateDemo({ today }))
    expect(JSON.stringify(generateDemo({ today }))).toBe(rows)
    expect(JSON.stringify(generateDemo({ today, seed: 8 }))).not.toBe(rows)
  })

  it('refuses a day that is none', () => {
    expect(() => generateDemo({ today: '15/11/2026' })).toThrow('not a date')
  })

  it.each(['2024-02-29', '2027-01-01', '2026-12-31', '2031-07-04'])('has data up to %s and none after it', (day) => {
    const tables = new Map(generateDemo({ today: day }).map((table) => [table.name, table]))
    const dates = tables.get('pedidos')?.rows.map((row) => String(row[5])) ?? []
    expect(dates.length).toBeGreaterThan(1000)
    expect(dates.every((date) => date <= day)).toBe(true)
    expect(tables.get('visitas')?.rows.every((row) => String(row[4]) <= day)).toBe(true)
  })
})

describe('the demo workspace', () => {
  it('has every table filled, in the size of a small company', async () => {
    const rows = Object.fromEntries(generateDemo({ today }).map((table) => [table.name, table.rows.length]))
    for (const name of demoTables) expect(await one(`SELECT count(*) FROM ${name}`)).toBe(rows[name])
    expect(Object.keys(rows)).toEqual(demoTables)
    expect(Object.values(rows).every((n) => n > 0)).toBe(true)
    expect(rows.clientes).toBe(182)
    expect(rows.pedidos).toBeGreaterThan(1400)
    expect(rows.lineas_pedido).toBeGreaterThan(4000)
    expect(rows.visitas).toBeGreaterThan(1700)
  })

  it('has a comment on every table and column', async () => {
    expect(
      await count(`SELECT 1 FROM information_schema.columns c JOIN pg_class t ON t.relname = c.table_name AND t.relnamespace = 'public'::regnamespace
        WHERE c.table_schema = 'public' AND (col_description(t.oid, c.ordinal_position) IS NULL OR obj_description(t.oid) IS NULL)`),
    ).toBe(0)
  })

  it.each([
    ['orders whose total is not the sum of their lines', 'SELECT 1 FROM pedidos p WHERE importe_total <> (SELECT sum(importe) FROM lineas_pedido l WHERE l.pedido_id = p.id)'],
    ['orders without lines', 'SELECT 1 FROM pedidos p WHERE NOT EXISTS (SELECT 1 FROM lineas_pedido l WHERE l.pedido_id = p.id)'],
    ['lines that are not quantity x price less discount', 'SELECT 1 FROM lineas_pedido WHERE importe <> round(cantidad * precio_unitario * (100 - descuento) / 100, 2)'],
    ['lines of goods that were not in the catalog yet', 'SELECT 1 FROM lineas_pedido l JOIN pedidos p ON p.id = l.pedido_id JOIN productos a ON a.id = l.producto_id WHERE p.fecha < a.fecha_alta'],
    ['orders from before the client was one', 'SELECT 1 FROM pedidos p JOIN clientes c ON c.id = p.cliente_id WHERE p.fecha < c.fecha_alta'],
    ['visits from before the client was one', 'SELECT 1 FROM visitas v JOIN clientes c ON c.id = v.cliente_id WHERE v.fecha < c.fecha_alta'],
    ['visits on Sundays', 'SELECT 1 FROM visitas WHERE extract(isodow FROM fecha) = 7'],
    ['visits by people who were not there', 'SELECT 1 FROM visitas v JOIN agentes a ON a.id = v.agente_id WHERE v.fecha < a.fecha_alta OR v.fecha > a.fecha_baja'],
    ['orders taken by people who were not there', 'SELECT 1 FROM pedidos v JOIN agentes a ON a.id = v.agente_id WHERE v.fecha < a.fecha_alta OR v.fecha > a.fecha_baja'],
    ['contacts of another client in a visit', 'SELECT 1 FROM visitas v JOIN contactos c ON c.id = v.contacto_id WHERE c.cliente_id <> v.cliente_id'],
    ['issues of an order of another client', 'SELECT 1 FROM incidencias i JOIN pedidos p ON p.id = i.pedido_id WHERE i.cliente_id <> p.cliente_id'],
    ['closed issues without a closing time, or the reverse', "SELECT 1 FROM incidencias WHERE (estado = 'cerrada') <> (fecha_cierre IS NOT NULL)"],
    ['delivered orders without a day, or the reverse', "SELECT 1 FROM pedidos WHERE (estado = 'entregado') <> (fecha_entrega IS NOT NULL)"],
    ['promotions used out of their dates', 'SELECT 1 FROM pedidos p JOIN promociones m ON m.id = p.promocion_id WHERE p.fecha NOT BETWEEN m.fecha_inicio AND m.fecha_fin'],
    ['anything after today', `SELECT fecha FROM pedidos WHERE fecha > '${today}' UNION ALL SELECT fecha_entrega FROM pedidos WHERE fecha_entrega > '${today}' UNION ALL SELECT fecha_apertura FROM incidencias WHERE fecha_apertura >= date '${today}' + 1 UNION ALL SELECT fecha_cierre FROM incidencias WHERE fecha_cierre >= date '${today}' + 1`],
  ])('has no %s', async (_, sql) => {
    expect(await count(sql)).toBe(0)
  }) // biome-ignore format: one line a rule

  it.each([
    ['clients without a visit this month', "SELECT 1 FROM clientes c WHERE activo AND NOT EXISTS (SELECT 1 FROM visitas v WHERE v.cliente_id = c.id AND v.fecha >= '2026-11-01')", 20],
    ['goods that were never sold', 'SELECT 1 FROM productos a WHERE NOT EXISTS (SELECT 1 FROM lineas_pedido l WHERE l.producto_id = a.id)', 3],
    ['clients that never bought', 'SELECT 1 FROM clientes c WHERE NOT EXISTS (SELECT 1 FROM pedidos p WHERE p.cliente_id = c.id)', 3],
    ['goods below their minimum', 'SELECT 1 FROM productos WHERE stock < stock_minimo', 3],
    ['cancelled orders', "SELECT 1 FROM pedidos WHERE estado = 'cancelado'", 40],
    ['open issues', "SELECT 1 FROM incidencias WHERE estado = 'abierta'", 2],
    ['clients without an agent', 'SELECT 1 FROM clientes WHERE agente_id IS NULL', 2],
    ['clients without an email', 'SELECT 1 FROM clientes WHERE email IS NULL', 10],
    ['promotions that run today', `SELECT 1 FROM promociones WHERE '${today}' BETWEEN fecha_inicio AND fecha_fin`, 1],
    ['zones without clients', 'SELECT 1 FROM zonas z WHERE NOT EXISTS (SELECT 1 FROM clientes c WHERE c.zona_id = z.id)', 1],
    ['orders this month', "SELECT 1 FROM pedidos WHERE fecha >= '2026-11-01'", 20],
    ['agents above their goal last month', "SELECT 1 FROM objetivos o WHERE mes = '2026-10-01' AND importe_objetivo < (SELECT sum(importe_total) FROM pedidos p WHERE p.agente_id = o.agente_id AND estado <> 'cancelado' AND date_trunc('month', p.fecha) = o.mes)", 1],
  ])('has %s', async (_, sql, atLeast) => {
    expect(await count(sql)).toBeGreaterThanOrEqual(atLeast)
  }) // biome-ignore format: one line a fact

  it('grows over the years and peaks in December', async () => {
    const month = (from: string, to: string) => one(`SELECT sum(importe_total) FROM pedidos WHERE fecha >= '${from}' AND fecha < '${to}'`)
    expect(await month('2026-01-01', '2026-11-01')).toBeGreaterThan(await month('2025-01-01', '2025-11-01'))
    expect(await month('2025-12-01', '2026-01-01')).toBeGreaterThan(await month('2026-01-01', '2026-02-01'))
  })

  it('numbers new rows after the loaded ones', async () => {
    const { rows } = await client.query("INSERT INTO zonas (nombre) VALUES ('Prueba') RETURNING id")
    expect(rows[0]?.id).toBe(8)
  })

  it('is made again by a reset, in which other tables survive', async () => {
    await client.query('CREATE TABLE propia (id int PRIMARY KEY, cliente_id int REFERENCES clientes (id))')
    await client.query('CREATE VIEW clientes_sur AS SELECT * FROM clientes WHERE zona_id = 2')
    await client.query('DELETE FROM lineas_pedido')
    await client.query('DROP TABLE incidencias')
    await resetDemo(run, { today })
    expect(await one('SELECT count(*) FROM zonas')).toBe(7)
    expect(await one('SELECT count(*) FROM lineas_pedido')).toBeGreaterThan(4000)
    expect(await one('SELECT count(*) FROM incidencias')).toBeGreaterThan(50)
    expect(await one('SELECT count(*) FROM propia')).toBe(0)
  })

  it('leaves nothing behind when it fails half way', async () => {
    await client.query('DROP TABLE lineas_pedido, incidencias')
    await expect(loadDemo(run, { today })).rejects.toThrow('already exists')
    expect(await count("SELECT 1 FROM information_schema.tables WHERE table_name = 'lineas_pedido'")).toBe(0)
  })
})
