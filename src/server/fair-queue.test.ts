import { expect, test } from 'vitest'
import { FairQueue } from './fair-queue.ts'

const gate = () => {
  let open = () => {}
  const closed = new Promise<void>((resolve) => {
    open = resolve
  })
  return { closed, open }
}

test('no more than the given number run at once', async () => {
  const queue = new FairQueue(2)
  let running = 0
  let most = 0
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise((resolve) => setTimeout(resolve, 1))
    running -= 1
  }
  await Promise.all(Array.from({ length: 20 }, (_, index) => queue.run(`person ${index % 3}`, work)))
  expect(most).toBe(2)
  expect([queue.running, queue.waiting]).toEqual([0, 0])
})

test('someone who asks once does not wait for all that another asked before', async () => {
  const queue = new FairQueue(1)
  const order: string[] = []
  const first = gate()
  const all = [queue.run('ana', () => first.closed)]
  for (const name of ['ana 1', 'ana 2', 'ana 3']) all.push(queue.run('ana', async () => void order.push(name)))
  all.push(queue.run('luis', async () => void order.push('luis')))
  first.open()
  await Promise.all(all)
  expect(order).toEqual(['ana 1', 'luis', 'ana 2', 'ana 3'])
})

test('who leaves while waiting leaves no trace, and failing work frees its place', async () => {
  const queue = new FairQueue(1)
  const first = gate()
  const running = queue.run('ana', () => first.closed)
  const abort = new AbortController()
  const waiting = queue.run('luis', async () => 1, abort.signal)
  abort.abort(new Error('left'))
  await expect(waiting).rejects.toThrow('left')
  expect(queue.waiting).toBe(0)
  first.open()
  await running
  await expect(queue.run('ana', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(queue.run('ana', async () => 2)).resolves.toBe(2)
})

test('when too many wait, the next is told at once', async () => {
  const queue = new FairQueue(1, 1)
  const first = gate()
  const all = [queue.run('ana', () => first.closed), queue.run('ana', async () => {})]
  await expect(queue.run('ana', async () => {})).rejects.toMatchObject({ code: 'server.busy' })
  first.open()
  await Promise.all(all)
})
