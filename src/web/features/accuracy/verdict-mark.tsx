import { IconCheck, IconCircleDashed, IconDatabaseOff, IconQuestionMark, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { PairView } from '#contracts/accuracy.ts'

const marks = {
  right: { icon: IconCheck, tone: 'green' },
  wrong: { icon: IconX, tone: 'red' },
  unanswered: { icon: IconQuestionMark, tone: 'amber' },
  gold_failed: { icon: IconDatabaseOff, tone: 'amber' },
} as const

/** How a question was answered last time: a mark, a colour and words; and whether that is new. */
export const VerdictMark = ({ last }: { readonly last: PairView['last'] }) => {
  const { t } = useTranslation('accuracy')
  if (last === null)
    return (
      <span className="t7-status t7-status-soft">
        <IconCircleDashed size={16} aria-hidden="true" /> {t('unmeasured')}
      </span>
    )
  const { icon: Icon, tone } = marks[last.verdict]
  return (
    <span className={`t7-status t7-status-${tone}`}>
      <Icon size={16} aria-hidden="true" /> {t(`verdict.${last.verdict}`)}
      {last.change ? <span className="t7-accuracy-change">({t(`change.${last.change}`)})</span> : null}
    </span>
  )
}
