import { join } from 'node:path'
import { defineConfig } from 'vitest/config'

/** One file after another: each starts a server with its own database and drives a browser. */
export default defineConfig({
  root: join(import.meta.dirname, '..', '..'),
  test: {
    include: ['test/e2e/**/*.test.ts'],
    pool: 'forks',
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
