import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useChat, useChatState } from '../../app/context.tsx'

/** Keeps the address and the open conversation together: the address decides, except that a new conversation gives it its id. */
export const useConversationRoute = (): void => {
  const chat = useChat()
  const navigate = useNavigate()
  const { conversationId } = useParams({ strict: false })
  const { id } = useChatState().conversation
  const lastId = useRef(id)
  useEffect(() => void chat.open(conversationId ?? null), [chat, conversationId])
  useEffect(() => {
    const named = lastId.current === null && id !== null && conversationId === undefined
    lastId.current = id
    if (named) void navigate({ to: '/c/$conversationId', params: { conversationId: id }, replace: true })
  }, [id, conversationId, navigate])
}
