import type { Language } from '#contracts/plan.ts'
import type { ConversationSummary } from '../../api.ts'

export type DayGroup = { readonly label: string; readonly items: readonly ConversationSummary[] }

const words = {
  es: { today: 'Hoy', yesterday: 'Ayer', week: 'Últimos 7 días', older: 'Antes' },
  en: { today: 'Today', yesterday: 'Yesterday', week: 'Last 7 days', older: 'Earlier' },
} as const

const dayNumber = (at: Date): number => Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / 86_400_000)

/** Conversations under today, yesterday, the last seven days and before, newest first. */
export const dayGroups = (items: readonly ConversationSummary[], now: Date, language: Language): readonly DayGroup[] => {
  const labels = words[language]
  const labelOf = (item: ConversationSummary): string => {
    const days = dayNumber(now) - dayNumber(new Date(item.lastAskAt))
    return days <= 0 ? labels.today : days === 1 ? labels.yesterday : days < 7 ? labels.week : labels.older
  }
  const sorted = [...items].sort((a, b) => b.lastAskAt.localeCompare(a.lastAskAt))
  return Object.values(labels)
    .map((label) => ({ label, items: sorted.filter((item) => labelOf(item) === label) }))
    .filter((group) => group.items.length > 0)
}
