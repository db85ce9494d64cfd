import type { ChangePreview as Preview } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import { RowsDiff } from './rows-diff.tsx'
import { StructureDiff } from './structure-diff.tsx'

/** Before and after of everything a change touches. */
export const ChangePreview = ({ preview, language }: { readonly preview: Preview; readonly language: Language }) => (
  <>
    {preview.structure.map((part) => (
      <StructureDiff key={`${part.operation} ${part.object}`} preview={part} language={language} />
    ))}
    {preview.rows.map((part) => (
      <RowsDiff key={`${part.kind} ${part.table}`} preview={part} language={language} />
    ))}
  </>
)
