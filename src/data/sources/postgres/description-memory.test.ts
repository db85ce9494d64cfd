import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { Description } from './catalog/describe.ts'
import { createDescriptionMemory } from './description-memory.ts'
import { emptyContext } from './result.ts'

const described = (version: string): Description => ({
  catalog: { dialect: 'postgres', version, tables: [], relations: [] },
  values: [],
  context: emptyContext,
})

test('an old description is given at once and replaced behind the scenes; an equal one stays itself', async () => {
  let version = 'a'
  let reads = 0
  const memory = createDescriptionMemory(async () => {
    reads += 1
    return described(version)
  }, 20)
  const first = await memory.get()
  expect(await memory.get()).toBe(first)
  expect(reads).toBe(1)
  await sleep(30)
  expect(await memory.get()).toBe(first)
  await sleep(5)
  expect(reads).toBe(2)
  expect(await memory.get()).toBe(first)
  version = 'b'
  await sleep(30)
  expect((await memory.get()).catalog.version).toBe('a')
  await sleep(5)
  expect((await memory.get()).catalog.version).toBe('b')
})

test('forgetting makes the next one wait; a failed reading is tried again, and disturbs nobody when behind the scenes', async () => {
  let fails = true
  const memory = createDescriptionMemory(async () => {
    if (fails) throw new Error('away')
    return described('a')
  }, 10)
  await expect(memory.get()).rejects.toThrow('away')
  fails = false
  const known = await memory.get()
  fails = true
  await sleep(20)
  expect(await memory.get()).toBe(known)
  await sleep(5)
  expect(await memory.get()).toBe(known)
  memory.forget()
  await expect(memory.get()).rejects.toThrow('away')
})
