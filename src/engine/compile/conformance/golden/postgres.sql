-- columns
select "nombre", "ciudad" from "clientes" order by "id";

-- renamed output
select "nombre" as "quién" from "clientes" order by "nombre";

-- alias of a single table
select "nombre" from "clientes" where "id" < 3;

-- output hides a column
select upper("cp") as "nombre" from "clientes" order by "clientes"."nombre" desc;

-- count
select count(*) as "total" from "clientes";

-- count of values
select count("ciudad") as "n", count(distinct "ciudad") as "distintas" from "clientes";

-- count filtered
select count(*) filter (where "activo" = true) as "activos" from "clientes";

-- share in percent
select 100.0 * count(*) filter (where "activo" = true) / nullif(count(*), 0) as "percent" from "clientes";

-- aggregates of integers
select sum("unidades") as "s", avg("unidades") as "a", min("unidades") as "i", max("unidades") as "x" from "pedidos";

-- sum and average of booleans
select sum(cast("activo" as integer)) as "s", avg(cast("activo" as integer)) as "a" from "clientes";

-- median
select percentile_cont(0.5) within group (order by "importe") as "m" from "pedidos";

-- median by group, with others
select "estado", percentile_cont(0.5) within group (order by "peso") as "m", count(*) as "n", sum("importe") as "s" from "pedidos" group by "estado" order by lower(cast("estado" as text));

-- median rounded and filtered
select round(cast(percentile_cont(0.5) within group (order by "peso") filter (where "importe" > 15.5) as numeric), 1) as "m", count(*) filter (where "estado" = 'pagado') as "n" from "pedidos";

-- median in having and order
select "cliente_id" from "pedidos" group by "cliente_id" having percentile_cont(0.5) within group (order by "importe") > 10 order by percentile_cont(0.5) within group (order by "importe") desc;

-- division of integers
select "id", 1.0 * "unidades" / 4 as "q" from "pedidos" order by "id";

-- division by what may be zero
select "id", "importe" / nullif("unidades", 0) as "q" from "pedidos" order by "id";

-- sum of integers divided
select 1.0 * sum("unidades") / nullif(count(*), 0) as "q" from "pedidos";

-- arithmetic with precedence
select "id", ("unidades" + 1) * ("importe" - (3 - 1)) as "x", "unidades" * 2 - -3 as "y" from "pedidos" order by "id";

-- numbers of every size
select "id", "unidades" * 1.5 as "x", 3000000000 as "b" from "pedidos" order by "id";

-- integer column against decimals
select "id" from "pedidos" where "unidades" > 2.5 order by "id";

-- group by column
select "ciudad", count(*) as "n" from "clientes" group by "ciudad" order by "n" desc, min("id");

-- group by month
select cast(date_trunc('month', "fecha") as date) as "month", sum("importe") as "total" from "pedidos" group by cast(date_trunc('month', "fecha") as date) order by "month";

-- group by a case
select case when "importe" > 80 then 'grande' else 'pequeño' end as "tamaño", count(*) as "n" from "pedidos" group by case when "importe" > 80 then 'grande' else 'pequeño' end order by "n";

-- having
select "cliente_id", count(*) as "n" from "pedidos" group by "cliente_id" having count(*) >= 2 order by "cliente_id";

-- distinct
select distinct "zona_id" from "clientes" order by "zona_id";

-- distinct ordered by what is not shown
select "ciudad" from "clientes" group by "ciudad" order by max("alta") desc;

-- order descending with empty values last
select "id", "peso" from "pedidos" order by "peso" desc nulls last limit 8;

-- order ascending with empty values last
select "id", "peso" from "pedidos" order by "peso" limit 8;

-- inner join
select "clientes"."nombre", "zonas"."nombre" as "zona" from "clientes" join "zonas" on "clientes"."zona_id" = "zonas"."id" order by "clientes"."id";

-- left join
select "clientes"."nombre", "zonas"."nombre" as "zona" from "clientes" left join "zonas" on "clientes"."zona_id" = "zonas"."id" order by "zonas"."nombre", "clientes"."id";

-- two joins and a group
select "zonas"."nombre" as "zona", sum("pedidos"."importe") as "total" from "pedidos" join "clientes" on "pedidos"."cliente_id" = "clientes"."id" join "zonas" on "clientes"."zona_id" = "zonas"."id" group by "zonas"."nombre" order by "total" desc limit 1;

