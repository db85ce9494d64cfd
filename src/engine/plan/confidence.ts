import type { Draft } from './read/draft.ts'

/** A reading that leaves most content words unexplained is hardly one. What goes on from an answer need not name anything: "¿y por mes?". */
const explainedShare = (draft: Draft): number => {
  const unknown = draft.pieces.filter((p, at) => p.kind === 'word' && p.norm.length > 3 && !draft.used.has(at)).length
  const known = draft.links.length
  return known + unknown === 0 ? (draft.context ? 1 : 0.4) : known >= unknown ? 1 : known === 0 ? 0.3 : 0.6
}

/** Logistic fit of right answers against the raw score on practice questions over schemas of other businesses. */
const calibrated = (raw: number): number => 1 / (1 + Math.exp(4 - 5.2 * raw))

/**
 * How likely the reading of a draft is what was meant, 0 to 1: how sure each link was, how many readings came close, and how much
 * of the text stayed unexplained.
 */
export const confidenceOf = (draft: Draft, unreachable: readonly string[]): number => {
  const links = draft.links.map((l) => Math.min(1, l.score))
  const unlinked = draft.context ? 0.9 : 0.6
  const weakest = links.length > 0 ? Math.min(...links) : unlinked
  const mean = links.length > 0 ? links.reduce((sum, s) => sum + s, 0) / links.length : unlinked
  const doubts = draft.doubts.reduce((product, d) => product * d.factor, 1)
  const left = draft.pieces.filter(
    (p, at) => !draft.used.has(at) && (p.kind === 'mention' || p.kind === 'number' || p.kind === 'quoted' || p.kind === 'period'),
  ).length
  const structure = draft.pieces.filter(
    (p, at) =>
      !draft.used.has(at) &&
      p.kind === 'cue' &&
      ['most', 'least', 'greater', 'less', 'average', 'percent', 'group', 'previous', 'difference'].includes(p.cue.name),
  ).length
  const base = 0.55 * mean + 0.45 * weakest
  const negations = draft.pieces.filter(
    (p, at) => !draft.used.has(at) && p.kind === 'cue' && ['not', 'without', 'except', 'nobody'].includes(p.cue.name),
  ).length
  const raw =
    0.5 ** Math.min(negations, 2) *
    explainedShare(draft) *
    base *
    doubts *
    0.8 ** left *
    0.82 ** structure *
    (unreachable.length > 0 ? 0.4 : 1)
  return calibrated(raw)
}
