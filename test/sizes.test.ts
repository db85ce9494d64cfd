import { basename } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTest } from './structure/boundaries.ts'
import { readSource, readSources, type SourceFile } from './structure/source-file.ts'

const longestFile = 500
const longestFunction = 80
const hubs = /^(types?|utils?|helpers?|constants?|misc|index)\.tsx?$/

const sources = readSources(['src', 'examples', 'test', 'bench'])

const longFiles = (files: readonly SourceFile[]): readonly string[] =>
  files.filter((file) => file.lines > longestFile).map((file) => `${file.path}: ${file.lines} lines`)

const longFunctions = (files: readonly SourceFile[]): readonly string[] =>
  files.flatMap((file) =>
    file.functions
      // The body of a describe is a list, not a function to read from top to bottom.
      .filter((one) => one.lines > longestFunction && !(isTest(file.path) && one.name === '(anonymous)'))
      .map((one) => `${file.path}:${one.line}: ${one.name} has ${one.lines} lines of its own`),
  )

const hubFiles = (files: readonly SourceFile[]): readonly string[] =>
  files.map((file) => file.path).filter((path) => hubs.test(basename(path)))

const badNames = (files: readonly SourceFile[]): readonly string[] =>
  files.map((file) => file.path).filter((path) => !path.split('/').every((part) => /^[a-z0-9-]+(\.test|\.config)?(\.tsx?)?$/.test(part)))

describe('the sources', () => {
  it(`have files of at most ${longestFile} lines`, () => {
    expect(longFiles(sources)).toEqual([])
  })

  it(`have functions of at most ${longestFunction} lines of their own`, () => {
    expect(longFunctions(sources)).toEqual([])
  })

  it('have no hub files', () => {
    expect(hubFiles(sources)).toEqual([])
  })

  it('have names in kebab-case', () => {
    expect(badNames(sources)).toEqual([])
  })
})

describe('the checks themselves', () => {
  const body = (lines: number): string => Array.from({ length: lines }, () => '  work()').join('\n')

  it('count the lines of a function without those of the functions inside', () => {
    const file = readSource('src/engine/a.ts', `const outer = () => {\n${body(70)}\n  const inner = () => {\n${body(20)}\n  }\n}\n`)
    expect(file.functions.map((one) => [one.name, one.lines])).toEqual([
      ['inner', 22],
      ['outer', 72],
    ])
  })

  it('see a long function, a long file, a hub and a bad name', () => {
    const file = readSource('src/engine/utils.ts', `export function long() {\n${body(600)}\n}\n`)
    expect(longFunctions([file])).toHaveLength(1)
    expect(longFiles([file])).toHaveLength(1)
    expect(hubFiles([file])).toHaveLength(1)
    expect(badNames([readSource('src/engine/myFile.ts', '')])).toHaveLength(1)
  })
})
