import type { Knowledge } from './knowledge.ts'
import { valueWords } from './lexicon/concepts.ts'
import { countries } from './lexicon/countries.ts'
import type { Link } from './link.ts'
import { stemsIn } from './stem.ts'
import { lookupWhole } from './value-index.ts'
import { expand } from './vocabulary.ts'

const peoples = new Map<string, readonly string[]>()
for (const line of countries.split('\n').filter((l) => l.includes(':'))) {
  const [names = '', forms = ''] = line.split(':')
  const spellings = names.split(',').map((n) => n.trim())
  for (const form of forms.split(' ').filter((f) => f !== '')) peoples.set(form, spellings)
  for (const name of spellings) peoples.set(name.toLowerCase().normalize('NFD').replace(/\p{M}/gu, ''), spellings)
}

/** "portugueses", "Germany": the country as the data spells it. */
export const peopleOf = (knowledge: Knowledge, norm: string): readonly Link[] =>
  (peoples.get(norm) ?? []).flatMap((name) =>
    lookupWhole(knowledge.values, name).map((f) => ({ ...f, kind: 'value', how: 'meaning', score: 0.93 }) as const),
  )

type Side = 'es' | 'en'

const meanings: Readonly<Record<Side, Map<string, Set<string>>>> = { es: new Map(), en: new Map() }

const remember = (side: Side, word: string, peers: readonly string[]): void => {
  for (const stem of stemsIn(word, side)) {
    const row = meanings[side].get(stem) ?? new Set<string>()
    for (const peer of peers) row.add(peer)
    meanings[side].set(stem, row)
  }
}

for (const line of valueWords.split('\n').filter((l) => l.includes('='))) {
  const [spanish = [], english = []] = line.split('=').map((side) => side.split(' ').filter((w) => w !== ''))
  for (const word of spanish) remember('es', word, [...spanish, ...english])
  for (const word of english) remember('en', word, [...spanish, ...english])
}

/** A word whose synonym or translation is stored: "oro" finds `gold`. Only among columns of few values. */
export const translatedValues = (knowledge: Knowledge, norm: string): readonly Link[] => {
  const peers = new Set((['es', 'en'] as const).flatMap((side) => stemsIn(norm, side).flatMap((s) => [...(meanings[side].get(s) ?? [])])))
  const direct = [...peers].flatMap((peer) => lookupWhole(knowledge.values, peer))
  const general = [...expand(norm)]
    .filter(([, weight]) => weight > 0.7 && weight < 1)
    .flatMap(([stem]) => (knowledge.values.byStem.get(stem) ?? []).map((e) => ({ ...e, how: 'stem' as const })))
  return [...direct.map((f) => ({ ...f, score: 0.82 })), ...general.map((f) => ({ ...f, score: 0.6 }))]
    .filter((f) => knowledge.natures.get(`${f.table}.${f.column}`)?.category)
    .map(({ table, column, value, score }) => ({ kind: 'value', table, column, value, how: 'meaning', score }))
}

/** A word that a stored code abbreviates: "abiertas" finds `AB`, "empresas" finds `E`. Only in columns where every value is such a code. */
export const codeValues = (knowledge: Knowledge, norm: string): readonly Link[] => {
  const links: Link[] = []
  for (const { table, column, values } of knowledge.values.codes) {
    if (knowledge.natures.get(`${table}.${column}`)?.flag) continue
    for (const value of values) {
      if (!norm.startsWith(value.toLowerCase())) continue
      const longer = values.some((v) => v !== value && v.length > value.length && norm.startsWith(v.toLowerCase()))
      if (!longer) links.push({ kind: 'value', table, column, value, how: 'code', score: value.length === 1 ? 0.34 : 0.52 })
    }
  }
  return links
}
