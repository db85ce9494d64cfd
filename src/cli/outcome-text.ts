import type { ChangePreview, Outcome } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'
import { textTable } from './text-table.ts'
import { say } from './words.ts'

const plainColumn = (name: string): ResultColumn => ({ name, label: name, type: 'text', format: 'plain', source: null })

const cellText = (before: Cell | undefined, after: Cell | undefined): Cell => {
  if (before === undefined) return after ?? null
  if (after === undefined || before === after) return before
  return `${before ?? '∅'} → ${after ?? '∅'}`
}

const rowsText = (preview: ChangePreview, language: Language): readonly string[] =>
  preview.rows.flatMap((rows) => {
    const lines = rows.sample.map(({ before, after }) => rows.columns.map((_, index) => cellText(before?.[index], after?.[index])))
    return lines.length === 0 ? [] : [`${rows.table}:`, textTable(rows.columns.map(plainColumn), lines, language, 10)]
  })

const structureText = (preview: ChangePreview): readonly string[] =>
  preview.structure.map((one) => [`${one.object}:`, ...one.lines.map(({ sign, text }) => `  ${sign} ${text}`)].join('\n'))

const list = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  · ${item}`)]

const suggestions = (outcome: Outcome): readonly string[] =>
  list(
    say('nextQuestions', outcome.language),
    outcome.suggestions.map((one) => one.text),
  )

/** An outcome as a person reads it in a terminal. What data holds never gives orders to it: no control characters. */
export const outcomeText = (outcome: Outcome): string => sections(outcome).replace(/[^\P{Cc}\n\t]/gu, '·')

const sections = (outcome: Outcome): string => {
  const { language } = outcome
  switch (outcome.kind) {
    case 'answer':
      return [
        outcome.sentence,
        textTable(outcome.result.columns, outcome.result.rows, language),
        ...(outcome.result.truncated ? [say('truncatedRows', language, { rows: outcome.result.rows.length })] : []),
        ...list(
          say('assumed', language),
          outcome.assumptions.map((one) => one.label),
        ),
        `SQL: ${outcome.sql}`,
      ].join('\n\n')
    case 'confirm':
      return [
        outcome.sentence,
        ...structureText(outcome.preview),
        ...rowsText(outcome.preview, language),
        ...outcome.warnings.map((warning) => `! ${warning}`),
        ...list(
          say('assumed', language),
          outcome.assumptions.map((one) => one.label),
        ),
        `SQL: ${outcome.sql}`,
        say('toApply', language),
      ].join('\n\n')
    case 'applied':
      return [outcome.sentence, `SQL: ${outcome.sql}`].join('\n\n')
    case 'clarify':
      return [
        outcome.sentence,
        ...list(
          say('choices', language),
          outcome.choices.map((choice) => choice.label),
        ),
      ].join('\n')
    case 'refuse':
      return [
        outcome.sentence,
        ...(outcome.offending ? [textTable(outcome.offending.columns, outcome.offending.rows, language, 10)] : []),
        ...(outcome.sql ? [`SQL: ${outcome.sql}`] : []),
        ...suggestions(outcome),
      ].join('\n\n')
    case 'message':
      return [outcome.sentence, ...outcome.understood.map((one) => `  · ${one}`), ...suggestions(outcome)].join('\n')
  }
}
