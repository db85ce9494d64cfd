import { IconInfoCircle, IconPlayerStop, IconQuestionMark } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '#contracts/outcome.ts'

const icons = { help: IconInfoCircle, small_talk: IconInfoCircle, not_understood: IconQuestionMark, cancelled: IconPlayerStop } as const

/** Help, small talk, and what was understood of something that could not be answered. */
export const MessageCard = ({ outcome }: { readonly outcome: Extract<Outcome, { kind: 'message' }> }) => {
  const { t } = useTranslation('chat')
  const Icon = icons[outcome.topic]
  return (
    <article className="card t7-card">
      <p className="t7-sentence t7-with-icon">
        <Icon size={20} aria-hidden="true" /> <span className="t7-prose">{outcome.sentence}</span>
      </p>
      {outcome.understood.length > 0 ? (
        <>
          <h3 className="t7-list-heading">{t('understood')}</h3>
          <ul className="t7-understood">
            {outcome.understood.map((part) => (
              <li key={part}>{part}</li>
            ))}
          </ul>
        </>
      ) : null}
    </article>
  )
}
