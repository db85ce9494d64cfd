import type { DateUnit } from '#contracts/query-plan.ts'
import { type Line, matchAt } from './line.ts'

/** Structural phrases: what is asked of the data rather than which data. */
export type CueName =
  | 'count'
  | 'how_much'
  | 'average'
  | 'sum'
  | 'median'
  | 'maximum'
  | 'minimum'
  | 'distinct'
  | 'percent'
  | 'group'
  | 'order'
  | 'descending'
  | 'ascending'
  | 'alphabetical'
  | 'greater'
  | 'at_least'
  | 'less'
  | 'at_most'
  | 'between'
  | 'equals'
  | 'differs'
  | 'or_more'
  | 'or_less'
  | 'contains'
  | 'starts'
  | 'ends'
  | 'not'
  | 'without'
  | 'except'
  | 'nobody'
  | 'top'
  | 'most'
  | 'least'
  | 'running'
  | 'previous'
  | 'difference'
  | 'with'
  | 'and'
  | 'or'
  | 'who'
  | 'when'
  | 'where'
  | 'which'
  | 'list'
  | 'all'
  | 'only'
  | 'each'

export type Cue = { readonly name: CueName; readonly to: number; readonly unit: DateUnit | 'weekday' | null }

const cue = (name: CueName, pattern: string): { readonly name: CueName; readonly pattern: RegExp } => ({
  name,
  pattern: new RegExp(pattern),
})

