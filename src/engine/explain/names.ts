import { type Catalog, type Column, findColumn, findTable } from '#contracts/catalog.ts'
import { humanName } from '../understand/human-name.ts'

const accented: Readonly<Record<string, string>> = {
  linea: 'línea',
  lineas: 'líneas',
  categoria: 'categoría',
  categorias: 'categorías',
  numero: 'número',
  codigo: 'código',
  telefono: 'teléfono',
  articulo: 'artículo',
  articulos: 'artículos',
  vehiculo: 'vehículo',
  vehiculos: 'vehículos',
  limite: 'límite',
  credito: 'crédito',
  ultimo: 'último',
  ultima: 'última',
  maximo: 'máximo',
  minimo: 'mínimo',
  dias: 'días',
  compania: 'compañía',
  pais: 'país',
  paises: 'países',
  anio: 'año',
  tamano: 'tamaño',
  metodo: 'método',
  periodo: 'periodo',
  titulo: 'título',
  huesped: 'huésped',
  huespedes: 'huéspedes',
  telefonos: 'teléfonos',
  numeros: 'números',
  medico: 'médico',
  medicos: 'médicos',
  tecnico: 'técnico',
  tecnicos: 'técnicos',
  matricula: 'matrícula',
  mecanico: 'mecánico',
  mecanicos: 'mecánicos',
  ordenes: 'órdenes',
  matriculas: 'matrículas',
  dia: 'día',
  almacen: 'almacén',
  autobus: 'autobús',
}

const withAccent = (word: string): string =>
  (Object.hasOwn(accented, word) ? accented[word] : undefined) ?? word.replace(/([cs])ion$/, '$1ión')

/** An identifier as Spanish people write it, accents restored where a rule is certain; one without letters as it is. */
const written = (name: string): string => humanName(name).split(' ').map(withAccent).join(' ') || `«${name}»`

/** "tipos habitación" is said "tipos de habitación": a plural followed by a singular noun. */
export const tableName = (table: string): string =>
  written(table).replace(/^(\p{L}+s) (\p{L}+[^s\s])$/u, (all, head: string, tail: string) =>
    spanishPlural.test(head) ? `${head} de ${tail}` : all,
  )

const spanishPlural =
  /^(tipos|líneas|categorías|tarifas|órdenes|ordenes|formas|estados|grupos|partes|clases|modelos|marcas|detalles|hojas|zonas|puntos|centros)$/

/** `zona_id` reads "zona"; others as they are. */
export const columnName = (column: string): string => {
  const words = written(column)
  return words
    .replace(/^id (?=\S)|(?<=\S) id$/, '')
    .replace(/^(fecha|hora|forma|método|tipo) (?!de |del |prevista|límite|estimada|real|actual)(?=\S)/, '$1 de ')
}

/** A column by its name, and as it is written where another of the table reads the same: "zona («zona_id»)" beside zona. */
export const columnWords = (catalog: Catalog, table: string, column: string): string => {
  const said = columnName(column)
  const twins = findTable(catalog, table)?.columns.filter((c) => columnName(c.name) === said) ?? []
  return twins.length > 1 && column !== said ? `${said} («${column}»)` : said
}

const naming = /^(nombre|name|titulo|title|razon social|denominacion)( completo)?$/

/** Whether a column names its rows: nombre, título, name. */
export const isNaming = (column: string): boolean => naming.test(humanName(column).normalize('NFD').replace(/\p{M}/gu, ''))

const moneyName =
  /\b(importes?|precios?|costes?|costos?|tarifas?|salarios?|sueldos?|montos?|pvp|cuotas?|gastos?|ingresos?|facturacion|presupuestos?|saldos?|credito|amounts?|prices?|costs?|salary|salaries|fees?|revenue|budgets?|payments?|charges?|balances?)\b/
const looseMoneyName = /\b(totale?s?|ventas?|sales?|facturado|subtotal)\b/
const moneyText = /€|\$|\b(euros?|eur|usd|dolares|dollars)\b/
const percentText = /%|\b(porcentajes?|percent|percentage|pct)\b/

const plainText = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

export const isPercentColumn = (column: Column): boolean =>
  (column.type === 'integer' || column.type === 'number') &&
  percentText.test(plainText(`${humanName(column.name)} ${column.description ?? ''}`))

/** Money by what its name or description says. */
export const isMoneyColumn = (column: Column): boolean => {
  if ((column.type !== 'integer' && column.type !== 'number') || isPercentColumn(column)) return false
  const name = plainText(humanName(column.name))
  return (
    moneyName.test(name) || moneyText.test(plainText(column.description ?? '')) || (column.type === 'number' && looseMoneyName.test(name))
  )
}

export const isMoneyName = (name: string): boolean => moneyName.test(plainText(humanName(name)))

export const columnOf = (catalog: Catalog, table: string, column: string): Column | null => {
  const found = findTable(catalog, table)
  return found ? (findColumn(found, column) ?? null) : null
}
