import { readdirSync, readFileSync } from 'node:fs'
import { dirname, extname, join, posix, relative } from 'node:path'
import { parseAst } from 'vite'

/** A node of the syntax tree, as far as these tests look. */
type Node = { readonly type: string; readonly start: number; readonly end: number; readonly [key: string]: unknown }

export type Import = {
  /** As written: `#engine/ports.ts`, `./plan.ts`, `zod`, `node:fs`. */
  readonly specifier: string
  readonly typeOnly: boolean
  /** Path from the root of the project where it is one of our files, null for packages. */
  readonly target: string | null
}

export type FunctionSize = { readonly name: string; readonly line: number; readonly lines: number }

/** Something a pure function can't use. */
export type Impurity = { readonly what: string; readonly line: number }

export type SourceFile = {
  /** From the root of the project: `src/engine/ask.ts`. */
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  /** Own lines of each function: those of functions inside it count for them alone. */
  readonly functions: readonly FunctionSize[]
  readonly impurities: readonly Impurity[]
  /** Text literals that read like a statement. */
  readonly statements: readonly { readonly text: string; readonly line: number }[]
}

export const root = join(import.meta.dirname, '..', '..')

/** Every TypeScript file under the given folders. */
export const readSources = (folders: readonly string[]): readonly SourceFile[] =>
  folders
    .flatMap((folder) => list(join(root, folder)))
    .filter((path) => ['.ts', '.tsx'].includes(extname(path)) && !path.endsWith('.d.ts'))
    .map((path) => readSource(relative(root, path).replaceAll('\\', '/'), readFileSync(path, 'utf8')))

const list = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.name !== 'node_modules')
    .flatMap((entry) => (entry.isDirectory() ? list(join(folder, entry.name)) : [join(folder, entry.name)]))

export const readSource = (path: string, text: string): SourceFile => {
  const tree: Node = { ...parseAst(text, { lang: path.endsWith('x') ? 'tsx' : 'ts' }) }
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  const imports: Import[] = []
  const impurities: Impurity[] = []
  const statements: { text: string; line: number }[] = []
  walk(tree, (node, parent) => {
    const specifier = specifierOf(node)
    if (specifier !== null) imports.push({ specifier, typeOnly: isTypeOnly(node), target: targetOf(path, specifier) })
    const impurity = impurityOf(node, parent)
    if (impurity !== null) impurities.push({ what: impurity, line: lineOf(node.start) })
    const literal = literalOf(node)
    if (literal !== null && looksLikeStatement.test(literal))
      statements.push({ text: literal.trim().slice(0, 60), line: lineOf(node.start) })
  })
  return {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports,
    functions: functionSizes(tree, lineOf),
    impurities,
    statements,
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value

const childrenOf = (node: Node): Node[] => Object.values(node).flat().filter(isNode)

const walk = (node: Node, visit: (node: Node, parent: Node | null) => void, parent: Node | null = null): void => {
  visit(node, parent)
  for (const child of childrenOf(node)) walk(child, visit, node)
}

const importing = new Set(['ImportDeclaration', 'ExportNamedDeclaration', 'ExportAllDeclaration', 'ImportExpression', 'TSImportType'])

const specifierOf = (node: Node): string | null => {
  if (!importing.has(node.type) || !isNode(node.source)) return null
  return typeof node.source.value === 'string' ? node.source.value : null
}

const isTypeOnly = (node: Node): boolean => {
  if (node.type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type') return true
  const specifiers = Array.isArray(node.specifiers) ? node.specifiers.filter(isNode) : []
  return specifiers.length > 0 && specifiers.every((one) => one.importKind === 'type' || one.exportKind === 'type')
}

const targetOf = (path: string, specifier: string): string | null => {
  if (specifier.startsWith('.')) return posix.join(dirname(path), specifier)
  const alias = /^#([a-z]+)\/(.+)$/.exec(specifier)
  if (alias === null) return null
  return alias[1] === 'examples' ? `examples/${alias[2]}` : `src/${alias[1]}/${alias[2]}`
}

const isFunction = (node: Node): boolean =>
  node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression' || node.type === 'ArrowFunctionExpression'

const functionSizes = (tree: Node, lineOf: (offset: number) => number): readonly FunctionSize[] => {
  const sizes: FunctionSize[] = []
  const measure = (node: Node, parent: Node | null): number => {
    const inner = childrenOf(node).reduce((sum, child) => sum + measure(child, node), 0)
    if (!isFunction(node)) return inner
    const line = lineOf(node.start)
    const lines = lineOf(node.end) - line + 1
    sizes.push({ name: nameOf(node, parent), line, lines: lines - inner })
    return lines === 1 ? 0 : lines
  }
  measure(tree, null)
  return sizes
}

const nameOf = (node: Node, parent: Node | null): string => {
  for (const candidate of [node.id, parent?.id, parent?.key])
    if (isNode(candidate) && typeof candidate.name === 'string') return candidate.name
  return '(anonymous)'
}

const nowhere = new Set(['process', 'document', 'window', 'localStorage', 'fetch', 'setTimeout', 'setInterval', 'Buffer', '__dirname'])
const readings = new Set(['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'console.log', 'Temporal.Now'])

/** Reads of the clock, chance, the process, the browser or the network. */
const impurityOf = (node: Node, parent: Node | null): string | null => {
  if (node.type === 'NewExpression' && isNode(node.callee) && node.callee.name === 'Date' && childrenOf(node).length === 1)
    return 'new Date()'
  if (node.type === 'MemberExpression' && isNode(node.object) && isNode(node.property)) {
    const path = `${String(node.object.name)}.${String(node.property.name)}`
    if (readings.has(path)) return path
    return nowhere.has(String(node.object.name)) ? String(node.object.name) : null
  }
  if (node.type === 'CallExpression' && isNode(node.callee) && nowhere.has(String(node.callee.name)) && parent !== null)
    return String(node.callee.name)
  return null
}

const looksLikeStatement =
  /^\s*(select\s[\s\S]+\sfrom\s|insert\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|view|index|role|schema|database)\s|truncate\s+(table\s)?\S+\s*$|with\s+\S+\s+as\s*\()/i

const literalOf = (node: Node): string | null => {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node.type === 'TemplateLiteral' && Array.isArray(node.quasis)) {
    const pieces = node.quasis.filter(isNode).map((piece) => (isRaw(piece.value) ? piece.value.raw : ''))
    return pieces.join('x')
  }
  return null
}

const isRaw = (value: unknown): value is { readonly raw: string } => typeof value === 'object' && value !== null && 'raw' in value
