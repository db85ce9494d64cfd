import type { SchemaChange } from '#contracts/change.ts'
import type { Statement } from '#contracts/verdict.ts'
import type { Run } from '#engine/ports.ts'
import { asOwner } from './as-owner.ts'
import { type DefinedTable, type DefinedView, readDefinition, readView } from './postgres-definition.ts'
import { isDropOf, keepBefore, keepNewValues, keepTable } from './postgres-keep.ts'
import { identifier, plain, textLiteral } from './quoting.ts'
import type { Kept, PostgresItem } from './undo-record.ts'

const q = (name: string): string => identifier(name, 'postgres')

/** The object that a step changes: its name before and after; null = it is not there on that side. */
export const subjectOf = (step: SchemaChange): { readonly before: string | null; readonly after: string | null } => {
  switch (step.kind) {
    case 'create_table':
      return { before: null, after: step.table }
    case 'drop_table':
      return { before: step.table, after: null }
    case 'rename_table':
      return { before: step.table, after: step.to }
    case 'create_view':
      return { before: null, after: step.name }
    case 'drop_view':
      return { before: step.name, after: null }
    default:
      return { before: step.table, after: step.table }
  }
}

const isConstant = (expression: string): boolean => /^(?:'(?:[^']|'')*'|-?[\d.]+|true|false|NULL)(?:::[\w\s(),"[\]]+)?$/i.test(expression)

/** What a new column holds wherever nobody wrote to it. */
const addedValue = async (run: Run, step: SchemaChange, after: DefinedTable | null): Promise<PostgresItem['added']> => {
  if (step.kind !== 'add_column' || after === null) return null
  const column = after.columns.find((c) => c.name === step.column.name)
  if (column === undefined) return null
  if (column.default === null) return { column: column.name, value: null, checked: column.identity === '' && column.generated === '' }
  if (!isConstant(column.default)) return { column: column.name, value: null, checked: false }
  const value = await run(plain(`SELECT CAST((${column.default}) AS ${column.type})::text`))
  const cell = value.rows[0]?.[0] ?? null
  return { column: column.name, value: cell === null ? null : String(cell), checked: true }
}

const viewsTouched = (before: DefinedTable | null, statements: readonly Statement[]): readonly DefinedView[] =>
  (before?.views ?? []).filter((v) => statements.some((s) => s.sql === `DROP VIEW ${q(v.name)}`))

const ownView = async (run: Run, step: SchemaChange): Promise<readonly DefinedView[]> => {
  const view = step.kind === 'drop_view' ? await readView(run, step.name) : null
  return view === null ? [] : [view]
}

const restoreViewDetails = async (run: Run, views: readonly DefinedView[]): Promise<void> => {
  for (const view of views) for (const statement of viewDetails(view)) await run(statement)
}

/** Comment and grants of a view that has been made again. */
export const viewDetails = (view: DefinedView): readonly Statement[] => [
  ...(view.comment === null ? [] : [plain(`COMMENT ON VIEW ${q(view.name)} IS ${textLiteral(view.comment, 'postgres')}`)]),
  ...view.grants.map((g) => plain(g.replace('%s', () => q(view.name)))),
]

/** The database says with the person's own rights whether a drop is allowed; then the table is moved aside instead. */
const tryOnly = async (person: Run, run: Run, statement: Statement): Promise<void> => {
  await run(plain('SAVEPOINT t7_try'))
  await person(statement)
  await run(plain('ROLLBACK TO SAVEPOINT t7_try'))
  await run(plain('RELEASE SAVEPOINT t7_try'))
}

/** Runs one structure step and returns what its undo needs. `name` is that of whatever must be kept aside. */
export const applyPostgresStep = async (
  person: Run,
  step: SchemaChange,
  statements: readonly Statement[],
  name: string,
): Promise<PostgresItem> => {
  const run = asOwner(person)
  const subject = subjectOf(step)
  const before = subject.before === null ? null : await readDefinition(run, subject.before)
  const views = [...(await ownView(run, step)), ...viewsTouched(before, statements)]
  let kept: Kept | null = await keepBefore(run, step, before, name)
  for (const statement of statements) {
    if (before === null || !isDropOf(statement.sql, step)) await person(statement)
    else {
      await tryOnly(person, run, statement)
      kept = await keepTable(run, before, name)
    }
  }
  if (step.kind === 'change_type') await restoreViewDetails(run, views)
  const after = subject.after === null ? null : await readDefinition(run, subject.after)
  if (step.kind === 'change_type' && after !== null && kept?.kind === 'values') await keepNewValues(run, after, kept)
  return { kind: 'postgres', step, before, after, views, added: await addedValue(run, step, after), kept }
}
