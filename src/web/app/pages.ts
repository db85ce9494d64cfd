import { IconDatabase, IconHistory, IconMessage, IconSchema, IconSettings } from '@tabler/icons-react'

/** The pages of the frame, in the order of the menu. */
export const pages = [
  { key: 'chat', to: '/', icon: IconMessage },
  { key: 'data', to: '/data/{-$table}', icon: IconDatabase },
  { key: 'structure', to: '/structure', icon: IconSchema },
  { key: 'history', to: '/history', icon: IconHistory },
  { key: 'settings', to: '/settings', icon: IconSettings },
] as const

export type PageKey = (typeof pages)[number]['key']

/** The page an address belongs to; conversations belong to the chat. */
export const pageOf = (pathname: string): PageKey => {
  const first = pathname.split('/')[1] ?? ''
  return first === 'data' || first === 'structure' || first === 'history' || first === 'settings' ? first : 'chat'
}
