import type { Language } from '#contracts/plan.ts'
import type { Token } from '../tokens.ts'
import { rephrase } from './rephrase.ts'
import { find, findAt, has, lineText, trim, type Words } from './spans.ts'
import { structureStated } from './structure-words.ts'

const asking =
  /(?:que|cual|cuales|quien|quienes|cuanto|cuanta|cuantos|cuantas|cuando|donde|como|por que|a que|de que|en que|con que|hay|what|which|who|whose|how|when|where|why|is there|are there|do|does|did|have|has|is|are|was|were)/

const showing =
  /(?:devuelve(?:me|nos)?|give|return|una? (?:lista|listado) (?:de|con)|a list of|dame|dime|muestra\S*|ensena\S*|ensename|lista(?:me|do)?|listar|ver|veamos|a ver|busca\S*|encuentra\S*|saca\S*|calcula\S*|cuenta\S*|compara\S*|ordena\S*|agrupa\S*|filtra\S*|resume\S*|quiero (?:ver|saber|un listado|conocer)|quisiera (?:ver|saber)|necesito (?:ver|saber|un listado|conocer)|hazme un (?:listado|resumen|informe)|haz un (?:listado|resumen|informe)|pon(?:me|los|las|lo)? (?:(?:los|las|el|la|a) )?(?:\S+ )?(?:por orden|en orden|ordenad[oa]s|de mayor a menor|de menor a mayor)|show|list|give me|tell me|find|display|count|calculate|compute|compare|sort|order|group|add up|sum up|get me|let me see|i want to (?:see|know)|i need to (?:see|know)|fetch|look up|see|pull up)/

/** "para cada curso, devuelve ...": what to show comes after what it is shown for. */
const eachShown =
  /(?:por|para|for) (?:cada|tod[oa]|each|every) .+ (?:devuelve|muestra|dame|dime|lista|indica|show|list|give|return) .*|(?:halla|indica) .+/

/** Giving somebody something rather than showing it. */
const giving =
  /give (?!me|us|the).+ (?:raise|rise|discount|bonus|increase|\d+ ?%.*)(?: .*)?|give an? (?!list|average|count|overview|summary)\S+ to .+/

/** What leads up to the verb. */
const courtesy =
  /(?:oye|hola|buenas|por favor|please|ahora|y|tambien|and|also|then|luego|despues|bueno|vale|ok|venga|anda|(?:me )?(?:puedes|podrias|podeis)|can you|could you|would you|i want you to|(?:yo )?(?:quiero|queria|quisiera|necesito|hay que|tienes que|tenemos que)(?: que)?|i'd like to|i would like to|i want to|i need to|we need to|we want to|let's|hey|,|¿|!|¡|que)/

const changing =
  /(?:crea\S*|cread|creame|anade\S*|anadir\S*|anadid|agrega\S*|inserta\S*|mete\S*|meter\S*|registra\S*|apunta\S*|anota\S*|da(?:r|le|me|les)? de (?:alta|baja)|dalo de \S+|dar de \S+|borra\S*|elimina\S*|quita\S*|suprime\S*|cargate\S*|vacia\S*|trunca\S*|renombra\S*|cambia\S*|modifica\S*|actualiza\S*|corrige\S*|sube\S*|subir\S*|baja(?:le|les|lo|los|la|las|r)?|aumenta\S*|incrementa\S*|reduce\S*|rebaja\S*|pon(?:le|les|lo|la|los|las|er|erle|erles)?|asigna\S*|fija\S*|establece\S*|marca\S*|pasa(?:r|le|lo|la|los|las)?|convierte\S*|rellena\S*|guarda(?:r|me|lo|la)?|monta\S*|prepara\S*|haz(?:le|me)? una? (?:tabla|vista|indice|columna|campo)|hazme una? (?:tabla|vista|indice)|indexa\S*|vende\S*|cobra\S*|cancela\S*|anula\S*|cierra\S*|abre\S*|reserva(?:le|me)?|matricula(?:r|le|lo|la)? (?:a|al)|inscribe\S*|contrata\S*|asciende\S*|desactiva\S*|activa(?:r|lo|la)?|duplica\S*|relaciona\S*|enlaza\S*|sustituye\S*|reemplaza\S*|llama\S* a|tira\S*|limpia\S*|retira\S*|descuenta\S*|suma(?:le|les)|resta(?:le|les)|deshazte|nuev[oa]s? \S+|llevar|create|make|add|insert|register|record|enter|log|sign up|enrol\S*|hire|sell|book|delete|remove|drop|erase|get rid|clear|empty|truncate|wipe|rename|change|modify|update|correct|set|put|raise|increase|lower|decrease|reduce|cut|mark|flag|move|switch|turn|convert|replace|fill|assign|store|keep|save|track|cancel|close|deactivate|activate|promote|link|relate|index|call|new \S+|build|set up|anula\S*|archiva\S*|descataloga\S*|completa(?:lo|la|r)?|confirma(?:lo|la|r)?|aprueba\S*|rechaza\S*|bloquea\S*|desbloquea\S*|publica(?:lo|la|r)?|finaliza(?:lo|la|r)?|mueve\S*|traslada\S*|concede\S*|dale\S*|haz(?:me)? que|asegurate de que|make sure|ensure|archive|approve|reject|complete|confirm|block|unblock|publish|transfer|grant|grade)/

