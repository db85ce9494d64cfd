import weights from '../ranker/weights.json' with { type: 'json' }
import type { Models } from './judge.ts'
import { type PackedModels, unpackModels } from './pack-models.ts'

let unpacked: Models | null = null

/** What the engine has learned; unpacked when first needed, the same ever after. */
export const models = (): Models => {
  unpacked ??= unpackModels(weights as PackedModels)
  return unpacked
}
