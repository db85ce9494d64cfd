/** Nouns of what happens, for columns told by a verb: "cuándo lo devuelve" -> `fecha_devolucion`. */
const spanish: readonly (readonly [pattern: RegExp, noun: string])[] = [
  [/devol|devuel|devuelv/, 'devolucion'],
  [/empie|empez|comien|comenz|inici|arranc/, 'inicio'],
  [/termin|acab|finaliz/, 'fin'],
  [/entreg/, 'entrega'],
  [/pag[aouó]|pague/, 'pago'],
  [/cobr/, 'cobro'],
  [/nac/, 'nacimiento'],
  [/lleg/, 'llegada'],
  [/sal[egió]|salid/, 'salida'],
  [/entr[aóe]/, 'entrada'],
  [/compr/, 'compra'],
  [/vend/, 'venta'],
  [/envi/, 'envio'],
  [/recib|recog/, 'recepcion'],
  [/firm/, 'firma'],
  [/caduc/, 'caducidad'],
  [/venc/, 'vencimiento'],
  [/abr/, 'apertura'],
  [/cierr|cerr/, 'cierre'],
  [/visit/, 'visita'],
  [/reserv/, 'reserva'],
  [/apunt|inscrib|matricul/, 'inscripcion'],
  [/contrat/, 'contratacion'],
  [/prest|llev/, 'prestamo'],
  [/vacun/, 'vacunacion'],
  [/revis/, 'revision'],
  [/cre[aóo]/, 'creacion'],
  [/public/, 'publicacion'],
  [/hiz|hac/, 'realizacion'],
  [/toc/, 'cita'],
]

const english: readonly (readonly [pattern: RegExp, noun: string])[] = [
  [/return/, 'return'],
  [/start|begin|began/, 'start'],
  [/end|finish/, 'end'],
  [/deliver/, 'delivery'],
  [/paid|pay/, 'payment'],
  [/born/, 'birth'],
  [/arriv/, 'arrival'],
  [/leave|left|depart/, 'departure'],
  [/bought|buy|purchas/, 'purchase'],
  [/sold|sell/, 'sale'],
  [/sent|send|ship/, 'shipping'],
  [/expire|due/, 'expiry'],
  [/open/, 'opening'],
  [/clos/, 'closing'],
  [/book/, 'booking'],
  [/borrow|lent|lend/, 'loan'],
  [/hire/, 'hiring'],
  [/sign/, 'signing'],
  [/creat/, 'creation'],
]

/** The noun for a verb form; null when unknown. */
export const happening = (folded: string, language: 'es' | 'en'): string | null =>
  (language === 'es' ? spanish : english).find(([pattern]) => new RegExp(`^(?:${pattern.source})`).test(folded))?.[1] ?? null

/** Columns that question words ask for: "cuánto cuesta", "dónde". */
export const asked: readonly (readonly [pattern: RegExp, es: string, en: string, type: 'text' | 'integer' | 'number' | 'date' | 'time'])[] =
  [
    [/(?:a que hora|at what time|what time) .*|a que hora/, 'hora', 'time', 'time'],
    [/(?:cuanto|how much) (?:cuesta|vale|cobra|se cobra|costo|it costs|does it cost|cost)|cuanto|how much/, 'precio', 'price', 'number'],
    [/(?:cuantas|cuantos|how many) .+/, 'cantidad', 'quantity', 'integer'],
    [/(?:quien|who|whom) .*|quien|who/, 'persona', 'person', 'text'],
    [/(?:donde|where) .*|donde|where/, 'lugar', 'place', 'text'],
    [/(?:por que|why) .*|por que|why/, 'motivo', 'reason', 'text'],
  ]
