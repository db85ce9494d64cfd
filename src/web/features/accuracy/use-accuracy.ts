import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AccuracyView } from '#contracts/accuracy.ts'
import { useApi } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'

const pollMilliseconds = 400

const keyOf = (language: string) => ['accuracy', language]

/** The accuracy set, looked at again and again while a run goes on. */
export const useAccuracy = () => {
  const api = useApi()
  const language = useLanguage()
  return useQuery({
    queryKey: keyOf(language),
    queryFn: () => api.accuracy(language),
    // Answers are accepted on another page.
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.measuring ? pollMilliseconds : false),
  })
}

/** Something done to the set: the page shows at once what came of it. */
export const useAccuracyChange = <V>(work: (value: V) => Promise<AccuracyView>, done?: (view: AccuracyView) => void) => {
  const client = useQueryClient()
  const language = useLanguage()
  return useMutation({
    mutationFn: work,
    onSuccess: (view) => {
      client.setQueryData(keyOf(language), view)
      done?.(view)
    },
  })
}
