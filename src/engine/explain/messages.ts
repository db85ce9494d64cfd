import type { Language } from '#contracts/plan.ts'

/** A code and its params in words. */
export const messageFor = (code: string, params: Readonly<Record<string, unknown>>, language: Language): string => {
  const facts = Object.entries(params)
    .filter(([, value]) => value !== null && value !== '')
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join('; ')
  const say = language === 'es' ? 'No se puede hacer' : 'That cannot be done'
  return `${say} (${code}${facts === '' ? '' : `; ${facts}`}).`
}
