import { type QueryClient, queryOptions } from '@tanstack/react-query'
import type { Language } from '#contracts/plan.ts'
import type { Api } from '../api.ts'

/** What is read from the server, with the keys it is kept under. */
export const queries = (api: Api) => ({
  examples: (language: Language) =>
    queryOptions({ queryKey: ['examples', language], queryFn: () => api.examples(language), staleTime: 300_000 }),
  catalog: queryOptions({ queryKey: ['catalog'], queryFn: api.catalog, staleTime: 60_000 }),
  settings: queryOptions({ queryKey: ['settings'], queryFn: api.settings }),
  conversations: queryOptions({ queryKey: ['conversations'], queryFn: api.conversations }),
})

/** After an ask: the lists that name it. After a change: everything that shows data. */
export const refreshAfter = (client: QueryClient, news: 'asked' | 'changed'): void => {
  void client.invalidateQueries({ queryKey: ['conversations'] })
  void client.invalidateQueries({ queryKey: ['history'] })
  if (news === 'asked') return
  for (const key of ['catalog', 'rows', 'examples', 'settings']) void client.invalidateQueries({ queryKey: [key] })
}
