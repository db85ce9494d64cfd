import type { MeasurePorts } from '#engine/measure/measure-pair.ts'

/** Most rows of a result that is compared: more than an answer shows, so that a large one is not compared by its first rows. */
const comparedRows = 10_000

/** What measuring needs, with the limits of every measure. `cost`: the ceiling of a statement, as for any ask. */
export const measurePorts = ({
  cost,
  ...ports
}: Omit<MeasurePorts, 'milliseconds' | 'limits'> & { readonly cost: number }): MeasurePorts => ({
  ...ports,
  milliseconds: () => performance.now(),
  limits: { rows: comparedRows, cost },
})