/** Statements that can only be about structure. */
const strong = [
  /(?!.*(?:que (?:les?|nos) falta|algo|por pagar)).+ (?:les?|nos) (?:falta|faltan|hace falta|hacen falta) .+/,
  /(?:los|las|cada|the|each|every) .+ (?:necesitan?|deberian? tener|tendran?|needs?|should have) (?:un|una|otro|otra|an?|another) .+/,
  /(?:(?:me|nos) hace(?:n)? falta|necesito|necesitamos|quiero|queremos|i need|we need|i want|we want) (?:una?|a|an|the|la) (?:nueva |new )?(?:tabla|vista|indice|columna|campo|table|view|index|column|field) .+/,
  /(?:tabla|table) \S+(?: \S+)? ?(?::|con|with|\().*/,
]

/** Statements that bring news or lay down rules. */
const telling = [
  /(?:tabla|table) \S+(?: \S+)? ?(?::|con|with|\().*/,
  /(?:otra|another)(?: tabla| table)? (?:de|para|for|of|called|llamada) .+/,
  /(?:necesito|necesitamos|quiero|queremos|hay que|i need to|we need to|i want to|want to|need to) (?:guardar|apuntar|llevar|registrar|almacenar|anotar|tener (?:una?|el control)|crear|anadir|store|keep|record|save|track|add|create) .+/,
  /.+ (?:es|son|sea|sean|debe ser|deben ser|tiene que ser|tienen que ser|is|are|must be|has to be|have to be|should be) (?:obligatori[oa]s?|unic[oa]s?|opcional(?:es)?|required|mandatory|unique|optional)/,
  /.+ (?:no )?(?:puede|pueden|pueda|puedan|debe|deben) (?:ser|estar|bajar|pasar|superar|quedar|faltar|repetir|haber|tener|ir|trabajar|exceder|se) ?.*/,
  /(?:(?:y|que) )*no se (?:pueda|puedan|puede|pueden) .+/,
  /.+ (?:can't|cannot|can not|must|must not|has to be|have to be|should|may not|needs to be) (?:be|not|never|have|exceed|go)? ?.+/,
  /.+ (?:necesitan?|deberian? tener|tendran?) (?:un|una|otro|otra|el|la|tambien) .+/,
  /.+ (?:pasa|pasan|pase|pasara) a (?:llamarse|ser|estar|valer|costar) .+/,
  /.+ (?:se llame|se llama ahora|ahora se llama|is now called) .+/,
  /(?:cada|each|every) .+ (?:la|lo|los|las|tiene|tienen|pertenece|puede|va|da|lleva|es de|has|have|belongs|can|may) .+/,
  /.+ (?:is|are) the new .+/,
  /(?:(?:me|nos) hace(?:n)? falta|necesito|necesitamos|quiero|queremos|i need|we need|i want|we want) (?:una?|a|an|the|la) (?:tabla|vista|indice|columna|campo|table|view|index|column|field) .+/,
  /(?:\S+ ){1,6}ya (?:esta|estan|ha|han) \S+/,
  /.+ (?:tiene que|tienen que|ha de|han de) (?:ser|estar|tener) .+/,
  /por defecto .+ (?:sera|es|vale|sea) .+/,
  /(?:el|la|los|las) .+ (?:ahora|desde hoy|a partir de (?:hoy|ahora)) (?:es|son|sera) .+/,
  /(?:quiero|queremos|necesito) anadir .+/,
  /.+ (?:es|sera|son) (?:el|la|los|las) nuev[oa]s? .+/,
  /(?:el|la|los|las) nuev[oa]s? .+ (?:de|para) .+ (?:es|son|sera) .+/,
  /(?!.* (?:que|cuy[oa]s?|quien|who|that|which|whose) )(?:el|la|los|las|the) .+ (?:ya )?(?:nos |me |se )?(?:la |lo |las |los )?(?:ha|han|hemos|esta|estan|has been|have been) (?:sido )?\S+(?: ,.*)?/,
  /(?:ya )?no (?:necesito|necesitamos|hace falta|queremos) (?:mas )?(?:la|las|el|los) .+/,
  /en (?:un|una) mism[oa] .+ (?:pueden|puede) .+/,
  /(?:cuando|si) se borre .+/,
  /(?:nadie|nobody) .+/,
  /(?:que )?no (?:haya|puede haber|pueda haber) (?:dos|mas de) .+/,
  /haz que .+/,
  /.+ (?:now costs?|ahora (?:cuesta|vale)n?|(?:cuesta|vale)n? ahora) .+/,
]

const heading =
  /(?:(?:y|ahora|tambien|and|now|also) )*(?:(?:el|la|los|las|otra|otro|una|un|the|a|an|another)(?: de| of)? )?\S+(?: (?:de )?\S+)? ?:/

const isQuestion = (words: Words): boolean => {
  const first = words[0]
  if (first?.text === '¿' || words.at(-1)?.text === '?') return true
  const body = trim(words, courtesy)
  return (
    findAt(body, asking) !== null &&
    !has(body, /(?:que no se|que no haya|que se) .+/) &&
    !/^(?:como|cuando|si|hay que)/.test(lineText(body))
  )
}

/** Requests in the form of a question: "¿puedes borrar ...?", "can you add ...?". */
const asRequest = /(?:¿ )?(?:(?:me )?(?:puedes|podrias|podeis)|can you|could you|would you|will you)/

/** After the last courtesy: the words that say what to do. */
const body = (words: Words): Words => {
  let rest = trim(words, /^(?:y|e|¿|¡)$/)
  for (let lead = findAt(rest, courtesy); lead && lead.to < rest.length; lead = findAt(rest, courtesy)) rest = rest.slice(lead.to)
  return rest
}

/**
 * How likely it is that a text asks to change data or structure rather than to see something: 0 to 1. From the words alone, without the catalog;
 * statements such as "la orden 12 ya nos la han pagado" or "Ana se lleva hoy el libro" score in the middle.
 */
export const detectChange = (said: readonly Token[], _language: Language): number => {
  const tokens = rephrase(said)
  if (tokens.length === 0) return 0
  const request = findAt(tokens, asRequest)
  const rest = body(tokens)
  if (findAt(rest, giving)) return 0.95
  const structural = request || isQuestion(tokens) ? 0 : structureStated(trim(rest, /^$/))
  if (structural >= 0.95) return structural
  if (findAt(rest, showing) || findAt(rest, eachShown)) return 0.03
  if (findAt(rest, /(?:a los que |a las que )?(?:donde|where|cuando|when) .+ (?:pon(?:les?|ga)?|put|set|poner|marca\S*|cambia\S*) .+/))
    return 0.85
  if (!request && isQuestion(tokens)) return 0.03
  const noQuestion = rest.filter((t) => t.text !== '?')
  if (findAt(noQuestion, changing)) return 0.95
  if (strong.some((pattern) => findAt(noQuestion, pattern)?.to === noQuestion.length)) return 0.96
  if (structural > 0) return structural
  if (
    telling.some(
      (pattern) => findAt(noQuestion, pattern)?.to === noQuestion.length || findAt(trim(tokens), pattern)?.to === trim(tokens).length,
    )
  )
    return 0.85
  const title = findAt(trim(tokens), heading)
  if (title)
    return trim(tokens)
      .slice(title.to)
      .filter((t) => t.text === ',').length >= 1
      ? 0.96
      : 0.7
  if (find(noQuestion, /(?:y |, )(?:ponle|ponles|marcala|marcalo|creala|crealo|borralo|borrala|borra(?:los|las)|mark it|add it)(?: .*)?/))
    return 0.85
  if (
    find(
      noQuestion,
      /(?:se lleva|se llevan|se apunta|se apuntan|ha comprado|compra|ha pagado|ha pedido|nos ha|paga|devuelve|ha devuelto|recibe|has bought|bought|paid|has paid|has returned|borrows|buys|takes)(?: .*)?/,
    )
  )
    return 0.55
  if (find(noQuestion, /(?:donde|where) .+ (?:pon|put|set|poner) .+/) || find(noQuestion, /(?:ponles?|pon) .+/)) return 0.8
  return 0.1
}

const finite =
  /(?:es|son|esta|estan|ha|han|se|vuelven?|pasan?|quedan?|is|are|was|were|has|have|should|will|moved|moves?|goes|go|now|ahora|ya|gets?|takes?|cuestan?|valen?|duran?|tardan?|cobran?|ganan?|pesan?|miden?|viven?|trabajan?|dependen?|costs?|lasts?|earns?|lives?|works?|reports?|switche[sd]|becomes?|cambian?|van|mueven?)/

/** Whether a text could tell news of rows that are stored: neither asks nor shows, and has a verb. */
export const statesSomething = (said: readonly Token[]): boolean => {
  const tokens = rephrase(said)
  const rest = body(tokens)
  return find(rest, finite, 1) !== null && !isQuestion(tokens) && !findAt(rest, showing) && !findAt(rest, eachShown) && !has(rest, /[?]/)
}
