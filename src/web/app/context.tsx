import { createContext, type ReactNode, useContext, useSyncExternalStore } from 'react'
import type { Api } from '../api.ts'
import type { ChatState, ChatStore } from '../features/chat/chat-store.ts'

/** What the pages need from outside, made once in `main.tsx`. */
export type Services = { readonly api: Api; readonly chat: ChatStore }

const ServicesContext = createContext<Services | null>(null)

export const ServicesProvider = ({ services, children }: { readonly services: Services; readonly children: ReactNode }) => (
  <ServicesContext value={services}>{children}</ServicesContext>
)

const useServices = (): Services => {
  const services = useContext(ServicesContext)
  if (!services) throw new Error('ServicesProvider is missing')
  return services
}

export const useApi = (): Api => useServices().api
export const useChat = (): ChatStore => useServices().chat
export const useChatState = (): ChatState => {
  const chat = useChat()
  return useSyncExternalStore(chat.subscribe, chat.snapshot)
}
