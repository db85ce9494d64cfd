import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useApi } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'
import { useLanguage } from '../../i18n.ts'
import { Skeleton } from '../../ui/states.tsx'
import { AskChips } from './ask-chips.tsx'

/** First visit: one line of what T7 can do, and six examples from the data that is really there. */
export const Welcome = () => {
  const { t } = useTranslation('chat')
  const { data, isPending } = useQuery(queries(useApi()).examples(useLanguage()))
  return (
    <div className="t7-thread">
      <div className="t7-welcome">
        <p className="t7-welcome-line">{t('intro')}</p>
        <p className="text-secondary">{t('introMore')}</p>
        <div className="t7-welcome-examples">
          {isPending ? <Skeleton lines={3} /> : null}
          {data && data.length > 0 ? (
            <>
              <h2 className="t7-list-heading" id="examples">
                {t('examples')}
              </h2>
              <AskChips chips={data.slice(0, 6).map(({ text }) => ({ label: text, text }))} labelledBy="examples" />
            </>
          ) : null}
        </div>
      </div>
    </div>
  )
}
