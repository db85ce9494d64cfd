import {
  IconArrowBackUp,
  IconCheck,
  IconClock,
  IconHelpCircle,
  IconInfoCircle,
  IconLoader2,
  IconPlayerStop,
  IconShieldX,
  IconX,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { AskStatus } from '#contracts/api.ts'

const marks = {
  running: { icon: IconLoader2, tone: 'blue' },
  answered: { icon: IconCheck, tone: 'green' },
  waiting: { icon: IconClock, tone: 'amber' },
  applied: { icon: IconCheck, tone: 'green' },
  undone: { icon: IconArrowBackUp, tone: 'soft' },
  clarify: { icon: IconHelpCircle, tone: 'blue' },
  refused: { icon: IconShieldX, tone: 'red' },
  cancelled: { icon: IconPlayerStop, tone: 'soft' },
  failed: { icon: IconX, tone: 'red' },
  message: { icon: IconInfoCircle, tone: 'soft' },
} as const satisfies Record<AskStatus, unknown>

/** How an ask ended: a mark, a colour and words. */
export const StatusMark = ({ status }: { readonly status: AskStatus }) => {
  const { t } = useTranslation()
  const { icon: Icon, tone } = marks[status]
  return (
    <span className={`t7-status t7-status-${tone}`}>
      <Icon size={16} aria-hidden="true" /> {t(`status.${status}`)}
    </span>
  )
}
