import { type RefObject, useEffect, useRef } from 'react'
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

/** A pressed button often goes away with what it changed: the keyboard is then left at the turn, not at the top of the page. */
const useKeepFocus = (item: RefObject<HTMLLIElement | null>, turn: Turn): void => {
  const seen = useRef(turn.status === 'running' ? null : turn.outcome)
  useEffect(() => {
    const isNews = turn.status === 'running' || turn.outcome !== seen.current
    seen.current = turn.outcome
    if (isNews && document.activeElement === document.body) item.current?.focus({ preventScroll: true })
  }, [item, turn.status, turn.outcome])
}

const TurnItem = ({ turn, isLast }: { readonly turn: Turn; readonly isLast: boolean }) => {
  const item = useRef<HTMLLIElement>(null)
  useKeepFocus(item, turn)
  useEffect(() => {
    if (isLast) item.current?.scrollIntoView({ block: 'start', behavior: 'instant' })
  }, [isLast])
  return (
    <li className="t7-turn" ref={item} tabIndex={-1}>
      <TurnView turn={turn} isLast={isLast} />
    </li>
  )
}

/** The turns of the open conversation. A new one scrolls to the top, so that its answer grows below without moving anything. */
export const Thread = ({ turns }: { readonly turns: readonly Turn[] }) => {
  const { t } = useTranslation('chat')
  const last = turns.at(-1)
  useAnnounceOutcomes(last)
  return (
    <section className="t7-thread" aria-label={t('log')}>
      <ol className="t7-turns">
        {turns.map((turn) => (
          <TurnItem key={turn.key} turn={turn} isLast={turn === last} />
        ))}
      </ol>
    </section>
  )
}
