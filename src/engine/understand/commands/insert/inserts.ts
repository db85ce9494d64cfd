import { type Draft, emptyDraft, type Scope } from '../scope.ts'
import type { Words } from '../spans.ts'
export const inserts = (_words: Words, _scope: Scope): Draft => ({ ...emptyDraft, confidence: 0 })
