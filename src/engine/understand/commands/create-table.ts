import { findTable } from '#contracts/catalog.ts'
import type { ChangeStep, ConstraintSpec } from '#contracts/change.ts'
import type { Assumption } from '#contracts/plan.ts'
import { columnAmong, type Item, readItem, referenceColumn, turnedReference } from './column-item.ts'
import { cutItems } from './column-list.ts'
import { boundsOf, type ColumnReading, lengthOf, plainColumn } from './column-spec.ts'
import { complementOf } from './complement.ts'
import { identifierOf } from './identifiers.ts'
import { readDefault } from './literal-value.ts'
import type { Problem } from './proposal.ts'
import { unreadColumn } from './questions.ts'
import type { Rule } from './rule.ts'
import { after, type Draft, draftOf, join, type Scope } from './scope.ts'
import { find, findAt, said, trim, type Words } from './spans.ts'
import { keyName } from './table-names.ts'

/** A table to make: its name's words, and the words that describe its columns. */
export type TableHead = { readonly name: Words; readonly list: Words }

/** A piece that is a sentence about relations or rows rather than a column. */
export const clauseOpening =
  /(?:(?:y|and|pero|but|que|tambien) )*(?:cada|each|every|un mism[oa]|una misma|en un[a]? mism[oa]|the same|nadie|nobody|no one|no puede haber|cuando se borr\S+|si se borr\S+|al borrar|when (?:a|an|the)|if (?:a|an|the))/

/** The column with more rules laid on it. */
export const describe = (reading: ColumnReading, rules: readonly Rule[], scope: Scope): ColumnReading => {
  const { spec } = reading
  const told = rules.find((r) => r.kind === 'default')
  const meaning = rules.find((r) => r.kind === 'type')?.meaning
  const type = meaning?.type ?? spec.type
  const values = rules.flatMap((r) => (r.kind === 'values' ? [...r.values] : []))
  return {
    ...reading,
    primary: reading.primary || rules.some((r) => r.kind === 'primary'),
    comparisons: [...reading.comparisons, ...rules.filter((r) => r.kind === 'compare')],
    spec: {
      ...spec,
      type,
      scale: meaning ? meaning.scale : spec.scale,
      length: lengthOf(rules, type) ?? spec.length,
      required: rules.reduce((now, r) => (r.kind === 'required' ? r.required : now), spec.required),
      unique: spec.unique || rules.some((r) => r.kind === 'unique'),
      default: told
        ? readDefault(told.words, type, scope.today, scope.input.language, said(scope.input.text, trim(told.words)))
        : spec.default,
      allowedValues: values.length > 0 ? values : spec.allowedValues,
      check: boundsOf(rules, spec.name, type) ?? spec.check,
    },
  }
}

const place = (own: readonly ColumnReading[], item: Item, scope: Scope): readonly ColumnReading[] => {
  if (item.kind === 'nothing') return own
  if (item.kind === 'refers') return own.map((c, at) => (at === own.length - 1 ? turnedReference(c, item.target, scope) : c))
  if (item.kind === 'columns') return [...own, ...item.columns.map((c) => distinct(c, own))]
  const target = item.of.length > 0 ? columnAmong(item.of, own) : own.at(-1)
  return target ? own.map((c) => (c === target ? describe(c, item.rules, scope) : c)) : own
}

/** Two columns never share a name. */
const distinct = (reading: ColumnReading, own: readonly ColumnReading[]): ColumnReading => {
  if (!own.some((c) => c.spec.name === reading.spec.name)) return reading
  const n = own.filter((c) => c.spec.name.startsWith(reading.spec.name)).length + 1
  return { ...reading, spec: { ...reading.spec, name: `${reading.spec.name}_${n}` } }
}

const comparisonChecks = (own: readonly ColumnReading[]): readonly ConstraintSpec[] =>
  own.flatMap((reading) =>
    reading.comparisons.flatMap((rule): readonly ConstraintSpec[] => {
      const other = columnAmong(rule.other, own)
      if (!other) return []
      const column = (name: string) => ({ kind: 'column', table: '', column: name }) as const
      return [
        {
          kind: 'check',
          name: null,
          condition: { kind: 'compare', operator: rule.operator, left: column(reading.spec.name), right: column(other.spec.name) },
        },
      ]
    }),
  )

const stepOf = (table: string, own: readonly ColumnReading[], scope: Scope): Extract<ChangeStep, { kind: 'create_table' }> => {
  const key = own.filter((c) => c.primary).map((c) => c.spec.name)
  const { catalog } = scope.knowledge
  const identity = keyName(catalog, table, scope.input.language)
  const numbered = key.length === 0 && !own.some((c) => c.spec.name === identity)
  return {
    kind: 'create_table',
    table,
    columns: [...(numbered ? [{ ...plainColumn(identity, 'integer'), required: true, identity: true }] : []), ...own.map((c) => c.spec)],
    primaryKey: key.length > 0 ? key : [identity],
    constraints: [...comparisonChecks(own)],
    description: null,
  }
}

/** "las líneas del presupuesto" refer to the presupuesto they belong to, without saying so again. */
const withOwner = (name: Words, own: readonly ColumnReading[], scope: Scope): readonly ColumnReading[] => {
  const owner = complementOf(name, scope)
  if (!owner || own.length === 0 || own.some((c) => c.spec.references?.table === owner.name)) return own
  const column = referenceColumn(owner, scope, said(scope.input.text, name))
  return column ? [column, ...own] : own
}

