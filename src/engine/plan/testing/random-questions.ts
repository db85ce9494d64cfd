import fc from 'fast-check'

const pieces =
  `clientes|pedidos|productos|empleados|categorías|valoraciones|notas sueltas|líneas de pedido|customers|orders|products|employees|reviews|padrino|jefe
cuántos|cuántas|cuántos clientes distintos|how many|número de|number of|media de|average|total de|sum of|suma|máximo|mínimo|mediana|ventas|facturación|revenue|cuánto|how much
por mes|por año|por ciudad|por cliente|por categoría|por empleado|de cada producto|by month|per customer|by city and month|por trimestre|por semana|y cuántos de cada uno|por fecha de alta|por día de la semana
los 5|top 3|los 10 primeros|el último|the latest|el primero|con más|con menos|with the most|más caros|cheapest|más antiguos|que más gastan|mejor|peor|worst
sin pedidos|que no han pedido nunca|without orders|con pedidos|con más de 3 pedidos|with at least 2 orders|que nunca han comprado|sin email|ni teléfono|excepto cancelados|no entregados|pero no en 2025|with email
de Sevilla|en Córdoba|VIP|pendientes|cancelados|activos|inactivos|"Vino tinto"|Bebidas|queso|de empresa|que contengan «oli»|starting with A|Ana Ruiz
este mes|el mes pasado|en 2026|en 2025|últimos 30 días|desde marzo|entre enero y marzo|last year|in 2025|today|ayer|la semana que viene|hace más de 2 meses|2024
mayor que 100|menor de 20|más de 50 €|entre 10 y 20|at least 5|por debajo de la media|above average|igual a 3|superior a la media|el 10 %
ordenados por nombre|ordenados por precio de mayor a menor|sorted by date|alfabéticamente|de mayor a menor|descending
qué porcentaje de|reparto en porcentaje|share|acumulado|running total|comparado con el mes anterior|compared with last month|crecimiento|diferencia|en porcentaje
nombre|precio|email|teléfono|ciudad|estado|total|fecha|puntuación|salario|cantidad|existencias|id|con su nombre|y su ciudad|peso|texto
y|o|de|que|,|con|no|?|¿|:|(|)|the|of|and|or|nunca|distintos|todos|solo|quién|cuándo|dónde|días entre pedido y entrega|tiempo medio de entrega|cada uno`
    .split(/\n|\|/)
    .filter((piece) => piece !== '')

/** Texts made of phrases that questions are made of, in any order: seldom sensible, always to be survived. */
export const randomQuestion: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join(' '))
