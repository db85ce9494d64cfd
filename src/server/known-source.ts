import type { Described } from '#engine/interpretation.ts'
import type { Source } from '#engine/ports.ts'
import { type Knowledge, prepare } from '#engine/understand/knowledge.ts'

/** Prepares what is known of a source once for each description that the source gives. */
export const knowledgeOf = (source: Pick<Source, 'describe'>): (() => Promise<Knowledge>) => {
  let last: { readonly catalog: Described['catalog']; readonly values: Described['values']; readonly knowledge: Knowledge } | null = null
  return async () => {
    const { catalog, values } = await source.describe()
    if (last === null || last.catalog !== catalog || last.values !== values)
      last = { catalog, values, knowledge: prepare({ catalog, values }) }
    return last.knowledge
  }
}
