import { beforeAll, describe, expect, it } from 'vitest'
import { query as querySchema } from '#contracts/query-plan.ts'
import { compileQuery } from '#engine/compile/compile-query.ts'
import { loadGrammar } from '#engine/guard/grammar.ts'
import { salesCatalog } from '#engine/guard/guard-fixture.ts'
import { readQuery } from './read-sql.ts'

beforeAll(loadGrammar)

const sqlite = salesCatalog('sqlite')
const postgres = salesCatalog('postgres')

/** What the plan of a text says, back in SQL. */
const roundTrip = (sql: string, catalog = sqlite): string | null => {
  const plan = readQuery(sql, catalog)
  if (plan === null) return null
  expect(querySchema.parse(plan)).toEqual(plan)
  return compileQuery(plan, catalog, catalog.dialect).inlined
}

const representable: readonly string[] = [
  'SELECT * FROM clientes',
  'SELECT nombre, email FROM clientes WHERE activo AND zona_id IS NOT NULL ORDER BY nombre DESC LIMIT 5',
  'SELECT `nombre` FROM [clientes] WHERE "nombre" = "Ana"',
  'SELECT count(*), count(DISTINCT zona_id), avg(id) FROM clientes',
  "SELECT sum(total) FILTER (WHERE estado = 'x') FROM pedidos",
  "SELECT sum(CASE WHEN estado = 'x' THEN total ELSE 0 END) FROM pedidos",
  'SELECT c.nombre, sum(p.total) AS s FROM clientes c JOIN pedidos p ON p.cliente_id = c.id GROUP BY c.nombre HAVING sum(p.total) > 10 ORDER BY s DESC',
  'SELECT c.nombre, z.nombre FROM clientes c, zonas z WHERE c.zona_id = z.id AND c.activo',
  'SELECT c.nombre FROM clientes c LEFT JOIN pedidos p ON p.cliente_id = c.id WHERE p.id IS NULL',
  'SELECT p.id, c.nombre FROM pedidos p RIGHT JOIN clientes c ON p.cliente_id = c.id',
  'SELECT nombre FROM clientes JOIN zonas USING (nombre)',
  'SELECT nombre FROM clientes WHERE id IN (SELECT cliente_id FROM pedidos WHERE total > 5)',
  'SELECT nombre FROM clientes WHERE id NOT IN (1, 2, 3)',
  'SELECT nombre FROM clientes c WHERE NOT EXISTS (SELECT 1 FROM pedidos p WHERE p.cliente_id = c.id)',
  'SELECT nombre FROM clientes WHERE id = (SELECT max(cliente_id) FROM pedidos)',
  'SELECT nombre FROM clientes UNION SELECT nombre FROM zonas ORDER BY nombre LIMIT 3',
  'SELECT id FROM clientes EXCEPT SELECT cliente_id FROM pedidos',
  "SELECT strftime('%Y', fecha), count(*) FROM pedidos GROUP BY 1",
  "SELECT count(*) FROM pedidos WHERE strftime('%Y', fecha) = '2025'",
  "SELECT count(*) FROM pedidos WHERE strftime('%Y-%m', fecha) = '2025-03'",
  'SELECT julianday(creado) - julianday(fecha) FROM pedidos',
  'SELECT round(total / 2.0, 1), total * 2, lower(estado) FROM pedidos',
  'SELECT rank() OVER (PARTITION BY cliente_id ORDER BY total DESC) FROM pedidos',
  'SELECT sum(total) OVER (ORDER BY fecha ROWS BETWEEN 2 PRECEDING AND CURRENT ROW) FROM pedidos',
  'WITH g AS (SELECT cliente_id AS c, sum(total) AS s FROM pedidos GROUP BY 1) SELECT avg(s) FROM g',
  'SELECT x.n FROM (SELECT count(*) AS n FROM pedidos GROUP BY cliente_id) x WHERE x.n > 2',
  "SELECT nombre FROM clientes WHERE nombre LIKE '%an%' OR (email LIKE 'a%' AND NOT activo)",
  'SELECT DISTINCT zona_id FROM clientes WHERE id BETWEEN 1 AND 9',
  "SELECT CASE zona_id WHEN 1 THEN 'a' ELSE 'b' END FROM clientes",
  'SELECT T1.nombre FROM CLIENTES AS T1 JOIN ZONAS AS T2 ON T1.zona_id = T2.id WHERE T2.nombre = "Sur"',
]

