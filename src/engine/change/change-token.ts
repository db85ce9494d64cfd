import type { Catalog } from '#contracts/catalog.ts'
import type { Change, Executed } from './execute.ts'
import { sha256 } from './sha256.ts'

const short = (text: string): string => sha256(text).slice(0, 32)

/** The same text for the same value, whatever the order of its keys: a stored plan comes back with others. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : inner,
  )

/** Binds a confirmation to what was shown: plan, structure and rows, a part each, so that what moved can be told. */
export const tokenOf = (change: Change, catalog: Catalog, executed: Executed): string =>
  [canonical(change), catalog.version, executed.digest].map(short).join('.')

/** What differs between the token of a preview and that of the confirmation; null = nothing. */
export const staleReason = (shown: string, now: string): 'plan' | 'structure' | 'rows' | null => {
  const [was, is] = [shown.split('.'), now.split('.')]
  if (was[0] !== is[0]) return 'plan'
  if (was[1] !== is[1]) return 'structure'
  return was[2] === is[2] ? null : 'rows'
}
