/** What doesn't come from chance: the territory, the people and the catalog of Distribuciones Olivarda. All invented. */

export type City = { readonly name: string; readonly postal: string }

export const zones: readonly { readonly name: string; readonly description: string | null; readonly cities: readonly City[] }[] = [
  {
    name: 'Norte',
    description: 'País Vasco, Navarra, Cantabria y La Rioja',
    cities: [
      { name: 'Bilbao', postal: '480' },
      { name: 'San Sebastián', postal: '200' },
      { name: 'Pamplona', postal: '310' },
      { name: 'Santander', postal: '390' },
      { name: 'Logroño', postal: '260' },
    ],
  },
  {
    name: 'Sur',
    description: 'Andalucía',
    cities: [
      { name: 'Sevilla', postal: '410' },
      { name: 'Málaga', postal: '290' },
      { name: 'Córdoba', postal: '140' },
      { name: 'Granada', postal: '180' },
      { name: 'Cádiz', postal: '110' },
      { name: 'Jaén', postal: '230' },
    ],
  },
  {
    name: 'Este',
    description: 'Comunidad Valenciana y Murcia',
    cities: [
      { name: 'Valencia', postal: '460' },
      { name: 'Alicante', postal: '030' },
      { name: 'Castellón', postal: '120' },
      { name: 'Murcia', postal: '300' },
    ],
  },
  {
    name: 'Centro',
    description: 'Madrid y las dos Castillas',
    cities: [
      { name: 'Madrid', postal: '280' },
      { name: 'Toledo', postal: '450' },
      { name: 'Guadalajara', postal: '190' },
      { name: 'Valladolid', postal: '470' },
      { name: 'Ávila', postal: '050' },
    ],
  },
  {
    name: 'Cataluña y Aragón',
    description: null,
    cities: [
      { name: 'Barcelona', postal: '080' },
      { name: 'Zaragoza', postal: '500' },
      { name: 'Tarragona', postal: '430' },
      { name: 'Lleida', postal: '250' },
    ],
  },
  {
    name: 'Noroeste',
    description: 'Galicia, Asturias y León',
    cities: [
      { name: 'Vigo', postal: '362' },
      { name: 'A Coruña', postal: '150' },
      { name: 'Oviedo', postal: '330' },
      { name: 'León', postal: '240' },
    ],
  },
  { name: 'Islas', description: 'Baleares y Canarias: se abre este año', cities: [] },
]

/**
 * `strength` scales how much their clients buy; `joined`/`left` in months before today (negative = that long ago), null = still here.
 * The last one has just joined for a zone without clients.
 */
export type Seller = {
  readonly name: string
  readonly zone: string
  readonly strength: number
  readonly commission: number
  readonly joined: number
  readonly left: number | null
  readonly phone: boolean
}

export const sellers: readonly Seller[] = [
  { name: 'Lucía Ferrándiz Mora', zone: 'Sur', strength: 1.5, commission: 4, joined: 96, left: null, phone: true },
  { name: 'Álvaro Quintanilla Rey', zone: 'Sur', strength: 0.9, commission: 3, joined: 41, left: null, phone: true },
  { name: 'Nerea Goikolea Ruiz', zone: 'Norte', strength: 1.2, commission: 3.5, joined: 77, left: null, phone: true },
  { name: 'Íñigo Barrenechea Sanz', zone: 'Norte', strength: 0.7, commission: 3, joined: 30, left: null, phone: true },
  { name: 'Carmen Villaescusa Pons', zone: 'Este', strength: 1.1, commission: 3.5, joined: 58, left: null, phone: true },
  { name: 'Rubén Alcaraz Molina', zone: 'Este', strength: 0.55, commission: 2.5, joined: 19, left: null, phone: false },
  { name: 'Marta Robledano Gil', zone: 'Centro', strength: 1.6, commission: 4, joined: 110, left: null, phone: true },
  { name: 'Sergio Carrascosa Núñez', zone: 'Centro', strength: 0.85, commission: 3, joined: 35, left: null, phone: true },
  { name: 'Beatriz Camprubí Solé', zone: 'Cataluña y Aragón', strength: 1.25, commission: 3.5, joined: 66, left: null, phone: true },
  { name: 'Óscar Lacambra Vidal', zone: 'Cataluña y Aragón', strength: 0.8, commission: 3, joined: 48, left: 7, phone: true },
  { name: 'Xoán Piñeiro Castro', zone: 'Noroeste', strength: 1, commission: 3, joined: 52, left: null, phone: true },
  { name: 'Aitana Morell Bonnín', zone: 'Islas', strength: 1, commission: 2.5, joined: 1, left: null, phone: false },
]

