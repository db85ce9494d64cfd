import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import type { Language } from '#contracts/plan.ts'

/** A question with the SQL that answers it. */
export type Question = {
  readonly id: string
  readonly database: string
  readonly language: Language
  /** Language of the names of tables and columns. */
  readonly names: Language
  readonly text: string
  readonly gold: string
  readonly file: string
  /** Other statements that answer it as well. */
  readonly others: readonly string[]
  /** The day it is asked. */
  readonly today: string
}

/** Where the practice data are, unless said otherwise: beside the project. Not part of it. */
const usualPlace = '../shared/data/nl2sql'

const record = z.object({ id: z.number(), db_id: z.string(), question: z.string(), query: z.string(), question_es: z.string().optional() })

const files = [
  { name: 'train.json', names: 'en' },
  { name: 'train_others.json', names: 'en' },
  { name: 'train_es_schema.json', names: 'es' },
] as const

/** The folder of practice data; null, with a word on the screen, where there is none. */
export const dataFolder = (said: string | undefined): string | null => {
  const folder = resolve(said ?? usualPlace)
  if (existsSync(join(folder, 'train.json'))) return folder
  console.log(`no practice questions in ${folder} (train.json, tables.json, databases/): nothing to do`)
  return null
}

/** English questions, their Spanish versions, and the Spanish ones over Spanish names. */
export const readQuestions = (folder: string, wanted: readonly string[] = files.map((f) => f.name)): readonly Question[] =>
  files
    .filter((file) => wanted.includes(file.name))
    .flatMap(({ name, names }) =>
      z
        .array(record)
        .parse(JSON.parse(readFileSync(join(folder, name), 'utf8')))
        .flatMap((r): readonly Question[] => {
          const shared = { database: r.db_id, names, gold: r.query, file: name, others: [], today: '2026-11-15' }
          const english: readonly Question[] = names === 'es' ? [] : [{ ...shared, id: `${r.id}en`, language: 'en', text: r.question }]
          return r.question_es === undefined ? english : [...english, { ...shared, id: `${r.id}es`, language: 'es', text: r.question_es }]
        }),
    )

/** A database and its copy with Spanish names count as one. */
export const family = (database: string): string => database.replace(/_es$/, '')

/** Which of `folds` parts a database belongs to: always the same one. */
export const foldOf = (database: string, folds: number, salt = ''): number => {
  let hash = 17
  for (const character of family(database) + salt) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
  return hash % folds
}

const businessRecord = z.object({
  id: z.string(),
  db: z.string(),
  lang: z.enum(['es', 'en']),
  question: z.string(),
  gold_sqlite: z.string(),
  gold_sqlite_alt: z.array(z.string()).optional(),
  now: z.string(),
})

/** Business questions, which lie beside the others: they show how people ask about their own work. None where they are missing. */
export const readBusiness = (folder: string): readonly Question[] =>
  ['select_es.json', 'select_en.json'].flatMap((file) => {
    const path = join(folder, '..', 'business', file)
    if (!existsSync(path)) return []
    return z
      .array(businessRecord)
      .parse(JSON.parse(readFileSync(path, 'utf8')))
      .map(
        (r): Question => ({
          id: r.id,
          database: r.db,
          language: r.lang,
          names: r.db.endsWith('_en') ? 'en' : 'es',
          text: r.question,
          gold: r.gold_sqlite,
          others: r.gold_sqlite_alt ?? [],
          file,
          today: r.now.slice(0, 10),
        }),
      )
  })
