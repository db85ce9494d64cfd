import type { DatabaseSync } from 'node:sqlite'
import { salesCatalog } from '../../understand/testing/sales-catalog.ts'

/** A few rows of the sales catalog; the last two customers share a name. Today is 2026-11-15. */
const rows: Readonly<Record<string, readonly (readonly (string | number | null)[])[]>> = {
  clientes: [
    [1, 'Ana Ruiz', 'ana@x.es', '600', 'Sevilla', 'particular', '2025-02-01', 1, null],
    [2, 'Luis Peña', null, '601', 'Córdoba', 'particular', '2026-03-05', 1, 1],
    [3, 'Bar Manolo', 'bar@x.es', null, 'Sevilla', 'empresa', '2024-06-01', 0, null],
    [4, 'Marta Sanz', null, null, 'Málaga', 'particular', '2026-11-02', 1, 3],
    [5, 'Marta Sanz', 'm@x.es', null, 'Cádiz', 'particular', '2023-01-01', 1, null],
  ],
  empleados: [
    [1, 'Eva Luna', 2500, '2020-01-01', null, null],
    [2, 'Pablo Mora', 1800, '2022-05-01', null, 1],
  ],
  pedidos: [
    [1, 1, 1, '2026-11-03', 'entregado', 100, '2026-11-05'],
    [2, 1, 1, '2026-10-10', 'cancelado', 50, null],
    [3, 2, 2, '2026-10-20', 'entregado', 80, '2026-10-25'],
    [4, 3, null, '2025-05-05', 'entregado', 300, '2025-05-06'],
    [5, 1, 2, '2025-12-24', 'enviado', 20, null],
    [6, 5, 2, '2026-11-14', 'pendiente', 70, null],
  ],
  categorias: [
    [1, 'Bebidas'],
    [2, 'Lácteos'],
  ],
  productos: [
    [1, 'Vino tinto', 1, 12, 40],
    [2, 'Café', 1, 4, 0],
    [3, 'Queso curado', 2, 15, 8],
    [4, 'Aceite de oliva', 2, 9, 20],
  ],
  lineas_pedido: [
    [1, 1, 1, 5, 12],
    [2, 1, 3, 2, 15],
    [3, 3, 1, 4, 12],
    [4, 4, 3, 20, 15],
  ],
  valoraciones: [
    [1, 1, 1, 5, null, '2026-11-10'],
    [2, 1, 2, 3, 'Bien', '2026-01-10'],
    [3, 3, 3, 4, null, '2025-01-10'],
  ],
  notas_sueltas: [
    ['a', 2],
    ['b', 3],
  ],
}

/** Makes the tables of the sales catalog and fills them. */
export const fillSales = (database: DatabaseSync): void => {
  for (const table of salesCatalog.catalog.tables) {
    database.exec(`create table "${table.name}" (${table.columns.map((c) => `"${c.name}" ${c.databaseType}`).join(', ')})`)
    const insert = database.prepare(`insert into "${table.name}" values (${table.columns.map(() => '?').join(', ')})`)
    for (const row of rows[table.name] ?? []) insert.run(...row)
  }
}
