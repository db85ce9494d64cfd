import type { ColumnType } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'
import { isPlural } from './identifiers.ts'
import { has, type Words } from './spans.ts'

/** What a column will hold. `scale` = decimals of a number, null = without limit. `sure`: the type was said, not inferred. */
export type Meaning = { readonly type: ColumnType; readonly scale: number | null; readonly sure: boolean }

type Rule = readonly [pattern: RegExp, type: ColumnType, scale?: number]

/** A type named as such: "de texto", "con decimales", "entero", "sí/no". */
const saidTypes: readonly Rule[] = [
  [/(?:de |en |un |tipo )*(?:texto|cadena|string|text|varchar|letras)(?: (?:libre|corto|largo))?/, 'text'],
  [/(?:de |en |un |tipo )*(?:numero )?(?:enter[oa]s?|integer|int|whole number|bigint)|sin decimales/, 'integer'],
  [
    /(?:con|with) (?:dos )?(?:decimales|decimals)|(?:numero )?decimal(?:es)?|numeric[oa]?|float|double|(?:de )?tipo moneda|money type/,
    'number',
    2,
  ],
  [/(?:de )?fecha y hora|date and time|datetime|timestamp/, 'datetime'],
  [/bool(?:ean[oa]?)?|si ?\/ ?no|si o no|yes ?\/ ?no|yes or no|verdadero o falso|true or false/, 'boolean'],
  [/tipo (?:de )?fecha|(?:as|type) (?:a )?date/, 'date'],
  [/tipo (?:de )?hora|(?:as|type) (?:a )?time/, 'time'],
  [/tipo json|json/, 'json'],
  [/uuid/, 'uuid'],
]

const textWords =
  'nombre|apellidos?|titulo|subtitulo|email|e-mail|emails|correo|correos|mail|telefono|telefonos|movil|fax|direccion|domicilio|calle|ciudad|poblacion|provincia|pais|localidad|municipio|descripcion|descrip|observaciones|obs|notas|comentarios?|dni|nif|cif|nie|iban|isbn|matricula|bastidor|referencia|ref|codigo|cod|sku|carne|carnet|documento|pasaporte|web|url|enlace|foto|imagen|color|marca|modelo|puesto|cargo|motivo|asunto|mensaje|idioma|nacionalidad|name|surname|title|address|street|city|country|phone|mobile|description|notes?|comments?|remarks?|code|reference|link|photo|colour|brand|model|position|subject|message|language|nationality|especie|species|alergias?|alergenos|allergies|allergens|intolerancias|sintomas|symptoms|aficiones|hobbies|intereses|interests|habilidades|skills|ingredientes|ingredients|etiquetas|tags|moneda|currency|passport|license|licence|plate|estado|status|state|tipo|type|categoria|category|serie|postal|cp|zip|seat|butaca|asiento|persona|person|buyer|autor|author|sala|room|aula|responsable|manager|owner'

