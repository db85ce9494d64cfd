import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { engineImpurities, importCycles, strayStatements, wrongImports } from './structure/boundaries.ts'
import { readSource, readSources, root } from './structure/source-file.ts'

const sources = readSources(['src', 'examples'])

describe('the import directions of src', () => {
  it('are those of the architecture', () => {
    expect(wrongImports(sources)).toEqual([])
  })

  it('have no rings', () => {
    expect(importCycles(sources)).toEqual([])
  })

  it('lead to files that exist', () => {
    const missing = sources.flatMap((file) =>
      file.imports.flatMap((one) => (one.target === null || existsSync(join(root, one.target)) ? [] : [`${file.path}: ${one.specifier}`])),
    )
    expect(missing).toEqual([])
  })

  it('keep the engine pure: no clock, chance, process, browser or network', () => {
    expect(engineImpurities(sources)).toEqual([])
  })

  it('keep SQL text where it is compiled or where databases are talked to', () => {
    expect(strayStatements(sources)).toEqual([])
  })
})

describe('the checks themselves', () => {
  it.each([
    ['src/contracts/a.ts', "import type { Q } from '#engine/ports.ts'"],
    ['src/engine/a.ts', "import { readFileSync } from 'node:fs'"],
    ['src/engine/a.ts', "import pg from 'pg'"],
    ['src/engine/a.ts', "export { x } from '#data/a.ts'"],
    ['src/engine/a.ts', "import { x } from '../data/a.ts'"],
    ['src/data/a.ts', "type B = import('#engine/ask.ts').Ask"],
    ['src/data/a.ts', "const b = await import('#server/main.ts')"],
    ['src/web/a.tsx', "import { app } from '#server/app.ts'"],
    ['src/web/a.tsx', "import pg from 'pg'"],
    ['src/engine/a.ts', "import { rows } from './testing/rows.ts'"],
    ['src/hub/a.ts', "import { z } from 'zod'"],
  ])('see that %s must not say %s', (path, text) => {
    expect(wrongImports([readSource(path, text)])).toHaveLength(1)
  })

  it.each([
    ['src/web/a.tsx', "import type { App } from '#server/app.ts'"],
    ['src/data/a.ts', "import type { Source } from '#engine/ports.ts'"],
    ['src/engine/a.ts', "import { sql } from 'kysely'\nimport { b } from './plan/b.ts'"],
    ['src/engine/a.test.ts', "import { readFileSync } from 'node:fs'"],
  ])('let %s say %s', (path, text) => {
    expect(wrongImports([readSource(path, text)])).toEqual([])
  })

  it('see a ring of type imports', () => {
    const files = [
      readSource('src/engine/a.ts', "import type { B } from './b.ts'"),
      readSource('src/engine/b.ts', "import { c } from './c.ts'"),
      readSource('src/engine/c.ts', "import type { A } from './a.ts'"),
      readSource('src/engine/d.ts', "import type { A } from './a.ts'"),
    ]
    expect(importCycles(files)).toEqual([['src/engine/a.ts', 'src/engine/b.ts', 'src/engine/c.ts']])
  })

  it.each(['const now = new Date()', 'const now = Date.now()', "fetch('/x')", 'const { HOME } = process.env', 'const x = Math.random()'])(
    'see that the engine must not say %s',
    (text) => {
      expect(engineImpurities([readSource('src/engine/a.ts', text)])).toHaveLength(1)
    },
  )

  it('let the engine make a date from a value', () => {
    expect(engineImpurities([readSource('src/engine/a.ts', 'export const a = (ms: number) => new Date(ms).getUTCDay()')])).toEqual([])
  })

  it('see a statement outside its folders', () => {
    const text = 'export const q = () => `SELECT id FROM x`'
    expect(strayStatements([readSource('src/server/a.ts', text)])).toHaveLength(1)
    expect(strayStatements([readSource('src/data/a.ts', text)])).toEqual([])
  })
})
