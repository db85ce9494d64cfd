import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useApi, useChat } from '../../app/context.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useErrorWords } from '../../ui/error-words.ts'
import { useAnnounce } from '../../ui/live-region.tsx'

type ConfirmProps = { readonly busy: boolean; readonly error: unknown; readonly onConfirm: () => void; readonly onClose: () => void }

const ResetDialog = ({ busy, error, onConfirm, onClose }: ConfirmProps) => {
  const { t } = useTranslation('settings')
  const { t: tc } = useTranslation()
  const words = useErrorWords()
  return (
    <Dialog
      title={t('resetTitle')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose} disabled={busy}>
            {tc('cancel')}
          </button>
          <button type="button" className="btn btn-danger" onClick={onConfirm} disabled={busy}>
            {busy ? t('resetting') : t('resetConfirm')}
          </button>
        </>
      }
    >
      <p className="m-0">{t('resetText')}</p>
      {error ? (
        <p className="text-danger mt-2 mb-0" role="alert">
          {words(error).title}. {words(error).way}
        </p>
      ) : null}
    </Dialog>
  )
}

/** Puts the demo workspace back, after a confirmation. */
export const DemoReset = ({ demo }: { readonly demo: boolean }) => {
  const { t } = useTranslation('settings')
  const api = useApi()
  const chat = useChat()
  const client = useQueryClient()
  const announce = useAnnounce()
  const [open, setOpen] = useState(false)
  const reset = useMutation({
    mutationFn: api.resetDemo,
    onSuccess: async () => {
      chat.startNew()
      setOpen(false)
      announce(t('resetDone'))
      await client.invalidateQueries()
    },
  })
  const ask = (): void => {
    reset.reset()
    setOpen(true)
  }
  return (
    <section className="card t7-section" aria-labelledby="demo">
      <h2 id="demo">{t('demo')}</h2>
      <p className="mb-2">{demo ? t('demoText') : t('demoNone')}</p>
      {demo ? (
        <div>
          <button type="button" className="btn" onClick={ask}>
            {t('reset')}
          </button>
        </div>
      ) : null}
      {reset.isSuccess && !open ? <p className="t7-note t7-green">{t('resetDone')}</p> : null}
      {open ? (
        <ResetDialog busy={reset.isPending} error={reset.error} onConfirm={() => reset.mutate()} onClose={() => setOpen(false)} />
      ) : null}
    </section>
  )
}