-- self join
select "a"."nombre" as "uno", "b"."nombre" as "otro" from "clientes" as "a" join "clientes" as "b" on "a"."ciudad" = "b"."ciudad" and "a"."id" < "b"."id";

-- join of a query
select "clientes"."nombre", "t"."total" from "clientes" join (select "cliente_id", sum("importe") as "total" from "pedidos" group by "cliente_id") as "t" on "t"."cliente_id" = "clientes"."id" order by "t"."total" desc, "clientes"."id";

-- from a query
select avg("n") as "average" from (select "cliente_id", count(*) as "n" from "pedidos" group by "cliente_id") as "grouped";

-- scalar subquery
select "id" from "clientes" where "id" = (select max("cliente_id") as "m" from "pedidos") order by "id";

-- correlated subquery shown
select "id", (select count(*) as "n" from "pedidos" where "pedidos"."cliente_id" = "clientes"."id") as "pedidos" from "clientes" order by "id";

-- exists
select "id" from "clientes" where exists (select 1 from "pedidos" where "pedidos"."cliente_id" = "clientes"."id") order by "id";

-- not exists with a filter
select "id" from "clientes" where not exists (select 1 from "pedidos" where "pedidos"."cliente_id" = "clientes"."id" and "pedidos"."fecha" >= '2026-01-01') order by "id";

-- in a query
select "id" from "clientes" where "id" in (select "cliente_id" from "pedidos") order by "id";

-- not in a query with empty values
select "nombre" from "zonas" where "id" not in (select "zona_id" from "clientes" where "zona_id" is not null);

-- in a list
select "id" from "clientes" where "ciudad" in ('Bilbao', 'Málaga') order by "id";

-- not in a list
select "id" from "clientes" where "id" not in (1, 2) order by "id";

-- in nothing
select "id" from "clientes" where 1 = 0 order by "id";

-- between
select "id" from "pedidos" where "importe" between 20 and 75 order by "id";

-- between days of instants
select "id" from "pedidos" where cast("fecha" as date) between '2026-10-15' and '2026-10-31' order by "id";

-- not between
select "id" from "pedidos" where "unidades" not between 1 and 4 order by "id";

-- half-open range of instants
select "id" from "pedidos" where "fecha" >= '2026-10-01' and "fecha" < '2026-11-01' order by "id";

-- half-open range of dates
select "id" from "pedidos" where "entrega" >= '2026-10-03' and "entrega" < '2026-11-02' order by "id";

-- the day of an instant
select "id" from "pedidos" where cast("fecha" as date) = '2026-10-31' order by "id";

-- an instant
select "id" from "pedidos" where "fecha" > '2026-10-15T12:30:00' order by "id";

-- is empty
select "id" from "clientes" where "ciudad" is null order by "id";

-- equals empty
select "id" from "clientes" where "ciudad" is not null order by "id";

-- boolean true
select "id" from "clientes" where "activo" = true order by "id";

-- boolean false
select "id" from "clientes" where "activo" = false order by "id";

-- boolean said as a number
select "id" from "clientes" where "activo" = true order by "id";

-- text column said as a number
select "id" from "clientes" where "cp" = '41001' order by "id";

-- enum member
select "id" from "pedidos" where "estado" = 'pagado' order by "id";

-- enum against any text
select "id" from "pedidos" where cast("estado" as text) <> 'perdido' order by "id";

-- enum in a list
select "id" from "pedidos" where cast("estado" as text) in ('nuevo', 'perdido') order by "id";

-- enum contains
select "id" from "pedidos" where translate(lower(cast("estado" as text)), 'áàâäãå', 'aaaaaa') like '%agad%' order by "id";

-- literal on the left
select "id" from "pedidos" where "importe" > 50 order by "id";

-- text contains, without accents
select "id" from "clientes" where translate(lower("nombre"), 'áàâäãåéèêë', 'aaaaaaeeee') like '%alvarez%' order by "id";

-- text contains, with accents
select "id" from "clientes" where translate(lower("ciudad"), 'áàâäãå', 'aaaaaa') like '%malaga%' order by "id";

-- text starts with ñ
select "id" from "clientes" where translate(lower("nombre"), 'áàâäãåçñ', 'aaaaaacn') like 'casa n%' order by "id";

