import { IconPencil } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationSummary } from '../../api.ts'
import { useApi } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'
import { useLanguage } from '../../i18n.ts'
import { Failure, Skeleton } from '../../ui/states.tsx'
import { dayGroups } from './day-groups.ts'
import { RenameDialog } from './rename-dialog.tsx'

type Props = { readonly openId: string | null; readonly onPick: () => void }

type ItemProps = Props & { readonly item: ConversationSummary; readonly onRename: () => void }

const Item = ({ item, openId, onPick, onRename }: ItemProps) => {
  const { t } = useTranslation('chat')
  const isOpen = item.id === openId
  return (
    <li className={`t7-conversation${isOpen ? ' active' : ''}`}>
      <Link
        to="/c/$conversationId"
        params={{ conversationId: item.id }}
        onClick={onPick}
        title={item.title}
        preload={false}
        {...(isOpen ? { 'aria-current': 'page' as const } : {})}
      >
        {item.title}
      </Link>
      <button type="button" className="btn btn-icon btn-ghost-secondary" onClick={onRename} aria-label={`${t('rename')}: ${item.title}`}>
        <IconPencil size={16} aria-hidden="true" />
      </button>
    </li>
  )
}

/** Past conversations, newest first, under the day they were last used. */
export const ConversationList = ({ openId, onPick }: Props) => {
  const { t } = useTranslation('chat')
  const api = useApi()
  const client = useQueryClient()
  const navigate = useNavigate()
  const language = useLanguage()
  const { data, error, refetch } = useQuery(queries(api).conversations)
  const [renaming, setRenaming] = useState<ConversationSummary | null>(null)
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton lines={6} />
  if (data.length === 0) return <p className="text-secondary small px-2">{t('noConversations')}</p>
  return (
    <nav aria-label={t('conversations')}>
      {dayGroups(data, new Date(), language).map((group) => (
        <section key={group.label}>
          <h2 className="t7-list-heading">{group.label}</h2>
          <ul className="t7-conversations">
            {group.items.map((item) => (
              <Item key={item.id} item={item} openId={openId} onPick={onPick} onRename={() => setRenaming(item)} />
            ))}
          </ul>
        </section>
      ))}
      {renaming ? (
        <RenameDialog
          title={renaming.title}
          onClose={() => setRenaming(null)}
          onSave={async (title) => {
            await api.renameConversation(renaming.id, title)
            await client.invalidateQueries({ queryKey: ['conversations'] })
          }}
          onRemove={async () => {
            await api.deleteConversation(renaming.id)
            if (renaming.id === openId) await navigate({ to: '/' })
            await client.invalidateQueries({ queryKey: ['conversations'] })
          }}
        />
      ) : null}
    </nav>
  )
}
