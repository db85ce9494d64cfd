import type { ColumnType } from '#contracts/catalog.ts'
import type { ChangeStep } from '#contracts/change.ts'
import { saidMeaning } from './column-meaning.ts'
import { identifierOf } from './identifiers.ts'
import { unknownColumn, unknownTable, whichTable } from './questions.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, findAt, said, trim, type Words } from './spans.ts'
import { nearest, tableNamed } from './table-names.ts'
import { resolveTarget } from './target.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

type Pattern = { readonly opening: RegExp | null; readonly middle: RegExp; readonly newFirst?: boolean }

const patterns: readonly Pattern[] = [
  {
    opening: /(?:cambia|cambiale|cambiar|modifica|corrige|change)(?: (?:el|the))? (?:nombre|name)(?: (?:de|a|del|of|al|en))*/,
    middle:
      /(?:por|a|al|to|y pon(?:le)?|y llama(?:lo|la)|y que sea|(?:, )?(?:que )?(?:ahora |desde ahora )?se (?:llama|llame|llamara|va a llamar)(?: ahora)?)/,
  },
  { opening: /(?:renombra|renombrar|renombrame|rebautiza|rename)/, middle: /(?:a|como|por|to|as|into)/ },
  { opening: null, middle: /(?:pasa|pasan|pase|pasara|pasaran) a llamarse/ },
  {
    opening: null,
    middle: /(?:se llame|se llama ahora|se va a llamar|se llamara|ahora se llama|is now called|should be called|is called)(?: ahora)?/,
  },
  { opening: /(?:pon|deja)(?= (?:(?:la|el|las|los) )?(?:tabla|columna|campo) )/, middle: /(?:como|de nombre|con el nombre(?: de)?)/ },
  { opening: /(?:llama|llamar|call)/, middle: /(?:en vez de|en lugar de|instead of|rather than)/, newFirst: true },
  { opening: /(?:llama|llamale|llamar|call)(?= \S+ (?:a|to) )/, middle: /(?:a|to)/, newFirst: true },
]

/** "call students pupils from now on": the new name is the last word. */
const bare = (words: Words): { readonly old: Words; readonly fresh: Words } | null => {
  const opening = findAt(words, /(?:llama|call)/)
  if (!opening) return null
  const tail = find(words, /(?:from now on|a partir de ahora|desde ahora|de ahora en adelante|now|ahora)/)
  const rest = words.slice(opening.to, tail && tail.to === words.length ? tail.from : words.length)
  return rest.length >= 2 ? { old: rest.slice(0, -1), fresh: rest.slice(-1) } : null
}

const columnWord = /(?:columnas?|campos?|columns?|fields?)/

const splitAt = (words: Words, pattern: Pattern): { readonly old: Words; readonly fresh: Words } | null => {
  const opening = pattern.opening === null ? { from: 0, to: 0 } : find(words, pattern.opening)
  if (!opening || opening.from > 1) return null
  const rest = words.slice(opening.to)
  let middle = find(rest, pattern.middle, 1)
  if (!middle) return null
  if (/^(?:a|to|por|al)$/.test(middle.groups[0]))
    for (let next = find(rest, pattern.middle, middle.to); next; next = find(rest, pattern.middle, next.to)) middle = next
  const [left, right] = [rest.slice(0, middle.from), rest.slice(middle.to)]
  return pattern.newFirst ? { old: right, fresh: left } : { old: left, fresh: right }
}

/** "renombra alta a fecha_alta en socios": the table said last belongs to the old name. */
const placeLast = (parts: { readonly old: Words; readonly fresh: Words }, scope: Scope): { readonly old: Words; readonly fresh: Words } => {
  const at = parts.fresh.findIndex((w, i) => i > 0 && /^(?:en|in|de|of)$/.test(w.norm))
  const table =
    at > 0 ? tableNamed(scope.knowledge.catalog, trim(parts.fresh.slice(at), /^(?:en|in|de|of|la|el|los|las|the|tabla|table)$/)) : null
  return table ? { old: [...parts.old, ...parts.fresh.slice(at)], fresh: parts.fresh.slice(0, at) } : parts
}

type Parts = { readonly old: Words; readonly fresh: Words }

