import { type ChangeStep, isDataChange } from '#contracts/change.ts'
import type { Choice } from '#contracts/outcome.ts'
import type { Assumption, Language, Plan } from '#contracts/plan.ts'
import { readingKey } from '#contracts/reading-key.ts'
import { explainPlan } from './explain/explain-plan.ts'
import { listed, quote } from './explain/format-value.ts'
import { looksLikeSql } from './guard/looks-like-sql.ts'
import type { Decision, Interpretation, InterpretInput } from './interpretation.ts'
import type { QueryProposal } from './plan/ask-question.ts'
import { exampleQuestions } from './plan/example-questions.ts'
import { continueConversation } from './plan/follow-up/continue.ts'
import { wasChange } from './plan/follow-up/previous.ts'
import type { QuestionInput } from './plan/read/read-question.ts'
import { thresholds } from './plan/thresholds.ts'
import type { Models } from './propose/judge.ts'
import { models } from './propose/models.ts'
import { proposeQuestion } from './propose/propose-question.ts'
import { detectChange, statesSomething } from './understand/commands/detect-change.ts'
import type { ChangeProposal, CommandInput } from './understand/commands/proposal.ts'
import { proposeChange, proposeFact } from './understand/commands/propose-change.ts'
import { humanName } from './understand/human-name.ts'
import type { Knowledge } from './understand/knowledge.ts'
import { detectLanguage } from './understand/language.ts'
import { chooseMentions, findSpans, type Mention } from './understand/links.ts'
import { cutPieces } from './understand/pieces.ts'
import { readTalk, talkSentence } from './understand/small-talk.ts'
import { fold, type Token, tokenize } from './understand/tokens.ts'

type Reading = {
  readonly input: InterpretInput
  readonly knowledge: Knowledge
  readonly language: Language
  readonly tokens: readonly Token[]
  readonly folded: string
}

const message = (topic: 'help' | 'not_understood' | 'small_talk', sentence: string, understood: readonly string[] = []): Decision => ({
  kind: 'message',
  topic,
  sentence,
  understood,
})

const say = (language: Language, es: string, en: string): string => (language === 'es' ? es : en)

const whyNotUnderstood = (language: Language, missing: readonly string[], understood: readonly string[]): string => {
  if (missing.length > 0) {
    const nouns = listed(
      missing.map((noun) => quote(noun, language)),
      language,
    )
    return say(
      language,
      `No encuentro ${nouns} en tus datos, y sin eso te daría otra cosa. Prueba con otro nombre.`,
      `I cannot find ${nouns} in your data, and leaving it out would answer something else. Try another name.`,
    )
  }
  if (understood.length > 0)
    return say(
      language,
      'No estoy seguro de haberte entendido y prefiero no adivinar. Prueba a decirlo de otra forma o con los nombres de tus tablas.',
      'I am not sure I understood you, and I would rather not guess. Try other words, or the names of your tables.',
    )
  return say(language, 'No he encontrado en tus datos nada de lo que dices.', 'I found nothing in your data of what you say.')
}

const notUnderstood = ({ language }: Reading, proposal: QueryProposal | null): Decision => {
  const understood = [...new Set(proposal?.links.map((l) => `${l.said}: ${l.meant}`))]
  return message('not_understood', whyNotUnderstood(language, proposal?.unknown ?? [], understood), understood.slice(0, 6))
}

const foreignText = (): Decision => message('not_understood', 'Entiendo español e inglés. / I understand Spanish and English.')

/** More than anyone says at once: pasted documents are not questions, and reading them word by word would take too long. */
const longest = { words: 1200, characters: 20_000 }

const isTooLong = ({ input, tokens }: Reading): boolean => tokens.length > longest.words || input.text.length > longest.characters

const tooLong = (language: Language): Decision =>
  message(
    'not_understood',
    say(
      language,
      'Es un texto demasiado largo para leerlo de una vez. Dime en pocas frases qué quieres saber o cambiar.',
      'That is too long a text to read at once. Tell me in a few sentences what you want to know or change.',
    ),
  )

/** The same words with another choice for one assumption. */
const choicesOf = (text: string, overrides: Readonly<Record<string, string>>, assumption: Assumption): readonly Choice[] =>
  assumption.alternatives.map((a) => ({
    label: `${assumption.said ? `«${assumption.said}» = ` : ''}${a.label}`,
    text,
    overrides: { ...overrides, [assumption.key]: a.value },
  }))

const alternativesOf = (reading: Reading, plan: Plan): readonly Choice[] =>
  plan.assumptions.flatMap((a) => choicesOf(reading.input.text, reading.input.overrides, a)).slice(0, 4)

const clarifyTie = (reading: Reading, tied: Assumption): Decision => {
  const own: Choice = { label: tied.label, text: reading.input.text, overrides: { ...reading.input.overrides, [tied.key]: tied.value } }
  const question = say(
    reading.language,
    `¿Qué quieres decir con «${tied.said ?? humanName(tied.value)}»?`,
    `What do you mean by "${tied.said ?? humanName(tied.value)}"?`,
  )
  return { kind: 'clarify', question, choices: [own, ...choicesOf(reading.input.text, reading.input.overrides, tied)] }
}