-- text ends
select "id" from "clientes" where translate(lower("nombre"), 'éèêëíìîïúùûü', 'eeeeiiiiuuuu') like '%multiple' order by "id";

-- text equals
select "id" from "clientes" where translate(lower("ciudad"), 'áàâäãåéèêëíìîï', 'aaaaaaeeeeiiii') = 'sevilla' order by "id";

-- text does not contain
select "id" from "clientes" where translate(lower("nombre"), 'áàâäãå', 'aaaaaa') not like '%bar%' order by "id";

-- text with wildcards
select "id" from "clientes" where lower("nombre") like '%100!% s%' escape '!' order by "id";

-- text with underscore
select "id" from "clientes" where translate(lower("nombre"), 'áàâäãåçéèêëíìîïóòôöõ', 'aaaaaaceeeeiiiiooooo') = 'cafe_bilbao' order by "id";

-- text with quote and backslash
select "id" from "clientes" where translate(lower("nombre"), 'áàâäãåóòôöõ', 'aaaaaaooooo') like '%o''hara \ h%' escape '!' order by "id";

-- text of a number
select "id" from "clientes" where lower(cast("id" as text)) = '3' order by "id";

-- and, or, not
select "id" from "clientes" where ("id" = 1 or "id" = 4) and not ("ciudad" = 'Bilbao') order by "id";

-- no conditions
select "id" from "clientes" where 1 = 1 order by "id";

-- periods of instants
select "id", cast(date_trunc('year', "fecha") as date) as "year", cast(date_trunc('quarter', "fecha") as date) as "quarter", cast(date_trunc('month', "fecha") as date) as "month", cast(date_trunc('week', "fecha") as date) as "week", cast("fecha" as date) as "day" from "pedidos" order by "id";

-- the hour
select "id", date_trunc('hour', "fecha") as "hour" from "pedidos" order by "id";

-- periods of dates
select "id", cast(date_trunc('year', "entrega") as date) as "year", cast(date_trunc('quarter', "entrega") as date) as "quarter", cast(date_trunc('month', "entrega") as date) as "month", cast(date_trunc('week', "entrega") as date) as "week", "entrega" as "day" from "pedidos" order by "id";

-- parts of dates
select "id", cast(extract(year from "fecha") as integer) as "year", cast(extract(quarter from "fecha") as integer) as "quarter", cast(extract(month from "fecha") as integer) as "month", cast(extract(week from "fecha") as integer) as "week", cast(extract(day from "fecha") as integer) as "day", cast(extract(isodow from "fecha") as integer) as "weekday", cast(extract(hour from "fecha") as integer) as "hour" from "pedidos" order by "id";

-- by weekday
select cast(extract(isodow from "fecha") as integer) as "weekday", count(*) as "n" from "pedidos" group by cast(extract(isodow from "fecha") as integer) order by "weekday";

-- days between
select "id", extract(epoch from cast("entrega" as timestamp) - "fecha") / 86400 as "d", extract(epoch from cast("entrega" as timestamp) - "fecha") / 3600 as "h" from "pedidos" order by "id";

-- days between dates
select "id", "entrega" - date '2026-01-01' as "d" from "pedidos" order by "id";

-- months and years between
select "id", extract(year from age(cast(date '2026-11-15' as timestamp), cast("alta" as timestamp))) * 12 + extract(month from age(cast(date '2026-11-15' as timestamp), cast("alta" as timestamp))) as "m", extract(year from age(cast(date '2026-11-15' as timestamp), cast("alta" as timestamp))) as "y" from "clientes" order by "id";

-- days added to a date
select "id", "alta" + 30 as "d" from "clientes" order by "id";

-- text functions
select "id", upper("cp") as "u", length("nombre") as "l", trim("nombre") as "t" from "clientes" order by "id";

-- joined text
select concat("nombre", ' - ', "ciudad") as "x" from "clientes" order by "id";

-- empty replaced
select coalesce("ciudad", 'ninguna') as "x" from "clientes" order by "id";

-- number functions
select "id", round(cast("peso" as numeric), 1) as "r", abs(0 - "importe") as "a", nullif("unidades", 0) as "n" from "pedidos" order by "id";

-- case without otherwise
select "id", case when "unidades" > 5 then 1 end as "x" from "pedidos" order by "id";

