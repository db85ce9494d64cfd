import type { Column, Table } from '#contracts/catalog.ts'
import { findTable } from '#contracts/catalog.ts'
import type { ChangeStep, ColumnSpec } from '#contracts/change.ts'
import type { Condition } from '#contracts/query-plan.ts'
import { tokenize } from '../tokens.ts'
import { assumeTable } from './assume.ts'
import { cutItems } from './column-list.ts'
import { boundsOf, columnFrom } from './column-spec.ts'
import { readDefault } from './literal-value.ts'
import { ask, say, unknownColumn, whichTable } from './questions.ts'
import type { Rule } from './rule.ts'
import { readRules } from './rules.ts'
import { type Draft, draftOf, emptyDraft, failed, join, type Scope } from './scope.ts'
import { find, has, said, trim, type Words } from './spans.ts'
import { columnNamed, nearest } from './table-names.ts'
import { resolveTarget, type Target } from './target.ts'

/** Steps that lay rules on a column that exists. */
export const ruleSteps = (table: Table, column: Column, rules: readonly Rule[], scope: Scope): readonly ChangeStep[] => {
  const { input, today } = scope
  const check = (condition: Condition): ChangeStep => ({
    kind: 'add_constraint',
    table: table.name,
    constraint: { kind: 'check', name: null, condition },
  })
  const bounds = boundsOf(rules, column.name, column.type)
  const told = rules.find((r) => r.kind === 'default')
  const preset = told ? readDefault(told.words, column.type, today, input.language, said(input.text, trim(told.words))) : null
  const others = rules.flatMap((rule): readonly ChangeStep[] => {
    switch (rule.kind) {
      case 'required':
        return [
          { kind: 'set_required', table: table.name, column: column.name, required: rule.required, fill: rule.required ? preset : null },
        ]
      case 'unique':
        return [{ kind: 'add_constraint', table: table.name, constraint: { kind: 'unique', name: null, columns: [column.name] } }]
      case 'primary':
        return [{ kind: 'add_constraint', table: table.name, constraint: { kind: 'primary_key', name: null, columns: [column.name] } }]
      case 'values':
        return [
          check({
            kind: 'in',
            value: { kind: 'column', table: '', column: column.name },
            options: rule.values.map((value) => ({ kind: 'literal', value, type: 'text' })),
            negated: false,
          }),
        ]
      case 'compare': {
        const other = columnNamed(table, rule.other)
        return other
          ? [
              check({
                kind: 'compare',
                operator: rule.operator,
                left: { kind: 'column', table: '', column: column.name },
                right: { kind: 'column', table: '', column: other.name },
              }),
            ]
          : []
      }
      case 'type':
        return rule.meaning.type === column.type
          ? []
          : [
              {
                kind: 'change_type',
                table: table.name,
                column: column.name,
                type: rule.meaning.type,
                length: null,
                scale: rule.meaning.scale,
              },
            ]
      default:
        return []
    }
  })
  return [
    ...(preset ? [{ kind: 'set_default' as const, table: table.name, column: column.name, default: preset }] : []),
    ...others,
    ...(bounds ? [check(bounds)] : []),
  ]
}

/** "un piso puede estar libre, reservado o vendido": the state has no name of its own. */
const stateColumn = (words: Words, table: Table, rules: readonly Rule[], scope: Scope): Draft => {
  const name = say(scope.input.language, has(words, /ser|es|son/) && !has(words, /estar/) ? 'tipo' : 'estado', 'status')
  const known = table.columns.find((c) => c.name === name)
  if (known) return draftOf(ruleSteps(table, known, rules, scope))
  const made = columnFrom([], rules, table.name, scope, name)
  if (!made) return emptyDraft
  const spec: ColumnSpec = { ...made.spec, required: made.spec.default !== null }
  return draftOf([{ kind: 'add_column', table: table.name, column: spec }], {
    assumptions: [assumeTable(null, table.name, [])],
    confidence: 0.85,
  })
}

type Piece = { readonly words: Words; readonly rules: readonly Rule[]; readonly whole: Words }

/** Pieces with their rules; those that say no column add theirs to the one before. */
const pieces = (words: Words, scope: Scope): readonly Piece[] => {
  const read: Piece[] = []
  for (const whole of cutItems(words)) {
    const { rules, rest } = readRules(whole, scope.input.language)
    const previous = read.at(-1)
    const meant = trim(
      rest,
      /^(?:y|e|and|que|quiero|necesito|hay|pon|haz|el|la|los|las|i|want|need|make|ahora|ademas|se|pueda|puedan|guardar|haya|the|must|should)$/,
    )
    if (previous && meant.length === 0) read[read.length - 1] = { ...previous, rules: [...previous.rules, ...rules] }
    else read.push({ words: meant, rules, whole })
  }
  return read
}

