import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'

/** Other readings of the same words, one press away. */
export const Readings = ({ choices }: { readonly choices: readonly Choice[] }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const labelId = useId()
  if (choices.length === 0) return null
  return (
    <div className="t7-readings">
      <span id={labelId} className="text-secondary">
        {t('readings')}
      </span>
      <ul className="t7-chips" aria-labelledby={labelId}>
        {choices.slice(0, 3).map((choice) => (
          <li key={choice.label}>
            <button type="button" className="t7-chip" onClick={() => chat.ask(choice.text, choice.overrides)}>
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