/** An unsure reading is not answered: those there are, to choose from. */
const clarifyReading = (reading: Reading, plan: Plan, readings: Assumption): Decision => {
  const label = explainPlan(plan, reading.knowledge.catalog, reading.language)
  const own: Choice = { label, text: reading.input.text, overrides: { [readings.key]: readings.value } }
  const question = say(
    reading.language,
    'No estoy seguro de haberte entendido. ¿Quieres decir alguna de estas cosas?',
    'I am not sure I understood you. Do you mean one of these?',
  )
  return { kind: 'clarify', question, choices: [own, ...choicesOf(reading.input.text, {}, readings)] }
}

const decideQuery = (reading: Reading, proposal: QueryProposal): Decision => {
  const { plan, ties, unknown } = proposal
  const tied = plan.assumptions.find((a) => ties.has(a.key) && reading.input.overrides[a.key] === undefined)
  if (tied) return clarifyTie(reading, tied)
  if (unknown.length > 0 || plan.confidence < thresholds.none) return notUnderstood(reading, proposal)
  const readings = plan.assumptions.find((a) => a.key === readingKey)
  if (readings && plan.confidence < thresholds.middle && reading.input.overrides[readingKey] === undefined)
    return clarifyReading(reading, plan, readings)
  return { kind: 'act', plan, alternatives: alternativesOf(reading, plan) }
}

const questionInput = (reading: Reading, spans: readonly Mention[]): QuestionInput => {
  const { input, knowledge, language, tokens } = reading
  const today = input.now.slice(0, 10)
  return {
    text: input.text,
    language,
    today,
    knowledge,
    overrides: input.overrides,
    pieces: cutPieces(input.text, tokens, chooseMentions(tokens, spans), language, today),
  }
}

const asInterpretation = (
  reading: Reading,
  intent: Interpretation['intent'],
  decision: Decision,
  best: Plan | null,
  links: Interpretation['links'] = [],
): Interpretation => ({
  language: reading.language,
  intent,
  links,
  decision,
  best,
  suggestions:
    decision.kind === 'act' ? [] : exampleQuestions(reading.knowledge, reading.language, reading.input.now.slice(0, 10)).slice(0, 3),
})

/** A text read on its own; where that makes no sense, it may still go on from the answer before. */
const standingAlone = (
  { input, tokens, folded }: Reading,
  question: QuestionInput,
  spans: readonly Mention[],
  learned: Models,
): QueryProposal | null => {
  const alone = proposeQuestion(question, tokens, spans, learned)
  const clear = alone !== null && alone.unknown.length === 0 && alone.plan.confidence >= thresholds.none
  return clear ? alone : (continueConversation(question, input.history, folded, 0.5) ?? alone)
}

const interpretQuestion = (reading: Reading, learned: Models): Interpretation => {
  const spans = findSpans(reading.input.text, reading.tokens, reading.knowledge)
  const question = questionInput(reading, spans)
  const proposal = continueConversation(question, reading.input.history, reading.folded) ?? standingAlone(reading, question, spans, learned)
  if (!proposal) return asInterpretation(reading, 'other', notUnderstood(reading, null), null)
  const links = proposal.links.map(({ said, meant }) => ({ said, meant }))
  return asInterpretation(reading, 'query', decideQuery(reading, proposal), proposal.plan, links)
}

/** Hand-written SQL is what it says: the guard decides about it, not the understanding. */
const typedSql = (reading: Reading): Interpretation => {
  const plan: Plan = { version: 1, kind: 'sql', sql: reading.input.text.trim(), assumptions: [], confidence: 1 }
  return asInterpretation(reading, 'sql', { kind: 'act', plan, alternatives: [] }, plan)
}

const isSchemaStep = (step: ChangeStep): boolean => !isDataChange(step)

const decideChange = (reading: Reading, proposal: ChangeProposal): Decision => {
  const [problem] = proposal.problems
  if (problem) return problem
  if (!proposal.plan || proposal.plan.confidence < thresholds.none) return notUnderstood(reading, null)
  return { kind: 'act', plan: proposal.plan, alternatives: alternativesOf(reading, proposal.plan) }
}

const commandInput = ({ input, tokens, language }: Reading): CommandInput => ({
  text: input.text,
  tokens,
  language,
  now: input.now,
  history: input.history,
  overrides: input.overrides,
})

const interpretChange = (reading: Reading): Interpretation => asChange(reading, proposeChange(commandInput(reading), reading.knowledge)[0])

const asChange = (reading: Reading, proposal: ChangeProposal | undefined): Interpretation => {
  if (!proposal) return asInterpretation(reading, 'data_change', notUnderstood(reading, null), null)
  const intent = proposal.plan?.steps.some(isSchemaStep) ? 'schema_change' : 'data_change'
  return asInterpretation(reading, intent, decideChange(reading, proposal), proposal.plan, proposal.links)
}

