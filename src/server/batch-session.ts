import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { T7Error } from '#contracts/error.ts'
import { createGuard } from '#engine/guard/guard.ts'
import type { Source } from '#engine/ports.ts'
import { answerRecord, type BatchAnswer, type BatchQuestion } from './batch.ts'
import { knowledgeOf } from './known-source.ts'
import { openSource } from './open-source.ts'

export type BatchPlace = { readonly kind: 'databases'; readonly directory: string } | { readonly kind: 'source'; readonly name: string }

export type BatchOptions = { readonly place: BatchPlace; readonly apply: boolean; readonly statementSeconds: number }

export type BatchSession = {
  /** Answers a question on a database of the batch (null = the only one). Never throws for what the record holds. */
  answer(database: string | null, question: BatchQuestion): Promise<BatchAnswer>
  close(): Promise<void>
}

/** Databases kept open at once; the one that was used longest ago makes room. */
const maximumOpen = 12

type Open = { readonly source: Source; readonly answer: (question: BatchQuestion) => Promise<BatchAnswer> }

const fileOf = (directory: string, database: string): string => {
  const name = basename(database)
  const nested = join(directory, name, `${name}.sqlite`)
  const beside = join(directory, `${name}.sqlite`)
  return existsSync(nested) || !existsSync(beside) ? nested : beside
}

/** Opens a batch: grammars once, each database's catalog once. */
export const openBatch = async ({ place, apply, statementSeconds }: BatchOptions): Promise<BatchSession> => {
  const guard = await createGuard()
  const open = new Map<string, Open>()
  let changes = 0

  const openOne = async (name: string): Promise<Open> => {
    const source = await openSource(name, { statementSeconds })
    const newId = () => {
      changes += 1
      return `batch${process.pid}_${changes}`
    }
    const answer = answerRecord({ source, guard, knowledge: knowledgeOf(source), milliseconds: () => performance.now(), apply, newId })
    return { source, answer }
  }

  const find = async (name: string): Promise<Open> => {
    const known = open.get(name) ?? (await openOne(name))
    open.delete(name)
    open.set(name, known)
    const [oldest, old] = open.entries().next().value ?? []
    if (open.size > maximumOpen && oldest !== undefined) {
      open.delete(oldest)
      await old?.source.close()
    }
    return known
  }

  const nameOf = (database: string | null): string => {
    if (place.kind === 'source') return place.name
    if (database === null) throw new T7Error({ code: 'batch.no_database', kind: 'user' })
    return fileOf(place.directory, database)
  }

  return {
    answer: async (database, question) => (await find(nameOf(database))).answer(question),
    close: async () => {
      await Promise.all([...open.values()].map(({ source }) => source.close()))
    },
  }
}