/** By what the words mean; the first that matches wins. */
const meanings: readonly Rule[] = [
  [
    /(?:numero|num|n|no|number) (?:de |of |del )*(?:el |la |the )?(?:carne|carnet|socio|serie|cuenta|telefono|movil|dni|documento|pasaporte|factura|expediente|contrato|pedido|tarjeta|colegiado|licencia|lote|bastidor|card|serial|account|phone|document|passport|invoice|order|contract|license|licence|batch|membership|afiliado|poliza|policy|matricula|registro|registration)/,
    'text',
  ],
  [/(?:dia|day)(?: de la| of the)? (?:semana|week)|weekday/, 'text'],
  [/(?:codigo|cod|zip|postal) (?:postal|code)/, 'text'],
  [/\S*(?:email|e-mail|correo|mail)\S*|\S*(?:telefono|phone|movil|tfno)\S*/, 'text'],
  [/fecha y hora|\S+_at|momento|instante|timestamp|date and time/, 'datetime'],
  [/hora|time|\S*hora_\S*|\S+_time|horario|schedule/, 'time'],
  [
    /fechas?|\S*fecha_\S*|f_\S+|date|\S+_date|date_\S+|dates|\S+_on|nacimiento|cumpleanos|birthday|birthdate|dob|vencimiento|caducidad|deadline|due|inicio|fin|comienzo|final|start|end|caduca|vence|alta|baja|expiry|dia|day|desde|hasta|entrada|salida|llegada|checkin|checkout|arrival|departure/,
    'date',
  ],
  [
    /precios?|\S*precio\S*|importes?|\S*importe\S*|coste|costo|costes|sueldo|salario|\S*salario\S*|cuota|\S*cuota\S*|tarifa|total|subtotal|presupuesto|saldo|pvp|gastos?|ingresos?|comision|fianza|deposito|anticipo|facturacion|euros|price|\S+_price|amount|\S+_amount|cost|\S+_cost|salary|wage|fee|budget|balance|rate|deposit|revenue|income|expenses?|\S+_value|value|valor|limite|credito|credit/,
    'number',
    2,
  ],
  [
    /porcentaje|\S*porcentaje\S*|iva|descuento|\S*descuento\S*|dto|margen|impuesto|percentage|percent|discount|vat|tax|margin|%|ratio/,
    'number',
    2,
  ],
  [
    /metros?|m2|kilos?|kg|gramos?|peso|altura|ancho|alto|largo|longitud|latitud|superficie|temperatura|horas?|litros?|distancia|kilometros|weight|height|width|length|latitude|longitude|area|temperature|hours|litres|distance|meters|metres|media|average|nota|score/,
    'number',
  ],
  [/ano|anos|year|\S+_year/, 'integer'],
  [
    /cantidad|unidades|uds|plazas?|aforo|cupo|capacidad|stock|existencias|ejemplares|copias|edad|estrellas|puntos|puntuacion|planta|paginas|piezas|kms?|minutos|duracion|dias|meses|orden|nivel|prioridad|valoracion|quantity|qty|capacity|seats|stars|age|points|rating|floor|pages|copies|minutes|duration|days|count|level|priority|stock|units/,
    'integer',
  ],
  [/(?:numero|num|number) (?:de|of) \S+/, 'integer'],
  [
    /activ[oa]|vigente|disponible|pagad[oa]|cobrad[oa]|urgente|visible|public[oa]|publicad[oa]|confirmad[oa]|entregad[oa]|terminad[oa]|cerrad[oa]|abiert[oa]|completad[oa]|hech[oa]|anulad[oa]|archivad[oa]|vip|destacad[oa]|enviad[oa]|revisad[oa]|aprobad[oa]|vacunad[oa]|federad[oa]|tiene \S+|es_\S+|is_\S+|has_\S+|active|enabled|available|paid|delivered|confirmed|visible|done|completed|closed|archived|approved|urgent|hazardous|accesible|obligatoria/,
    'boolean',
  ],
]

const read = (words: Words, rules: readonly Rule[], sure: boolean): Meaning | null => {
  for (const [pattern, type, scale] of rules) if (has(words, pattern)) return { type, scale: scale ?? null, sure }
  return null
}

const head = (words: Words, language: Language): Words => {
  const nouns = words.filter((t) => !/^(?:el|la|los|las|un|una|su|sus|the|a|an|its|their)$/.test(t.norm))
  return language === 'en' && !has(nouns, /of|per|in/) ? nouns.slice(-1) : nouns.slice(0, 1)
}

/** A type said in so many words, and where nothing was said null. */
export const saidMeaning = (words: Words): Meaning | null => read(words, saidTypes, true)

export const saidTypePattern = (words: Words): RegExp | null => saidTypes.find(([pattern]) => has(words, pattern))?.[0] ?? null

/** The type that the words of a column's name suggest; text where they suggest none, whole numbers for things that are counted. */
export const inferMeaning = (words: Words, language: Language): Meaning => {
  const first = head(words, language)
  if (has(first, new RegExp(textWords)) && !has(words, /(?:fecha|date|dia|day) .*/)) return { type: 'text', scale: null, sure: false }
  const known = read(words, meanings, false)
  if (known) return known
  const noun = first[0]?.norm ?? ''
  if (has(words, new RegExp(textWords))) return { type: 'text', scale: null, sure: false }
  if (words.length === 1 && isPlural(noun, language)) return { type: 'integer', scale: null, sure: false }
  return { type: 'text', scale: null, sure: false }
}
