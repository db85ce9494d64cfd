import { IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportResult, QuestionsProblem } from '#contracts/accuracy.ts'
import { useApi } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useErrorWords } from '../../ui/error-words.ts'
import { useAnnounce } from '../../ui/live-region.tsx'

const Problem = ({ problem }: { readonly problem: QuestionsProblem }) => {
  const { t } = useTranslation('accuracy')
  const { line, field, value, expected, detail } = problem
  const written = value === null ? '' : `${t('wrote', { value })} `
  return (
    <li className="text-break">
      {line === null ? null : <strong>{t('line', { line })}</strong>}
      {field === null ? null : <code>{field}</code>} {written}
      {t(`expectedShape.${expected}`, { detail: detail ?? '' })}
    </li>
  )
}

const Problems = ({ problems, onClose }: { readonly problems: readonly QuestionsProblem[]; readonly onClose: () => void }) => {
  const { t } = useTranslation('accuracy')
  const { t: tc } = useTranslation()
  return (
    <Dialog
      title={t('problemsTitle')}
      size="lg"
      onClose={onClose}
      footer={
        <button type="button" className="btn btn-primary" onClick={onClose}>
          {tc('close')}
        </button>
      }
    >
      <p>{t('problemsText')}</p>
      <ul className="t7-accuracy-problems">
        {problems.map((problem, index) => (
          <Problem key={index} problem={problem} />
        ))}
      </ul>
    </Dialog>
  )
}

/** Adds the questions of a file: all of it, or nothing and what is wrong with it. */
export const ImportButton = () => {
  const { t } = useTranslation('accuracy')
  const api = useApi()
  const language = useLanguage()
  const client = useQueryClient()
  const announce = useAnnounce()
  const words = useErrorWords()
  const field = useRef<HTMLInputElement>(null)
  const [problems, setProblems] = useState<readonly QuestionsProblem[] | null>(null)
  const said = (result: ImportResult | undefined): string =>
    result?.kind === 'imported'
      ? [t('imported', { count: result.added }), ...(result.known > 0 ? [t('known', { count: result.known })] : [])].join(', ')
      : ''
  const read = useMutation({
    mutationFn: async (file: File) => api.importPairs(await file.text(), language),
    onSuccess: (result) => {
      if (result.kind === 'problems') return setProblems(result.problems)
      announce(said(result))
      return client.invalidateQueries({ queryKey: ['accuracy'] })
    },
  })
  return (
    <>
      <input
        ref={field}
        type="file"
        accept=".yaml,.yml,application/yaml"
        hidden
        aria-label={t('importFile')}
        onChange={(event) => {
          const [file] = event.target.files ?? []
          if (file) read.mutate(file)
          event.target.value = ''
        }}
      />
      <button type="button" className="btn" disabled={read.isPending} onClick={() => field.current?.click()}>
        <IconUpload size={18} aria-hidden="true" /> {t('importFile')}
      </button>
      {read.error ? (
        <span className="text-danger" role="alert">
          {words(read.error).title}. {words(read.error).way}
        </span>
      ) : null}
      {read.data?.kind === 'imported' ? <span className="t7-note m-0">{said(read.data)}</span> : null}
      {problems ? <Problems problems={problems} onClose={() => setProblems(null)} /> : null}
    </>
  )
}
