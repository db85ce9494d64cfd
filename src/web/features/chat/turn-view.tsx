import { useTranslation } from 'react-i18next'
import { useChat } from '../../app/context.tsx'
import { useErrorWords } from '../../ui/error-words.ts'
import { AnswerCard } from './answer-card.tsx'
import { AppliedCard } from './applied-card.tsx'
import { ChangeCard } from './change-card.tsx'
import { ClarifyCard } from './clarify-card.tsx'
import type { Turn } from './conversation.ts'
import { MessageCard } from './message-card.tsx'
import { RefuseCard } from './refuse-card.tsx'
import { RunningCard } from './running-card.tsx'
import { Suggestions } from './suggestions.tsx'

const OutcomeCard = ({ turn }: { readonly turn: Turn }) => {
  const { outcome } = turn
  if (outcome === null) return turn.status === 'running' ? <RunningCard turn={turn} /> : null
  switch (outcome.kind) {
    case 'answer':
      return <AnswerCard turn={turn} outcome={outcome} />
    case 'confirm':
      return <ChangeCard turn={turn} outcome={outcome} />
    case 'applied':
      return <AppliedCard turn={turn} outcome={outcome} />
    case 'clarify':
      return <ClarifyCard outcome={outcome} />
    case 'refuse':
      return <RefuseCard outcome={outcome} />
    case 'message':
      return <MessageCard outcome={outcome} />
  }
}

const TurnError = ({ turn }: { readonly turn: Turn }) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const words = useErrorWords()(turn.error)
  return (
    <div className="alert alert-danger t7-turn-error" role="alert">
      <div>
        <strong>{words.title}.</strong> {words.way}
      </div>
      {turn.outcome === null ? (
        <button type="button" className="btn btn-sm" onClick={() => chat.ask(turn.text, turn.overrides)}>
          {t('again')}
        </button>
      ) : null}
    </div>
  )
}

type Props = { readonly turn: Turn; readonly isLast: boolean }

/** What was asked, at the right, and what came of it, below. */
export const TurnView = ({ turn, isLast }: Props) => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const suggestions = turn.outcome?.suggestions ?? []
  return (
    <>
      <div className="t7-question">
        <span className="visually-hidden">{t('you')}: </span>
        {turn.text}
      </div>
      <OutcomeCard turn={turn} />
      {turn.error ? <TurnError turn={turn} /> : null}
      {turn.status === 'cancelled' && turn.outcome === null ? (
        <div className="t7-note">
          {t('cancelledByYou')}{' '}
          <button type="button" className="btn btn-sm" onClick={() => chat.ask(turn.text, turn.overrides)}>
            {t('again')}
          </button>
        </div>
      ) : null}
      {isLast && turn.status !== 'running' && suggestions.length > 0 ? <Suggestions suggestions={suggestions} /> : null}
    </>
  )
}
