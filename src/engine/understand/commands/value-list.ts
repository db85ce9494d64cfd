import { findAt, has, trim, type Words } from './spans.ts'

/** What comes before a closed list of values: "puede estar libre, reservado o vendido". */
export const valueListOpening =
  /(?:(?:que|y|and|which|it|solo|only|cuyos|whose) )*(?:(?:solo )?(?:puede|pueden|pueda|puedan|podra|podran|debe|deben|tiene que|tienen que|can|may|must|could) (?:solo |only |solamente )?(?:ser|estar|valer|tomar(?: los valores)?|be)(?: (?:solo|only|una? de|one of|either|either of|:|los siguientes))*|(?:con )?(?:los )?(?:posibles )?valores(?: posibles| permitidos)?(?: (?:son|:|de))*|a elegir entre|one of|either|(?:with )?(?:the )?(?:allowed |possible )?values(?: (?:are|:))*|(?:solo|solamente|unicamente|only)(?: (?:admite|acepta|hay|vale|valen|accepts|allows))?|(?:es|sea|sean|is|are) (?=\S+(?: \S+)?(?: , \S+(?: \S+)?)* (?:o|u|or) \S+))/

const isOr = (norm: string | undefined): boolean => norm === 'o' || norm === 'u' || norm === 'or'

const stops = /^(?:si|que|por|y|and|con|with|de|by|unless|obligatorio|unico|;|\.|\()$/
const verbs = /(?:obligatori|unic|vaci|repet|negativ|mayor|menor|null|empty|unique|required|nul[oa])/

/** Reads "libre, reservado o vendido" at token `from`; null when there is no final "o". */
export const readValueList = (words: Words, from: number): { readonly values: readonly string[]; readonly to: number } | null => {
  const values: string[] = []
  let current: string[] = []
  let last = false
  let at = from
  const close = (): void => {
    if (current.length > 0) values.push(current.join(' '))
    current = []
  }
  for (; at < words.length; at++) {
    const token = words[at]
    if (!token) break
    if (token.kind !== 'quoted' && (token.norm === ',' || token.norm === '/' || isOr(token.norm))) {
      if (last && current.length > 0) break
      close()
      if (isOr(token.norm)) last = true
      continue
    }
    if (token.kind === 'symbol' || (token.kind === 'word' && stops.test(token.norm) && current.length === 0 && values.length > 0)) break
    if (token.kind === 'word' && stops.test(token.norm) && last) break
    current.push(token.text)
    if (current.length > 4) return null
  }
  close()
  return last && values.length >= 2 && !values.some((v) => verbs.test(v.toLowerCase())) ? { values, to: at } : null
}

/** A parenthesis that only lists values: "estado (nuevo, usado o roto)". */
export const listInParentheses = (words: Words): readonly string[] | null => {
  const inner = trim(words)
  if (!has(inner, /o|u|or|\//)) return null
  const list = readValueList(inner, findAt(inner, valueListOpening)?.to ?? 0)
  return list && list.to === inner.length ? list.values : null
}
