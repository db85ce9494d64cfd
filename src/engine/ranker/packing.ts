import { buckets } from './features.ts'
import type { Network } from './network.ts'

/** A network as text: only the rows that were seen in training, each number in a byte, in base64. */
export type PackedNetwork = {
  readonly hidden: number
  readonly outputs: number
  readonly at: string
  readonly scales: string
  readonly rows: string
  readonly bias: string
  readonly out: string
  readonly outBias: string
}

const toBase64 = (bytes: Uint8Array): string => {
  let text = ''
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000))
  return btoa(text)
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> => {
  const raw = atob(text)
  const bytes = new Uint8Array(raw.length)
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i)
  return bytes
}

const floats = (text: string): Float32Array => new Float32Array(fromBase64(text).buffer)
const bytesOf = (array: Float32Array | Uint16Array | Int8Array): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

/** Rows that were never seen in training are left out: the trainer leaves them at zero. */
export const packNetwork = (network: Network): PackedNetwork => {
  const { hidden, outputs } = network
  const isUsed = (bucket: number): boolean => network.rows.subarray(bucket * hidden, (bucket + 1) * hidden).some((x: number) => x !== 0)
  const at = Uint16Array.from(Array.from({ length: buckets }, (_, i) => i).filter(isUsed))
  const scales = new Float32Array(at.length)
  const rows = new Int8Array(at.length * hidden)
  for (const [i, bucket] of at.entries()) {
    const row = Float32Array.from(network.rows.subarray(bucket * hidden, (bucket + 1) * hidden))
    const most = row.reduce((max: number, x: number) => Math.max(max, Math.abs(x)), 0)
    scales[i] = most / 127
    for (let j = 0; j < hidden; j++) rows[i * hidden + j] = most === 0 ? 0 : Math.round(((row[j] as number) / most) * 127)
  }
  return {
    hidden,
    outputs,
    at: toBase64(bytesOf(at)),
    scales: toBase64(bytesOf(scales)),
    rows: toBase64(bytesOf(rows)),
    bias: toBase64(bytesOf(network.bias)),
    out: toBase64(bytesOf(network.out)),
    outBias: toBase64(bytesOf(network.outBias)),
  }
}

export const unpackNetwork = (packed: PackedNetwork): Network => {
  const { hidden, outputs } = packed
  const at = new Uint16Array(fromBase64(packed.at).buffer)
  const packedScales = floats(packed.scales)
  const packedRows = new Int8Array(fromBase64(packed.rows).buffer)
  const rows = new Int8Array(buckets * hidden)
  const scales = new Float32Array(buckets)
  for (const [i, bucket] of at.entries()) {
    scales[bucket] = packedScales[i] as number
    rows.set(packedRows.subarray(i * hidden, (i + 1) * hidden), bucket * hidden)
  }
  return { hidden, outputs, rows, scales, bias: floats(packed.bias), out: floats(packed.out), outBias: floats(packed.outBias) }
}

/** Pairs of a hash and a strength in tenths. */
export const packAssociations = (associations: ReadonlyMap<number, number>): string => {
  const pairs = [...associations].sort((a, b) => a[0] - b[0])
  const bytes = new Uint8Array(pairs.length * 5)
  const view = new DataView(bytes.buffer)
  for (const [i, [key, strength]] of pairs.entries()) {
    view.setUint32(i * 5, key)
    view.setUint8(i * 5 + 4, Math.min(255, Math.round(strength * 10)))
  }
  return toBase64(bytes)
}

export const unpackAssociations = (text: string): ReadonlyMap<number, number> => {
  const view = new DataView(fromBase64(text).buffer)
  const pairs = Array.from({ length: view.byteLength / 5 }, (_, i) => [view.getUint32(i * 5), view.getUint8(i * 5 + 4) / 10] as const)
  return new Map(pairs)
}
