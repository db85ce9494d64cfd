import '@tabler/core/dist/css/tabler.min.css'
import './ui/styles/frame.css'
import './ui/styles/chat.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { T7Error } from '#contracts/error.ts'
import { createApi } from './api.ts'
import { ServicesProvider } from './app/context.tsx'
import { refreshAfter } from './app/queries.ts'
import { createAppRouter } from './app/router.tsx'
import { ChatStore } from './features/chat/chat-store.ts'
import { startI18n } from './i18n.ts'
import { reloadWhenUpdated } from './ui/reload-when-updated.ts'
import { startTheme } from './ui/theme.ts'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && error instanceof T7Error && error.retryable,
    },
  },
})
const api = createApi()
let asked = 0
const chat = new ChatStore({
  api,
  newKey: () => `new-${++asked}`,
  now: () => new Date().toISOString(),
  onNews: (news) => refreshAfter(client, news),
})
const router = createAppRouter()
const root = document.getElementById('root')

startTheme()
reloadWhenUpdated()
await startI18n()
if (root)
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <ServicesProvider services={{ api, chat }}>
          <RouterProvider router={router} />
        </ServicesProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
