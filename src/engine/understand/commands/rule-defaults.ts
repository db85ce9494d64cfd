import { article, type RuleReader } from './rule.ts'
import { find, has, trim, type Words } from './spans.ts'

const defaultAfter: readonly RegExp[] = [
  /(?:y |que |and )*(?:por defecto|(?<!(?:hora|fecha|dia|precio|puerta|numero|tipo) )de entrada|inicialmente|al principio|de salida|by default|default(?:s|ing)?(?: value)?|de partida)(?: (?:sea|sean|sera|seran|es|son|vale|valga|valgan|a|que|to|is|of|:|=|esta|este|estara|estaran|esten|en|con|de|el|la|pone|ponga|queda|quede))*/,
  /(?:y |que |and )*(?:si no se (?:dice|diga|indica|indique|pone|ponga|especifica|especifique|rellena|rellene|sabe)(?: (?:nada|otra cosa|lo contrario))?|si no (?:dice|digo|decimos|indico|pongo) nada|salvo que se (?:diga|indique) (?:otra cosa|lo contrario)|si no|en caso contrario|if (?:not|nothing is) (?:said|given|specified|stated|provided|set)|unless (?:told|stated|specified|said|set) otherwise|otherwise)(?: (?:, )?(?:que )?(?:sea|sera|es|son|vale|valga|ponga|pon|queda|quede|to|is|it is|it's|,|el|la|a))*/,
]

const defaultBefore: readonly RegExp[] = [
  /(?:(?:que|y|and|which|it) )*(?:sera|seran|sea|sean|es|vale|valdra|will be|is|be)? ?(.+?) ?,? (?:si no se (?:dice|diga|indica|indique|pone|ponga|especifica)(?: (?:nada|otra cosa|lo contrario))?|si no (?:digo|decimos|indico|pongo) nada|salvo que se (?:diga|indique) (?:otra cosa|lo contrario)|por defecto|(?<!(?:hora|fecha|dia|precio|puerta|numero|tipo) )de entrada|inicialmente|by default|unless (?:told|stated|specified|said|set) otherwise|if (?:not|nothing is) (?:said|given|specified|stated)|as (?:the )?default)/,
]

export const readDefaultRule: RuleReader = (words) => {
  for (const pattern of defaultAfter) {
    const found = find(words, pattern)
    const value = found && trim(words.slice(found.to), article)
    if (found && value && value.length > 0 && value.length <= 6 && !has(value, /obligatori[oa]|unic[oa]|required|unique/))
      return { rules: [{ kind: 'default', words: keepToday(words.slice(found.to), value) }], from: found.from, to: words.length }
  }
  for (const pattern of defaultBefore) {
    const ending = find(words, defaultMark)
    if (!ending || !has(words, pattern)) continue
    const start = startOfValue(words, ending.from)
    const value = trim(words.slice(start, ending.from), article)
    if (value.length > 0) return { rules: [{ kind: 'default', words: value }], from: start, to: ending.to }
  }
  return null
}

const defaultMark =
  /(?:si no se (?:dice|diga|indica|indique|pone|ponga|especifica)(?: (?:nada|otra cosa|lo contrario))?|si no (?:digo|decimos|indico|pongo) nada|salvo que se (?:diga|indique) (?:otra cosa|lo contrario)|por defecto|(?<!(?:hora|fecha|dia|precio|puerta|numero|tipo) )de entrada|inicialmente|by default|unless (?:told|stated|specified|said|set) otherwise|if (?:not|nothing is) (?:said|given|specified|stated)|as (?:the )?default)/

/** "la de hoy" keeps its noun phrase. */
const keepToday = (raw: Words, value: Words): Words => (has(raw, /hoy|ahora|today|now|actual|current/) ? raw : value)

/** The value before "por defecto": from the last verb, comma or article, else the last word. */
const startOfValue = (words: Words, end: number): number => {
  for (let at = end - 1; at >= 0; at--)
    if (words[at]?.kind !== 'quoted' && /^(?:,|;|sera|seran|sea|sean|es|vale|be|is|que|con|with)$/.test(words[at]?.norm ?? '')) return at
  const last = words[end - 1]?.norm === '%' ? end - 2 : end - 1
  return Math.max(0, /^(?:el|la|un|una|a|the|to)$/.test(words[last - 1]?.norm ?? '') ? last - 1 : last)
}
