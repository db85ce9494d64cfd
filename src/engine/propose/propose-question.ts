import type { Assumption, QueryPlan } from '#contracts/plan.ts'
import type { Query } from '#contracts/query-plan.ts'
import { readingKey } from '#contracts/reading-key.ts'
import { sayQuery, speechOf } from '../explain/say-query.ts'
import { planQuestion, type QueryProposal } from '../plan/ask-question.ts'
import type { QuestionInput } from '../plan/read/read-question.ts'
import { thresholds } from '../plan/thresholds.ts'
import type { Mention } from '../understand/links.ts'
import type { Token } from '../understand/tokens.ts'
import { abstractQuery } from './abstract-query.ts'
import { type Evidence, gather } from './evidence.ts'
import type { Models } from './judge.ts'
import { type Core, columnsOfCore, type Item, type LogicalForm } from './logical-form.ts'
import { type Choice, calibrationFeatures, confidenceOfRanking, rank } from './rank.ts'
import { realize } from './realize.ts'
import { schemaFor } from './schema.ts'
import { conditionCount } from './sketch.ts'

/** A question with what the rules read of it and what its text shows. */
export type Understood = { readonly read: QueryProposal | null; readonly evidence: Evidence; readonly opaque: boolean }

const tablesOfQuery = (query: Query): readonly string[] =>
  query.kind === 'compound'
    ? [...tablesOfQuery(query.left), ...tablesOfQuery(query.right)]
    : [query.from, ...query.joins.map((j) => j.source)].flatMap((s) => (s.kind === 'table' ? [s.table] : tablesOfQuery(s.query)))

/** Reads a question by the rules and gathers what the learned proposer needs. */
export const understandQuestion = (question: QuestionInput, tokens: readonly Token[], spans: readonly Mention[]): Understood => {
  const read = planQuestion(question)
  const schema = schemaFor(question.knowledge, spans, read ? tablesOfQuery(read.plan.query) : [])
  const form = read && abstractQuery(read.plan.query, schema)
  const evidence = gather({
    text: question.text,
    tokens,
    spans,
    pieces: question.pieces,
    knowledge: question.knowledge,
    schema,
    language: question.language,
    read: form,
    readConfidence: read?.plan.confidence ?? 0,
  })
  return { read, evidence, opaque: read !== null && form === null }
}

/** How much likelier than what the rules read another reading must be to stand in its place: more so where the rules are sure. */
const muchLikelier = (readConfidence: number): number => (readConfidence >= thresholds.high ? 10 : 1.5)

/** Readings worth offering beside the one taken. */
const worthOffering = 0.06

type Ranking = { readonly choices: readonly Choice[]; readonly confidence: number }

const rankingOf = ({ evidence, opaque }: Understood, models: Models): Ranking => {
  const choices = rank(evidence, models, opaque)
  return { choices, confidence: confidenceOfRanking(calibrationFeatures(choices, evidence.readConfidence), models.calibration) }
}

/** Conditions and groups that the rules are fairly sure of are not left out by another reading. */
const dropsParts = ({ read, evidence }: Understood, form: LogicalForm): boolean =>
  evidence.read !== null &&
  (read?.plan.confidence ?? 0) >= thresholds.middle &&
  (conditionCount(form) < conditionCount(evidence.read) || form.core.group.length < evidence.read.core.group.length)

/** What the rules read stands where it says more than a form can, or where nothing is much likelier. */
const choose = (understood: Understood, { choices }: Ranking): Choice | null => {
  const { read, opaque } = understood
  const [best] = choices
  if (!best || best.read || !best.form) return null
  if (!read) return best
  if (opaque && read.plan.confidence >= thresholds.middle) return null
  if (dropsParts(understood, best.form)) return null
  const own = choices.find((c) => c.read)
  return own && best.share < muchLikelier(read.plan.confidence) * own.share ? null : best
}

/** Columns are shown in the order they were said; those that were not said first. */
const inTextOrder = (form: LogicalForm, { columns }: Evidence): LogicalForm => {
  const place = (item: Item): number => {
    const of = columns[item.column]
    return item.figure !== 'none' ? 1000 : of && of.score >= 0.6 ? of.from : -1
  }
  const ordered = (core: Core): Core => ({ ...core, select: [...core.select].sort((a, b) => place(a) - place(b)) })
  if (!form.combined) return { ...form, core: ordered(form.core) }
  return { core: ordered(form.core), combined: { ...form.combined, core: ordered(form.combined.core) } }
}

/** The query of a form, as people are shown it. */
const queryOf = (form: LogicalForm, evidence: Evidence): Query => realize(inTextOrder(form, evidence), evidence)

const sayReading = (query: Query, question: QuestionInput): string =>
  sayQuery(query, speechOf(question.knowledge.catalog, question.language))

/** What the choice is called where it is shown beside an answer. */
const otherReadings = { es: '¿Otra lectura?', en: 'Another reading?' } as const

/** Stands for what the rules read, among the readings to choose from. */
const asRead = 'read'

type Taken = { readonly query: Query; readonly value: string; readonly form: LogicalForm | null }

