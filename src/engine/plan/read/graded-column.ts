import type { Gradable } from '../../understand/gradables.ts'
import { natureAt, tableOf } from '../../understand/knowledge.ts'
import { identifierWords, nameStems } from '../../understand/vocabulary.ts'
import { type ColumnExpression, column } from '../expressions.ts'
import type { Draft } from './draft.ts'

/** The column that measures a gradable: among the subject's, then the named tables'. */
export const gradedColumn = (draft: Draft, gradable: Gradable): ColumnExpression | null => {
  const tables = [draft.subject, ...draft.named.map((n) => n.table)]
  for (const table of new Set(tables)) {
    const columns = tableOf(draft.knowledge, table).columns.filter((c) => {
      const nature = natureAt(draft.knowledge, table, c.name)
      return nature.numeric || nature.temporal || c.type === 'integer' || c.type === 'number'
    })
    const found = columns
      .map((c) => ({ name: c.name, words: identifierWords(c.name) }))
      .map((c) => ({
        ...c,
        hits: c.words.filter((w) => [...nameStems(w).keys()].some((s) => gradable.nouns.has(s))).length / c.words.length,
      }))
      .filter((c) => c.hits > 0)
      .sort((a, b) => b.hits - a.hits)[0]
    if (found) return column(table, found.name)
  }
  return null
}
