import { type PackedNetwork, packAssociations, packNetwork, unpackAssociations, unpackNetwork } from '../ranker/packing.ts'
import type { Models } from './judge.ts'
import { type Sketch, sketchKey } from './sketch.ts'

/** All that is learned, as it is kept in `ranker/weights.json`. */
export type PackedModels = {
  readonly version: 1
  readonly networks: Readonly<Record<'sketch' | 'column' | 'table' | 'value' | 'pair' | 'ranker', PackedNetwork>>
  /** Sketches as their keys. */
  readonly inventory: readonly { readonly key: string; readonly count: number }[]
  readonly associations: string
  readonly calibration: readonly number[]
}

export const packModels = (models: Models): PackedModels => ({
  version: 1,
  networks: {
    sketch: packNetwork(models.sketch),
    column: packNetwork(models.column),
    table: packNetwork(models.table),
    value: packNetwork(models.value),
    pair: packNetwork(models.pair),
    ranker: packNetwork(models.ranker),
  },
  inventory: models.inventory.map(({ sketch, count }) => ({ key: sketchKey(sketch), count })),
  associations: packAssociations(models.associations),
  calibration: models.calibration,
})

export const unpackModels = (packed: PackedModels): Models => ({
  sketch: unpackNetwork(packed.networks.sketch),
  column: unpackNetwork(packed.networks.column),
  table: unpackNetwork(packed.networks.table),
  value: unpackNetwork(packed.networks.value),
  pair: unpackNetwork(packed.networks.pair),
  ranker: unpackNetwork(packed.networks.ranker),
  inventory: packed.inventory.map(({ key, count }) => ({ sketch: JSON.parse(key) as Sketch, count })),
  associations: unpackAssociations(packed.associations),
  calibration: packed.calibration,
})
