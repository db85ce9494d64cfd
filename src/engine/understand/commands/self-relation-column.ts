import type { Table } from '#contracts/catalog.ts'
import { referenceColumn } from './column-item.ts'
import { roleOfVerb } from './relative-clause.ts'
import { type Draft, draftOf, emptyDraft, type Scope } from './scope.ts'
import { find, said, type Words } from './spans.ts'
import { tableNamed } from './table-names.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }
const another = /(?:otr[oa]s?|another|other|tambien (?:es|son) (?:un[oa]? )?|(?:is|are) also (?:an? )?)/

/** The table whose rows are said to have to do with others of their own. */
const sameTwice = (words: Words, scope: Scope): Table | null => {
  for (let match = find(words, another); match; match = find(words, another, match.to)) {
    const table = tableNamed(scope.knowledge.catalog, words.slice(match.to, match.to + 1))
    const before = words.slice(0, match.from)
    if (table?.kind === 'table' && before.some((w) => w.kind === 'word' && tableNamed(scope.knowledge.catalog, [w]) === table)) return table
  }
  return null
}

/** What the other row is: "recomendados por otros" -> `recomendado_por`, "quién lo trajo" -> `trajo`, "tienen padre, que es otra" -> `padre`. */
const roleIn = (words: Words, scope: Scope): string | null => {
  const { language } = scope.input
  const passive = find(words, /(\S+?(?:ad|id)[oa]s?|\S+ed) (?:por|by) (?:otr[oa]s?|another|other)/)?.groups[1]
  if (passive) return language === 'es' ? `${passive.replace(/[oa]s?$/, 'o')}_por` : `${passive}_by`
  const noun = find(words, /(?:tienen?|has|have|needs?|su|sus|their|its|un|una|an?|el|la|the) (\S+)(?: (?:is|es))? ?, (?:que|who|which)/)
    ?.groups[1]
  if (noun) return noun
  const verb = find(words, /(?:quien|who|whom)(?: (?:es|is|su|their|the|el|la|los|las|lo|le|les))* (\S+)/)?.groups[1]
  return verb ? (roleOfVerb(verb, language) ?? verb) : null
}

/** "las mascotas tienen padre, que es otra mascota": a column that refers to another row of the same table. */
export const selfRelation = (words: Words, scope: Scope): Draft => {
  const table = sameTwice(words, scope)
  const role = table && roleIn(words, scope)
  const made =
    table &&
    role &&
    tableNamed(
      scope.knowledge.catalog,
      words.filter((w) => w.norm === role),
    ) !== table
      ? referenceColumn(table, scope, said(scope.input.text, words), role)
      : null
  if (!table || !made || table.columns.some((c) => c.name === made.spec.name)) return none
  return draftOf([{ kind: 'add_column', table: table.name, column: made.spec }], { assumptions: made.assumptions, confidence: 0.85 })
}