const whereMeant = (target: Target, piece: Piece, scope: Scope): Table | null => {
  const chosen = scope.input.overrides[`table:${said(scope.input.text, piece.words)}`]
  if (!target.guess) return target.table
  return (chosen && [target.table.name, ...target.others].includes(chosen) && findTable(scope.knowledge.catalog, chosen)) || null
}

/** Rules with no noun are for the column spoken of last. */
const lastColumn = (piece: Piece, scope: Scope): Draft | null => {
  const table = scope.focus === null || piece.words.length > 0 ? undefined : findTable(scope.knowledge.catalog, scope.focus)
  const column = table?.columns.find((c) => c.name === scope.column)
  return table && column ? draftOf(ruleSteps(table, column, piece.rules, scope), { confidence: 0.88 }) : null
}

const pieceDraft = (piece: Piece, scope: Scope): Draft => {
  const { input } = scope
  const last = lastColumn(piece, scope)
  if (last) return last
  const target = resolveTarget(piece.words, scope)
  const phrase = said(input.text, piece.words)
  if (!target) return { ...emptyDraft, confidence: 0.2 }
  const table = whereMeant(target, piece, scope)
  if (!table) return failed(whichTable(input.text, phrase, [target.table.name, ...target.others], input.language))
  const column = target.column && (table.columns.find((c) => c.name === target.column?.name) ?? columnNamed(table, piece.words))
  if (column) {
    const steps = ruleSteps(table, column, piece.rules, scope)
    const unsaid = target.column !== null && scope.focus === table.name
    return draftOf(steps, { confidence: 0.9, assumptions: unsaid ? [assumeTable(phrase, table.name, [])] : [] })
  }
  if (target.unknown.length > 0) {
    const near = nearest(
      table.columns.map((c) => c.name),
      target.unknown,
    )
    return failed(unknownColumn(input.text, said(input.text, target.unknown), table.name, near, input.language), 0.5)
  }
  if (piece.rules.some((r) => r.kind === 'values')) return stateColumn(piece.whole, table, piece.rules, scope)
  return failed(ask(say(input.language, `¿A qué columna de ${table.name} te refieres?`, `Which column of ${table.name} do you mean?`)), 0.3)
}

const forbidding =
  /(?:(?:que|y|and|ademas) )*(?:no se (?:pueda|puedan|puede|pueden) (?:guardar|poner|meter|registrar|crear|anadir|apuntar|dar de alta)|no (?:permitas|dejes|admitas|aceptes|quiero|queremos|puede haber|pueda haber|haya|debe haber)|(?:don't|do not|never) (?:allow|accept|let)|there (?:can't|cannot|must not) be)/

/** "que no se pueda guardar un servicio con precio negativo": a rule told by what it forbids. */
const allowed = (said: Words): Words => {
  const words = said.filter((w) => !(w.kind === 'symbol' && /^['’]$/.test(w.text)))
  const two = find(
    words,
    /(?:que )?no (?:haya|puede haber|pueda haber|debe haber) (?:dos|varios|varias|mas de un[oa]?) (\S+(?: \S+)?) con (?:el|la) mism[oa]/,
  )
  if (two?.from === 0) return [...words.slice(two.to), ...tokenize(`de ${two.groups[1] ?? ''} unico`)]
  const preset = find(words, /(?:por defecto|by default)/)
  const verb = preset?.from === 0 ? find(words, /(?:sera|seran|es|son|sea|vale|is|will be|,)/) : null
  if (preset && verb) return [...words.slice(preset.to, verb.from), ...words.slice(0, preset.to), ...words.slice(verb.to)]
  const opening = find(words, forbidding)
  if (!opening || opening.from > 1) return words
  const rest = words.slice(opening.to)
  const negative = find(rest, /(?:en )?negativ[oa]s?|negative/)
  const first = rest[0]
  if (!negative || !first) return words
  const can = tokenize('no puede ser negativo')
  return [...rest.slice(0, negative.from), ...can, ...rest.slice(negative.to)]
}

/** "el título es obligatorio y los ejemplares no pueden bajar de cero": rules for columns that exist. No steps where none is said. */
export const columnRules = (words: Words, scope: Scope): Draft => {
  const read = pieces(allowed(words), scope).filter((p) => p.rules.length > 0)
  if (read.length === 0) return { ...emptyDraft, confidence: 0 }
  return read.map((piece) => pieceDraft(piece, scope)).reduce(join, { ...emptyDraft })
}
