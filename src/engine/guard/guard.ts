import type { Catalog, Dialect } from '#contracts/catalog.ts'
import type { Role } from '#contracts/role.ts'
import type { Refusal, Verdict } from '#contracts/verdict.ts'
import { decide } from './decide.ts'
import { loadGrammar } from './grammar.ts'
import { findInDialect } from './judge-dialect.ts'
import { findInPostgres } from './judge-postgres.ts'
import { type KnownObjects, knownObjects } from './known-objects.ts'
import { limitRows } from './row-limit.ts'

export type GuardInput = {
  readonly sql: string
  readonly dialect: Dialect
  readonly role: Role
  readonly catalog: Catalog
  /** Most rows a read may return; null = as many as it asks for. */
  readonly limit: number | null
  /** Schemas a name may be qualified with. Default: `public` (PostgreSQL), `main` (others). */
  readonly allowedSchemas?: readonly string[]
}

/** A verdict; an allowed read also has the statement to run, at most `limit` rows. */
export type Judgement = (Extract<Verdict, { kind: 'allow' }> & { readonly sql: string }) | Exclude<Verdict, { kind: 'allow' }>

export type Guard = { readonly judge: (input: GuardInput) => Judgement }

const refused = (refusal: Refusal): Judgement => ({ kind: 'refuse', refusal, reading: null })

const judge = (input: GuardInput, known: KnownObjects): Judgement => {
  const { sql, dialect } = input
  const schemas = input.allowedSchemas ?? [dialect === 'postgres' ? 'public' : 'main']
  const found = dialect === 'postgres' ? findInPostgres(sql, known, schemas) : findInDialect(sql, dialect, known, schemas)
  if ('refusal' in found) return refused(found.refusal)
  const verdict = decide(found.findings, input.role)
  if (verdict.kind !== 'allow') return verdict
  const limited = input.limit === null ? sql : limitRows(sql, dialect, input.limit)
  return limited === null ? refused({ code: 'guard.unparsable', params: { message: 'limit' } }) : { ...verdict, sql: limited }
}

/**
 * Loads the grammars once. `judge` reads the whole tree of one statement and says whether this role may run it, and after how many confirmations;
 * it never throws, and refuses what it can't read.
 */
export const createGuard = async (): Promise<Guard> => {
  await loadGrammar()
  const remembered = new WeakMap<Catalog, KnownObjects>()
  const knownOf = (catalog: Catalog): KnownObjects => {
    const known = remembered.get(catalog) ?? knownObjects(catalog)
    remembered.set(catalog, known)
    return known
  }
  return {
    judge: (input) => {
      try {
        return judge(input, knownOf(input.catalog))
      } catch (error) {
        return refused({
          code: 'guard.unparsable',
          params: { message: error instanceof Error ? error.message.slice(0, 200) : 'unreadable' },
        })
      }
    },
  }
}
