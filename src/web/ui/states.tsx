import { IconAlertTriangle, IconInbox, IconLock } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isForbidden, useErrorWords } from './error-words.ts'

type EmptyProps = { readonly title: string; readonly text?: string; readonly icon?: ReactNode; readonly children?: ReactNode }

/** A page or panel with nothing to show: what it is, and what to do next. */
export const Empty = ({ title, text, icon, children }: EmptyProps) => (
  <div className="empty t7-empty">
    <div className="empty-icon text-secondary" aria-hidden="true">
      {icon ?? <IconInbox size={40} stroke={1.5} />}
    </div>
    <p className="empty-title">{title}</p>
    {text ? <p className="empty-subtitle text-secondary">{text}</p> : null}
    {children ? <div className="empty-action">{children}</div> : null}
  </div>
)

type FailureProps = { readonly error: unknown; readonly onRetry?: () => void }

/** A page or panel that could not be loaded, said in words, with the way out. */
export const Failure = ({ error, onRetry }: FailureProps) => {
  const { t } = useTranslation()
  const words = useErrorWords()(error)
  const icon = isForbidden(error) ? <IconLock size={40} stroke={1.5} /> : <IconAlertTriangle size={40} stroke={1.5} />
  return (
    <div role="alert">
      <Empty title={words.title} text={words.way} icon={icon}>
        {onRetry ? (
          <button type="button" className="btn btn-primary" onClick={onRetry}>
            {t('retry')}
          </button>
        ) : null}
      </Empty>
    </div>
  )
}

/** Nothing for 200 ms, so that what is quick never flickers; then grey bars in the place of what comes. */
export const Skeleton = ({ lines = 3, height }: { readonly lines?: number; readonly height?: number }) => {
  const { t } = useTranslation()
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), 200)
    return () => clearTimeout(timer)
  }, [])
  return (
    <div className="t7-skeleton" style={height ? { minHeight: height } : undefined} role="status" aria-label={t('loading')}>
      {late
        ? Array.from({ length: lines }, (_, line) => (
            <div key={line} className="placeholder-glow" aria-hidden="true">
              <span className="placeholder" style={{ width: `${92 - ((line * 17) % 45)}%` }} />
            </div>
          ))
        : null}
    </div>
  )
}
