import type { ChangePreview, RowsPreview, StructurePreview } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import { tableName } from './explain/names.ts'
import { counted } from './explain/nouns.ts'

type Operation = RowsPreview['kind'] | StructurePreview['operation'] | 'empty'

/** Will do (first person), did, and the verb on a button. */
type Verb = { readonly will: string; readonly did: string; readonly press: string }

const verbs: Readonly<Record<Language, Readonly<Record<Operation, Verb>>>> = {
  es: {
    insert: { will: 'Voy a añadir', did: 'He añadido', press: 'Añadir' },
    update: { will: 'Voy a cambiar', did: 'He cambiado', press: 'Cambiar' },
    delete: { will: 'Voy a borrar', did: 'He borrado', press: 'Borrar' },
    create: { will: 'Voy a crear', did: 'He creado', press: 'Crear' },
    alter: { will: 'Voy a modificar', did: 'He modificado', press: 'Modificar' },
    rename: { will: 'Voy a cambiar el nombre de', did: 'He cambiado el nombre de', press: 'Cambiar el nombre de' },
    drop: { will: 'Voy a eliminar', did: 'He eliminado', press: 'Eliminar' },
    empty: { will: 'No hay nada que cambiar', did: 'No había nada que cambiar', press: 'Hacerlo' },
  },
  en: {
    insert: { will: 'I will add', did: 'I added', press: 'Add' },
    update: { will: 'I will change', did: 'I changed', press: 'Change' },
    delete: { will: 'I will delete', did: 'I deleted', press: 'Delete' },
    create: { will: 'I will create', did: 'I created', press: 'Create' },
    alter: { will: 'I will modify', did: 'I modified', press: 'Modify' },
    rename: { will: 'I will rename', did: 'I renamed', press: 'Rename' },
    drop: { will: 'I will remove', did: 'I removed', press: 'Remove' },
    empty: { will: 'There is nothing to change', did: 'There was nothing to change', press: 'Do it' },
  },
}

const number = (value: number, language: Language): string =>
  new Intl.NumberFormat(language === 'es' ? 'es-ES' : 'en-GB', { useGrouping: 'always' }).format(value)

const rowsObject = (rows: RowsPreview, language: Language): string =>
  counted(rows.affected, number(rows.affected, language), tableName(rows.table), language)

type Part = { readonly operation: Operation; readonly object: string; readonly detail: string }

const rowsPart = (rows: RowsPreview, language: Language): Part => {
  const columns = rows.kind === 'update' ? rows.changedColumns : []
  const es = language === 'es'
  const of = rows.kind === 'insert' ? '' : es ? ` de ${number(rows.total, language)}` : ` of ${number(rows.total, language)}`
  const what = columns.length === 0 ? '' : ` (${columns.join(', ')})`
  const also = rows.alsoAffected.map((other) => counted(other.rows, number(other.rows, language), tableName(other.table), language))
  const more = also.length === 0 ? '' : `${es ? ', y con ello ' : ', and with it '}${also.join(', ')}`
  return { operation: rows.kind, object: rowsObject(rows, language), detail: `${of}${what}${more}` }
}

const structurePart = (structure: StructurePreview, language: Language): Part => {
  const { rows } = structure
  const held =
    rows === null || rows === 0 ? '' : language === 'es' ? `, con ${number(rows, language)} filas` : `, with ${number(rows, language)} rows`
  return { operation: structure.operation, object: structure.object, detail: held }
}

const partsOf = (preview: ChangePreview, language: Language): readonly Part[] => [
  ...preview.structure.map((one) => structurePart(one, language)),
  ...preview.rows.filter((one) => one.affected > 0).map((one) => rowsPart(one, language)),
]

const tell = (preview: ChangePreview, language: Language, tense: 'will' | 'did'): string => {
  const parts = partsOf(preview, language)
  if (parts.length === 0) return `${verbs[language].empty[tense]}.`
  const [first, ...rest] = parts.map(({ operation, object, detail }) => `${verbs[language][operation][tense]} ${object}${detail}`)
  const lower = rest
    .map((text) => text.charAt(0).toLowerCase() + text.slice(1))
    .map((text) => (language === 'en' ? text.replace(/^i\b/, 'I') : text))
  return `${[first, ...lower].join('; ')}.`
}

/** One sentence: what a change would do, to how many rows. */
export const proposalSentence = (preview: ChangePreview, language: Language): string => tell(preview, language, 'will')

/** One sentence: what a change did. */
export const appliedSentence = (preview: ChangePreview, language: Language): string => tell(preview, language, 'did')

/** The verb on the button, with its object: "Cambiar 14 precios" never "Aceptar". */
export const pressWords = (preview: ChangePreview, language: Language): string => {
  const [first, ...rest] = partsOf(preview, language)
  if (!first) return verbs[language].empty.press
  const more = rest.length === 0 ? '' : language === 'es' ? ' y lo demás' : ' and the rest'
  return `${verbs[language][first.operation].press} ${first.object}${more}`
}

/** Whether anything at all would change. */
export const changesNothing = (preview: ChangePreview): boolean =>
  preview.structure.length === 0 &&
  preview.rows.every((rows) => rows.affected === 0 && rows.alsoAffected.every((other) => other.rows === 0))
