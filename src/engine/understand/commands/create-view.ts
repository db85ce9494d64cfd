import type { ChangeStep } from '#contracts/change.ts'
import { planQuestion } from '../../plan/ask-question.ts'
import { findMentions } from '../links.ts'
import { cutPieces } from '../pieces.ts'
import { tokenize } from '../tokens.ts'
import { assumeName } from './assume.ts'
import { identifierOf } from './identifiers.ts'
import { ask, refuse, say } from './questions.ts'
import { type Draft, draftOf, emptyDraft, failed, type Scope } from './scope.ts'
import { find, findAt, said, trim, type Words } from './spans.ts'

const viewWord = /(?:(?:una|la|a|the|otra|nueva|new) )*(?:vista|view)/
const named = /(?:(?:que se )?(?:llam(?:ada|e|ado))|de nombre|called|named)/

type ViewWords = { readonly name: Words; readonly body: Words }

/** The name said, and the words of the question it answers. */
const split = (words: Words): ViewWords | null => {
  const view = find(words, viewWord)
  if (!view || view.from > 4) return null
  const rest = words.slice(view.to)
  const label = findAt(rest, named)
  if (label) return { name: rest.slice(label.to, label.to + 1), body: rest.slice(label.to + 1) }
  const first = rest[0]
  const bare =
    first && (first.text.includes('_') || first.kind === 'quoted' || /^(?:con|with|que|de|of|showing|:)$/.test(rest[1]?.norm ?? ''))
  const isName = first !== undefined && bare && !/^(?:con|with|de|of|que|para|for|:|showing|that|los|las|the)$/.test(first.norm)
  return { name: isName ? rest.slice(0, 1) : [], body: isName ? rest.slice(1) : rest }
}

/** "hazme una vista con las horas totales de cada proyecto": a stored question. */
export const createViews = (words: Words, scope: Scope): Draft => {
  const parts = split(words)
  if (
    !parts ||
    !find(
      words,
      /(?:crea\S*|haz\S*|monta\S*|prepara\S*|guarda\S*|quiero|necesito|create|make|build|save|i want|i need|add|anade\S*|vista|view)/,
    )
  )
    return { ...emptyDraft, confidence: 0 }
  const { input, knowledge, today } = scope
  const body = trim(parts.body, /^(?:con|with|que|de|of|muestre|tenga|showing|shows|that|para|for|:|y|and)$/)
  const text = said(input.text, body)
  const spoken = tokenize(text)
  const pieces = cutPieces(text, spoken, findMentions(text, spoken, knowledge), input.language, today)
  const asked = planQuestion({ text, language: input.language, today, knowledge, overrides: input.overrides, pieces })
  const name =
    parts.name.length > 0
      ? identifierOf(parts.name)
      : `${say(input.language, 'vista', 'view')}_${identifierOf(body.filter((w) => w.norm.length > 3).slice(0, 3))}`
  if (!asked || text === '')
    return failed(ask(say(input.language, '¿Qué datos quieres ver en la vista?', 'What do you want to see in the view?')), 0.5)
  const taken = knowledge.catalog.tables.some((t) => t.name === name)
  const problems = taken
    ? [
        refuse(
          'change.already_exists',
          { name },
          say(input.language, `Ya hay una tabla o vista ${name}.`, `There is already a table or view ${name}.`),
        ),
      ]
    : []
  const step: ChangeStep = { kind: 'create_view', name, query: asked.plan.query }
  const links = asked.draft.links.map((l) => ({ said: l.said, meant: l.meant }))
  const unsaid = parts.name.length === 0 ? [assumeName('view', null, name)] : []
  return draftOf([step], {
    assumptions: [...asked.plan.assumptions, ...unsaid],
    links,
    problems,
    confidence: Math.max(0.76, asked.plan.confidence),
  })
}
