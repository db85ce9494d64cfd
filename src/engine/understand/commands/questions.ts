import type { Choice } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { Problem } from './proposal.ts'

/** A text in the ask's language. */
export const say = (language: Language, es: string, en: string): string => (language === 'es' ? es : en)

export const ask = (question: string, choices: readonly Choice[] = []): Problem => ({ kind: 'clarify', question, choices })

export const refuse = (code: string, params: Readonly<Record<string, unknown>>, sentence: string): Problem => ({
  kind: 'refuse',
  code,
  params,
  sentence,
})

/** The same text again with one of its words changed. */
export const retell = (text: string, said: string, label: string): Choice => ({
  label,
  text: said !== '' && text.includes(said) ? text.replace(said, label) : `${text} (${label})`,
  overrides: {},
})

export const withOverride = (text: string, label: string, key: string, value: string): Choice => ({
  label,
  text,
  overrides: { [key]: value },
})

export const listOf = (names: readonly string[], language: Language): string => {
  const last = names.at(-1) ?? ''
  if (names.length < 2) return last
  const word = say(language, /^i|^hi(?!e)/i.test(last) ? 'e' : 'y', 'and')
  return `${names.slice(0, -1).join(', ')} ${word} ${last}`
}

export const unknownTable = (text: string, said: string, near: readonly string[], language: Language): Problem =>
  ask(
    say(language, `No hay ninguna tabla «${said}». ¿Te refieres a una de estas?`, `There is no table "${said}". Do you mean one of these?`),
    near.map((name) => retell(text, said, name)),
  )

export const unknownColumn = (text: string, said: string, table: string, near: readonly string[], language: Language): Problem =>
  ask(
    say(
      language,
      `La tabla ${table} no tiene ninguna columna «${said}». ¿Te refieres a una de estas?`,
      `The table ${table} has no column "${said}". Do you mean one of these?`,
    ),
    near.map((name) => retell(text, said, name)),
  )

export const whichTable = (text: string, said: string, names: readonly string[], language: Language): Problem =>
  ask(
    say(language, `«${said}» está en varias tablas. ¿En cuál?`, `"${said}" is in several tables. Which one?`),
    names.map((name) => withOverride(text, name, `table:${said}`, name)),
  )

/** Part of what was said of a column was not understood. */
export const unreadColumn = (said: string, table: string, language: Language): Problem =>
  ask(
    say(
      language,
      `No entiendo del todo «${said}» como dato de ${table}. ¿Me lo dices de otra forma?`,
      `I do not quite understand "${said}" as a field of ${table}. Can you say it another way?`,
    ),
  )
