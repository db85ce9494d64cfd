import { Hono } from 'hono'
import { live } from '../liveness.ts'
import type { Metrics } from '../metrics.ts'

export type OperationsDeps = {
  readonly metrics: Metrics
  /** Resolves when the database answers; throws otherwise. */
  readonly ready: () => Promise<void>
}

/** For the machine that watches this one: alive, ready to serve, and how it goes. */
export const operationsRoutes = ({ metrics, ready }: OperationsDeps) =>
  new Hono()
    .get('/health/live', (context) => context.json(live, 200, { 'cache-control': 'no-store' }))
    .get('/health/ready', async (context) => {
      await ready()
      return context.json({ status: 'ready' }, 200, { 'cache-control': 'no-store' })
    })
    .get('/metrics', (context) => context.text(metrics.print(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }))
