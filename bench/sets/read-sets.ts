import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { openScratch } from './structure.ts'

export const halves = ['seen', 'unseen'] as const
export type Half = (typeof halves)[number]

export const folderOf = (half: Half): string => join(dirname(fileURLToPath(import.meta.url)), half)

const language = z.enum(['es', 'en'])
const cell = z.union([z.string(), z.number(), z.null()])
const rows = z.array(z.array(cell))
const values = z.record(z.string(), cell)

const typeClass = z.enum(['text', 'integer', 'number', 'numeric', 'date', 'datetime', 'time', 'boolean'])
export type TypeClass = z.infer<typeof typeClass>

const column = z.strictObject({
  name_like: z.string(),
  type_class: z.union([typeClass, z.array(typeClass)]).optional(),
  not_null: z.boolean().optional(),
  nullable: z.boolean().optional(),
  unique: z.boolean().optional(),
  pk: z.boolean().optional(),
  default_like: z.string().optional(),
  fk_to: z.string().optional(),
  on_delete: z.string().optional(),
})
export type ColumnCheck = z.infer<typeof column>

const assertion = z.union([
  z.strictObject({ sql: z.string(), expect: rows, expect_alt: z.array(rows).optional(), tol: z.number().optional() }),
  z.strictObject({ table_like: z.string(), columns: z.array(column).optional() }),
  z.strictObject({ no_table_like: z.string() }),
  z.strictObject({ no_column: z.strictObject({ table: z.string(), name_like: z.string() }) }),
  z.strictObject({ fk: z.strictObject({ from: z.string(), to: z.string() }) }),
  z.strictObject({ junction: z.strictObject({ table: z.string(), a: z.string(), b: z.string() }) }),
  z.strictObject({ index_on: z.strictObject({ table: z.string(), columns: z.array(z.string()), unique: z.boolean().optional() }) }),
  z.strictObject({
    rejects: z.strictObject({ table: z.string(), values: z.array(values), control: z.array(values), base: values }),
  }),
  z.strictObject({ unique_probe: z.strictObject({ table: z.string(), columns: z.array(z.string()), values }) }),
  z.strictObject({ is_view: z.string() }),
  z.strictObject({
    view_rows: z.strictObject({ view: z.string(), equals: z.string(), equals_alt: z.array(z.string()).optional(), tol: z.number() }),
  }),
])
export type Assertion = z.infer<typeof assertion>

const kept = z.strictObject({
  tables_unchanged: z.array(z.string()).optional(),
  whole_database: z.boolean().optional(),
  table: z.string().optional(),
  columns: z.array(z.string()).default([]),
  not_null: z.array(z.string()).default([]),
  defaults: z.array(z.string()).default([]),
  fks: z.array(z.tuple([z.array(z.string()), z.string()])).default([]),
  uniques: z.array(z.array(z.string())).default([]),
  min_checks: z.number().default(0),
  key: z.string().optional(),
  stable: z.array(z.string()).default([]),
  removed: z.number().optional(),
  added: z.number().optional(),
})
export type Kept = z.infer<typeof kept>

const command = z.strictObject({
  id: z.string(),
  lang: language,
  command: z.string(),
  kind: z.array(z.string()),
  expect: z.enum(['apply', 'refuse_or_clarify']),
  allowed_outcomes: z.array(z.string()).default([]),
  note: z.string().optional(),
  must_not_change: z.array(kept).default([]),
  assert: z.array(assertion),
})
export type Command = z.infer<typeof command>

const binding = z.strictObject({
  table_like: z.string().optional(),
  view_like: z.string().optional(),
  junction: z.tuple([z.string(), z.string()]).optional(),
  not: z.array(z.string()).default([]),
  columns: z.record(z.string(), z.string()).default({}),
})
export type Binding = z.infer<typeof binding>

const scenario = z.strictObject({
  id: z.string(),
  title: z.string(),
  start: z.string(),
  bind: z.record(z.string(), binding),
  independent: z.boolean().default(false),
  commands: z.array(command),
})
export type Scenario = z.infer<typeof scenario>

const turn = z.strictObject({
  question: z.string(),
  gold_sqlite: z.string(),
  gold_sqlite_alt: z.array(z.string()).default([]),
  tier: z.enum(['easy', 'medium', 'hard', 'extra']),
  tags: z.array(z.string()),
  order_matters: z.boolean(),
  order_cols: z.array(z.number()).optional(),
  tol: z.number().optional(),
  pct_cols: z.array(z.number()).default([]),
  period: z.enum(['month']).optional(),
})
export type Turn = z.infer<typeof turn>

const dialogue = z.strictObject({ id: z.string(), db: z.string(), lang: language, now: z.string(), turns: z.array(turn) })
export type Dialogue = z.infer<typeof dialogue>

const commandFile = z.strictObject({ about: z.string(), now: z.string(), scenarios: z.array(scenario) })

export type Sets = {
  readonly now: string
  readonly scenarios: readonly Scenario[]
  readonly references: Readonly<Record<string, string>>
  readonly dialogues: readonly Dialogue[]
}

/** One half, as its files say it. */
export const readSets = (half: Half): Sets => {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folderOf(half), name), 'utf8'))
  const { now, scenarios } = commandFile.parse(read('commands_es.json'))
  return {
    now,
    scenarios,
    references: z.record(z.string(), z.string()).parse(read('commands_ref.json')),
    dialogues: z.array(dialogue).parse(read('followups_es.json')),
  }
}

/** Writes `<name>.sqlite` for every `<name>.sql` of the half. */
export const buildDatabases = (half: Half, directory: string): void => {
  mkdirSync(directory, { recursive: true })
  for (const file of readdirSync(folderOf(half)).filter((name) => name.endsWith('.sql'))) {
    const target = join(directory, file.replace(/sql$/, 'sqlite'))
    rmSync(target, { force: true })
    const database = openScratch(target)
    database.exec(`BEGIN; ${readFileSync(join(folderOf(half), file), 'utf8')} COMMIT`)
    database.close()
  }
}
