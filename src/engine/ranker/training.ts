import { buckets } from './features.ts'
import { activate, emptyNetwork, logSoftmax, type Network, outputsOf, sigmoid } from './network.ts'

/** Numbers between 0 and 1, always the same for a seed: mulberry32. */
export const randomOf = (seed: number) => {
  let state = seed >>> 0
  return (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export type TrainingOptions = {
  readonly hidden: number
  readonly outputs: number
  readonly rounds: number
  readonly rate: number
  /** Part of the features left out of each example in each round. */
  readonly dropout: number
  readonly decay: number
  readonly seed: number
}

/** Gives the gradient of the loss by the outputs of each of an example's feature sets. */
export type Loss = (outputs: readonly Float32Array[], gradients: readonly Float32Array[]) => void

/** One or several feature sets judged together. */
export type TrainingExample = { readonly sets: readonly (readonly number[])[]; readonly loss: Loss }

const shuffle = (order: number[], random: () => number): void => {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    const kept = order[i] as number
    order[i] = order[j] as number
    order[j] = kept
  }
}

/** Features that no example has tell nothing: their rows are zero. */
const forgetUnseen = (rows: Float32Array, hidden: number, examples: readonly TrainingExample[]): void => {
  const seen = new Uint8Array(buckets)
  for (const { sets } of examples) for (const set of sets) for (const at of set) seen[at] = 1
  for (let at = 0; at < buckets; at++) if (seen[at] === 0) rows.fill(0, at * hidden, (at + 1) * hidden)
}

/** Stochastic gradient descent with Adagrad steps (Duchi, Hazan, Singer 2011). Deterministic for the same examples and options. */
export const trainNetwork = (examples: readonly TrainingExample[], options: TrainingOptions): Network => {
  const { hidden, outputs, rounds, rate, dropout, decay, seed } = options
  const random = randomOf(seed)
  const network = emptyNetwork(hidden, outputs)
  const rows = network.rows
  if (rows instanceof Int8Array) throw new TypeError('a packed network is not trained')
  for (let i = 0; i < rows.length; i++) rows[i] = (random() - 0.5) * 0.1
  forgetUnseen(rows, hidden, examples)
  for (let i = 0; i < network.out.length; i++) network.out[i] = (random() - 0.5) * (2 / Math.sqrt(hidden))
  for (let i = 0; i < hidden; i++) network.bias[i] = 0.05
  const seen = {
    rows: new Float32Array(buckets * hidden).fill(0.01),
    bias: new Float32Array(hidden).fill(0.01),
    out: new Float32Array(outputs * hidden).fill(0.01),
    outBias: new Float32Array(outputs).fill(0.01),
  }
  const order = examples.map((_, i) => i)
  const back = new Float32Array(hidden)
  for (let round = 0; round < rounds; round++) {
    shuffle(order, random)
    const speed = rate * (1 - (0.8 * round) / rounds)
    const update = (weights: Float32Array, sums: Float32Array, at: number, gradient: number): void => {
      const g = gradient + decay * (weights[at] as number)
      const sum = (sums[at] as number) + g * g
      sums[at] = sum
      weights[at] = (weights[at] as number) - (speed * g) / Math.sqrt(sum)
    }
    for (const index of order) {
      const example = examples[index] as TrainingExample
      const sets = dropout > 0 ? example.sets.map((set) => set.filter(() => random() >= dropout)) : example.sets
      const layers = sets.map((set) => {
        const layer = new Float32Array(hidden)
        activate(network, set, layer)
        return layer
      })
      const results = layers.map((layer) => outputsOf(network, layer))
      const gradients = results.map(() => new Float32Array(outputs))
      example.loss(results, gradients)
      for (let s = 0; s < sets.length; s++) {
        const layer = layers[s] as Float32Array
        const gradient = gradients[s] as Float32Array
        back.fill(0)
        let any = false
        for (let o = 0; o < outputs; o++) {
          const g = gradient[o] as number
          if (g === 0) continue
          any = true
          update(network.outBias, seen.outBias, o, g)
          for (let j = 0; j < hidden; j++) {
            const value = layer[j] as number
            if (value > 0) {
              back[j] = (back[j] as number) + g * (network.out[o * hidden + j] as number)
              update(network.out, seen.out, o * hidden + j, g * value)
            }
          }
        }
        if (!any) continue
        for (let j = 0; j < hidden; j++) if (back[j] !== 0) update(network.bias, seen.bias, j, back[j] as number)
        for (const at of sets[s] as readonly number[])
          for (let j = 0; j < hidden; j++) if (back[j] !== 0) update(rows, seen.rows, at * hidden + j, back[j] as number)
      }
    }
  }
  return network
}

/** Softmax cross-entropy of one run of outputs. */
export const classLoss = (outputs: Float32Array, gradient: Float32Array, start: number, size: number, right: number): void => {
  for (const [i, log] of logSoftmax(outputs, start, size).entries())
    gradient[start + i] = (gradient[start + i] as number) + Math.exp(log) - (i === right ? 1 : 0)
}

/** Logistic loss of one output. */
export const yesLoss = (outputs: Float32Array, gradient: Float32Array, at: number, yes: boolean): void => {
  gradient[at] = (gradient[at] as number) + sigmoid(outputs[at] as number) - (yes ? 1 : 0)
}
