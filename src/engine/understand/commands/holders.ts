import { findTable, type Table } from '#contracts/catalog.ts'
import { stems } from '../stem.ts'
import { fold } from '../tokens.ts'
import type { Scope } from './scope.ts'
import type { Words } from './spans.ts'

/** Tables that store a text which the words hold, most words first: those whose rows a bare name may choose. */
export const holdersOf = (words: Words, scope: Scope): readonly Table[] => {
  const lengths = new Map<string, number>()
  for (let from = 0; from < words.length; from++) {
    for (let to = Math.min(words.length, from + 6); to > from; to--) {
      const run = words.slice(from, to)
      if (run.some((w) => w.kind === 'symbol')) continue
      const text = run.map((w) => fold(w.text)).join(' ')
      const forms = run.length === 1 ? stems(text) : [run.map((w) => stems(w.norm)[0] ?? w.norm).join(' ')]
      const entries = scope.knowledge.values.byText.get(text) ?? forms.flatMap((f) => scope.knowledge.values.byStem.get(f) ?? [])
      for (const entry of entries) lengths.set(entry.table, Math.max(lengths.get(entry.table) ?? 0, to - from))
    }
  }
  return [...lengths]
    .sort((a, b) => b[1] - a[1])
    .flatMap(([name]) => findTable(scope.knowledge.catalog, name) ?? [])
    .filter((t) => t.kind === 'table')
}
