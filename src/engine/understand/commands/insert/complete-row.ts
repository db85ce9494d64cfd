import type { Column, Table } from '#contracts/catalog.ts'
import type { Assumption } from '#contracts/plan.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { aggregate, column as columnOf, scalar } from '../../../plan/expressions.ts'
import { simpleSelect } from '../../../plan/select.ts'
import { assumeValue } from '../assume.ts'
import { knownValues } from '../fit-value.ts'
import { literal } from '../literal-value.ts'
import type { Problem } from '../proposal.ts'
import { ask, listOf, refuse, say } from '../questions.ts'
import type { Scope } from '../scope.ts'
import type { Row } from './row-state.ts'

/** A row with what was not said but follows, and what is still missing. */
export type Completed = { readonly row: Row; readonly assumptions: readonly Assumption[]; readonly missing: readonly Column[] }

const recorded =
  /(?:alta|registro|creaci|creado|created|registered|signed|signup|joined|emisi|issued|order_date|ordered|booked|reserva$|inscri|enrol|matricul|prestamo|contratac|hired|venta|sold|compra)/

const bare = /^(?:fecha|date|dia|day|f|fec)$/
const writtenDown =
  /(?:pedid|venta|pago|cobro|gasto|ingreso|factura|compra|movim|prestam|valorac|incidenc|visita|nota|entrada|order|sale|payment|expense|invoice|purchase|loan|review|issue|ticket|note|log|inscri|enrol|matricul|asisten|attend)/

/** Whether a date tells when the row was written down: then today, where nothing else is said. */
const isRecordDate = (table: Table, column: Column): boolean =>
  (column.type === 'date' || column.type === 'datetime') &&
  (recorded.test(column.name.toLowerCase()) || (bare.test(column.name.toLowerCase()) && writtenDown.test(table.name.toLowerCase())))

const isNumbered = (table: Table, column: Column): boolean =>
  table.primaryKey.length === 1 && table.primaryKey[0] === column.name && column.type === 'integer'

const nextNumber = (table: Table, column: Column, index: number): Expression => {
  const highest: Expression = scalar(simpleSelect(table.name, [aggregate('max', columnOf(table.name, column.name))]))
  const known: Expression = { kind: 'call', function: 'coalesce', arguments: [highest, literal(0, 'integer')] }
  return { kind: 'arithmetic', operator: '+', left: known, right: literal(index + 1, 'integer') }
}

const given = /^(?:nombre|name|first_?name|given_?name)$/
const surname = /^(?:apellidos?|surname|last_?name|family_?name)$/

/** "Rosa Gil Mora" where surnames have a column of their own that must be filled: the first word is the name. */
const withSurname = (row: Row, table: Table): Row => {
  const first = table.columns.find((c) => given.test(c.name.toLowerCase()))
  const last = table.columns.find((c) => surname.test(c.name.toLowerCase()) && !c.nullable && c.type === 'text')
  const value = first && row.get(first.name)
  if (!first || !last || row.has(last.name) || value?.kind !== 'literal' || typeof value.value !== 'string') return row
  const [name, ...rest] = value.value.split(' ')
  if (name === undefined || rest.length === 0) return row
  return new Map([...row, [first.name, literal(name, 'text')], [last.name, literal(rest.join(' '), 'text')]])
}

/** Fills in today's date where a row is dated by when it is written down, and the next number of a key that the database does not number. */
export const completeRow = (row: Row, table: Table, index: number, scope: Scope): Completed => {
  const full = new Map(withSurname(row, table))
  const assumptions: Assumption[] = []
  const missing: Column[] = []
  for (const column of table.columns) {
    if (full.has(column.name) || column.generated || column.default !== null) continue
    const key = isNumbered(table, column)
    const refers = scope.knowledge.catalog.relations.some((r) => r.from.table === table.name && r.from.columns.includes(column.name))
    if (key && !refers) {
      full.set(column.name, nextNumber(table, column, index))
      continue
    }
    const required = !column.nullable || table.primaryKey.includes(column.name)
    const dated = isRecordDate(table, column)
    if (required && dated) {
      full.set(column.name, literal(column.type === 'date' ? scope.today : `${scope.today} 00:00:00`, column.type))
      assumptions.push(assumeValue(`${table.name}.${column.name}`, null, `${column.name} = ${scope.today}`, scope.today))
    } else if (required) missing.push(column)
  }
  return { row: full, assumptions, missing }
}

/** Says which columns a new row still needs. */
export const askMissing = (table: Table, missing: readonly Column[], scope: Scope): Problem => {
  const { language } = scope.input
  const names = missing.map((c) => c.name)
  const choice = missing.length === 1 ? missing[0]?.allowedValues : null
  return ask(
    say(
      language,
      `Para añadir ${rowOf(table, language)} ${names.length === 1 ? 'falta' : 'faltan'} ${listOf(names, language)}. ¿Qué pongo?`,
      `To add ${rowOf(table, language)} ${listOf(names, language)} ${names.length === 1 ? 'is' : 'are'} missing. What should I put?`,
    ),
    (choice ?? []).slice(0, 6).map((value) => ({ label: value, text: `${scope.input.text}, ${names[0]} ${value}`, overrides: {} })),
  )
}

const rowOf = (table: Table, language: 'es' | 'en'): string => say(language, `una fila a ${table.name}`, `a row to ${table.name}`)

/** A value that must be unique and is stored already. */
export const duplicates = (row: Row, table: Table, scope: Scope): readonly Problem[] =>
  table.columns.flatMap((column) => {
    const value = row.get(column.name)
    const alone =
      table.uniques.some((u) => u.columns.length === 1 && u.columns[0] === column.name) ||
      (table.primaryKey.length === 1 && table.primaryKey[0] === column.name)
    if (!alone || value?.kind !== 'literal' || typeof value.value !== 'string' || !knownValues(table, column, scope).includes(value.value))
      return []
    const { language } = scope.input
    const sentence = say(
      language,
      `Ya hay una fila en ${table.name} con ${column.name} «${value.value}», y no se puede repetir.`,
      `There is already a row in ${table.name} with ${column.name} "${value.value}", and it cannot be repeated.`,
    )
    return [refuse('change.duplicate', { table: table.name, column: column.name, value: value.value }, sentence)]
  })
