import type { Piece } from '../../understand/pieces.ts'

const opening =
  /^[¿¡\s]*(?:y(?:\s|[,?])|de (?:que|quien(?:es)?)\b|ahora|mejor|solo|solamente|unicamente|pero|de (?:esos|esas|estos|estas|ellos|ellas|entre|los anteriores)|entre (?:esos|esas|ellos)|esos|esas|ordena|ordenal|quita|quitando|sin (?:los|las|contar)|anade(?:les?)?(?! (?:un|una|al|a la) )|ponme|ponlo|ponlos|desglosa|agrupal|agrupa|en (?:porcentaje|%|grafico|una grafica)|comparal|compara(?:do)? con|lo mismo|tambien|los? (?:mismo|tres|cinco|diez|\d+) primer|las? (?:de|que)\b|los? (?:de|que)\b|el (?:que|de)\b|la (?:que|de)\b|cual(?:es)? (?:de (?:ellos|ellas|esos|esas|estos)|estan|fue|es el (?:mejor|peor|mayor|menor)|tienen)|cuant[oa]s (?:de (?:ellos|ellas|esos|esas)|hay|son|suman)|cuanto suman|que (?:mes|ano|dia|trimestre|semana) fue|dime (?:de que|su|sus|cual)|como se llaman (?:esos|esas|ellos)|and\b|now\b|only\b|just\b|what about|how about|how many (?:of them|per|by|are|were)|of (?:those|these|them)|those\b|these\b|sort(?:ed)? (?:them|it|by)|order (?:them|it|by)|same\b|but\b|without\b|excluding\b|add\b|also\b|instead\b|break (?:it|them) down|group (?:it|them) by|per\b|by\b|por\b|as (?:a|the)\b|with (?:their|its|his|her)\b|con (?:su|sus)\b|split\b|excluye|excluyendo|which (?:of them|ones)|in (?:percent|percentage)|compare)/

const anaphora =
  /\b(?:ellos|ellas|esos|esas|estos|estas|ese|esa|los anteriores|cada un[oa]|eso|sus|su|them|those|these|they|their|it|each of them|ones)\b/

/** "¿cuántos pacientes distintos?": of those there were. */
const apart = /^[¿¡\s]*(?:cuant[oa]s \S+ (?:distint[oa]s|diferentes|unic[oa]s)|how many (?:different|distinct|unique) \S+)\W*$/

/** Words that can only mean what was answered. */
const pointing =
  /\b(?:ellos|ellas|es[oa]s|est[oa]s (?=son|tiene|cual|cuant)|ese|esa|aquell[oa]s?|los anteriores|las anteriores|en vez de|en lugar de|instead|them|those|they|that one|he|she|ones)\b/

/** "cuánto han pagado", "qué lleva": what is asked of has no name in the text. */
const nameless =
  /^[¿¡\s]*(?:cuanto|cuando|que|donde|how much|when|where|what) (?:\S+ )?(?:han?|tienen?|llevan?|hacen?|deben?|(?:did|do|does|have|has) (?:they|he|she|it))\b/

const questionStart = /^[¿¡\s]*(?:que|cual|cuales|cuant|quien|donde|cuando|dame|muestra|lista|which|what|who|how many|show|list|give)/

/**
 * How much a text looks like going on from the answer before, 0 to 1: it opens like one, or points back, or is too short to stand alone.
 * `folded`: lower case without accents.
 */
export const looksLikeFollowUp = (folded: string, pieces: readonly Piece[]): number => {
  const words = folded.split(/\s+/).length
  const tables = pieces.filter((p) => p.kind === 'mention' && p.links[0]?.kind === 'table' && p.links[0].score > 0.8).length
  if (/\bcada un[oa]\b|\beach (?:of them|one)\b/.test(folded) && tables <= 1) return 0.8
  if (opening.test(folded)) return tables > 1 && words > 8 && !anaphora.test(folded) ? 0.45 : 0.92
  if (apart.test(folded)) return 0.7
  if (pointing.test(folded) && words <= 14) return 0.8
  if (nameless.test(folded) && words <= 8) return 0.7
  if (anaphora.test(folded) && words <= 12) return tables > 0 && questionStart.test(folded) ? 0.4 : 0.75
  if (tables === 0 && words <= 4) return 0.7
  return 0.1
}
