import { IconAlertTriangle, IconChevronDown, IconCircleCheck, IconHelpCircle } from '@tabler/icons-react'
import { useId } from 'react'
import Dropdown from 'react-bootstrap/Dropdown'
import { useTranslation } from 'react-i18next'
import type { AnswerOutcome } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'
import { assumptionText } from './assumption-text.ts'
import type { Turn } from './conversation.ts'

type Assumption = AnswerOutcome['assumptions'][number]
type Certainty = AnswerOutcome['certainty']

const marks = { high: IconCircleCheck, middle: IconHelpCircle, low: IconAlertTriangle } as const

/** How sure T7 is of having understood: a mark and words, never a percentage. */
const CertaintyMark = ({ certainty }: { readonly certainty: Certainty }) => {
  const { t } = useTranslation('chat')
  const Icon = marks[certainty]
  return (
    <span className={`t7-certainty t7-certainty-${certainty}`}>
      <Icon size={16} aria-hidden="true" />
      {t(`certainty.${certainty}`)}
    </span>
  )
}

const Chip = ({ turn, assumption }: { readonly turn: Turn; readonly assumption: Assumption }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const text = assumptionText(assumption)
  if (assumption.alternatives.length === 0) return <span className="t7-chip t7-chip-fixed">{text}</span>
  return (
    <Dropdown onSelect={(value) => value !== null && chat.ask(turn.text, { ...turn.overrides, [assumption.key]: value })}>
      <Dropdown.Toggle as="button" type="button" bsPrefix="t7-chip t7-chip-edit" aria-label={t('assumptionChange', { label: text })}>
        {text} <IconChevronDown size={14} aria-hidden="true" />
      </Dropdown.Toggle>
      <Dropdown.Menu>
        {assumption.alternatives.map((alternative) => (
          <Dropdown.Item key={alternative.value} eventKey={alternative.value} as="button" type="button">
            {alternative.label}
          </Dropdown.Item>
        ))}
      </Dropdown.Menu>
    </Dropdown>
  )
}

type Props = { readonly turn: Turn; readonly assumptions: readonly Assumption[]; readonly certainty: Certainty }

/** What was taken for granted, as chips; choosing another value asks again with it. */
export const Assumptions = ({ turn, assumptions, certainty }: Props) => {
  const { t } = useTranslation('chat')
  const labelId = useId()
  return (
    <div className="t7-assumptions">
      <CertaintyMark certainty={certainty} />
      {assumptions.length > 0 ? (
        <>
          <span id={labelId} className="visually-hidden">
            {t('assumptions')}
          </span>
          <ul className="t7-chips" aria-labelledby={labelId}>
            {assumptions.map((assumption) => (
              <li key={assumption.key}>
                <Chip turn={turn} assumption={assumption} />
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  )
}
