import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { role } from '#contracts/role.ts'
import { root } from '../structure/source-file.ts'

/** What the examples are seen from: a Sunday. */
export const examplesToday = '2026-11-15'

const gold = {
  /** PostgreSQL. `{vivos}` stands for both readings of sales: all orders, or those not cancelled (`p` is the order). */
  sql: z.string(),
  /** Other readings that are as right. */
  also: z.array(z.string()).default([]),
  /** As many rows as `sql` gives, any of the rows that this query gives (ties). */
  within: z.string().nullable().default(null),
  /** Column of the gold whose order counts. */
  ordered: z.string().nullable().default(null),
  /** Figures may be 0 to 1 where the gold says 0 to 100. */
  percent: z.boolean().default(false),
  /** The right answer has no rows. */
  empty: z.boolean().default(false),
}

const question = z.strictObject({ id: z.string(), es: z.string().optional(), en: z.string().optional(), ...gold })
const dialogue = z.strictObject({
  id: z.string(),
  language: z.enum(['es', 'en']),
  turns: z.array(z.strictObject({ say: z.string(), ...gold })).min(2),
})

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])
const commandCheck = z.union([
  z.strictObject({ query: z.string(), gives: z.array(z.array(cell)) }),
  z.strictObject({ accepts: z.string() }),
  z.strictObject({ rejects: z.string() }),
  z.strictObject({
    table: z.string(),
    columns: z.array(
      z.strictObject({
        like: z.string(),
        type: z.enum(['text', 'integer', 'number', 'date', 'datetime', 'boolean']),
        required: z.boolean().default(false),
      }),
    ),
  }),
])

const command = z.strictObject({
  id: z.string(),
  es: z.string().optional(),
  en: z.string().optional(),
  role: role.default('admin'),
  expect: z.array(z.enum(['apply', 'refuse', 'clarify'])).default(['apply']),
  checks: z.array(commandCheck).default([]),
})

export type Gold = z.infer<z.ZodObject<typeof gold>>
export type Question = z.infer<typeof question>
export type Dialogue = z.infer<typeof dialogue>
export type Command = z.infer<typeof command>
export type CommandCheck = z.infer<typeof commandCheck>

const readFolder = <T>(folder: string, schema: z.ZodType<T>): readonly T[] =>
  readdirSync(join(root, 'examples', folder))
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => z.array(schema).parse(parse(readFileSync(join(root, 'examples', folder, name), 'utf8'))))

export const readQuestions = (): readonly Question[] => readFolder('questions', question)
export const readDialogues = (): readonly Dialogue[] => readFolder('dialogues', dialogue)
export const readCommands = (): readonly Command[] => readFolder('commands', command)

/** Orders may be named by their number or by their id. */
const namings = (sql: string): readonly string[] => {
  const byId = sql.replace(/^SELECT (p\.)?numero FROM/, (_, alias: string | undefined) => `SELECT ${alias ?? ''}id FROM`)
  return byId === sql ? [sql] : [sql, byId]
}

/** All statements that count as the right answer. */
export const goldStatements = (of: Gold): readonly string[] =>
  [of.sql, ...of.also]
    .flatMap((sql) =>
      sql.includes('{vivos}') ? [sql.replaceAll('{vivos}', 'true'), sql.replaceAll('{vivos}', "p.estado <> 'cancelado'")] : [sql],
    )
    .flatMap(namings)