/** First match wins, so longer and more particular phrases stand before shorter ones. */
const phrases: readonly { readonly name: CueName; readonly pattern: RegExp }[] = [
  cue(
    'running',
    '(?:y )?(?:con )?(?:el |su )?(?:total |importe )?acumulad[oa]s?(?: del? (?:ano|mes))?|(?:with )?(?:a |the )?(?:running|cumulative) (?:total|sum|count)?|cumulative',
  ),
  cue(
    'previous',
    '(?:(?:en )?compara(?:cion|do|da|dos|das|r)?|respecto|frente|versus|vs|compared?|comparing)(?: con| a| al| to| with)?(?: el| la| lo| the)? (?:periodo |mes |ano |trimestre |semana )?(?:anterior|previo|previa|previous|prior|last)(?: (?:period|month|year|quarter|week|one))?|(?:and|y) (?:the |el |la )?(?:change|variacion|growth|crecimiento)(?: vs)?',
  ),
  cue(
    'percent',
    '(?:que |what |el |the )?(?:porcentaje|percentage|percent|proporcion|proportion|share|tasa|fraction)(?: de| of)?|en (?:porcentaje|%|tanto por ciento)|as (?:a )?(?:percentage|percent)|que (?:peso|parte)(?: tiene| de)?|(?:el )?peso(?= de cada| que)|(?:el )?%(?: de)?|(?:que |el )?tanto por ciento(?: de)?|(?:la )?cuota(?= de cada| de mercado| que)|reparto(?: en)?(?: %| porcentual)?',
  ),
  cue(
    'count',
    '(?:a |en |de )?cuant[oa]s|cuanta(?= gente)|how many|(?:el |the |a |un )?(?:numero|num|recuento|conteo|number|count|total number)(?: total)? (?:de|of)(?: the| los| las)?|cuenta(?:me)?(?= l[oa]s)|count(?= the)',
  ),
  cue('how_much', 'cuanto(?: dinero)?|cuanta|how much(?: money)?'),
  cue(
    'average',
    '(?:el |un |la )?(?:numero|cantidad) (?:medi[oa]|promedio) de(?: l[oa]s)?|(?:en promedio|de media|por termino medio|on average)|(?:el |la |the )?(?:valor )?(?:promedio|media|average|mean|avg)(?: de(?:l)?| of)?(?: the| los| las)?|medi[oa]s?',
  ),
  cue('median', '(?:la |el |the )?median[oa]?s?(?: de| of)?|median(?: of)?'),
  cue(
    'sum',
    '(?:la |el |the )?(?:suma|sumatorio|sum)(?: total)?(?: de(?:l)?| of)?(?: the| los| las)?|(?:el |the )?total(?: de(?:l)?| of)?(?: the| los| las)?|totales|en total|in total|suman?',
  ),
  cue('maximum', '(?:el |la |the )?(?:maxim[oa]s?|maximum|max)(?: de| of)?'),
  cue('minimum', '(?:el |la |the )?(?:minim[oa]s?|minimum|min)(?: de| of)?'),
  cue(
    'distinct',
    'distint[oa]s?(?! (?:de|a|del|al) )|diferentes?(?! (?:de|a|del|al) )|unic[oa]s?|different(?! from)|distinct|unique|sin repetir',
  ),
  cue(
    'descending',
    '(?:del? )?(?:mas|mayor|more|highest|high|largest|most|peor|worst)(?: \\w+)? (?:a(?:l)?|to|primero|first)(?: (?:la|el|the))? (?:menos|menor|less|low|lowest|smallest|least|mejor|best|mas)(?: \\w+)?(?: first)?|(?:in )?(?:orden )?(?:descendentes?|descendente|decreciente|descending|desc|decreasing)(?: order)?|from (?:the )?(?:most|highest|largest|oldest|high|high to low)(?: \\w+)? to (?:the )?(?:least|lowest|smallest|youngest|low)|empezando por (?:el|la|los|las)(?: que)? (?:mas|mayor)(?: \\w+)?|(?:highest|largest|most|heaviest|biggest|newest|latest)(?: \\w+)? first|(?:mas recientes|mayores|los mayores) primero',
  ),
  cue(
    'ascending',
    '(?:del? )?(?:menos|menor|least|lowest|low|smallest)(?: \\w+)? (?:a(?:l)?|to|primero|first)(?: (?:la|el|the))? (?:mas|mayor|most|highest|high|largest)(?: \\w+)?|(?:in )?(?:orden )?(?:ascendente(?:mente)?|creciente|ascending|asc|increasing)(?: order)?|from (?:the )?(?:least|lowest|smallest|youngest|low)(?: \\w+)? to (?:the )?(?:most|highest|largest|oldest|high)|empezando por (?:el|la|los|las)(?: que)? (?:menos|menor)(?: \\w+)?|(?:lowest|smallest|least|oldest|earliest)(?: \\w+)? first',
  ),
  cue(
    'at_least',
    '(?:de |en )?(?:al menos|como minimo|por lo menos|no menos de|mayor(?:es)? o igual(?:es)? (?:que|a)|at least|no less than|not less than|a minimum of|minimum of|> =|>=)',
  ),
  cue(
    'at_most',
    '(?:de |en )?(?:como mucho|como maximo|a lo sumo|no mas de|menor(?:es)? o igual(?:es)? (?:que|a)|at most|no more than|not more than|a maximum of|up to|< =|<=)',
  ),
  cue(
    'greater',
    '(?:de |en |con |por )?(?:mas de|mayor(?:es)? (?:que|de|a)|mas (?:\\w+ )?que|superior(?:es)? a(?:l)?|(?:por )?encima de(?:l)?|despues de(?:l| la)?|after(?: the| its| their)?|super(?:a|an|e|en|aron)(?: a| al| los| las| el)?|pas(?:a|an|e|en) de(?:l)?|exced(?:e|en|a|an)(?: de)?|more (?:\\w+ )?than|greater than|larger than|higher than|bigger than|older than|longer than|pricier than|costlier than|dearer than|taller than|heavier than|better than|later than|above|over|exceeds?|exceeding|surpass(?:es)?|>)',
  ),
  cue(
    'less',
    '(?:de |en |con |por )?(?:menos de|menor(?:es)? (?:que|de|a)|menos (?:\\w+ )?que|inferior(?:es)? a(?:l)?|(?:por )?debajo de(?:l)?|antes de(?:l| la)?|before(?: the| its| their)?|no lleg(?:a|an|ue|uen) a|baj(?:a|an|ado|e|en) de(?:l)?|less (?:\\w+ )?than|fewer (?:\\w+ )?than|smaller than|lower than|younger than|shorter than|lighter than|cheaper than|earlier than|below|under|<)',
  ),
  cue('or_more', '(?:o|y|or|and) (?:mas|superior(?:es)?|mayor(?:es)?|more|higher|above|older|greater|over)|en adelante'),
  cue('or_less', '(?:o|y|or|and) (?:menos|inferior(?:es)?|menor(?:es)?|less|fewer|lower|below|younger|under)'),
  cue(
    'differs',
    "(?:que )?no (?:sea|sean|es|son|esta|estan) (?:de|en)?|distint[oa]s? (?:de|a)(?:l)?|diferentes? (?:de|a)(?:l)?|not equal to|other than|different from|is not|are not|isn't|aren't|not in|! =|!=|< >|<>",
  ),
  cue('equals', 'igual(?:es)? (?:a|que)(?:l)?|exactamente|exactly|equal(?:s)?(?: to)?|='),
  cue('between', 'entre(?: el| la| los| las)?|between'),
  cue(
    'contains',
    '(?:que )?(?:conten(?:ga|gan)|contien(?:e|en)|incluy(?:a|an|e|en)|llev(?:a|an|e|en) la palabra|habl(?:e|en|a|an) de(?:l)?|mencion(?:e|en|a|an)|con la palabra)(?: la palabra| el texto)?|(?:that |which )?(?:contains?|containing|includes?|mentions?|mentioning)(?: the)?(?: (?:word|substring|text|string|phrase|letters?))?|(?:that |which |who )?(?:with|has|have|having|contains?) the (?:word|substring|letters?|phrase)|has the (?:word|substring|letters?)',
  ),
  cue(
    'starts',
    '(?:que )?(?:empie(?:ce|cen|za|zan)|comien(?:ce|cen|za|zan)) (?:por|con|en)(?: la letra| el prefijo)?|(?:that |which )?(?:starts?|starting|begins?|beginning) with(?: the)?(?: letters?| prefix)?',
  ),
  cue(
    'ends',
    '(?:que )?(?:termin(?:e|en|a|an|o|aron)|acab(?:e|en|a|an|o|aron)) (?:por|con|en)(?: la letra)?|(?:that |which )?(?:ends?|ending) (?:with|in)(?: the)?(?: letters?)?',
  ),
  cue(
    'except',
    '(?:excepto|salvo|quita(?:me)?|menos|quitando|descartando|excluyendo|excluye(?:me)?|exceptuando|sin (?:contar|incluir)(?: con)?(?: a)?|fuera de)(?: l[oa]s| el| la| los que)?(?: de(?: la| el)?)?|except(?: for)?(?: the)?|excluding|leaving out|apart from|but not|not counting',
  ),
  cue(
    'alphabetical',
    '(?:en |por |in )?(?:orden |listado )?(?:alfabetic[oa](?:mente)?|alphabetical(?:ly)?|lexicographic(?:al|ally)?)(?: order)?(?: (?:of|by|de|por))?',
  ),
  cue(
    'order',
    'orden(?:ad[oa]s?|a|alos|alas|alo|ala|ame|arlos?)(?: los| las)?(?: resultados?)? (?:por|segun)(?: el| la| los| las| su| sus)?|(?:sorted|ordered|ranked|order|sort|arranged)(?: the| them| it)?(?: results?| list| names?)? (?:by|in(?: the)? order of|according to)(?: the| their| its)?|clasificad[oa]s por|in (?:the )?order of|(?:ordered|sorted|sort|order|ranked|listed|arranged)(?: them| the results?| it)? (?:in )?(?:ascending|descending)(?: order)? (?:by|of)(?: the| their| its)?|in (?:ascending|descending) (?:alphabetical )?order (?:by|of)(?: the| their| its)?',
  ),
  cue(
    'group',
    'por cada(?: un[oa](?: de)?)?|para cada(?: un[oa](?: de)?)?|(?:de|en|a) cada(?: un[oa](?: de)?)?|desglos(?:ad[oa]s?|a|alo|ala|alas|alos)(?: por)?|agrup(?:ad[oa]s?|a|alo|alos|alas)(?: por)?|group(?:ed)? by|broken down by|break(?: it| them)? down by|for (?:each|every)(?: of)?|(?:in|of|at|on|from) (?:each|every)|per|segun(?: el| la| su| los| las)?|cada(?: un[oa](?: de)?)?|each|every|by(?: the)?|por(?: el| la)?',
  ),
  cue('nobody', 'nadie|nobody|no one|none'),
  cue('without', 'sin(?: ningun[oa]?)?|without(?: any)?|with no|lacking|que carec(?:e|en) de|missing'),
  cue(
    'not',
    "(?:y |and )?(?:que |who |that |which )?(?:todavia |aun |ya )?(?:no|nunca|jamas|never|not|neither|don't|doesn't|didn't|haven't|hasn't|isn't|aren't|wasn't|weren't|do not|does not|did not|have not|has not|have never|has never)(?: (?:se |nos |me |les |le )?(?:ha|han|hemos|he|has|have|esta|estan|hay|tienen?|been|tenga|tengan|haya|hayan|ever))?(?: (?:hecho|tenido|any|ningun[oa]?))?|ningun[oa]?",
  ),
  cue(
    'most',
    '(?:el |la |los |las |the )?(?:que )?(?:con )?(?:el |la )?(?:mas|mayor(?:es)?|most|highest|largest|biggest|greatest|best-selling|best selling|top-selling|best|mejor(?:es)?)(?: number of| numero de| cantidad de| amount of)?',
  ),
  cue(
    'least',
    '(?:el |la |los |las |the )?(?:que )?(?:con )?(?:el |la )?(?:menos|menor(?:es)?|least|lowest|smallest|fewest|worst|peor(?:es)?)(?: number of| numero de| cantidad de| amount of)?',
  ),
  cue('top', '(?:el |los |las |the )?top'),
  cue('difference', '(?:la |the )?(?:diferencia|difference)(?: entre| between| de)?'),
  cue('who', '(?:de |a )?quien(?:es)?|who(?:se|m)?'),
  cue('when', '(?:desde )?cuando|(?:en |a )?que (?:fecha|dia)|when|(?:on )?what date'),
  cue('where', '(?:de |a )?donde|where'),
  cue('which', '(?:en |de |a |con |para )?(?:que|cual(?:es)?)(?= )|which|what'),
  cue(
    'list',
    'dame|dime|muestra(?:me)?|ensena(?:me)?|lista(?:do|me|r)?(?: de)?|quiero(?: ver| saber)?|saca(?:me)?|busca(?:me)?|encuentra|ver|show(?: me)?|list|give(?: me)?|find|get|display|return|tell me|what (?:is|are)',
  ),
  cue('all', 'tod[oa]s?(?: l[oa]s)?|all(?: of)?(?: the)?'),
  cue('only', '(?:pero )?(?:solo|solamente|unicamente|nada mas|only|just)'),
  cue(
    'with',
    '(?:que |who |that |which )?(?:con|tienen?|tengan?|han|ha|haya|hayan|hicieron|hizo|with|having|have|has|had)(?: (?:tenido|hecho|realizado|alg(?:un[oa]?|o)|any|some|at least one|made|done))?',
  ),
  cue('and', 'y|e|and|,|;|as well as|asi como|junto con|along with|together with'),
  cue('or', 'o|u|or'),
]

