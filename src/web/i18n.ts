import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '#contracts/plan.ts'
import { chat as chatEn } from './locales/en/chat.ts'
import { common as commonEn } from './locales/en/common.ts'
import { errors as errorsEn } from './locales/en/errors.ts'
import type { accuracy } from './locales/es/accuracy.ts'
import { chat } from './locales/es/chat.ts'
import { common } from './locales/es/common.ts'
import type { data } from './locales/es/data.ts'
import { errors } from './locales/es/errors.ts'
import type { history } from './locales/es/history.ts'
import type { settings } from './locales/es/settings.ts'
import type { structure } from './locales/es/structure.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: {
      common: typeof common
      chat: typeof chat
      errors: typeof errors
      data: typeof data
      structure: typeof structure
      history: typeof history
      settings: typeof settings
      accuracy: typeof accuracy
    }
  }
}

const languageKey = 't7.language'

const isLanguage = (value: string | null | undefined): value is Language => value === 'es' || value === 'en'

/** What the person chose; else the first language of the browser that T7 speaks; else Spanish. */
const initialLanguage = (): Language => {
  const chosen = localStorage.getItem(languageKey)
  if (isLanguage(chosen)) return chosen
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'es'
}

export const startI18n = async (): Promise<void> => {
  const language = initialLanguage()
  document.documentElement.lang = language
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'es',
    supportedLngs: ['es', 'en'],
    defaultNS: 'common',
    resources: { es: { common, chat, errors }, en: { common: commonEn, chat: chatEn, errors: errorsEn } },
    interpolation: { escapeValue: false },
  })
}

/** Adds the texts of a page that is loaded when it is first visited. */
export const addTexts = (namespace: 'data' | 'structure' | 'history' | 'settings' | 'accuracy', spanish: object, english: object): void => {
  i18next.addResourceBundle('es', namespace, spanish)
  i18next.addResourceBundle('en', namespace, english)
}

export const chooseLanguage = (language: Language): void => {
  localStorage.setItem(languageKey, language)
  document.documentElement.lang = language
  void i18next.changeLanguage(language)
}

/** The language on the screen. */
export const useLanguage = (): Language => {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'es'
}