const unrepresentable: readonly string[] = [
  'SELECT id / 2 FROM clientes',
  'SELECT * FROM clientes LIMIT 5 OFFSET 5',
  'SELECT * FROM clientes a FULL JOIN zonas b ON a.zona_id = b.id',
  'SELECT group_concat(nombre) FROM clientes',
  "SELECT nombre FROM clientes WHERE nombre LIKE 'a%b'",
  "SELECT strftime('%W', fecha) FROM pedidos",
  'SELECT sum(total) OVER (ORDER BY fecha RANGE BETWEEN 1 PRECEDING AND CURRENT ROW) FROM pedidos',
  'WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT n FROM t',
  'SELECT no_existe FROM clientes',
  'SELECT * FROM no_existe',
  'SELECT nombre FROM clientes, zonas',
  'SELECT 1',
  'SELECT * FROM clientes; SELECT * FROM zonas',
  'DELETE FROM clientes',
  'SELECT nombre FROM clientes WHERE zona_id = NULL',
  'basura',
  '',
]

describe('reading a SELECT', () => {
  it.each(representable)('gives a plan that compiles: %s', (sql) => {
    expect(roundTrip(sql)).not.toBeNull()
  })

  it.each(unrepresentable)('gives none where a part would be lost: %s', (sql) => {
    expect(readQuery(sql, sqlite)).toBeNull()
  })

  it('keeps what was written', () => {
    expect(roundTrip("select NOMBRE from CLIENTES where EMAIL = 'x' order by ID limit 3")).toBe(
      `select "nombre" from "clientes" where "email" = 'x' order by "id" limit 3`,
    )
    expect(roundTrip('SELECT c.nombre FROM clientes c, zonas z WHERE c.zona_id = z.id AND z.id > 3')).toBe(
      'select "c"."nombre" from "clientes" as "c" join "zonas" as "z" on "c"."zona_id" = "z"."id" where "z"."id" > 3',
    )
  })

  it('reads PostgreSQL in its own words', () => {
    for (const sql of [
      "SELECT date_trunc('month', fecha) AS mes, sum(total) FROM pedidos GROUP BY 1 ORDER BY 1",
      'SELECT extract(year FROM fecha)::int, count(*) FROM pedidos GROUP BY 1',
      "SELECT to_char(fecha, 'YYYY-MM') FROM pedidos",
      "SELECT * FROM pedidos WHERE fecha >= DATE '2025-01-01' AND creado < '2025-02-01'::timestamp",
      "SELECT nombre FROM clientes WHERE nombre ILIKE '%an%'",
      'SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM pedidos',
      'SELECT DISTINCT ON (cliente_id) cliente_id, total FROM pedidos ORDER BY cliente_id, fecha DESC',
      'SELECT fecha - alta FROM pedidos JOIN clientes ON clientes.id = cliente_id',
      'SELECT sum(total) OVER w FROM pedidos WINDOW w AS (PARTITION BY cliente_id ORDER BY fecha)',
      "SELECT avg(extract(epoch FROM creado - '2025-01-01'::timestamp) / 3600) FROM pedidos",
    ])
      expect(roundTrip(sql, postgres), sql).not.toBeNull()
    for (const sql of [
      "SELECT nombre FROM clientes WHERE nombre LIKE '%an%'",
      'SELECT Nombre FROM "Clientes"',
      'SELECT datos->>1 FROM clientes',
    ])
      expect(readQuery(sql, postgres), sql).toBeNull()
  })

  it('gives repeated names to no two columns', () => {
    const plan = readQuery('SELECT c.nombre, z.nombre, count(*), count(*) FROM clientes c JOIN zonas z ON c.zona_id = z.id', sqlite)
    expect(plan?.kind === 'select' && plan.columns.map((column) => column.name)).toEqual(['nombre', 'nombre_2', 'count', 'count_2'])
  })
})
