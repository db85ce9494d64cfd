import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router'
import { ChatPage } from '../features/chat/chat-page.tsx'
import { Failure, Skeleton } from '../ui/states.tsx'
import { Frame } from './frame.tsx'
import { NotFound } from './not-found.tsx'

type Unchecked = Record<string, unknown>

const text = <K extends string>(key: K, search: Unchecked): { [name in K]?: string } => {
  const value = search[key]
  return (typeof value === 'string' && value !== '' ? { [key]: value } : {}) as { [name in K]?: string }
}

const root = createRootRoute({ component: Frame, notFoundComponent: NotFound })

// One chat page for both addresses, so that a new conversation keeps its state when it gets its id.
const chat = createRoute({ getParentRoute: () => root, id: 'chat', component: ChatPage })
const newConversation = createRoute({ getParentRoute: () => chat, path: '/', component: () => null })
const conversation = createRoute({ getParentRoute: () => chat, path: '/c/$conversationId', component: () => null })

const data = createRoute({
  getParentRoute: () => root,
  path: '/data/{-$table}',
  validateSearch: (search: Unchecked): { q?: string; sort?: string; direction?: 'desc' } => ({
    ...text('q', search),
    ...text('sort', search),
    ...(search.direction === 'desc' ? { direction: 'desc' as const } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/data/data-page.tsx'), 'DataPage'),
})

const structure = createRoute({
  getParentRoute: () => root,
  path: '/structure',
  validateSearch: (search: Unchecked): { table?: string; view?: 'list' | 'diagram' } => ({
    ...text('table', search),
    ...(search.view === 'list' || search.view === 'diagram' ? { view: search.view } : {}),
  }),
  component: lazyRouteComponent(() => import('../features/structure/structure-page.tsx'), 'StructurePage'),
})

const history = createRoute({
  getParentRoute: () => root,
  path: '/history',
  validateSearch: (search: Unchecked): { kind?: 'questions' | 'changes'; q?: string } => ({
    ...(search.kind === 'questions' || search.kind === 'changes' ? { kind: search.kind } : {}),
    ...text('q', search),
  }),
  component: lazyRouteComponent(() => import('../features/history/history-page.tsx'), 'HistoryPage'),
})

const accuracy = createRoute({
  getParentRoute: () => root,
  path: '/accuracy',
  component: lazyRouteComponent(() => import('../features/accuracy/accuracy-page.tsx'), 'AccuracyPage'),
})

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('../features/settings/settings-page.tsx'), 'SettingsPage'),
})

export const createAppRouter = () =>
  createRouter({
    routeTree: root.addChildren([chat.addChildren([newConversation, conversation]), data, structure, history, accuracy, settings]),
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingComponent: () => <Skeleton lines={6} />,
    defaultErrorComponent: ({ error, reset }) => <Failure error={error} onRetry={reset} />,
    scrollRestoration: false,
  })

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>
  }
}
