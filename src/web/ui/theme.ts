import { useSyncExternalStore } from 'react'

export type Theme = 'light' | 'dark' | 'system'

const themeKey = 't7.theme'
const systemDark = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const stored = (): Theme => {
  const value = localStorage.getItem(themeKey)
  return value === 'light' || value === 'dark' ? value : 'system'
}

const isDark = (): boolean => (stored() === 'system' ? systemDark.matches : stored() === 'dark')

const apply = (): void => {
  document.documentElement.dataset.bsTheme = isDark() ? 'dark' : 'light'
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

/** Follows the system from now on, where that is what the person chose. */
export const startTheme = (): void => {
  apply()
  systemDark.addEventListener('change', apply)
}

export const chooseTheme = (theme: Theme): void => {
  localStorage.setItem(themeKey, theme)
  apply()
}

export const toggleTheme = (): void => chooseTheme(isDark() ? 'light' : 'dark')

export const useTheme = (): Theme => useSyncExternalStore(subscribe, stored)
export const useDark = (): boolean => useSyncExternalStore(subscribe, isDark)
