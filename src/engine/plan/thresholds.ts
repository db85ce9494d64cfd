/** Confidence at and above which T7 answers outright, answers with its assumptions first, or asks; below the last it says it did not understand. */
export const thresholds = { high: 0.6, middle: 0.33, none: 0.12, change: 0.5 } as const

export const certaintyOf = (confidence: number): 'high' | 'middle' | 'low' =>
  confidence >= thresholds.high ? 'high' : confidence >= thresholds.middle ? 'middle' : 'low'
