import { useTranslation } from 'react-i18next'
import type { PairView } from '#contracts/accuracy.ts'
import { useApi } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useErrorWords } from '../../ui/error-words.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { useAccuracyChange } from './use-accuracy.ts'

type Props = { readonly pair: PairView; readonly onClose: () => void }

export const RemoveDialog = ({ pair, onClose }: Props) => {
  const { t } = useTranslation('accuracy')
  const { t: tc } = useTranslation()
  const api = useApi()
  const language = useLanguage()
  const announce = useAnnounce()
  const words = useErrorWords()
  const remove = useAccuracyChange(
    () => api.removePair(pair.id, language),
    () => {
      announce(t('removed'))
      onClose()
    },
  )
  return (
    <Dialog
      title={t('removeTitle')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {tc('cancel')}
          </button>
          <button type="button" className="btn btn-danger" disabled={remove.isPending} onClick={() => remove.mutate(undefined)}>
            {t('removeConfirm')}
          </button>
        </>
      }
    >
      <p className="m-0 text-break">{t('removeText', { question: pair.question })}</p>
      {remove.error ? (
        <p className="text-danger mt-2 mb-0" role="alert">
          {words(remove.error).title}. {words(remove.error).way}
        </p>
      ) : null}
    </Dialog>
  )
}
