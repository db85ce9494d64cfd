import { buckets } from './features.ts'

/**
 * A perceptron with one hidden layer over sets of features: the rows of the features seen are added, the negative parts dropped, and each
 * output is a weighted sum of what is left.
 */
export type Network = {
  readonly hidden: number
  readonly outputs: number
  /** buckets x hidden: whole numbers where packed, then each row is multiplied by its scale. */
  readonly rows: Float32Array | Int8Array
  readonly scales: Float32Array | null
  readonly bias: Float32Array
  /** outputs x hidden. */
  readonly out: Float32Array
  readonly outBias: Float32Array
}

export const emptyNetwork = (hidden: number, outputs: number): Network => ({
  hidden,
  outputs,
  rows: new Float32Array(buckets * hidden),
  scales: null,
  bias: new Float32Array(hidden),
  out: new Float32Array(outputs * hidden),
  outBias: new Float32Array(outputs),
})

/** The hidden layer for a set of features, written into `into`. */
export const activate = (network: Network, features: readonly number[], into: Float32Array): void => {
  const { hidden, rows, scales } = network
  into.set(network.bias)
  for (const at of features) {
    const start = at * hidden
    const scale = scales === null ? 1 : (scales[at] as number)
    if (scale === 0) continue
    for (let j = 0; j < hidden; j++) into[j] = (into[j] as number) + scale * (rows[start + j] as number)
  }
  for (let j = 0; j < hidden; j++) if ((into[j] as number) < 0) into[j] = 0
}

/** The outputs for a hidden layer, before any squashing. */
export const outputsOf = (network: Network, layer: Float32Array): Float32Array => {
  const { hidden, outputs, out, outBias } = network
  const result = new Float32Array(outputs)
  for (let o = 0; o < outputs; o++) {
    let sum = outBias[o] as number
    for (let j = 0; j < hidden; j++) sum += (out[o * hidden + j] as number) * (layer[j] as number)
    result[o] = sum
  }
  return result
}

/** Outputs for a set of features. */
export const score = (network: Network, features: readonly number[]): Float32Array => {
  const layer = new Float32Array(network.hidden)
  activate(network, features, layer)
  return outputsOf(network, layer)
}

export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x))

/** Logarithms of the probabilities of a run of outputs that exclude each other. */
export const logSoftmax = (outputs: ArrayLike<number>, start: number, size: number): readonly number[] => {
  let highest = Number.NEGATIVE_INFINITY
  for (let i = start; i < start + size; i++) highest = Math.max(highest, outputs[i] as number)
  let sum = 0
  for (let i = start; i < start + size; i++) sum += Math.exp((outputs[i] as number) - highest)
  const log = highest + Math.log(sum)
  return Array.from({ length: size }, (_, i) => (outputs[start + i] as number) - log)
}
