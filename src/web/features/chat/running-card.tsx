import { IconCheck } from '@tabler/icons-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChat } from '../../app/context.tsx'
import type { Turn } from './conversation.ts'
import { useStepWords } from './step-words.ts'

const useSeconds = (since: string): number => {
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const started = new Date(since).getTime()
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - started) / 1000)), 500)
    return () => clearInterval(timer)
  }, [since])
  return seconds
}

const Line = ({ done, children }: { readonly done: boolean; readonly children: ReactNode }) => (
  <li className={done ? 'text-secondary' : ''}>
    {done ? <IconCheck size={16} aria-hidden="true" /> : <span className="spinner-border spinner-border-sm" aria-hidden="true" />}
    <span>{children}</span>
  </li>
)

/** The steps as they happen. A number after one second, a way out after two. */
export const RunningCard = ({ turn }: { readonly turn: Turn }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const words = useStepWords()
  const seconds = useSeconds(turn.askedAt)
  const next = turn.steps.length === 0 ? t('step.sent') : turn.steps.at(-1)?.body.kind === 'understood' ? t('step.proposed') : null
  return (
    <div className="card t7-card t7-running" aria-busy="true">
      <ul className="t7-steps">
        {turn.steps.map((step) => (
          <Line key={step.sequence} done>
            {words(step.body)}
          </Line>
        ))}
        {next ? <Line done={false}>{next}</Line> : null}
      </ul>
      {seconds >= 1 ? (
        <div className="t7-running-time text-secondary">
          <span className="t7-figures">{t('step.elapsed', { seconds })}</span>
          {seconds >= 2 ? (
            <button type="button" className="btn btn-sm" onClick={() => chat.stop()}>
              {t('box.stop')}
            </button>
          ) : null}
        </div>
      ) : null}
    </div>
  )
}