const units: readonly { readonly pattern: RegExp; readonly unit: DateUnit | 'weekday' }[] = [
  {
    pattern:
      /(?:por |en |para |by |per |cada |in |for each |on |each |de |of )?(?:que )?(?:dia de la semana|dias de la semana|day of the week|weekday)/,
    unit: 'weekday',
  },
  {
    pattern: /(?:por|cada|segun el|per|by|each|every|for each|para cada|de cada|en cada|in each|of each) (?:dia|dias|day|fecha|date)/,
    unit: 'day',
  },
  { pattern: /diari[oa]s?|diariamente|daily/, unit: 'day' },
  {
    pattern:
      /(?:por|cada|per|by|each|every|for each|para cada|de cada|en cada|in each|of each) (?:semana|week)|semanal(?:es|mente)?|weekly/,
    unit: 'week',
  },
  {
    pattern:
      /(?:por|cada|per|by|each|every|for each|para cada|de cada|en cada|in each|of each|y|and) (?:mes|meses|month)(?! (?:pasado|anterior))|mensual(?:es|mente)?|monthly|mes a mes/,
    unit: 'month',
  },
  {
    pattern:
      /(?:por|cada|per|by|each|every|for each|para cada|de cada|en cada|in each|of each) (?:trimestre|trimestres|quarter)|trimestral(?:es|mente)?|quarterly/,
    unit: 'quarter',
  },
  {
    pattern:
      /(?:por|cada|per|by|each|every|for each|para cada|de cada|en cada|in each|of each) (?:ano|anos|year)|anual(?:es|mente)?|yearly|annual(?:ly)?/,
    unit: 'year',
  },
  { pattern: /(?:por|cada|per|by|each|for each) (?:hora|hour)/, unit: 'hour' },
]

/** The structural phrase that starts at token `from`, if any. Time groupings ("por mes", "monthly") come as `group` with their unit. */
export const readCue = (line: Line, from: number): Cue | null => {
  for (const { pattern, unit } of units) {
    const match = matchAt(line, from, pattern)
    if (match) return { name: 'group', to: match.to, unit }
  }
  for (const { name, pattern } of phrases) {
    const match = matchAt(line, from, pattern)
    if (match) return { name, to: match.to, unit: null }
  }
  return null
}
