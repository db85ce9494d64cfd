import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/dialog.tsx'
import { useErrorWords } from '../../ui/error-words.ts'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly onSave: (title: string) => Promise<void>
  readonly onRemove: () => Promise<void>
}

export const RenameDialog = ({ title, onClose, onSave, onRemove }: Props) => {
  const { t } = useTranslation('chat')
  const { t: tc } = useTranslation()
  const words = useErrorWords()
  const [value, setValue] = useState(title)
  const [error, setError] = useState<unknown>(null)
  const formId = useId()
  const attempt = (work: () => Promise<void>): void => void work().then(onClose, setError)
  const save = (event: FormEvent): void => {
    event.preventDefault()
    attempt(() => onSave(value.trim()))
  }
  return (
    <Dialog
      title={t('rename')}
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn me-auto" onClick={() => attempt(onRemove)}>
            {t('remove')}
          </button>
          <button type="button" className="btn" onClick={onClose}>
            {tc('cancel')}
          </button>
          <button type="submit" form={formId} className="btn btn-primary" disabled={value.trim() === ''}>
            {t('save')}
          </button>
        </>
      }
    >
      <form id={formId} onSubmit={save}>
        <label className="form-label" htmlFor={`${formId}-title`}>
          {t('renameTitle')}
        </label>
        <input
          id={`${formId}-title`}
          className="form-control"
          maxLength={120}
          value={value}
          onChange={(event) => setValue(event.target.value)}
          autoFocus
        />
        {error ? (
          <div className="text-danger mt-2" role="alert">
            {words(error).title}. {words(error).way}
          </div>
        ) : null}
      </form>
    </Dialog>
  )
}
