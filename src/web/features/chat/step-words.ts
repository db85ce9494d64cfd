import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n.ts'
import { formatNumber } from '../../ui/format.ts'
import type { StepBody } from './conversation.ts'

/** A step in one line. */
export const useStepWords = (): ((body: StepBody) => string) => {
  const { t } = useTranslation('chat')
  const language = useLanguage()
  return (body) => {
    switch (body.kind) {
      case 'understood': {
        const links = body.links.map((link) => (link.said === link.meant ? link.said : `${link.said} → ${link.meant}`))
        return links.length === 0 ? t('step.understood') : `${t('step.understood')}: ${links.join(', ')}`
      }
      case 'proposed':
        return body.explanation === '' ? t('step.proposed') : body.explanation
      case 'guarded':
        return body.verdict.kind === 'refuse' ? t('step.refused') : t('step.guarded')
      case 'executed':
        return t('step.executed', { count: body.rows, value: formatNumber(body.rows, language) })
      case 'previewed':
        return t('step.previewed', { count: body.affected, value: formatNumber(body.affected, language) })
    }
  }
}
