import type { Catalog } from '#contracts/catalog.ts'
import type { Change, Executed } from './execute.ts'
import { sha256 } from './sha256.ts'

const short = (text: string): string => sha256(text).slice(0, 32)

/** Binds a confirmation to what was shown: plan, structure and rows, a part each, so that what moved can be told. */
export const tokenOf = (change: Change, catalog: Catalog, executed: Executed): string =>
  [JSON.stringify(change), catalog.version, executed.digest].map(short).join('.')

/** What differs between the token of a preview and that of the confirmation; null = nothing. */
export const staleReason = (shown: string, now: string): 'plan' | 'structure' | 'rows' | null => {
  const [was, is] = [shown.split('.'), now.split('.')]
  if (was[0] !== is[0]) return 'plan'
  if (was[1] !== is[1]) return 'structure'
  return was[2] === is[2] ? null : 'rows'
}
