import type { z } from 'zod'
import type { AccuracyView, ImportResult, PairRequest } from '#contracts/accuracy.ts'
import type {
  AskRequest,
  AskView,
  catalogView,
  conversationSummary,
  conversationView,
  examplesView,
  historyEntry,
  historyPage,
  Problem,
  settingsView,
  tableFilter,
  tableRows,
} from '#contracts/api.ts'
import type { Catalog } from '#contracts/catalog.ts'
import { T7Error } from '#contracts/error.ts'
import type { Language } from '#contracts/plan.ts'

export type ConversationSummary = z.infer<typeof conversationSummary>
export type ConversationView = z.infer<typeof conversationView>
export type HistoryEntry = z.infer<typeof historyEntry>
export type HistoryPage = z.infer<typeof historyPage>
export type SettingsView = z.infer<typeof settingsView>
export type TableFilter = z.infer<typeof tableFilter>
export type TableRows = z.infer<typeof tableRows>

export type RowsQuery = {
  readonly offset: number
  readonly limit: number
  readonly sort: string | null
  readonly direction: 'asc' | 'desc'
  readonly search: string
  readonly filters: readonly TableFilter[]
}

export type HistoryFilter = { readonly kind: 'all' | 'questions' | 'changes'; readonly search: string; readonly before: string | null }

/** An ask as the client sends it: everything that has a default may be left out. */
export type AskInput = Omit<AskRequest, 'overrides'> & { readonly overrides: Readonly<Record<string, string>> }

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'code' in value && typeof value.code === 'string'

const asParams = (problem: Problem): T7Error['params'] =>
  Object.fromEntries(
    Object.entries(problem.params ?? {}).map(([key, value]) => [
      key,
      typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null
        ? value
        : Array.isArray(value)
          ? value.map(String)
          : JSON.stringify(value),
    ]),
  )

/** Turns a response that is not 2xx into the error it stands for. */
const failureOf = async (response: Response): Promise<T7Error> => {
  const body: unknown = await response.json().catch(() => null)
  if (!isProblem(body))
    return new T7Error({ code: `web.status_${response.status}`, kind: 'operational', retryable: response.status >= 500 })
  const kind = response.status >= 500 ? 'operational' : 'user'
  return new T7Error({ code: body.code, kind, params: asParams(body), retryable: response.status >= 500 })
}

/** Sends a request; throws `T7Error` with the problem's code, or `web.unreachable` when no answer came. */
const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const response = await fetch(path, { credentials: 'same-origin', ...init }).catch((cause: unknown) => {
    if (init.signal?.aborted) throw cause
    throw new T7Error({ code: 'web.unreachable', kind: 'operational', cause, retryable: true })
  })
  if (!response.ok) throw await failureOf(response)
  return response
}

// The server checks every answer against the same contracts it is typed by, so the client trusts the shape.
const read = async <T>(path: string, signal?: AbortSignal): Promise<T> =>
  (await (await request(path, signal ? { signal } : {})).json()) as T

const send = async <T>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body: unknown): Promise<T> => {
  const response = await request(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  const text = await response.text()
  return (text === '' ? null : JSON.parse(text)) as T
}

const search = (values: Readonly<Record<string, string | number | null>>): string => {
  const pairs = Object.entries(values).filter(([, value]) => value !== null && value !== '')
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs.map(([key, value]) => [key, String(value)]))}`
}

const id = encodeURIComponent

/** Where the data dictionary is downloaded from. */
export const dictionaryPath = (language: Language): string => `/api/catalog/dictionary.md${search({ language })}`

/** Where the accuracy set is downloaded from. */
export const accuracyFilePath = (language: Language): string => `/api/accuracy/questions.yaml${search({ language })}`

/** Every call the web makes, one function each; shapes are those of `contracts/api.ts`. */
export const createApi = () => ({
  examples: async (language: Language) => (await read<z.infer<typeof examplesView>>(`/api/examples${search({ language })}`)).examples,
  catalog: async (): Promise<Catalog> => (await read<z.infer<typeof catalogView>>('/api/catalog')).catalog,
  settings: () => read<SettingsView>('/api/settings'),
  resetDemo: () => send<unknown>('POST', '/api/demo/reset', { confirm: true }),

  conversations: async () => (await read<{ conversations: ConversationSummary[] }>('/api/conversations')).conversations,
  conversation: (conversationId: string) => read<ConversationView>(`/api/conversations/${id(conversationId)}`),
  renameConversation: (conversationId: string, title: string) =>
    send<unknown>('PATCH', `/api/conversations/${id(conversationId)}`, { title }),
  deleteConversation: (conversationId: string) => send<unknown>('DELETE', `/api/conversations/${id(conversationId)}`, {}),

  askEvents: (input: AskInput, signal: AbortSignal) =>
    request('/api/ask', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify(input),
      signal,
    }),
  resumeEvents: (askId: string, after: number, signal: AbortSignal) =>
    request(`/api/asks/${id(askId)}/events`, { headers: { accept: 'text/event-stream', 'last-event-id': String(after) }, signal }),
  ask: (askId: string) => read<AskView>(`/api/asks/${id(askId)}`),
  confirm: (askId: string, token: string, typed: string | null) =>
    send<AskView>('POST', `/api/asks/${id(askId)}/confirm`, typed === null ? { token } : { token, typed }),
  cancel: (askId: string) => send<AskView>('POST', `/api/asks/${id(askId)}/cancel`, {}),
  undo: (askId: string) => send<AskView>('POST', `/api/asks/${id(askId)}/undo`, {}),
  rate: (askId: string, rating: -1 | 0 | 1) => send<AskView>('POST', `/api/asks/${id(askId)}/feedback`, { rating }),

  accuracy: (language: Language) => read<AccuracyView>(`/api/accuracy${search({ language })}`),
  addPair: (request: PairRequest, language: Language) => send<AccuracyView>('POST', `/api/accuracy/pairs${search({ language })}`, request),
  changePair: (pairId: string, request: PairRequest, language: Language) =>
    send<AccuracyView>('PATCH', `/api/accuracy/pairs/${id(pairId)}${search({ language })}`, request),
  removePair: (pairId: string, language: Language) =>
    send<AccuracyView>('DELETE', `/api/accuracy/pairs/${id(pairId)}${search({ language })}`, {}),
  importPairs: (text: string, language: Language) => send<ImportResult>('POST', `/api/accuracy/import${search({ language })}`, { text }),
  measure: (language: Language) => send<AccuracyView>('POST', `/api/accuracy/runs${search({ language })}`, {}),
  stopMeasuring: (language: Language) => send<AccuracyView>('POST', `/api/accuracy/runs/cancel${search({ language })}`, {}),

  history: (filter: HistoryFilter) => read<HistoryPage>(`/api/history${search({ ...filter, limit: 50 })}`),
  rows: (table: string, query: RowsQuery, signal?: AbortSignal) =>
    read<TableRows>(
      `/api/tables/${id(table)}/rows${search({
        offset: query.offset,
        limit: query.limit,
        sort: query.sort,
        direction: query.sort === null ? null : query.direction,
        search: query.search,
        filter: query.filters.length === 0 ? null : JSON.stringify(query.filters),
      })}`,
      signal,
    ),
})

export type Api = ReturnType<typeof createApi>
