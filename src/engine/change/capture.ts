import type { Run } from '#engine/ports.ts'
import type { Captured, CaptureLimits } from './captured-rows.ts'

/** Sees every row that statements change between `install` and `remove`, cascades and the source's own triggers included. */
export type Capture = {
  /** What changed since the last `take`. */
  take(limits: CaptureLimits): Promise<Captured>
  remove(): Promise<void>
}

/** `targets` null = any table may change. */
export type InstallCapture = (run: Run, targets: readonly string[] | null) => Promise<Capture>