/** What was taken to be meant, with the next best readings to choose instead; none where there is no other worth offering. */
const readingAssumption = (
  taken: Taken,
  choices: readonly Choice[],
  question: QuestionInput,
  { evidence }: Understood,
): readonly Assumption[] => {
  const own = sayReading(taken.query, question)
  const others = choices
    .flatMap((c) => (c.form !== null && c.form !== taken.form && c.share >= worthOffering ? [c.form] : []))
    .map((form) => ({ label: sayReading(queryOf(form, evidence), question), value: JSON.stringify(form) }))
    .filter((o, i, all) => o.label !== own && all.findIndex((x) => x.label === o.label) === i)
    .slice(0, 3)
  return others.length === 0
    ? []
    : [{ key: readingKey, kind: 'default', said: null, label: otherReadings[question.language], value: taken.value, alternatives: others }]
}

const linksOf = (evidence: Evidence, form: LogicalForm): QueryProposal['links'] => {
  const { schema } = evidence
  const spoken = ({ from, to }: { readonly from: number; readonly to: number }): string =>
    evidence.tokens
      .slice(from, to)
      .map((t) => t.text)
      .join(' ')
  const tables = form.core.tables.flatMap((t) => {
    const of = evidence.tables[t]
    return of && of.score >= 0.6 ? [{ said: spoken(of), meant: schema.tables[t]?.name ?? '', score: of.score }] : []
  })
  const columns = columnsOfCore(form.core).flatMap((c) => {
    const of = evidence.columns[c]
    const column = schema.columns[c]
    return of && column && of.score >= 0.6
      ? [{ said: spoken(of), meant: `${schema.tables[column.table]?.name}.${column.name}`, score: of.score }]
      : []
  })
  return [...tables, ...columns]
}

const builtProposal = (
  form: LogicalForm,
  ranking: Ranking,
  confidence: number,
  question: QuestionInput,
  understood: Understood,
): QueryProposal => {
  const query = queryOf(form, understood.evidence)
  const assumptions = readingAssumption({ query, value: JSON.stringify(form), form }, ranking.choices, question, understood)
  const plan: QueryPlan = { version: 1, kind: 'query', query, assumptions: [...assumptions], confidence }
  return { plan, links: linksOf(understood.evidence, form), ties: new Set(), unknown: understood.read?.unknown ?? [] }
}

/** What the rules read is surer where the ranking puts it first too: two ways of reading agree. */
const readConfidence = (read: QueryProposal, { choices, confidence }: Ranking, { opaque }: Understood): number =>
  choices[0]?.read && !opaque ? Math.max(confidence, read.plan.confidence) : read.plan.confidence

/** What the rules read, with other readings beside it where it is not sure. */
const readProposal = (ranking: Ranking, question: QuestionInput, understood: Understood): QueryProposal | null => {
  const { read, evidence } = understood
  if (!read) return null
  const plan: QueryPlan = { ...read.plan, confidence: readConfidence(read, ranking, understood) }
  if (plan.confidence >= thresholds.high) return { ...read, plan }
  const taken = { query: plan.query, value: asRead, form: evidence.read }
  const built = ranking.choices.filter((c) => !c.read)
  return { ...read, plan: { ...plan, assumptions: [...plan.assumptions, ...readingAssumption(taken, built, question, understood)] } }
}

/** Whether the text names anything of the data plainly. */
const showsSomething = ({ columns, tables, values }: Evidence): boolean =>
  [...columns, ...tables].some((of) => (of?.score ?? 0) >= 0.6) || values.some((v) => v.links.some((l) => l.score >= 0.85))

/** A person's choice is as good as certain. */
const chosenConfidence = 0.95

/** The reading that a person picked, where it is still one of those there are: nothing is left to ask about it. */
const pickedProposal = (picked: string, ranking: Ranking, question: QuestionInput, understood: Understood): QueryProposal | null => {
  const form = ranking.choices.find((c) => c.form !== null && JSON.stringify(c.form) === picked)?.form
  const found = picked === asRead ? understood.read : form ? builtProposal(form, ranking, chosenConfidence, question, understood) : null
  return found && { ...found, plan: { ...found.plan, confidence: chosenConfidence }, ties: new Set(), unknown: [] }
}

/**
 * Reads a question: by the rules, and by building readings from what the text shows and ranking them together with it. Null where nothing in
 * it belongs to the catalog.
 */
export const proposeQuestion = (
  question: QuestionInput,
  tokens: readonly Token[],
  spans: readonly Mention[],
  models: Models,
): QueryProposal | null => {
  const understood = understandQuestion(question, tokens, spans)
  const picked = question.overrides[readingKey]
  // Choices about parts of the text are the rules' own.
  if (picked === undefined && Object.keys(question.overrides).length > 0) return understood.read
  if (!understood.read && !showsSomething(understood.evidence)) return null
  const ranking = rankingOf(understood, models)
  const wanted = picked === undefined ? null : pickedProposal(picked, ranking, question, understood)
  if (wanted) return wanted
  const form = choose(understood, ranking)?.form
  return form ? builtProposal(form, ranking, ranking.confidence, question, understood) : readProposal(ranking, question, understood)
}
