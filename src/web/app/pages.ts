import { IconDatabase, IconHistory, IconMessage, IconSchema, IconSettings, IconTargetArrow } from '@tabler/icons-react'

/** The pages of the frame, in the order of the menu. */
export const pages = [
  { key: 'chat', to: '/', icon: IconMessage },
  { key: 'data', to: '/data/{-$table}', icon: IconDatabase },
  { key: 'structure', to: '/structure', icon: IconSchema },
  { key: 'history', to: '/history', icon: IconHistory },
  { key: 'accuracy', to: '/accuracy', icon: IconTargetArrow },
  { key: 'settings', to: '/settings', icon: IconSettings },
] as const

export type PageKey = (typeof pages)[number]['key']

/** The page an address belongs to; conversations belong to the chat. */
export const pageOf = (pathname: string): PageKey => {
  const first = pathname.split('/')[1] ?? ''
  return pages.find(({ key }) => key === first)?.key ?? 'chat'
}