/** `heat`: how the sales of the category follow the year. */
export const categories: readonly {
  readonly name: string
  readonly description: string | null
  readonly heat: 'even' | 'summer' | 'winter' | 'christmas'
}[] = [
  { name: 'Aceites y vinagres', description: 'Aceite de oliva, girasol y vinagres', heat: 'even' },
  { name: 'Conservas', description: 'Pescado y verduras en conserva', heat: 'even' },
  { name: 'Quesos', description: 'Quesos curados, frescos y de oveja', heat: 'even' },
  { name: 'Embutidos y jamones', description: null, heat: 'christmas' },
  { name: 'Vinos', description: 'Tintos, blancos, rosados y espumosos', heat: 'christmas' },
  { name: 'Cervezas', description: 'Barriles, tercios y artesanas', heat: 'summer' },
  { name: 'Refrescos y aguas', description: null, heat: 'summer' },
  { name: 'Café e infusiones', description: 'Café en grano y molido, té y manzanilla', heat: 'winter' },
  { name: 'Dulces', description: 'Turrones, galletas y bollería', heat: 'christmas' },
  { name: 'Limpieza', description: 'Productos de limpieza para hostelería', heat: 'even' },
  { name: 'Congelados', description: 'Prevista para el año que viene', heat: 'even' },
]

/** Templates of yearly campaigns: month-day of start and end, discount, categories that take part. */
export const campaigns: readonly {
  readonly name: string
  readonly description: string | null
  readonly start: string
  readonly end: string
  readonly discount: number
  readonly categories: readonly string[]
}[] = [
  {
    name: 'Rebajas de enero',
    description: 'Liquidación de la campaña de Navidad',
    start: '01-07',
    end: '02-15',
    discount: 15,
    categories: ['Dulces', 'Vinos'],
  },
  { name: 'Semana del aceite', description: null, start: '02-16', end: '03-10', discount: 8, categories: ['Aceites y vinagres'] },
  {
    name: 'Primavera en tu barra',
    description: 'Tercios y refrescos para la temporada de terrazas',
    start: '03-15',
    end: '04-30',
    discount: 10,
    categories: ['Cervezas', 'Conservas'],
  },
  { name: 'Mes del vino', description: 'Selección de tintos y blancos', start: '05-01', end: '05-31', discount: 12, categories: ['Vinos'] },
  {
    name: 'Verano fresco',
    description: 'Bebidas frías a mejor precio',
    start: '06-10',
    end: '08-31',
    discount: 10,
    categories: ['Cervezas', 'Refrescos y aguas'],
  },
  {
    name: 'Vuelta al trabajo',
    description: null,
    start: '09-01',
    end: '09-30',
    discount: 5,
    categories: ['Café e infusiones', 'Limpieza'],
  },
  {
    name: 'Otoño de quesos',
    description: 'Quesos y embutidos de la sierra',
    start: '10-10',
    end: '11-30',
    discount: 10,
    categories: ['Quesos'],
  },
  {
    name: 'Campaña de Navidad',
    description: 'Turrones, jamones y espumosos',
    start: '11-10',
    end: '12-31',
    discount: 12,
    categories: ['Dulces', 'Embutidos y jamones', 'Vinos'],
  },
]
