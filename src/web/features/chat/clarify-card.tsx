import { IconChevronRight, IconHelpCircle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Outcome } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'

/** Two readings are near each other: a question, with choices to press. */
export const ClarifyCard = ({ outcome }: { readonly outcome: Extract<Outcome, { kind: 'clarify' }> }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  return (
    <article className="card t7-card">
      <p className="t7-sentence t7-with-icon">
        <IconHelpCircle size={20} aria-hidden="true" /> {outcome.sentence}
      </p>
      <ul className="t7-choices" aria-label={t('clarify')}>
        {outcome.choices.map((choice) => (
          <li key={`${choice.label} ${JSON.stringify(choice.overrides)}`}>
            <button type="button" className="btn" onClick={() => chat.ask(choice.text, choice.overrides)}>
              <span>{choice.label}</span>
              <IconChevronRight size={18} aria-hidden="true" />
            </button>
          </li>
        ))}
      </ul>
    </article>
  )
}
