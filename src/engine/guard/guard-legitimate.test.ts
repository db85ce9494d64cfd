import { beforeAll, describe, expect, it } from 'vitest'
import { createGuard, type Guard } from './guard.ts'
import { salesCatalog } from './guard-fixture.ts'

let guard: Guard
beforeAll(async () => {
  guard = await createGuard()
})

const reads = String.raw`
SELECT * FROM clientes
select nombre, email from clientes where activo order by nombre
SELECT c.nombre, count(*) FROM clientes c JOIN pedidos p ON p.cliente_id = c.id GROUP BY c.nombre HAVING count(*) > 3 ORDER BY 2 DESC LIMIT 10
SELECT * FROM public.clientes
SELECT "nombre" FROM "clientes" WHERE "nombre" LIKE 'A%'
SELECT * FROM "Facturas 2025" WHERE importe > 100
SELECT count(*) FROM clientes
SELECT count(DISTINCT cliente_id) FROM pedidos
SELECT sum(total) FILTER (WHERE estado = 'entregado') FROM pedidos
SELECT date_trunc('month', fecha) AS mes, sum(total) FROM pedidos GROUP BY 1 ORDER BY 1
SELECT extract(year FROM fecha), avg(total) FROM pedidos GROUP BY 1
SELECT EXTRACT(DOW FROM fecha) AS dia, count(*) FROM pedidos GROUP BY dia
SELECT to_char(fecha, 'YYYY-MM') FROM pedidos
SELECT fecha::text, total::numeric(10,2) FROM pedidos
SELECT CAST(total AS integer) FROM pedidos
SELECT * FROM pedidos WHERE fecha BETWEEN '2025-01-01' AND '2025-12-31'
SELECT * FROM pedidos WHERE fecha >= current_date - interval '30 days'
SELECT * FROM pedidos WHERE fecha >= now() - interval '1 month'
SELECT * FROM clientes WHERE id IN (SELECT cliente_id FROM pedidos WHERE total > 1000)
SELECT * FROM clientes c WHERE NOT EXISTS (SELECT 1 FROM pedidos p WHERE p.cliente_id = c.id)
SELECT * FROM clientes c LEFT JOIN zonas z ON z.id = c.zona_id WHERE z.id IS NULL
SELECT c.*, z.nombre AS zona FROM clientes c, zonas z WHERE c.zona_id = z.id
WITH gastos AS (SELECT cliente_id, sum(total) AS gasto FROM pedidos GROUP BY cliente_id) SELECT c.nombre, g.gasto FROM gastos g JOIN clientes c ON c.id = g.cliente_id ORDER BY g.gasto DESC
WITH a AS (SELECT 1 AS n), b AS (SELECT n + 1 AS m FROM a) SELECT * FROM a, b
WITH RECURSIVE arbol AS (SELECT id, nombre, padre_id, 1 AS nivel FROM categorias WHERE padre_id IS NULL UNION ALL SELECT c.id, c.nombre, c.padre_id, a.nivel + 1 FROM categorias c JOIN arbol a ON c.padre_id = a.id) SELECT * FROM arbol
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12) SELECT i FROM n
SELECT nombre FROM clientes UNION SELECT nombre FROM productos
SELECT nombre FROM clientes UNION ALL SELECT nombre FROM productos ORDER BY 1 LIMIT 5
SELECT nombre FROM clientes INTERSECT SELECT nombre FROM productos
SELECT id FROM clientes EXCEPT SELECT cliente_id FROM pedidos
SELECT nombre, rank() OVER (PARTITION BY categoria_id ORDER BY precio DESC) FROM productos
SELECT fecha, sum(total) OVER (ORDER BY fecha ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM pedidos
SELECT fecha, sum(total) OVER w FROM pedidos WINDOW w AS (ORDER BY fecha)
SELECT lag(total) OVER (ORDER BY fecha) FROM pedidos
SELECT CASE WHEN total > 100 THEN 'alto' ELSE 'bajo' END AS tramo, count(*) FROM pedidos GROUP BY 1
SELECT coalesce(email, 'sin email'), nullif(nombre, '') FROM clientes
SELECT greatest(total, 10), least(total, 5) FROM pedidos
SELECT lower(nombre), upper(nombre), length(nombre), trim(nombre), substring(nombre FROM 1 FOR 3) FROM clientes
SELECT nombre || ' <' || email || '>' FROM clientes
SELECT concat_ws(', ', nombre, email) FROM clientes
SELECT position('@' IN email) FROM clientes
SELECT split_part(email, '@', 2) AS dominio, count(*) FROM clientes GROUP BY dominio
SELECT * FROM clientes WHERE nombre ILIKE '%garc%'
SELECT * FROM clientes WHERE nombre ~* '^a'
SELECT * FROM clientes WHERE nombre NOT LIKE '%x%' AND (activo OR zona_id IS NOT NULL)
SELECT * FROM clientes WHERE nombre SIMILAR TO '(a|b)%'
SELECT datos->>'ciudad' FROM clientes WHERE datos @> '{"vip": true}'
SELECT jsonb_array_length(datos->'tags') FROM clientes
SELECT string_agg(nombre, ', ' ORDER BY nombre) FROM clientes
SELECT array_agg(id) FROM clientes
SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY total) FROM pedidos
SELECT round(avg(total), 2) FROM pedidos
SELECT round(100.0 * count(*) FILTER (WHERE activo) / nullif(count(*), 0), 1) FROM clientes
SELECT age(fecha), fecha + 30, fecha - '2025-01-01'::date FROM pedidos
SELECT DISTINCT ON (cliente_id) * FROM pedidos ORDER BY cliente_id, fecha DESC
SELECT * FROM clientes ORDER BY nombre COLLATE "C" NULLS LAST
SELECT * FROM clientes OFFSET 10
SELECT * FROM clientes FETCH FIRST 5 ROWS ONLY
SELECT * FROM clientes LIMIT 5 OFFSET 5
SELECT zona_id, activo, count(*) FROM clientes GROUP BY GROUPING SETS ((zona_id), (activo), ())
SELECT zona_id, count(*) FROM clientes GROUP BY ROLLUP (zona_id)
SELECT m::date FROM generate_series('2025-01-01'::date, '2025-12-31'::date, interval '1 month') AS m
SELECT g.n FROM generate_series(1, 12) AS g(n)
SELECT (SELECT max(total) FROM pedidos) AS mayor
SELECT x.total FROM (SELECT sum(total) AS total FROM pedidos) AS x
SELECT c.nombre, u.total FROM clientes c CROSS JOIN LATERAL (SELECT total FROM pedidos p WHERE p.cliente_id = c.id ORDER BY fecha DESC LIMIT 1) u
SELECT * FROM pedidos NATURAL JOIN zonas
SELECT * FROM clientes JOIN zonas USING (id)
VALUES (1, 'a'), (2, 'b')
TABLE clientes
SELECT 1
SELECT current_date
SELECT 'it''s' AS texto, E'a\nb', $$dolar$$, U&'\00e1'
SELECT 'DROP TABLE clientes; --' AS texto
SELECT nombre FROM clientes WHERE nombre = 'Robert''); DROP TABLE clientes;--'
SELECT nombre /* comentario */ FROM clientes -- fin
SELECT * FROM clientes;
SELECT * FROM ventas
SELECT * FROM clientes WHERE (zona_id, activo) IN (VALUES (1, true))
SELECT * FROM clientes WHERE id = ANY (ARRAY[1,2,3])
SELECT p.estado::estado_pedido FROM pedidos p
SELECT * FROM zonas a, zonas b
SELECT count(*) FROM clientes c1 JOIN clientes c2 ON c1.zona_id = c2.zona_id AND c1.id < c2.id
SELECT make_date(2025, 1, 1), date_part('year', fecha) FROM pedidos
SELECT c FROM clientes c
SELECT s.count FROM (SELECT count(*) FROM clientes) s
SELECT * FROM pedidos WHERE total > $1 LIMIT $2
SELECT is_vip FROM (SELECT datos ? 'vip' AS is_vip FROM clientes) t
SELECT avg(dias) FROM (SELECT fecha - alta AS dias FROM pedidos JOIN clientes ON clientes.id = cliente_id) t
`
  .trim()
  .split('\n')

