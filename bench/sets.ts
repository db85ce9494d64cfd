import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { wrongsOf } from './sets/judge-command.ts'
import { isRight } from './sets/judge-turn.ts'
import { buildDatabases, folderOf, type Half, halves, readSets } from './sets/read-sets.ts'
import { type CommandRun, runCommands, runDialogues, type TurnRun, writeReferenceStates } from './sets/run-sets.ts'
import { dump } from './sets/structure.ts'

/**
 * The labelled commands and dialogues of `bench/sets` through the product, both halves: what is right, by kind and language.
 * `--half seen|unseen`, `--out <folder>` keeps states and answers, `--fails` names what is wrong of the seen half,
 * `--check <check.py>` also prints what that checker says of the same states and answers.
 */

const { values } = parseArgs({
  options: {
    half: { type: 'string' },
    out: { type: 'string' },
    fails: { type: 'boolean', default: false },
    check: { type: 'string' },
  },
})

type Judged<Run> = { readonly run: Run; readonly wrong: string | null }

const share = (name: string, right: number, all: number): string =>
  `  ${name.padEnd(28)} ${String(right).padStart(4)} / ${String(all).padEnd(4)} ${((100 * right) / Math.max(all, 1)).toFixed(1).padStart(6)}%`

const line = (name: string, judged: readonly { readonly wrong: string | null }[]): void =>
  console.log(share(name, judged.filter(({ wrong }) => wrong === null).length, judged.length))

const byGroup = <Run>(judged: readonly Judged<Run>[], groupsOf: (run: Run) => readonly string[]): void => {
  const groups = [...new Set(judged.flatMap(({ run }) => groupsOf(run)))].sort()
  for (const group of groups)
    line(
      group,
      judged.filter(({ run }) => groupsOf(run).includes(group)),
    )
}

const judgeCommand = (run: CommandRun): Judged<CommandRun> => {
  const wrongs = wrongsOf(run.scenario, run.command, run, run.outcome)
  return { run, wrong: wrongs.length === 0 ? null : wrongs.join('; ') }
}

const confirmations = ({ needs }: CommandRun['answer']): number => (needs && 'confirmations' in needs ? needs.confirmations : 0)

const printCommands = (judged: readonly Judged<CommandRun>[]): void => {
  console.log('commands')
  line('all', judged)
  line(
    'to be applied',
    judged.filter(({ run }) => run.command.expect === 'apply'),
  )
  line(
    'to be refused or asked about',
    judged.filter(({ run }) => run.command.expect !== 'apply'),
  )
  byGroup(judged, ({ command }) => [command.lang])
  byGroup(judged, ({ command }) => [command.kind[0] ?? ''])
  const wrongChanges = judged.filter(({ run, wrong }) => wrong !== null && dump(run.before) !== dump(run.after))
  console.log(`  wrong changes applied without a question: ${wrongChanges.filter(({ run }) => confirmations(run.answer) === 0).length}`)
  console.log(
    `  wrong changes applied after a yes to what was shown: ${wrongChanges.filter(({ run }) => confirmations(run.answer) > 0).length}`,
  )
}

const printTurns = (judged: readonly Judged<TurnRun>[]): void => {
  console.log('dialogue turns')
  line('all', judged)
  byGroup(judged, ({ dialogue }) => [dialogue.lang])
  byGroup(judged, ({ id }) => [id.endsWith('.1') ? 'first turns' : 'follow-ups'])
  const whole = Map.groupBy(judged, ({ run }) => run.dialogue.id)
  const right = [...whole.values()].filter((turns) => turns.every(({ wrong }) => wrong === null)).length
  console.log(share('whole dialogues', right, whole.size))
}

const printFails = (commands: readonly Judged<CommandRun>[], turns: readonly Judged<TurnRun>[]): void => {
  for (const { run, wrong } of commands)
    if (wrong !== null) console.log(`${run.command.id} ${run.outcome}: ${run.command.command}\n    ${run.answer.sql ?? '-'}\n    ${wrong}`)
  for (const { run, wrong } of turns)
    if (wrong !== null)
      console.log(`${run.id} ${run.answer.kind}: ${run.turn.question}\n    ${run.answer.sql ?? '-'}\n    gold: ${run.turn.gold_sqlite}`)
}

const home = join(dirname(fileURLToPath(import.meta.url)), '..')
const beside = join(home, '..', 'shared', 'tools', 'check.py')
const checker = values.check ?? (existsSync(beside) ? beside : null)

/** What the checker of the practice data says of the same states and answers, to see that both agree. */
const printChecker = (half: Half, folder: string): void => {
  if (checker === null) return
  for (const name of ['commands_es.json', 'commands_ref.json', 'followups_es.json'])
    copyFileSync(join(folderOf(half), name), join(folder, name))
  for (const [what, from] of [
    ['commands', join(folder, 'states')],
    ['select', join(folder, 'answers.jsonl')],
  ] as const) {
    const { stdout, stderr } = spawnSync('python3', [checker, what, from, '--data', folder], { encoding: 'utf8' })
    console.log(`${what}, by ${checker}: ${/^\s+all\s+(\d+ \/ \d+)/m.exec(stdout)?.[1] ?? (stderr || 'nothing')}`)
  }
}

const measure = async (half: Half, folder: string): Promise<void> => {
  const sets = readSets(half)
  const states = join(folder, 'states')
  buildDatabases(half, folder)
  writeReferenceStates(sets, folder, states)
  const commands = (await runCommands(sets, states)).map(judgeCommand)
  const turns = (await runDialogues(sets, folder)).map((run) => {
    const right = isRight(join(folder, `${run.dialogue.db}.sqlite`), run.turn, run.answer.kind === 'query' ? run.answer.sql : null)
    return { run, wrong: right ? null : 'other rows' }
  })
  console.log(`\n${half}`)
  printCommands(commands)
  printTurns(turns)
  if (values.fails && half === 'seen') printFails(commands, turns)
  writeFileSync(
    join(folder, 'right.json'),
    JSON.stringify([...commands.map(({ run, wrong }) => [run.command.id, wrong]), ...turns.map(({ run, wrong }) => [run.id, wrong])]),
  )
  printChecker(half, folder)
}

const folder = values.out ?? mkdtempSync(join(tmpdir(), 't7-sets-'))
try {
  for (const half of halves) if (values.half === undefined || values.half === half) await measure(half, join(folder, half))
} finally {
  if (values.out === undefined) rmSync(folder, { recursive: true, force: true })
}