const renamed = (parts: Parts, to: string, scope: Scope): Draft => {
  const { text, language } = scope.input
  const { catalog } = scope.knowledge
  const target = resolveTarget(parts.old, scope)
  const phrase = said(text, trim(parts.old))
  const asColumn = find(parts.old, columnWord) !== null
  const tables = catalog.tables.map((t) => t.name)
  if (!target) return failed(unknownTable(text, phrase, nearest(tables, trim(parts.old)), language))
  if (target.guess) return failed(whichTable(text, phrase, [target.table.name, ...target.others], language))
  if (target.unknown.length > 0 || (asColumn && !target.column)) {
    const columns = target.table.columns.map((c) => c.name)
    return failed(unknownColumn(text, said(text, target.unknown), target.table.name, nearest(columns, target.unknown), language))
  }
  const step: ChangeStep = target.column
    ? { kind: 'rename_column', table: target.table.name, column: target.column.name, to }
    : { kind: 'rename_table', table: target.table.name, to }
  return draftOf([step], { confidence: 0.93 })
}

/** "la columna X de T pasa a llamarse Y", "renombra la tabla X a Y", "rename X to Y". Confidence 0 where nothing of the kind is said. */
export const renames = (words: Words, scope: Scope): Draft => {
  for (const pattern of patterns) {
    const split = splitAt(words, pattern)
    const parts = split && placeLast(split, scope)
    if (!parts) continue
    const to = identifierOf(trim(parts.fresh, /^(?:el|la|the|nombre|name|de|ahora|now|tabla|table|columna|column)$/).slice(0, 5))
    if (to !== '') return renamed(parts, to, scope)
  }
  const last = bare(words)
  const draft = last && renamed(last, identifierOf(last.fresh), scope)
  return draft && draft.problems.length === 0 ? draft : none
}

const typeWords: readonly (readonly [pattern: RegExp, type: ColumnType])[] = [
  [/(?:una )?fecha y hora|datetime|timestamp/, 'datetime'],
  [/(?:una )?fecha|(?:a )?date/, 'date'],
  [/(?:una )?hora|(?:a )?time/, 'time'],
  [/(?:un )?(?:numero )?enter[oa]|(?:an )?integer|(?:a )?whole number/, 'integer'],
  [
    /(?:un )?(?:numero|decimal|numerico|number)(?: con decimales| with decimals)?|(?:a )?(?:number|decimal)|con decimales|with decimals/,
    'number',
  ],
  [/(?:un )?texto|(?:a )?text|cadena|string/, 'text'],
  [/booleano|(?:un )?si ?o ?no|boolean|yes or no|yes ?\/ ?no|si ?\/ ?no/, 'boolean'],
]

const typeOf = (words: Words): { readonly type: ColumnType; readonly scale: number | null } | null => {
  const clean = trim(words, /^(?:de|tipo|type|a|un|una|an|que|sea|en|of|to|the|columna|column)$/)
  for (const [pattern, type] of typeWords) if (find(clean, pattern)?.from === 0) return { type, scale: type === 'number' ? 2 : null }
  const meaning = saidMeaning(words)
  return meaning && { type: meaning.type, scale: meaning.scale }
}

const retypings: readonly { readonly opening: RegExp; readonly middle: RegExp }[] = [
  {
    opening: /(?:cambia|cambiar|cambiale|modifica|change|set)(?: (?:el|the))? (?:tipo|type)(?: (?:de|a|del|of))*/,
    middle: /(?:a|por|to|de)/,
  },
  { opening: /(?:convierte|convertir|pasa|transforma|convert|turn|haz que|make|que)/, middle: /(?:a|en|to|into|sea|sea de tipo|a)/ },
]

/** "cambia el tipo de X a decimal", "convierte X en fecha". */
export const retypes = (words: Words, scope: Scope): Draft => {
  for (const { opening, middle } of retypings) {
    const start = find(words, opening)
    if (!start || start.from > 1) continue
    const rest = words.slice(start.to)
    for (let match = find(rest, middle, 1); match; match = find(rest, middle, match.to)) {
      const meaning = typeOf(rest.slice(match.to))
      const target = meaning && rest.length - match.to <= 5 ? resolveTarget(rest.slice(0, match.from), scope) : null
      if (!meaning || !target?.column) continue
      if (target.guess)
        return failed(
          whichTable(
            scope.input.text,
            said(scope.input.text, trim(rest.slice(0, match.from))),
            [target.table.name, ...target.others],
            scope.input.language,
          ),
        )
      return draftOf(
        [
          {
            kind: 'change_type',
            table: target.table.name,
            column: target.column.name,
            type: meaning.type,
            length: null,
            scale: meaning.scale,
          },
        ],
        { confidence: 0.9 },
      )
    }
  }
  return none
}
