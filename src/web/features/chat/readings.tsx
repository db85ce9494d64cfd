import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import type { Choice } from '#contracts/outcome.ts'
import { AskChips } from './ask-chips.tsx'

/** Other readings of the same words, one press away. */
export const Readings = ({ choices }: { readonly choices: readonly Choice[] }) => {
  const { t } = useTranslation('chat')
  const labelId = useId()
  if (choices.length === 0) return null
  return (
    <div className="t7-readings">
      <span id={labelId} className="text-secondary">
        {t('readings')}
      </span>
      <AskChips chips={choices.slice(0, 3)} labelledBy={labelId} />
    </div>
  )
}
