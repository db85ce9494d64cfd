/** `popularity` 0 = never sold; `since` in months before today, null = from long ago; `retired` = no longer on sale. */
export type Item = {
  readonly name: string
  readonly category: string
  readonly price: number
  readonly popularity: number
  readonly since?: number
  readonly retired?: true
}

const of = (category: string, items: readonly Omit<Item, 'category'>[]): readonly Item[] => items.map((item) => ({ ...item, category }))

/** Generic goods without brands; prices in euros before VAT. */
export const items: readonly Item[] = [
  ...of('Aceites y vinagres', [
    { name: 'Aceite de oliva virgen extra 5 L', price: 38.5, popularity: 9 },
    { name: 'Aceite de oliva suave 5 L', price: 31.9, popularity: 6 },
    { name: 'Aceite de girasol 10 L', price: 17.8, popularity: 7 },
    { name: 'Vinagre de Jerez 1 L', price: 4.6, popularity: 3 },
    { name: 'Vinagre balsámico 500 ml', price: 5.2, popularity: 2 },
    { name: 'Aceite de trufa 250 ml', price: 12.4, popularity: 0 },
  ]),
  ...of('Conservas', [
    { name: 'Atún claro en aceite 1 kg', price: 11.9, popularity: 7 },
    { name: 'Anchoas en salazón 500 g', price: 16.5, popularity: 4 },
    { name: 'Mejillones en escabeche 900 g', price: 9.8, popularity: 4 },
    { name: 'Pimientos del piquillo 780 g', price: 6.4, popularity: 5 },
    { name: 'Espárragos blancos 660 g', price: 5.9, popularity: 3 },
    { name: 'Tomate triturado 5 kg', price: 7.3, popularity: 6 },
    { name: 'Alcachofas en conserva 2,5 kg', price: 10.2, popularity: 2 },
    { name: 'Huevas de lumpo 350 g', price: 8.7, popularity: 0, retired: true },
  ]),
  ...of('Quesos', [
    { name: 'Queso manchego curado 3 kg', price: 42, popularity: 8 },
    { name: 'Queso de cabra rulo 1 kg', price: 10.8, popularity: 6 },
    { name: 'Queso azul 500 g', price: 7.9, popularity: 3 },
    { name: 'Queso fresco 2 kg', price: 9.4, popularity: 4 },
    { name: 'Mozzarella rallada 2 kg', price: 12.6, popularity: 6 },
    { name: 'Torta de oveja 450 g', price: 14.3, popularity: 1, since: 14 },
  ]),
  ...of('Embutidos y jamones', [
    { name: 'Jamón ibérico de cebo pieza', price: 189, popularity: 3 },
    { name: 'Jamón serrano loncheado 1 kg', price: 16.9, popularity: 7 },
    { name: 'Chorizo ibérico vela 1,2 kg', price: 15.4, popularity: 4 },
    { name: 'Salchichón extra 1,5 kg', price: 12.1, popularity: 3 },
    { name: 'Lomo embuchado 1 kg', price: 24.5, popularity: 2 },
    { name: 'Sobrasada 1 kg', price: 13.7, popularity: 1, since: 20 },
  ]),
  ...of('Vinos', [
    { name: 'Tinto crianza caja de 6', price: 41.4, popularity: 7 },
    { name: 'Tinto joven caja de 6', price: 22.8, popularity: 6 },
    { name: 'Blanco verdejo caja de 6', price: 27.6, popularity: 6 },
    { name: 'Albariño caja de 6', price: 52.2, popularity: 3 },
    { name: 'Rosado caja de 6', price: 24, popularity: 2 },
    { name: 'Espumoso brut caja de 6', price: 36, popularity: 4 },
    { name: 'Vermut rojo 3 L', price: 14.5, popularity: 3, since: 18 },
    { name: 'Tinto gran reserva caja de 3', price: 78, popularity: 0, since: 5 },
  ]),
  ...of('Cervezas', [
    { name: 'Cerveza rubia barril 30 L', price: 68, popularity: 9 },
    { name: 'Cerveza rubia tercio caja de 24', price: 19.2, popularity: 9 },
    { name: 'Cerveza tostada caja de 24', price: 24, popularity: 3 },
    { name: 'Cerveza sin alcohol caja de 24', price: 18.7, popularity: 5 },
    { name: 'Cerveza artesana IPA caja de 12', price: 26.4, popularity: 2, since: 11 },
  ]),
  ...of('Refrescos y aguas', [
    { name: 'Refresco de cola caja de 24', price: 14.4, popularity: 8 },
    { name: 'Refresco de naranja caja de 24', price: 13.2, popularity: 5 },
    { name: 'Refresco de limón caja de 24', price: 13.2, popularity: 4 },
    { name: 'Tónica caja de 24', price: 17.5, popularity: 4 },
    { name: 'Agua mineral 50 cl caja de 35', price: 7.7, popularity: 8 },
    { name: 'Agua con gas 50 cl caja de 20', price: 9.6, popularity: 3 },
    { name: 'Zumo de piña 1 L caja de 12', price: 13.8, popularity: 2 },
    { name: 'Kombucha 33 cl caja de 12', price: 21.6, popularity: 0, since: 2 },
  ]),
  ...of('Café e infusiones', [
    { name: 'Café en grano natural 1 kg', price: 13.9, popularity: 9 },
    { name: 'Café descafeinado 1 kg', price: 14.8, popularity: 4 },
    { name: 'Café molido mezcla 1 kg', price: 11.7, popularity: 5 },
    { name: 'Té verde 100 bolsas', price: 5.4, popularity: 3 },
    { name: 'Manzanilla 100 bolsas', price: 4.9, popularity: 3 },
    { name: 'Cápsulas compatibles 200 uds', price: 39, popularity: 3, since: 16 },
  ]),
  ...of('Dulces', [
    { name: 'Turrón de Alicante 250 g caja de 20', price: 74, popularity: 3 },
    { name: 'Turrón blando 250 g caja de 20', price: 69, popularity: 3 },
    { name: 'Galletas surtidas 3 kg', price: 15.6, popularity: 4 },
    { name: 'Magdalenas caja de 60', price: 12.9, popularity: 4 },
    { name: 'Polvorones 5 kg', price: 33.5, popularity: 2 },
    { name: 'Tarta de Santiago 1 kg', price: 11.2, popularity: 1, since: 9 },
  ]),
  ...of('Limpieza', [
    { name: 'Lavavajillas industrial 20 L', price: 34.9, popularity: 4 },
    { name: 'Lejía 5 L caja de 4', price: 9.6, popularity: 5 },
    { name: 'Servilletas 33x33 paquete de 1.200', price: 18.3, popularity: 6 },
    { name: 'Papel secamanos 6 rollos', price: 14.7, popularity: 5 },
    { name: 'Guantes de nitrilo 100 uds', price: 6.8, popularity: 4 },
    { name: 'Desengrasante 10 L', price: 21.4, popularity: 3 },
    { name: 'Ambientador spray caja de 12', price: 19.9, popularity: 1, retired: true },
  ]),
]