/** Questions about the columns whose description was not understood whole. */
export const unreadOf = (own: readonly ColumnReading[], table: string, scope: Scope): readonly Problem[] =>
  own.flatMap(({ unread }) => (unread ? [unreadColumn(said(scope.input.text, unread), table, scope.input.language)] : []))

/** Makes the step for one table, and gives back the words of its list that are sentences of their own. */
export const createTable = (head: TableHead, scope: Scope): { readonly draft: Draft; readonly clause: Words } => {
  const table = identifierOf(head.name)
  const clauseAt = find(head.list, clauseOpening)
  const list = clauseAt ? head.list.slice(0, clauseAt.from) : head.list
  const items = cutItems(list)
  const described = items.reduce<readonly ColumnReading[]>(
    (columns, piece) => place(columns, readItem(piece, table, columns, scope), scope),
    [],
  )
  const own = withOwner(head.name, described, scope)
  const assumptions: readonly Assumption[] = own.flatMap((c) => c.assumptions)
  const step = stepOf(table, own, scope)
  const clause = clauseAt ? head.list.slice(clauseAt.from) : []
  const taken = findTable(scope.knowledge.catalog, table)
  const { language } = scope.input
  const problems = [
    ...unreadOf(own, table, scope),
    ...(taken
      ? [
          {
            kind: 'refuse',
            code: 'change.already_exists',
            params: { name: table },
            sentence:
              language === 'es'
                ? `Ya hay una tabla ${table}. Si quieres cambiarla, dime qué columna añadir o quitar.`
                : `There is already a table ${table}. To change it, tell me which column to add or remove.`,
          } as const,
        ]
      : []),
    ...(own.length === 0
      ? [
          {
            kind: 'clarify',
            question:
              language === 'es'
                ? `¿Qué datos quieres guardar en ${table}? Por ejemplo: nombre, fecha y precio.`
                : `What do you want to keep in ${table}? For example: name, date and price.`,
            choices: [],
          } as const,
        ]
      : []),
  ]
  const confidence = own.length === 0 ? 0.4 : own.length > 1 ? 0.92 : 0.8
  return { draft: draftOf([step], { assumptions, problems, confidence }), clause }
}

const openers =
  /(?:con(?: los campos| las columnas)?|with|que tenga[n]?|que lleve[n]?|que guarde[n]?|having|containing|usando|using|donde|para guardar|that has|which has)/
const tableWord = /(?:tabla|table|listado|registro|fichero)s?/
const naming = '(?: (?:llamadas?|que se llamen?|called|named|con nombre|de|para|of|for|los|las|la|el|the|nuestros|nuestras|our))'

/** "(a, b, c)" is the list a, b, c. */
const unwrap = (words: Words): Words => {
  if (words[0]?.text !== '(') return words
  const closing = words.findIndex((w) => w.text === ')')
  if (closing < 0) return words.slice(1)
  return closing === words.length - 1 ? words.slice(1, -1) : words
}

/** Where a table's name ends and the description of its columns begins. */
const headAt = (words: Words, from: number): TableHead | null => {
  let end = from
  while (end < words.length && end - from < 6) {
    const token = words[end]
    if (!token || (token.kind === 'symbol' && token.text !== '_') || findAt(words, openers, end)) break
    if (/^(?:y|and)$/.test(token.norm)) break
    end++
  }
  const name = words.slice(from, end)
  if (name.length === 0) return null
  const opener = findAt(words, openers, end)
  const using = opener && /usando|using/.test(opener.groups[0])
  return { name, list: unwrap(words.slice(opener && !using ? opener.to : end)) }
}

/** Every table that a sentence asks to make: "una tabla de A con ..., y otra de B con ...". */
export const tableHeads = (words: Words): readonly TableHead[] => {
  const starts: { readonly at: number; readonly name: number }[] = []
  const marks = new RegExp(`(?:(?:y |and |ahora )*(?:otra|another)(?: tabla| table)?${naming}+|${tableWord.source}${naming}*)`)
  for (let match = find(words, marks); match; match = find(words, marks, Math.max(match.to, match.from + 1)))
    starts.push({ at: match.from, name: match.to })
  const before = find(words, /(?:an?|the|un|una|another) (\S+(?: \S+)?) table(?=$| [:,(]| with| having| containing)/)
  if (before) {
    const list = words.slice(before.to)
    const opener = findAt(list, openers)
    return [{ name: trim(words.slice(before.from + 1, before.to - 1)), list: opener ? list.slice(opener.to) : list }]
  }
  return starts.flatMap(({ name }, index) => {
    const next = starts[index + 1]?.at ?? words.length
    const head = headAt(words.slice(0, next), name)
    return head ? [head] : []
  })
}

/** Several tables in order, each known to the next. The focus moves to the last. */
export const createTables = (
  heads: readonly TableHead[],
  scope: Scope,
): { readonly draft: Draft; readonly scope: Scope; readonly clauses: readonly Words[] } => {
  let current = scope
  let draft: Draft | null = null
  const clauses: Words[] = []
  for (const head of heads) {
    const made = createTable(head, current)
    draft = draft ? join(draft, made.draft) : made.draft
    if (made.clause.length > 0) clauses.push(made.clause)
    current = { ...after(current, made.draft.steps), focus: identifierOf(head.name) }
  }
  return { draft: draft ?? draftOf([]), scope: current, clauses }
}
