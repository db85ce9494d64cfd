import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { wrongsOf } from '../bench/sets/judge-command.ts'
import { isRight } from '../bench/sets/judge-turn.ts'
import { buildDatabases, halves, readSets } from '../bench/sets/read-sets.ts'
import { writeReferenceStates } from '../bench/sets/run-sets.ts'
import { rowsOf } from '../bench/sets/structure.ts'

const folder = mkdtempSync(join(tmpdir(), 't7-sets-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe.each(halves)('the %s half of the labelled sets', (half) => {
  const sets = readSets(half)
  const databases = join(folder, half)
  const states = join(databases, 'states')
  const commands = sets.scenarios.flatMap((scenario) => scenario.commands.map((command) => ({ scenario, command })))
  const turns = sets.dialogues.flatMap(({ db, turns }) => turns.map((turn) => ({ turn, file: join(databases, `${db}.sqlite`) })))

  beforeAll(() => {
    buildDatabases(half, databases)
    writeReferenceStates(sets, databases, states)
  })

  it('holds as much as it promises, in both languages, each text once', () => {
    expect(commands.length).toBeGreaterThanOrEqual(155)
    expect(sets.dialogues.length).toBeGreaterThanOrEqual(32)
    expect(turns.length).toBeGreaterThanOrEqual(100)
    const english = commands.filter(({ command }) => command.lang === 'en').length
    expect(english / commands.length).toBeGreaterThan(0.2)
    const careful = commands.filter(({ command }) => command.expect !== 'apply').length
    expect(careful / commands.length).toBeGreaterThan(0.1)
    expect(new Set(commands.map(({ command }) => command.command)).size).toBe(commands.length)
    expect(new Set(commands.map(({ command }) => command.id)).size).toBe(commands.length)
  })

  it('has references that are right and that doing nothing is not', () => {
    const wrong = commands.flatMap(({ scenario, command }) => {
      const [before, after] = [join(states, `${command.id}.before.sqlite`), join(states, `${command.id}.reference.sqlite`)]
      const reference = wrongsOf(scenario, command, { before, after }, null)
      const idle = wrongsOf(scenario, command, { before, after: before }, null).length === 0
      return [...reference, ...(idle === (command.expect === 'apply') ? ['doing nothing is not told apart'] : [])].map((why) => [
        command.id,
        why,
      ])
    })
    expect(wrong).toEqual([])
  }, 240_000)

  it('has golds that give rows, and no turn that less than its rows would satisfy', () => {
    const wrong = turns.filter(({ turn, file }) => {
      const database = new DatabaseSync(file, { readOnly: true })
      const rows = rowsOf(database, turn.gold_sqlite)
      const readings = turn.gold_sqlite_alt.map((sql) => rowsOf(database, sql).length)
      database.close()
      const shorter = isRight(file, { ...turn, gold_sqlite_alt: [] }, `SELECT * FROM (${turn.gold_sqlite}) LIMIT ${rows.length - 1}`)
      return (
        rows.length === 0 ||
        readings.includes(0) ||
        shorter ||
        !isRight(file, turn, turn.gold_sqlite) ||
        isRight(file, turn, 'SELECT 1 WHERE 0')
      )
    })
    expect(wrong.map(({ turn }) => turn.question)).toEqual([])
  })
})
