import type { Column, Table } from '#contracts/catalog.ts'
import type { Expression } from '#contracts/query-plan.ts'
import { column as columnOf } from '../../plan/expressions.ts'
import { type Amount, readAmount } from './amounts.ts'
import { impliedPlaces, type Place, placesIn, settle } from './assignments.ts'
import { assumeTable } from './assume.ts'
import { fitValue } from './fit-value.ts'
import { literal } from './literal-value.ts'
import { ask, say } from './questions.ts'
import type { Rows } from './rows.ts'
import { readRules } from './rules.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, findAt, has, said, trim, type Words, without } from './spans.ts'
import { resolveTarget } from './target.ts'

const none: Draft = { ...emptyDraft, confidence: 0 }

/** What is wrong with the rows a change would touch. */
export const rowProblems = (rows: Rows, scope: Scope): Draft['problems'] => {
  const { language } = scope.input
  const { name } = rows.table
  if (rows.where === null && rows.single)
    return [ask(say(language, `¿Cuál de ${name}? Dime su nombre o su número.`, `Which of ${name}? Tell me its name or number.`))]
  if (rows.unread.length === 0 && rows.where?.kind === 'in_query' && rows.confidence < 0.4)
    return [
      ask(
        say(
          language,
          `No estoy seguro de qué filas de ${name} quieres cambiar. ¿Me lo dices de otra forma?`,
          `I am not sure which rows of ${name} you want to change. Can you say it another way?`,
        ),
      ),
    ]
  if (rows.unread.length === 0) return []
  const words = rows.unread.map((u) => `«${u}»`).join(', ')
  return [
    ask(
      say(
        language,
        `No sé a qué filas de ${rows.table.name} te refieres con ${words}. ¿Me lo dices de otra forma?`,
        `I don't know which rows of ${rows.table.name} you mean by ${words}. Can you say it another way?`,
      ),
    ),
  ]
}

/** An UPDATE of one column of the rows a place holds. */
export const updateOf = (
  place: { readonly table: Table; readonly column: Column; readonly rows: Rows },
  value: Expression,
  scope: Scope,
  confidence = 0.9,
): Draft => {
  const { table, column, rows } = place
  const step = { kind: 'update' as const, table: table.name, set: [{ column: column.name, value }], where: rows.where }
  return draftOf([step], {
    assumptions: [...rows.assumptions, assumeTable(null, table.name, [])],
    links: rows.links,
    problems: rowProblems(rows, scope),
    confidence: Math.min(confidence, Math.max(0.3, rows.confidence + 0.05)),
  })
}

const raising =
  /(?:sube(?:le|les|lo|los|la|las|selo)?|subir(?:le|les)?|subid|aumenta(?:le|les|r)?|incrementa(?:le|les|r)?|encarece|suma(?:le|les)?|anade(?:le|les)|raise|increase|bump(?: up)?|put up|add)/
const lowering =
  /(?:baja(?:le|les|lo|los|la|las|r)?|bajar(?:le|les)?|reduce|reducele|reduceles|reducir|rebaja(?:le|les|r)?|disminuye|disminuir|descuenta(?:le|les)?|abarata|resta(?:le|les)?|quitale|lower|reduce|decrease|cut|drop|discount)/

const numeric =
  (scope: Scope) =>
  (table: Table, column: Column): boolean =>
    (column.type === 'number' || column.type === 'integer') &&
    !table.primaryKey.includes(column.name) &&
    !scope.knowledge.catalog.relations.some((r) => r.from.table === table.name && r.from.columns.includes(column.name))

const priced =
  (scope: Scope) =>
  (table: Table, column: Column): boolean =>
    numeric(scope)(table, column) && scope.knowledge.natures.get(`${table.name}.${column.name}`)?.money === true

type Step = { readonly amount: Amount; readonly from: number; readonly to: number; readonly absolute: boolean }

/** "un 3 %", "5 euros", "en 10", "by 5 percent", "a 25". */
const amountIn = (words: Words, scope: Scope): Step | null => {
  for (let at = 0; at < words.length; at++) {
    const lead = findAt(words, /(?:a|hasta|to)(?: las| los| los| la)?/, at)
    const exact = lead ? readAmount(words, lead.to, scope.input.language) : null
    if (lead && exact && /\d|^(?:un|una|one)?$/.test(words[lead.to]?.text ?? '') === true && exact.unit !== 'percent')
      return { amount: exact, from: at, to: lead.to + exact.tokens, absolute: true }
    const by = findAt(words, /(?:en|by|un|una|a|otro|otros|another)(?: un| a)?/, at)
    const amount = readAmount(words, by ? by.to : at, scope.input.language) ?? readAmount(words, at, scope.input.language)
    if (amount && !(by && amount.value === 1 && amount.unit === null && /^(?:un|una)$/.test(words[by.to]?.norm ?? words[at]?.norm ?? ''))) {
      const start = by && readAmount(words, by.to, scope.input.language) ? by.to : at
      return { amount, from: at, to: start + amount.tokens, absolute: false }
    }
  }
  return null
}

