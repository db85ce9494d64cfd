import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#contracts/role.ts'
import { createGuard, type Guard, type Judgement } from './guard.ts'
import { salesCatalog } from './guard-fixture.ts'

let guard: Guard
beforeAll(async () => {
  guard = await createGuard()
})

const catalog = salesCatalog('sqlite')
const judge = (sql: string, role: Role): Judgement => guard.judge({ sql, dialect: 'sqlite', role, catalog, limit: 500 })
const tick = '`'

const reads = `
SELECT * FROM clientes
select NOMBRE from CLIENTES where ACTIVO = 1
SELECT ${tick}nombre${tick}, [email], "alta" FROM clientes
SELECT * FROM main.clientes
SELECT strftime('%Y-%m', fecha) AS mes, sum(total) FROM pedidos GROUP BY mes ORDER BY mes
SELECT julianday('now') - julianday(fecha) FROM pedidos
SELECT date(fecha, 'start of month', '+1 month') FROM pedidos
SELECT datetime(creado), time(creado), unixepoch(creado) FROM pedidos
SELECT c.nombre, count(*) FROM clientes c JOIN pedidos p ON p.cliente_id = c.id GROUP BY c.id HAVING count(*) > 3
SELECT * FROM clientes WHERE id NOT IN (SELECT cliente_id FROM pedidos)
SELECT * FROM clientes c WHERE EXISTS (SELECT 1 FROM pedidos p WHERE p.cliente_id = c.id)
WITH g AS (SELECT cliente_id, sum(total) AS s FROM pedidos GROUP BY 1) SELECT nombre, s FROM g JOIN clientes ON id = cliente_id
WITH RECURSIVE a AS (SELECT id FROM categorias WHERE padre_id IS NULL UNION ALL SELECT c.id FROM categorias c JOIN a ON c.padre_id = a.id) SELECT * FROM a
SELECT nombre FROM clientes UNION SELECT nombre FROM productos ORDER BY 1
SELECT nombre FROM clientes EXCEPT SELECT nombre FROM productos
SELECT rank() OVER (PARTITION BY cliente_id ORDER BY total DESC) FROM pedidos
SELECT CASE WHEN total > 100 THEN 'alto' ELSE 'bajo' END FROM pedidos
SELECT iif(activo, 'sí', 'no'), ifnull(email, '') FROM clientes
SELECT group_concat(nombre, ', ') FROM clientes
SELECT substr(nombre, 1, 3), instr(email, '@'), replace(nombre, 'a', 'b'), trim(nombre) FROM clientes
SELECT CAST(total AS INTEGER), round(total, 2), abs(total) FROM pedidos
SELECT json_extract(datos, '$.ciudad'), datos ->> '$.vip' FROM clientes
SELECT j.value FROM clientes, json_each(clientes.datos) AS j
SELECT printf('%.2f', total) FROM pedidos
SELECT * FROM clientes WHERE nombre LIKE '%a%' COLLATE NOCASE
SELECT * FROM clientes WHERE nombre = "Ana"
SELECT * FROM clientes LIMIT 5, 10
SELECT * FROM clientes LIMIT 10 OFFSET 5
SELECT rowid, * FROM clientes
SELECT count(*) FILTER (WHERE activo) FROM clientes
SELECT * FROM clientes WHERE alta BETWEEN '2025-01-01' AND '2025-12-31' AND zona_id IS NOT NULL
SELECT * FROM "Facturas 2025"
SELECT nombre FROM clientes -- comentario
SELECT 'it''s; DROP TABLE clientes' AS texto
VALUES (1), (2)
SELECT * FROM clientes WHERE id = ? AND nombre = :nombre
SELECT * FROM ventas
SELECT /* algo */ 1;
`
  .trim()
  .split('\n')