/** Words of questions: rankings, counts, groups by time, shares. A statement with one of them asks, it does not command. */
const asking =
  /\b(?:(?:que|con) (?:mas|menos)|cuant[oa]s?|how many|how much|porcentaje|percentage|top \d+|por (?:mes|ano|semana|trimestre|dia)|(?:by|per) (?:month|year|week|quarter|day)|monthly|mensual(?:es)?|ordenad[oa]s? por|sorted by|media de|average)\b|^\S+ (?:que|who|that|which|with|without|con|sin)\b/

/** "quita las de agencia", "add how many": changes of the answer before, not of the data. */
const ofTheAnswer =
  /^(?:y |ahora )?(?:quita(?:me)?|quitando|saca|elimina|remove|drop|exclude|leave out) (?:(?:a )?l[oa]s|the|those)(?! \d)(?! (?:columna|tabla|campo|fila|filas|registro|column|table|field|row))|^(?:y )?(?:anade(?:me|les|le)?|agrega|incluye|add|include) (?:cuant|tambien|ademas|el total|la media|el porcentaje|how many|also|the (?:total|average|percentage|number))/

/** "añade el nombre del comercial", after an answer: a column that exists is shown beside it, not created. */
const showsMore = ({ tokens, knowledge, folded }: Reading): boolean => {
  if (
    !/^(?:y )?(?:anade|ponme|pon|agrega|incluye|add|include)(?:me|les|le)? (?:tambien )?(?:el|la|los|las|su|sus|the|their|its) \w+(?: (?:de|del|of)\b.*)?$/.test(
      folded,
    ) ||
    /\b(?:columna|tabla|campo|column|table|field|llamad[oa])\b/.test(folded)
  )
    return false
  const noun = tokens.find(
    (t, at) => at > 0 && t.kind === 'word' && /^(?:el|la|los|las|su|sus|the|their|its)$/.test(tokens[at - 1]?.norm ?? ''),
  )
  return (
    noun !== undefined &&
    knowledge.names.some((n) => n.column !== null && n.words.length === 1 && (n.words[0]?.stems.has(noun.norm) ?? false))
  )
}

const asksForChange = (reading: Reading): boolean => {
  const likely = detectChange(reading.tokens, reading.language)
  if (likely < thresholds.change) return false
  const last = reading.input.history[reading.input.history.length - 1]
  if (ofTheAnswer.test(reading.folded) && last !== undefined && !wasChange(last)) return false
  if (/^(?:matricula|reserva|compra|venta|visita|factura)s? (?:y|de|,|con)\b/.test(reading.folded)) return false
  if (likely < 0.95 && /^[¿\s]*(?:que|cual|cuales|quien|quienes|cuant|what|which|who|how|when|where)\b/.test(reading.folded)) return false
  if (last !== undefined && last.plan?.kind !== 'change' && showsMore(reading)) return false
  const imperative = likely >= 0.95 && !/^(?:nuev[oa]s?|new|matricula)\b/.test(reading.folded)
  return imperative || !asking.test(reading.folded)
}

/** Language of the conversation so far, for texts that do not tell. */
const usualLanguage = (input: InterpretInput): Language => {
  const last = input.history[input.history.length - 1]
  return last ? detectLanguage(last.question, tokenize(last.question), 'es').language : 'es'
}

/**
 * Reads a text against a source: what it asks, how sure that is, and what to do. Pure and synchronous; same input, same output.
 * Never throws for any text.
 */
export const interpretWith =
  (learned: Models) =>
  (input: InterpretInput, knowledge: Knowledge): Interpretation => {
    const tokens = tokenize(input.text)
    const detected = detectLanguage(input.text, tokens, usualLanguage(input))
    const language = input.language ?? detected.language
    const reading: Reading = { input, knowledge, language, tokens, folded: fold(input.text).trim() }
    const talk = readTalk(reading.folded)
    if (talk)
      return asInterpretation(
        reading,
        talk.kind === 'help' ? 'help' : 'small_talk',
        message(talk.kind === 'help' ? 'help' : 'small_talk', talkSentence(talk, language)),
        null,
      )
    if (!input.language && detected.foreign) return asInterpretation(reading, 'other', foreignText(), null)
    if (
      looksLikeSql(
        input.text,
        knowledge.catalog.tables.map((t) => t.name),
      )
    )
      return typedSql(reading)
    if (isTooLong(reading)) return asInterpretation(reading, 'other', tooLong(language), null)
    if (asksForChange(reading)) return interpretChange(reading)
    const fact = statesSomething(reading.tokens) ? proposeFact(commandInput(reading), reading.knowledge) : null
    return fact ? asChange(reading, fact) : interpretQuestion(reading, learned)
  }

/** Reads a text with what the engine has learned. */
export const interpret = (input: InterpretInput, knowledge: Knowledge): Interpretation => interpretWith(models())(input, knowledge)
