import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { AskChips } from './ask-chips.tsx'

/** Next questions to press: three. */
export const Suggestions = ({ suggestions }: { readonly suggestions: readonly { readonly text: string }[] }) => {
  const { t } = useTranslation('chat')
  const headingId = useId()
  return (
    <div className="t7-suggestions">
      <h3 id={headingId} className="t7-list-heading">
        {t('suggestions')}
      </h3>
      <AskChips chips={suggestions.slice(0, 3).map(({ text }) => ({ label: text, text }))} labelledBy={headingId} />
    </div>
  )
}