const scaled = (place: Place, step: Step, up: boolean): Expression => {
  const current = columnOf(place.table.name, place.column.name)
  const { amount } = step
  if (step.absolute) return literal(amount.value, place.column.type)
  if (amount.unit !== 'percent')
    return { kind: 'arithmetic', operator: up ? '+' : '-', left: current, right: literal(amount.value, place.column.type) }
  const factor = Number((1 + (up ? 1 : -1) * (amount.value / 100)).toFixed(6))
  const product: Expression = { kind: 'arithmetic', operator: '*', left: current, right: literal(factor, 'number') }
  const decimals = place.column.type === 'integer' ? 0 : 2
  return { kind: 'call', function: 'round', arguments: [product, literal(decimals, 'integer')] }
}

const askHowMuch = (words: Words, scope: Scope): Draft => {
  const target = resolveTarget(words, scope)
  const what = target?.column?.name ?? said(scope.input.text, trim(words))
  const question = say(
    scope.input.language,
    `¿Cuánto y a quién? Dime, por ejemplo: «sube un 3 % ${what} a ...».`,
    `By how much, and to whom? For example: "raise ${what} by 3 % for ...".`,
  )
  return { ...failed(ask(question)), confidence: 0.9 }
}

const giving = /(?:da(?:le|les|r|rle|rles)?|give|concede(?:le|les)?|aplica(?:le|les)?|apply|haz(?:le|les)?)/
const raise =
  /(?:una? |a |an )?(?:(?:subida|aumento|incremento)(?: (?:salarial|de sueldo|de precio))?(?: del?)?|(?:pay )?(?:raise|rise|increase)(?: of)?)/
const cut = /(?:una? |a |an )?(?:(?:rebaja|bajada|descuento|reduccion)(?: del?)?|(?:discount|cut|reduction)(?: of)?)/

/** "give all engineers a 4% raise", "dales una subida del 3 % a los recepcionistas". */
const raises = (words: Words, scope: Scope): Draft | null => {
  const verb = find(words, giving)
  const up = find(words, raise)
  const noun = up ?? find(words, cut)
  if (!verb || verb.from > 2 || !noun) return null
  const rest = words.filter((_, at) => at >= verb.to && !(at >= noun.from && at < noun.to))
  const step = amountIn(rest, scope)
  const others = step && without(rest, step)
  const places = others ? [...placesIn(others, scope, numeric(scope)), ...impliedPlaces(others, scope, priced(scope))] : []
  const [best] = places.sort((a, b) => b.score - a.score)
  return best && step ? updateOf(best, scaled(best, step, up !== null), scope, 0.85) : null
}

/** "mete 50 unidades más de stock al Martillo": so many more than there are. */
const addsMore = (words: Words, scope: Scope): Draft | null => {
  const verb = findAt(words, /(?:y )?(?:mete|pon|anade|agrega|suma|add|put)(?:le|les)?/)
  const step = verb && amountIn(words.slice(verb.to), scope)
  if (!verb || !step || step.from !== 0 || step.absolute || step.amount.unit === 'percent') return null
  const after = words.slice(verb.to + step.to)
  const extra = findAt(
    after,
    /(?:(?:unidad(?:es)?|uds|piezas?|units?|pieces?) )?(?:mas|more|extra)(?: (?:unidad(?:es)?|uds|units?))?(?: (?:de|of))?/,
  )
  if (!extra) return null
  const [best] = placesIn(after.slice(extra.to), scope, numeric(scope))
  return best?.rows.named ? updateOf(best, scaled(best, step, true), scope, 0.9) : null
}

const adding = /^(?:add|anade|suma|resta)/

