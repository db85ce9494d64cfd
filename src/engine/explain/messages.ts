import type { Language } from '#contracts/plan.ts'
import type { Role, StatementClass } from '#contracts/role.ts'
import { constructInWords, inOurWords } from './database-words.ts'
import { fillText, type Params, type Text } from './fill-text.ts'
import { listed } from './format-value.ts'
import { askTexts } from './texts/ask-texts.ts'
import { changeTexts } from './texts/change-texts.ts'
import { guardTexts } from './texts/guard-texts.ts'
import { measureTexts } from './texts/measure-texts.ts'
import { sourceTexts } from './texts/source-texts.ts'

const texts: ReadonlyMap<string, Text> = new Map(
  Object.entries({ ...askTexts, ...changeTexts, ...guardTexts, ...measureTexts, ...sourceTexts }),
)

const fallback: Text = { es: 'T7 no ha podido hacerlo[ ({code})].', en: 'T7 could not do it[ ({code})].' }

const roleWords: Readonly<Record<Language, Readonly<Record<Role, string>>>> = {
  es: { reader: 'lectura', editor: 'edición', admin: 'administración' },
  en: { reader: 'reader', editor: 'editor', admin: 'admin' },
}

const classWords: Readonly<Record<Language, Readonly<Record<StatementClass, string>>>> = {
  es: {
    read: 'consultar',
    insert: 'añadir filas',
    update: 'cambiar filas',
    create: 'crear tablas',
    alter: 'modificar tablas',
    delete: 'borrar filas',
    drop: 'eliminar tablas o columnas',
    truncate: 'vaciar tablas',
    other: 'esa operación',
  },
  en: {
    read: 'read',
    insert: 'add rows',
    update: 'change rows',
    create: 'create tables',
    alter: 'alter tables',
    delete: 'delete rows',
    drop: 'drop tables or columns',
    truncate: 'empty tables',
    other: 'do that',
  },
}

const known = <K extends string>(table: Readonly<Record<K, string>>, name: unknown): string =>
  typeof name === 'string' && name in table ? table[name as K] : String(name)

/** Roles, kinds and classes of statement as people call them. */
const inWords = (params: Params, language: Language): Params => ({
  ...params,
  ...(typeof params.construct === 'string' ? { construct: constructInWords(params.construct, language) } : {}),
  ...('role' in params ? { role: known(roleWords[language], params.role) } : {}),
  ...(Array.isArray(params.classes)
    ? {
        classes: listed(
          params.classes.map((c) => known(classWords[language], c)),
          language,
          'or',
        ),
      }
    : {}),
})

/** Codes with words of their own. */
export const knownCodes: readonly string[] = [...texts.keys()]

/** A broken link is told from its side: a row that others use, or a row that is not there. */
const textOf = (code: string, params: Params): Text => {
  const said = code === 'source.foreign_key_violation' && typeof params.detail === 'string' ? params.detail : ''
  const side = / referenced from /.test(said) ? 'source.still_used' : / not present in /.test(said) ? 'source.nothing_to_link' : code
  return texts.get(side) ?? fallback
}

/** What happened and the way out, for a refusal, a failure or a warning. An unknown code is said as such, never an error. */
export const messageFor = (code: string, params: Params, language: Language): string =>
  fillText(textOf(code, params), inWords(inOurWords(code, { code, ...params }, language), language), language)
