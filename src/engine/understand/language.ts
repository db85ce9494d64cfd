import type { Language } from '#contracts/plan.ts'
import type { Token } from './tokens.ts'
import { languageEvidence } from './words.ts'

/** `foreign`: the text looks written in a third language. `sure`: the evidence is not balanced. */
export type DetectedLanguage = { readonly language: Language; readonly foreign: boolean; readonly sure: boolean }

/** Tells Spanish from English by small words, spelling and word endings; `fallback` where nothing tells. */
export const detectLanguage = (text: string, tokens: readonly Token[], fallback: Language): DetectedLanguage => {
  const words = tokens.filter((t) => t.kind === 'word').map((t) => t.norm)
  const marks = languageEvidence(words)
  const spelling = /[¿¡ñáéíóúü]/i.test(text) ? 1.5 : 0
  const endings = words.filter((w) => w.length > 4 && /(cion|ciones|dad|idos|adas|ados|ente|ando|iendo)$/.test(w)).length * 0.5
  const englishEndings = words.filter((w) => w.length > 4 && /(ing|tion|ness|ly|ed|ty|ies)$/.test(w)).length * 0.4
  const es = marks.es + spelling + endings
  const en = marks.en + englishEndings
  const foreign = marks.other >= 2 && marks.other > Math.max(es, en)
  if (es === en) return { language: fallback, foreign, sure: false }
  return { language: es > en ? 'es' : 'en', foreign, sure: Math.abs(es - en) >= 1 }
}
