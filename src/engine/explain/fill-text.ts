import type { Language } from '#contracts/plan.ts'
import { formatNumber, listed } from './format-value.ts'

export type Params = Readonly<Record<string, unknown>>

/** A text in both languages. `{name}` is a parameter; a part between `[` and `]` is said only where all its parameters are known. */
export type Text = Readonly<Record<Language, string>>

const shown = (of: unknown, language: Language): string => {
  if (typeof of === 'number') return formatNumber(of, language)
  if (typeof of === 'boolean') return of ? (language === 'es' ? 'sí' : 'yes') : 'no'
  if (Array.isArray(of)) return listed(of.map(String), language)
  return typeof of === 'string' ? of : ''
}

const filled = (text: string, params: Params, language: Language): { readonly text: string; readonly complete: boolean } => {
  let complete = true
  const out = text.replace(/\{(\w+)\}/g, (_, name: string) => {
    const said = shown(params[name], language)
    if (said === '') complete = false
    return said
  })
  return { text: out, complete }
}

/** The text with its parameters; optional parts with a missing parameter are left out. */
export const fillText = (text: Text, params: Params, language: Language): string => {
  const optional = text[language].replace(/\[([^\]]*)\]/g, (_, part: string) => {
    const said = filled(part, params, language)
    // Parameters may hold brackets or braces of their own: they go in once, here.
    return said.complete ? said.text.replaceAll('{', '\u0001') : ''
  })
  return filled(optional, params, language).text.replaceAll('\u0001', '{')
}