/** class, confirmations, what must be typed, statement. */
const changes: readonly (readonly [string, 1 | 2, string | null, string])[] = [
  ['insert', 1, null, "INSERT INTO clientes (nombre, email) VALUES ('Ana', 'ana@x.es')"],
  ['insert', 1, null, "INSERT INTO clientes (nombre) VALUES ('Ana'), ('Luis') RETURNING id"],
  ['insert', 1, null, 'INSERT INTO zonas (id, nombre) SELECT id + 100, nombre FROM zonas'],
  ['insert', 1, null, "INSERT INTO zonas (id, nombre) VALUES (1, 'x') ON CONFLICT (id) DO NOTHING"],
  ['update', 1, null, "INSERT INTO zonas (id, nombre) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET nombre = excluded.nombre"],
  ['update', 1, null, 'UPDATE clientes SET activo = false WHERE id = 3'],
  ['update', 2, null, 'UPDATE productos SET precio = precio * 1.1'],
  ['update', 2, null, 'UPDATE productos SET precio = precio * 1.1 WHERE true'],
  ['update', 2, null, 'UPDATE productos SET precio = precio * 1.1 WHERE 1 = 1 OR id = 3'],
  ['update', 1, null, 'UPDATE pedidos SET estado = $1 FROM clientes c WHERE c.id = pedidos.cliente_id AND c.activo'],
  ['delete', 2, 'clientes', 'DELETE FROM clientes WHERE id = 3'],
  ['delete', 2, 'pedidos', 'DELETE FROM pedidos USING clientes c WHERE c.id = cliente_id AND NOT c.activo'],
  [
    'create',
    1,
    null,
    'CREATE TABLE promociones (id integer GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY, nombre text NOT NULL UNIQUE, descuento numeric(5,2) CHECK (descuento BETWEEN 0 AND 100), desde date DEFAULT current_date)',
  ],
  [
    'create',
    1,
    null,
    'CREATE TABLE t (cliente_id integer REFERENCES clientes (id) ON DELETE CASCADE, padre integer REFERENCES t (cliente_id), PRIMARY KEY (cliente_id))',
  ],
  ['create', 1, null, 'CREATE VIEW activos AS SELECT id, nombre FROM clientes WHERE activo'],
  ['create', 1, null, 'CREATE UNIQUE INDEX i ON clientes (lower(email))'],
  ['alter', 1, null, 'ALTER TABLE clientes ADD COLUMN telefono varchar(20)'],
  ['alter', 1, null, 'ALTER TABLE clientes ALTER COLUMN nombre SET NOT NULL'],
  ['alter', 1, null, 'ALTER TABLE pedidos ALTER COLUMN total TYPE integer USING round(total)::integer'],
  ['alter', 1, null, 'ALTER TABLE clientes RENAME COLUMN nombre TO nombre_completo'],
  ['alter', 1, null, 'ALTER TABLE clientes RENAME TO compradores'],
  ['alter', 1, null, 'ALTER TABLE clientes ADD CONSTRAINT c FOREIGN KEY (zona_id) REFERENCES zonas (id)'],
  ['alter', 1, null, "COMMENT ON COLUMN clientes.nombre IS 'Nombre completo'"],
  ['drop', 2, 'email', 'ALTER TABLE clientes DROP COLUMN email'],
  ['drop', 2, 'c', 'ALTER TABLE clientes DROP CONSTRAINT c'],
  ['drop', 2, 'clientes', 'DROP TABLE clientes'],
  ['drop', 2, 'clientes, zonas', 'DROP TABLE clientes, zonas'],
  ['drop', 2, 'ventas', 'DROP VIEW ventas'],
  ['drop', 2, 'clientes_idx', 'DROP INDEX clientes_idx'],
  ['truncate', 2, 'clientes', 'TRUNCATE TABLE clientes'],
]