const hostile = `
SELECT 1; DROP TABLE clientes
SELECT 1;;DELETE FROM clientes
PRAGMA table_info(clientes)
PRAGMA writable_schema = 1
PRAGMA journal_mode
ATTACH DATABASE '/tmp/x.db' AS x
ATTACH '/etc/passwd' AS x
DETACH DATABASE main
VACUUM
VACUUM INTO '/tmp/copia.db'
REINDEX
ANALYZE
BEGIN
COMMIT
ROLLBACK
SAVEPOINT a
SELECT load_extension('evil.so')
SELECT readfile('/etc/passwd')
SELECT writefile('/tmp/x', 'y')
SELECT edit('x')
SELECT fts3_tokenizer('x')
SELECT zeroblob(1000000000)
SELECT randomblob(1000000000)
SELECT printf('%1000000d', 1)
SELECT printf('%*d', 1000000000, 1)
SELECT printf(nombre, 1) FROM clientes
SELECT sqlite_version()
SELECT last_insert_rowid()
SELECT changes()
SELECT mi_funcion(1)
SELECT * FROM sqlite_master
SELECT * FROM sqlite_schema
SELECT * FROM main.sqlite_master
SELECT * FROM "sqlite_master"
SELECT * FROM [sqlite_temp_master]
SELECT sql FROM (SELECT * FROM sqlite_master)
SELECT * FROM pragma_table_info('clientes')
SELECT * FROM pragma_database_list
SELECT * FROM generate_series(1, 1000000000)
SELECT * FROM temp.x
SELECT * FROM x.clientes
SELECT * FROM clients
SELECT nombrre FROM clientes
SELECT c.nombrre FROM clientes c
SELECT * FROM trampa_s
SELECT * FROM clientes WHERE id IN (SELECT rootpage FROM sqlite_master)
SELECT * FROM clientes ORDER BY load_extension('x')
SELECT * FROM clientes LIMIT readfile('x')
SELECT count(*) FILTER (WHERE readfile('x')) FROM clientes
SELECT sum(readfile('x')) OVER () FROM clientes
SELECT CASE WHEN readfile('x') THEN 1 END
VALUES (readfile('/etc/passwd'))
SELECT /* /* */ DROP TABLE clientes; -- */ 1
SELECT 1 /*! ; DROP TABLE clientes */
SELECT 'sin cerrar
SELECT "sin cerrar
SELECT $$ ; DROP TABLE clientes; $$
SELECT $a$ x $a$
SELECT * INTO copia FROM clientes
CREATE TABLE copia AS SELECT * FROM clientes
CREATE TEMP TABLE t (id integer)
CREATE TRIGGER t AFTER INSERT ON clientes BEGIN DELETE FROM pedidos; END
CREATE VIRTUAL TABLE v USING fts5(a)
CREATE TABLE sqlite_x (id integer)
CREATE TABLE t (id integer DEFAULT (load_extension('x')))
CREATE TABLE t (id integer CHECK (readfile('x')))
CREATE VIEW v AS SELECT * FROM sqlite_master
CREATE VIEW v AS SELECT load_extension('x')
CREATE INDEX i ON clientes (readfile('x'))
CREATE INDEX i ON sqlite_master (sql)
INSERT INTO sqlite_master VALUES (1)
INSERT INTO clientes (nombre) VALUES (readfile('/etc/passwd'))
INSERT INTO clientes (nombre) SELECT sql FROM sqlite_master
INSERT OR REPLACE INTO clientes (id) VALUES (1)
REPLACE INTO clientes (id) VALUES (1)
INSERT INTO clientes (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET nombre = readfile('x')
INSERT INTO clientes (id) VALUES (1) RETURNING readfile('x')
INSERT INTO ventas VALUES (1)
UPDATE sqlite_master SET sql = 'x'
UPDATE clientes SET nombre = readfile('x')
UPDATE clientes SET nombre = 'x' WHERE load_extension('x')
UPDATE clients SET nombre = 'x'
DELETE FROM sqlite_master
DELETE FROM clientes WHERE readfile('x')
DROP TABLE sqlite_master
DROP TABLE x.clientes
DROP TRIGGER t
ALTER TABLE sqlite_master RENAME TO x
EXPLAIN SELECT * FROM clientes
EXPLAIN QUERY PLAN DELETE FROM clientes
WITH x AS (DELETE FROM clientes RETURNING *) SELECT * FROM x
SELECT * FROM pedidos, lineas_pedido, clientes, clientes c2, pedidos p2
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t
SELEC * FROM clientes
.tables
`
  .trim()
  .split('\n')

