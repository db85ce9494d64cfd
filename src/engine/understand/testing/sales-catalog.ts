import { type Knowledge, prepare } from '../knowledge.ts'
import { catalogOf } from './catalog-of.ts'

/** A shop: customers who may recommend others, their orders with lines, products in categories, employees with managers, and reviews. */
export const salesCatalog = catalogOf({
  clientes: {
    rows: 500,
    columns: [
      'id_cliente integer key',
      'nombre text = Ana Ruiz|Luis Peña|Marta Sanz|Bar Manolo|Hotel Giralda',
      'email text ?',
      'telefono text ?',
      'ciudad text = Sevilla|Córdoba|Málaga|Cádiz|San Fernando',
      'tipo text = particular|empresa',
      'fecha_alta date',
      'activo boolean',
      'id_padrino integer ? > clientes',
    ],
  },
  empleados: {
    rows: 40,
    columns: [
      'id_empleado integer key',
      'nombre text = Eva Luna|Pablo Mora',
      'salario number',
      'fecha_contratacion date',
      'fecha_baja date ?',
      'id_jefe integer ? > empleados',
    ],
  },
  pedidos: {
    rows: 6000,
    columns: [
      'id_pedido integer key',
      'id_cliente integer > clientes',
      'id_empleado integer ? > empleados',
      'fecha date',
      'estado text = pendiente|enviado|entregado|cancelado',
      'total number',
      'fecha_entrega date ?',
    ],
  },
  lineas_pedido: {
    rows: 20000,
    columns: [
      'id_linea integer key',
      'id_pedido integer > pedidos',
      'id_producto integer > productos',
      'cantidad integer',
      'precio_unitario number',
    ],
  },
  productos: {
    rows: 120,
    columns: [
      'id_producto integer key',
      'nombre text = Aceite de oliva|Vino tinto|Queso curado|Café',
      'id_categoria integer > categorias',
      'precio number',
      'existencias integer',
    ],
  },
  categorias: { rows: 8, columns: ['id_categoria integer key', 'nombre text = Bebidas|Lácteos|Conservas|Limpieza'] },
  valoraciones: {
    rows: 900,
    columns: [
      'id_valoracion integer key',
      'id_producto integer > productos',
      'id_cliente integer > clientes',
      'puntuacion integer',
      'comentario text ?',
      'creada datetime',
    ],
  },
  notas_sueltas: { rows: 10, columns: ['texto text', 'peso number'] },
})

export const salesKnowledge: Knowledge = prepare(salesCatalog)

/** A Sunday. */
export const salesToday = '2026-11-15'