describe('reads', () => {
  it.each(reads)('are allowed to a reader: %s', (sql) => {
    const verdict = guard.judge({ sql, dialect: 'postgres', role: 'reader', catalog: salesCatalog('postgres'), limit: 1000 })
    expect(verdict).toMatchObject({ kind: 'allow' })
  })
})

describe('changes', () => {
  const judge = (sql: string, role: 'reader' | 'editor' | 'admin') =>
    guard.judge({ sql, dialect: 'postgres', role, catalog: salesCatalog('postgres'), limit: 1000 })

  it.each(changes)('%s asks an admin %i times (typing %s): %s', (kind, times, typed, sql) => {
    const verdict = judge(sql, 'admin')
    expect(verdict).toMatchObject({ kind: 'confirm', times, typed })
    expect(verdict.kind === 'confirm' && verdict.reading.classes).toContain(kind)
  })

  it.each(changes)("%s is never a reader's (%i, %s): %s", (_kind, _times, _typed, sql) => {
    expect(judge(sql, 'reader')).toMatchObject({ kind: 'refuse', refusal: { code: 'guard.class_not_allowed' } })
  })

  it.each(changes)("%s is an editor's only where nothing is lost (%i, %s): %s", (kind, times, _typed, sql) => {
    const loses = ['delete', 'drop', 'truncate'].includes(kind)
    expect(judge(sql, 'editor')).toMatchObject(
      loses ? { kind: 'refuse', refusal: { code: 'guard.class_not_allowed' } } : { kind: 'confirm', times },
    )
  })
})