const changes: readonly (readonly [string, 1 | 2, string | null, string])[] = [
  ['insert', 1, null, "INSERT INTO clientes (nombre) VALUES ('Ana'), ('Luis')"],
  ['insert', 1, null, 'INSERT INTO zonas (nombre) SELECT nombre FROM categorias'],
  ['insert', 1, null, 'INSERT OR IGNORE INTO clientes (id) VALUES (1)'],
  ['update', 1, null, "INSERT INTO zonas (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET nombre = 'x'"],
  ['update', 1, null, 'UPDATE clientes SET activo = 0 WHERE id = 3'],
  ['update', 2, null, 'UPDATE clientes SET activo = 0'],
  ['update', 2, null, 'UPDATE clientes SET activo = 0 WHERE 1 = 1'],
  ['delete', 2, 'clientes', 'DELETE FROM clientes WHERE id = 3'],
  ['delete', 2, 'clientes', 'DELETE FROM clientes'],
  [
    'create',
    1,
    null,
    "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, nombre TEXT NOT NULL DEFAULT 'x' CHECK (length(nombre) > 0), zona INTEGER REFERENCES zonas (id) ON DELETE CASCADE)",
  ],
  ['create', 1, null, 'CREATE VIEW activos AS SELECT * FROM clientes WHERE activo'],
  ['create', 1, null, 'CREATE UNIQUE INDEX i ON clientes (email)'],
  ['alter', 1, null, 'ALTER TABLE clientes ADD COLUMN telefono TEXT'],
  ['alter', 1, null, 'ALTER TABLE clientes RENAME TO compradores'],
  ['alter', 1, null, 'ALTER TABLE clientes RENAME COLUMN nombre TO n'],
  ['drop', 2, 'email', 'ALTER TABLE clientes DROP COLUMN email'],
  ['drop', 2, 'clientes', 'DROP TABLE clientes'],
  ['drop', 2, 'ventas', 'DROP VIEW IF EXISTS ventas'],
]

describe('SQLite', () => {
  it.each(reads)('lets a reader read: %s', (sql) => {
    expect(judge(sql, 'reader')).toMatchObject({ kind: 'allow' })
  })

  it.each(hostile)('refuses to every role: %s', (sql) => {
    for (const role of ['reader', 'editor', 'admin'] as const) expect(judge(sql, role), role).toMatchObject({ kind: 'refuse' })
  })

  it.each(changes)('%s: %i confirmations, %s typed: %s', (kind, times, typed, sql) => {
    const verdict = judge(sql, 'admin')
    expect(verdict).toMatchObject({ kind: 'confirm', times, typed })
    expect(verdict.kind === 'confirm' && verdict.reading.classes).toContain(kind)
    expect(judge(sql, 'reader')).toMatchObject({ kind: 'refuse', refusal: { code: 'guard.class_not_allowed' } })
    expect(judge(sql, 'editor').kind).toBe(['delete', 'drop'].includes(kind) ? 'refuse' : 'confirm')
  })

  it.each(
    [
      `SELECT ${'('.repeat(3000)}1${')'.repeat(3000)}`,
      `SELECT ${Array(5000).fill('1').join('+')}`,
      `SELECT ${'not '.repeat(3000)}1`,
      `SELECT ${'case when 1 then '.repeat(500)}1${' end'.repeat(500)}`,
      Array(500).fill('SELECT 1').join(' UNION '),
      'SELECT 1\u00a0FROM clientes',
    ].map((sql) => ({ title: sql.slice(0, 40), sql })),
  )('refuses what would exhaust the parser, and goes on: $title', ({ sql }) => {
    expect(judge(sql, 'admin').kind).toBe('refuse')
    expect(judge('SELECT 1', 'reader').kind).toBe('allow')
  })

  it('names the nearest table', () => {
    expect(judge('SELECT * FROM client', 'reader')).toMatchObject({
      refusal: { code: 'guard.unknown_object', params: { nearest: ['clientes'] } },
    })
  })
})
