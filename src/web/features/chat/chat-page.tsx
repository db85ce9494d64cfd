import { IconMessages, IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChat, useChatState } from '../../app/context.tsx'
import { questionBoxId } from '../../app/use-global-keys.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { SidePanel } from '../../ui/side-panel.tsx'
import { Failure, Skeleton } from '../../ui/states.tsx'
import { Composer } from './composer.tsx'
import { runningTurn } from './conversation.ts'
import { ConversationList } from './conversation-list.tsx'
import { Thread } from './thread.tsx'
import { useConversationRoute } from './use-conversation-route.ts'
import { useConversationTitle } from './use-conversation-title.ts'
import { Welcome } from './welcome.tsx'

/** Esc stops the running ask, wherever the focus is, unless it closes something first. */
const useStopWithEscape = (): void => {
  const chat = useChat()
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && !event.defaultPrevented && !document.querySelector('.modal.show, .dropdown-menu.show')) chat.stop()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [chat])
}

/** Once the page is at rest, brings what an answer may need, so that the first chart or grid does not wait for it. */
const useReadyForAnswers = (): void => {
  useEffect(() => {
    const bring = (): void => {
      void import('../../ui/chart/chart.tsx')
      void import('../../ui/grid/result-grid.tsx')
    }
    const timer = setTimeout(() => requestIdleCallback(bring, { timeout: 3000 }), 1000)
    return () => clearTimeout(timer)
  }, [])
}

const Body = () => {
  const chat = useChat()
  const { conversation, phase, error } = useChatState()
  if (phase === 'loading') return <Skeleton lines={5} />
  if (phase === 'error') return <Failure error={error} onRetry={() => void chat.open(conversation.id)} />
  return conversation.turns.length === 0 ? <Welcome /> : <Thread turns={conversation.turns} />
}

/** Chat, the home page: conversations at the left, the open one, and the box. */
export const ChatPage = () => {
  const { t } = useTranslation('chat')
  const chat = useChat()
  const navigate = useNavigate()
  const { conversation } = useChatState()
  const [listOpen, setListOpen] = useState(false)
  useConversationRoute()
  useStopWithEscape()
  useReadyForAnswers()
  const title = useConversationTitle()
  const startNew = (): void => {
    chat.startNew()
    void navigate({ to: '/' })
    setListOpen(false)
    requestAnimationFrame(() => document.getElementById(questionBoxId)?.focus())
  }
  return (
    <div className="t7-chat">
      <SidePanel title={t('conversations')} open={listOpen} onClose={() => setListOpen(false)}>
        <ConversationList openId={conversation.id} onPick={() => setListOpen(false)} />
      </SidePanel>
      <div className="t7-chat-column">
        <PageHeader title={title ?? t('title')}>
          <button type="button" className="btn btn-icon d-xl-none" onClick={() => setListOpen(true)} aria-label={t('conversations')}>
            <IconMessages size={20} aria-hidden="true" />
          </button>
          <button type="button" className="btn t7-collapsing" onClick={startNew} aria-label={t('newConversation')}>
            <IconPlus size={18} aria-hidden="true" />
            <span>{t('newConversation')}</span>
          </button>
        </PageHeader>
        <Body />
        <Composer running={runningTurn(conversation) !== undefined} last={conversation.turns.at(-1)?.text ?? null} />
      </div>
    </div>
  )
}
