import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PairRequest, PairView } from '#contracts/accuracy.ts'
import { maximumAskLength } from '#contracts/api.ts'
import type { Language } from '#contracts/plan.ts'
import { useApi } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useErrorWords } from '../../ui/error-words.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { layOutSql } from '../../ui/sql-layout.ts'
import { useAccuracyChange } from './use-accuracy.ts'

const today = (): string => {
  const at = new Date()
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

const languageChoices = ['auto', 'es', 'en'] as const

type Draft = { readonly question: string; readonly sql: string; readonly day: string; readonly language: (typeof languageChoices)[number] }

const draftOf = (pair: PairView | null): Draft =>
  pair === null
    ? { question: '', sql: '', day: today(), language: 'auto' }
    : { question: pair.question, sql: layOutSql(pair.sql), day: pair.now.slice(0, 10), language: pair.language ?? 'auto' }

/** What was not touched stays as it was: the SQL as it was written, the clock with its time. */
const requestOf = (pair: PairView | null, draft: Draft): PairRequest => ({
  question: draft.question.trim(),
  sql: pair !== null && draft.sql === layOutSql(pair.sql) ? pair.sql : draft.sql.trim(),
  now: pair !== null && draft.day === pair.now.slice(0, 10) ? pair.now : draft.day,
  language: draft.language === 'auto' ? null : draft.language,
})

type FieldsProps = { readonly id: string; readonly draft: Draft; readonly onChange: (draft: Draft) => void }

const Fields = ({ id, draft, onChange }: FieldsProps) => {
  const { t } = useTranslation('accuracy')
  const set = (part: Partial<Draft>): void => onChange({ ...draft, ...part })
  return (
    <>
      <div className="mb-3">
        <label className="form-label" htmlFor={`${id}-question`}>
          {t('question')}
        </label>
        <textarea
          id={`${id}-question`}
          className="form-control"
          rows={2}
          required
          maxLength={maximumAskLength}
          aria-describedby={`${id}-question-help`}
          value={draft.question}
          onChange={(event) => set({ question: event.target.value })}
          // biome-ignore lint/a11y/noAutofocus: a dialog takes the focus, and this is its first field
          autoFocus
        />
        <div id={`${id}-question-help`} className="t7-note mt-1">
          {t('questionHelp')}
        </div>
      </div>
      <div className="mb-3">
        <label className="form-label" htmlFor={`${id}-sql`}>
          {t('sql')}
        </label>
        <textarea
          id={`${id}-sql`}
          className="form-control font-monospace"
          rows={6}
          required
          spellCheck={false}
          aria-describedby={`${id}-sql-help`}
          value={draft.sql}
          onChange={(event) => set({ sql: event.target.value })}
        />
        <div id={`${id}-sql-help`} className="t7-note mt-1">
          {t('sqlHelp')}
        </div>
      </div>
      <div className="row g-3">
        <div className="col-sm-6">
          <label className="form-label" htmlFor={`${id}-day`}>
            {t('now')}
          </label>
          <input
            id={`${id}-day`}
            type="date"
            required
            className="form-control"
            aria-describedby={`${id}-day-help`}
            value={draft.day}
            onChange={(event) => set({ day: event.target.value })}
          />
          <div id={`${id}-day-help`} className="t7-note mt-1">
            {t('nowHelp')}
          </div>
        </div>
        <div className="col-sm-6">
          <label className="form-label" htmlFor={`${id}-language`}>
            {t('language')}
          </label>
          <select
            id={`${id}-language`}
            className="form-select"
            value={draft.language}
            onChange={(event) => set({ language: languageChoices.find((one) => one === event.target.value) ?? 'auto' })}
          >
            {languageChoices.map((choice) => (
              <option key={choice} value={choice}>
                {t(`languages.${choice}`)}
              </option>
            ))}
          </select>
        </div>
      </div>
    </>
  )
}

type Props = { readonly pair: PairView | null; readonly onClose: () => void }

/** Adds a question by hand, or changes one. */
export const PairDialog = ({ pair, onClose }: Props) => {
  const { t } = useTranslation('accuracy')
  const { t: tc } = useTranslation()
  const api = useApi()
  const language: Language = useLanguage()
  const announce = useAnnounce()
  const words = useErrorWords()
  const formId = useId()
  const [draft, setDraft] = useState(draftOf(pair))
  const save = useAccuracyChange(
    (request: PairRequest) => (pair === null ? api.addPair(request, language) : api.changePair(pair.id, request, language)),
    () => {
      announce(t('saved'))
      onClose()
    },
  )
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    save.mutate(requestOf(pair, draft))
  }
  const complete = draft.question.trim() !== '' && draft.sql.trim() !== '' && draft.day !== ''
  return (
    <Dialog
      title={pair === null ? t('addTitle') : t('editTitle')}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="btn" onClick={onClose}>
            {tc('cancel')}
          </button>
          <button type="submit" form={formId} className="btn btn-primary" disabled={!complete || save.isPending}>
            {save.isPending ? t('saving') : t('save')}
          </button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <Fields id={formId} draft={draft} onChange={setDraft} />
        {save.error ? (
          <div className="text-danger mt-3" role="alert">
            {words(save.error).title}. {words(save.error).way}
          </div>
        ) : null}
      </form>
    </Dialog>
  )
}
