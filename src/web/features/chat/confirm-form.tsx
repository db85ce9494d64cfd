import { type FormEvent, useEffect, useId, useRef, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import type { ConfirmOutcome } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'
import type { Turn } from './conversation.ts'

type Props = { readonly turn: Turn; readonly outcome: ConfirmOutcome; readonly destructive: boolean }

type TypedProps = { readonly name: string; readonly value: string; readonly onChange: (value: string) => void; readonly focus: boolean }

const TypedName = ({ name, value, onChange, focus }: TypedProps) => {
  const { t } = useTranslation('chat')
  const fieldId = useId()
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (!focus) return
    field.current?.focus({ preventScroll: true })
    field.current?.form?.scrollIntoView({ block: 'nearest' })
  }, [focus])
  return (
    <div className="t7-typed">
      <label htmlFor={fieldId}>
        <Trans t={t} i18nKey="change.type" values={{ name }} components={{ b: <code /> }} />
      </label>
      <input
        id={fieldId}
        ref={field}
        className="form-control"
        value={value}
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}

/** The one primary button says the verb; where the change asks for two confirmations, the second is typing the name. */
export const ConfirmForm = ({ turn, outcome, destructive }: Props) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const [typed, setTyped] = useState('')
  const [pressedOnce, setPressedOnce] = useState(false)
  const isLast = outcome.remaining === 1
  const asksName = isLast && outcome.typed !== null
  const ready = !asksName || typed.trim() === outcome.typed
  const busy = turn.busy !== null
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (!ready || busy) return
    setPressedOnce(true)
    void chat.confirm(turn.key, outcome.preview.token, asksName ? typed.trim() : null)
  }
  return (
    <form className="t7-confirm" onSubmit={submit}>
      {asksName && outcome.typed !== null ? <TypedName name={outcome.typed} value={typed} onChange={setTyped} focus={pressedOnce} /> : null}
      <div className="t7-confirm-buttons">
        <button type="submit" className={`btn ${destructive ? 'btn-danger' : 't7-btn-amber'}`} disabled={!ready || busy}>
          {turn.busy === 'confirm' ? <span className="spinner-border spinner-border-sm me-2" aria-hidden="true" /> : null}
          {isLast ? outcome.action : t('change.first', { action: outcome.action })}
        </button>
        <button type="button" className="btn" disabled={busy} onClick={() => void chat.cancel(turn.key)}>
          {t('change.cancel')}
        </button>
        {outcome.remaining === 2 ? <span className="text-secondary">{t('change.twice')}</span> : null}
      </div>
    </form>
  )
}
