import { IconArrowUp, IconPlayerStopFilled } from '@tabler/icons-react'
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react'
import { Trans, useTranslation } from 'react-i18next'
import { useChat } from '../../app/context.tsx'
import { questionBoxId } from '../../app/use-global-keys.ts'
import { useLanguage } from '../../i18n.ts'
import { formatNumber } from '../../ui/format.ts'

/** Longest text of an ask; the server's limit, `maximumAskLength`, is the same. */
const maximum = 4000

/** Grows with what is written, up to its CSS maximum. */
const useGrowing = (value: string) => {
  const ref = useRef<HTMLTextAreaElement>(null)
  useLayoutEffect(() => {
    const area = ref.current
    if (!area) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }, [value])
  return ref
}

const Hint = ({ over }: { readonly over: number }) => {
  const { t } = useTranslation('chat')
  const language = useLanguage()
  if (over > 0)
    return (
      <div className="t7-composer-hint text-danger" role="alert">
        {t('box.tooLong', { over: formatNumber(over, language), maximum: formatNumber(maximum, language) })}
      </div>
    )
  return (
    <div id={`${questionBoxId}-hint`} className="t7-composer-hint">
      <Trans t={t} i18nKey="box.hint" components={{ k: <kbd /> }} />
    </div>
  )
}

type Props = { readonly running: boolean; readonly last: string | null }

/** The box: Enter sends, ArrowUp in the empty box brings back the last text. */
export const Composer = ({ running, last }: Props) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const [text, setText] = useState('')
  const area = useGrowing(text)
  const over = text.length - maximum
  const canSend = text.trim() !== '' && over <= 0
  const send = (): void => {
    if (!canSend) return
    chat.ask(text.trim())
    setText('')
  }
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    }
    if (event.key === 'ArrowUp' && text === '' && last !== null) {
      event.preventDefault()
      setText(last)
    }
  }
  return (
    <form
      className="t7-composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <div className={`t7-composer-box${over > 0 ? ' is-invalid' : ''}`}>
        <label className="visually-hidden" htmlFor={questionBoxId}>
          {t('box.label')}
        </label>
        <textarea
          id={questionBoxId}
          ref={area}
          rows={1}
          value={text}
          placeholder={t('box.placeholder')}
          aria-describedby={`${questionBoxId}-hint`}
          aria-invalid={over > 0}
          // biome-ignore lint/a11y/noAutofocus: the box is what the page is for; on a phone it would open the keyboard
          autoFocus={matchMedia('(hover: hover)').matches}
          autoComplete="off"
          enterKeyHint="send"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        {running && text === '' ? (
          <button
            type="button"
            className="btn btn-icon"
            onClick={() => chat.stop()}
            aria-label={t('box.stop')}
            title={`${t('box.stop')} (Esc)`}
          >
            <IconPlayerStopFilled size={18} aria-hidden="true" />
          </button>
        ) : (
          <button type="submit" className="btn btn-primary btn-icon" disabled={!canSend} aria-label={t('box.send')} title={t('box.send')}>
            <IconArrowUp size={20} aria-hidden="true" />
          </button>
        )}
      </div>
      <Hint over={over} />
    </form>
  )
}
