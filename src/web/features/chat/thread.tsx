import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from '../../ui/live-region.tsx'
import type { Turn } from './conversation.ts'
import { TurnView } from './turn-view.tsx'

/** Says new outcomes to screen readers; those that were there when the conversation was opened are not news. */
const useAnnounceOutcomes = (last: Turn | undefined): void => {
  const { t } = useTranslation('chat')
  const announce = useAnnounce()
  const said = useRef(last?.outcome ?? null)
  const outcome = last?.outcome ?? null
  useEffect(() => {
    if (outcome === null || outcome === said.current) return
    said.current = outcome
    announce(outcome.kind === 'answer' ? t('answerReady', { sentence: outcome.sentence }) : outcome.sentence)
  }, [outcome, announce, t])
}

/** The turns of the open conversation. A new one scrolls to the top, so that its answer grows below without moving anything. */
export const Thread = ({ turns }: { readonly turns: readonly Turn[] }) => {
  const { t } = useTranslation('chat')
  const last = turns.at(-1)
  const end = useRef<HTMLLIElement>(null)
  useAnnounceOutcomes(last)
  useEffect(() => {
    end.current?.scrollIntoView({ block: 'start', behavior: 'instant' })
  }, [last?.key])
  return (
    <section className="t7-thread" aria-label={t('log')}>
      <ol className="t7-turns">
        {turns.map((turn) => (
          <li key={turn.key} className="t7-turn" ref={turn === last ? end : undefined}>
            <TurnView turn={turn} isLast={turn === last} />
          </li>
        ))}
      </ol>
    </section>
  )
}
