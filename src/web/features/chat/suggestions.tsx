import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useChat } from '../../app/context.tsx'

/** Next questions to press: three. */
export const Suggestions = ({ suggestions }: { readonly suggestions: readonly { readonly text: string }[] }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const headingId = useId()
  return (
    <div className="t7-suggestions">
      <h3 id={headingId} className="t7-list-heading">
        {t('suggestions')}
      </h3>
      <ul className="t7-chips" aria-labelledby={headingId}>
        {suggestions.slice(0, 3).map(({ text }) => (
          <li key={text}>
            <button type="button" className="t7-chip" onClick={() => chat.ask(text)}>
              {text}
            </button>
          </li>
        ))}
      </ul>
    </div>
  )
}
