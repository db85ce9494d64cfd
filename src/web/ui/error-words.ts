import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { T7Error } from '#contracts/error.ts'

/** What happened, and the way out, in the reader's language. */
export type ErrorWords = { readonly title: string; readonly way: string }

/** The kinds of page state that an error leads to. */
export const isForbidden = (error: unknown): boolean =>
  error instanceof T7Error && /forbidden|permission|not_allowed|wrong_person/.test(error.code)
const isNotFound = (code: string): boolean => /not_found|unknown|status_404/.test(code)
const isTooMuch = (code: string): boolean => /too_(many|much|long|large|costly)|status_(413|429)/.test(code)

const fallbackFor = (error: T7Error): 'forbidden' | 'not_found' | 'too_much' | 'operational' | 'user' => {
  if (isForbidden(error)) return 'forbidden'
  if (isNotFound(error.code)) return 'not_found'
  if (isTooMuch(error.code)) return 'too_much'
  return error.kind === 'user' ? 'user' : 'operational'
}

type Lookup = (key: string, values: Record<string, unknown>) => string

/** Words for any failure: those of its code, or else of its kind. Never the bare message. */
export const errorWords = (error: unknown, t: TFunction<'errors'>): ErrorWords => {
  const known =
    error instanceof T7Error
      ? error
      : new T7Error({ code: 'web.unexpected', kind: 'bug', params: { message: error instanceof Error ? error.message : String(error) } })
  // Codes come from the server, so the key cannot be known when compiling; an empty default means "no words for it".
  const lookup = t as unknown as Lookup
  const values: Record<string, unknown> = { ...known.params, code: known.code, defaultValue: '' }
  const path = lookup(`${known.code}.title`, values) === '' ? `fallback.${fallbackFor(known)}` : known.code
  return { title: lookup(`${path}.title`, values), way: lookup(`${path}.way`, values) }
}

export const useErrorWords = (): ((error: unknown) => ErrorWords) => {
  const { t } = useTranslation('errors')
  return (error) => errorWords(error, t)
}