-- running total of sums
select cast(date_trunc('month', "fecha") as date) as "month", sum("importe") as "total", sum(sum("importe")) over (order by cast(date_trunc('month', "fecha") as date) rows between unbounded preceding and current row) as "running_total" from "pedidos" group by cast(date_trunc('month', "fecha") as date) order by "month";

-- previous and change
select cast(date_trunc('month', "fecha") as date) as "month", lag(sum("importe")) over (order by cast(date_trunc('month', "fecha") as date)) as "previous", 100.0 * (sum("importe") - lag(sum("importe")) over (order by cast(date_trunc('month', "fecha") as date))) / nullif(lag(sum("importe")) over (order by cast(date_trunc('month', "fecha") as date)), 0) as "change" from "pedidos" group by cast(date_trunc('month', "fecha") as date) order by "month";

-- share of the total
select "estado", 100.0 * count(*) / nullif(sum(count(*)) over (), 0) as "percent" from "pedidos" group by "estado" order by lower(cast("estado" as text));

-- moving average
select "id", avg("unidades") over (order by "id" rows between 2 preceding and current row) as "m" from "pedidos" order by "id";

-- ranks
select "id", rank() over (order by "importe" desc) as "r", dense_rank() over (order by "importe" desc) as "d", row_number() over (partition by "cliente_id" order by "id") as "n" from "pedidos" order by "id";

-- count of the partition
select "id", count(*) over (partition by "cliente_id") as "n", max("importe") over (partition by "cliente_id" order by "id" rows between unbounded preceding and unbounded following) as "x" from "pedidos" order by "id";

-- first of each group
select "cliente_id", "id", "importe" from (select "cliente_id", "id", "importe", row_number() over (partition by "cliente_id" order by "importe" desc, "id") as "position" from "pedidos") as "ranked" where "position" <= 1 order by "cliente_id", "position";

-- first of each group with ties, ordered
select "id" from (select "id", "cliente_id" as "sorted", "fecha" as "sorted_2", rank() over (partition by "cliente_id" order by "importe" desc) as "position" from "pedidos") as "ranked" where "position" <= 1 order by "sorted_2" desc limit 5;

-- best months of each zone
select "zona", "month", "position" from (select "zonas"."nombre" as "zona", cast(date_trunc('month', "pedidos"."fecha") as date) as "month", sum("pedidos"."importe") as "position", row_number() over (partition by "zonas"."nombre" order by sum("pedidos"."importe") desc, cast(date_trunc('month', "pedidos"."fecha") as date)) as "position_2" from "pedidos" join "clientes" on "pedidos"."cliente_id" = "clientes"."id" join "zonas" on "clientes"."zona_id" = "zonas"."id" group by "zonas"."nombre", cast(date_trunc('month', "pedidos"."fecha") as date)) as "ranked" where "position_2" <= 2 order by "zona", "position_2";

-- distinct per group
select "zona_id", "ciudad" from (select "zona_id", "ciudad", row_number() over (partition by "zona_id" order by "ciudad") as "position" from "clientes" where "zona_id" is not null group by "zona_id", "ciudad") as "ranked" where "position" <= 1 order by "zona_id", "position";

-- median per group kept
select "estado", "cliente_id", "m" from (select "estado", "cliente_id", percentile_cont(0.5) within group (order by "importe") as "m", sum("peso") as "sorted", row_number() over (partition by "estado" order by percentile_cont(0.5) within group (order by "importe") desc, "cliente_id") as "position" from "pedidos" group by "estado", "cliente_id") as "ranked" where "position" <= 1 order by "cliente_id", "sorted";

-- union
select "ciudad" from "clientes" union select "nombre" as "ciudad" from "zonas";

-- union all with limits inside
select * from (select "nombre" from "clientes" order by "id" limit 2) as "left_side" union all select * from (select "nombre" from "clientes" order by "id" desc limit 1) as "right_side";

-- intersect
select "id" from "clientes" intersect select "cliente_id" as "id" from "pedidos";

-- except of a union
select * from (select "id" from "clientes" union select "id" from "zonas") as "left_side" except select "cliente_id" as "id" from "pedidos";

-- odd identifiers
select "select", "a""b", "el`precio", "l'año", "con espacio", "Mayúscula" from "Línea de ""pedido"" `ñ` 日" order by "select";

-- odd output names
select "nombre" as "¿Cuál ""es"" el nombre? 日", count(*) as "nº d'art" from "zonas" group by "nombre" order by "nº d'art" desc, "nombre";