/** "súbeles un 3 % el sueldo a los recepcionistas", "baja 5 euros los precios", "sube a 25 las plazas de yoga". */
export const scales = (words: Words, scope: Scope): Draft => {
  const given = raises(words, scope) ?? addsMore(words, scope)
  if (given) return given
  const up = find(words, raising)
  const down = up && up.from <= 2 ? null : find(words, lowering)
  const verb = up && up.from <= 2 ? up : down && down.from <= 2 ? down : null
  if (!verb) return none
  const rest = words.slice(verb.to)
  const step = amountIn(rest, scope)
  if (step && step.from > 0 && adding.test(verb.groups[0])) return none
  if (!step)
    return /^(?:sube|baja|raise|lower|aument|increment|rebaja|reduce|increase|decrease)/.test(verb.groups[0]) &&
      resolveTarget(rest, scope)?.column
      ? askHowMuch(rest, scope)
      : none
  const others = without(rest, step)
  const places = [...placesIn(others, scope, numeric(scope)), ...impliedPlaces(others, scope, priced(scope))]
  const [best, second] = [...places].sort((a, b) => b.score - a.score)
  if (!best) return none
  const clitic = /(?:les|los|las|le|lo|la)$/.test(verb.groups[0])
  if (!best.rows.named && clitic && !has(others, /tod[oa]s|all/) && !best.rows.where && !tableSaid(others, best.table, scope))
    return askHowMuch(others, scope)
  const close = second && second.table !== best.table && best.score - second.score < 0.05
  const draft = updateOf(best, scaled(best, step, verb === up), scope, close ? 0.5 : 0.92)
  return best.said ? draft : { ...draft, confidence: Math.min(draft.confidence, 0.82) }
}

const tableSaid = (words: Words, table: Table, scope: Scope): boolean => resolveTarget(words, scope)?.table === table && words.length > 3

const naming = /(?:is|are|will be|es|sera|pasa a ser)(?: now)?(?: (?:the|el|la|los|las|their|su))?(?: (?:new|nuev[oa]s?))?/

const costing = /(?:now costs?|ahora (?:cuesta|vale)n?|(?:cuesta|vale)n? ahora|pasan? a (?:costar|valer)|costs? now)/

/** "Pottery now costs 80": the price of the row named. */
const costs = (words: Words, scope: Scope): Draft | null => {
  const verb = find(words, costing)
  const amount = verb && readAmount(words, verb.to, scope.input.language)
  if (!verb || verb.from === 0 || !amount || amount.unit === 'percent' || verb.to + amount.tokens < trim(words).length) return null
  const places = impliedPlaces(words.slice(0, verb.from), scope, priced(scope)).filter((p) => p.rows.named && p.rows.unread.length === 0)
  const [best] = places
  if (!best) return null
  const fit = settle(fitValue(words.slice(verb.to, verb.to + amount.tokens), best.table, best.column, scope))
  return fit.value ? updateOf(best, fit.value, scope, 0.88) : failed(fit.problem ?? ask(''), 0.85)
}

/** "pasa a ser obligatorio": a rule on the column, not a value for its rows. */
const isRule = (words: Words, scope: Scope): boolean => {
  const { rules, rest } = readRules(words, scope.input.language)
  return rules.length > 0 && trim(rest, /^(?:pasa|a|ser|es|ahora|now|is)$/).length === 0
}

/** "Irene Abad is the new manager of Southgate", "el nuevo teléfono de Ana es 600...", "ahora el responsable de Z es Y". */
export const appoints = (words: Words, scope: Scope): Draft => {
  const cost = costs(words, scope)
  if (cost) return cost
  const marked = has(words, /(?:new|nuev[oa]|ahora|now|pasa a ser|desde hoy|from today|a partir de (?:hoy|ahora))/)
  const copula = find(words, naming)
  if (!marked || !copula || copula.from === 0) return none
  const left = trim(words.slice(0, copula.from), /^(?:ahora|now|el|la|the|y|and|que|nuevo|nueva|new|desde|hoy|a|partir|de)$/)
  const right = trim(words.slice(copula.to), /^(?:ahora|now|y|and)$/)
  if (isRule(words.slice(copula.from), scope)) return none
  for (const [value, place] of [
    [left, right],
    [right, left],
  ] as const) {
    if (value.length === 0 || value.length > 6) continue
    const found = placesIn(
      trim(place, /^(?:el|la|the|new|nuevo|nueva)$/),
      scope,
      (table, column) => fitValue(value, table, column, scope, scope.made).kind === 'value',
    ).find((p) => p.rows.named && p.rows.unread.length === 0)
    const fit = found && settle(fitValue(value, found.table, found.column, scope, scope.made))
    if (found && fit?.value) return updateOf(found, fit.value, scope, 0.9)
  }
  return none
}
