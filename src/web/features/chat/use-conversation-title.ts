import { useQuery } from '@tanstack/react-query'
import { useApi, useChatState } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'

/** The name of the open conversation: the stored one, or else its first question; null for an empty one. */
export const useConversationTitle = (): string | null => {
  const { conversation } = useChatState()
  const { data } = useQuery(queries(useApi()).conversations)
  if (conversation.id === null) return conversation.turns[0]?.text ?? null
  return data?.find((one) => one.id === conversation.id)?.title ?? conversation.title ?? conversation.turns[0]?.text ?? null
}
