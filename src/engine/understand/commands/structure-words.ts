import { find, findAt, type Words } from './spans.ts'

const no = "(?:no|nunca|ni|can't|cannot|can not|may not|must not|must never|should never|should not|can never|never)"

/** A subject without a clause of its own: what follows says something of it rather than choosing rows. */
const subject =
  '(?![^,]* (?<!(?:tiene|tienen|hay|ha|han) )(?:que|who|that|which|whose|cuy[oa]s?) )(?:(?:un|una|el|la|los|las|cada|ningun|ninguna|a|an|the|each|every|any|no two|two|dos|en|in) )'

/** Statements that can only be about what a database keeps: its tables, its columns, its rules. */
const stated: readonly RegExp[] = [
  /(?:(?:ahora|y|now|plus|also|and|then|luego) )*(?:una|otra|a|an|another) (?:nueva |new )?(?:\S+ )?(?:tabla|table)(?: .*)?/,
  /(?:y )?otra (?:tabla )?(?:de|para|con|for) .+ (?:con|with) .+/,
  /(?:(?:yo )?(?:necesito|necesitamos|quiero|queremos|quisiera|me gustaria|hay que|tenemos que|vamos a|i need to|we need to|i want to|we want to|i'd like to|we'd like to|let's) )?(?:poder )?(?:(?:empezar|comenzar) a|start(?: to)?|begin(?: to)?) (?:apuntar|llevar|guardar|registrar|anotar|keep|keeping|record|recording|track|tracking|store|storing) .+/,
  /(?:ahora|now|luego|tambien|also|y|plus) (?:\S+ ){1,4}, (?:i\.e|es decir|o sea|that is|namely) .+/,
  /(?:(?:un|otro|an?|another) )?(?:indice|index)(?: unic[oa]| unique)? (?:en|on|sobre|para|por|by) .+/,
  new RegExp(
    `${subject}?.+ ${no} (?:puede[n]? |pueda[n]? )?(?:terminar|acabar|empezar|compartir|repetir|coincidir|salir|llegar|estar|end|finish|start|begin|share|repeat|overlap|leave|arrive|have|be|tener) .+`,
  ),
  new RegExp(`${subject}.+ (?:va|van|vaya|vayan|goes|go|ranges?)(?: solo| only)? (?:de|desde|entre|from|between) \\d+.*`),
  /(?:no two|dos|two) .+ (?:same|mism[oa]s?)(?: .*)?/,
  /(?:si no (?:se dice|decimos|digo|se indica|se pone|ponemos)|salvo que|if nothing|if not|unless|mientras no) .+ , .+/,
  new RegExp(
    `${subject}?.+ (?:si no (?:se dice|decimos|digo|se indica|decimos|se pone) (?:nada|otra cosa|lo contrario)|salvo que (?:digamos|se diga|diga|digas) (?:otra cosa|lo contrario)|unless (?:we|you|i|told|stated|someone) .*|by default|por defecto)`,
  ),
  new RegExp(
    `${subject}.+ (?:puede|pueden|can|may|could|should|must)(?: not)? (?:ir vaci[oa]s?|faltar|estar vaci[oa]s?|quedar(?:se)? (?:vaci[oa]s?|en blanco)|be (?:allowed|left|empty|blank|missing)) ?.*`,
  ),
  new RegExp(`${subject}.+ siempre (?:tiene|tienen|ha|han|debe|deben) .+`),
  new RegExp(`${subject}.+ (?:tienen?|han?|deber?ia?n?|deben?) (?:que |de )?(?:llevar|tener|incluir) .+`),
  new RegExp(`${subject}.+ (?:should|must|have to|has to|needs? to)(?: also)? have .+`),
  /(?:(?:un|una|cada|los|las|a|an|each|every) )?.+ (?:puede|pueden|can|may) .+ (?:vari[oa]s|much[oa]s|several|many|multiple) .+ (?:y|and) .+ (?:vari[oa]s|much[oa]s|several|many|multiple) .+/,
  /.+ (?:,|y|and|so) (?:quita|borra|elimina|drop|remove|delete) (?:esa|ese|esta|este|that|this) (?:columna|campo|column|field|tabla|table) ?.*/,
  /.+ (?:por|by) (?:otr[oa]s?|another|other) .+ , .+/,
  /(?:.+ , )?(?:quiero|queremos|necesito|necesitamos|i want to|we want to|we need to|i need to) (?:poder |be able to )?(?:apuntar|guardar|registrar|anotar|record|store|keep|note) .+/,
  /.+ (?:que es|who is|which is|que son) (?:tambien |also )?(?:otr[oa]|another|one of) .+/,
]

const headed =
  /(?:(?:y|ahora|tambien|and|now|also) )*(?:los|las|the|el|la) \S+ (?:de|del|de la|de los|de las|de cada|of|of the|of each|for each) (?:\S+ )?:/

/** Reasons aside, what is asked for comes last: "necesito buscar por apellido, crea un índice en ...". */
const orderLast =
  /.+ (?:,|;) (?:crea|haz|monta|anade|pon|create|set up|make|add) (?:lo que haga falta|whatever is needed|what(?:'s| is) needed|un indice|an index|una? (?:tabla|columna|campo)|an? (?:\S+ )?(?:table|column|field)) ?.*/

/** What must never come to be: only a rule can say so. */
const never =
  /(?:que )?no haya (?:dos|mas de) .+|no two .+|(?:que )?no se puedan? (?:guardar|poner|meter|registrar|crear|anadir|apuntar|dar de alta) .+/

/** How surely words that do not start with a verb of change ask for one of structure; 0 where nothing tells. */
export const structureStated = (words: Words): number => {
  const whole = (pattern: RegExp): boolean => findAt(words, pattern)?.to === words.length
  if (whole(orderLast) || whole(never)) return 0.96
  const title = findAt(words, headed)
  if (title && find(words.slice(title.to), /.+ (?:,|y|and) .+/)) return 0.96
  return stated.some(whole) ? 0.9 : 0
}
