import { expect, test } from 'vitest'
import { readBatch } from './batch-records.ts'

const record = { id: 'a', db_id: 'shop', question: '¿cuántos?' }

test('reads an array and one record a line alike', () => {
  const asLines = readBatch(`\uFEFF${JSON.stringify(record)}\n\n{"db":"shop","question":"b","query":"SELECT 1","lang":null}\n`)
  const asArray = readBatch(JSON.stringify([record, { db: 'shop', question: 'b', query: 'SELECT 1', lang: null }], null, 2))
  expect(asLines).toEqual(asArray)
  expect(asArray.map(({ id }) => id)).toEqual(['a', 1])
  expect(asArray.map((entry) => 'record' in entry && entry.record.database)).toEqual(['shop', 'shop'])
})

test('a record that is not well formed keeps its place', () => {
  const entries = readBatch('{"id": 7, "db_id": "shop"}\nnot json\n{"question": "x", "lang": "fr"}\n')
  expect(entries).toHaveLength(3)
  expect(entries.every((entry) => 'problem' in entry)).toBe(true)
  expect(entries.map(({ id }) => id)).toEqual([7, 1, 2])
})

test('an array that does not end is an error of the file', () => {
  expect(() => readBatch('[{"question": "x"}')).toThrow('batch.unreadable')
})
