import type { ChangeStep } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'

/** The statements of one step. Empty where the dialect keeps nothing of it (a description in SQLite). */
export type ScriptPart = { readonly step: ChangeStep; readonly statements: readonly Statement[] }

/** A plan as statements, in order. `inlined` runs as it stands in psql or sqlite3. */
export type ChangeScript = {
  readonly parts: readonly ScriptPart[]
  readonly statements: readonly Statement[]
  readonly inlined: string
}

/** What a source knows that its catalog does not say; lets a plan name its side effects and SQLite keep every detail of a rebuilt table. */
export type Definitions = {
  /** SQLite: `CREATE ...` of every table, index, trigger and view. */
  readonly objects: readonly DefinedObject[]
  /** Which views read which columns; null column = the table as a whole. */
  readonly viewUses: readonly { readonly view: string; readonly table: string; readonly column: string | null }[]
}

export type DefinedObject = {
  readonly kind: 'table' | 'index' | 'trigger' | 'view'
  readonly name: string
  readonly table: string
  readonly sql: string
}

export const noDefinitions: Definitions = { objects: [], viewUses: [] }
