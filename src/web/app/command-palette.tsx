import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import Modal from 'react-bootstrap/Modal'
import { useTranslation } from 'react-i18next'
import { toggleTheme } from '../ui/theme.ts'
import { useApi } from './context.tsx'
import { type Command, filterCommands } from './filter-commands.ts'
import { pages } from './pages.ts'
import { queries } from './queries.ts'

type Props = { readonly onClose: () => void; readonly onShortcuts: () => void }

const useCommands = (onShortcuts: () => void): readonly Command[] => {
  const { t } = useTranslation()
  const api = useApi()
  const navigate = useNavigate()
  const { data: catalog } = useQuery(queries(api).catalog)
  const { data: conversations } = useQuery(queries(api).conversations)
  const go = (work: () => unknown) => () => void work()
  return [
    ...pages.map(({ key, to }) => ({
      id: `page-${key}`,
      group: t('palette.pages'),
      label: t(`pages.${key}`),
      run: go(() => navigate({ to })),
    })),
    { id: 'new', group: t('palette.actions'), label: t('palette.newConversation'), run: go(() => navigate({ to: '/' })) },
    { id: 'theme', group: t('palette.actions'), label: t('palette.toggleTheme'), run: toggleTheme },
    { id: 'keys', group: t('palette.actions'), label: t('palette.shortcuts'), run: onShortcuts },
    ...(catalog?.tables ?? []).map((table) => ({
      id: `table-${table.name}`,
      group: t('palette.tables'),
      label: table.name,
      run: go(() => navigate({ to: '/data/{-$table}', params: { table: table.name } })),
    })),
    ...(conversations ?? []).slice(0, 30).map((one) => ({
      id: `conversation-${one.id}`,
      group: t('palette.recent'),
      label: one.title,
      run: go(() => navigate({ to: '/c/$conversationId', params: { conversationId: one.id } })),
    })),
  ]
}

const showOption = (node: HTMLElement | null): void => {
  node?.scrollIntoView({ block: 'nearest' })
}

type ListProps = {
  readonly id: string
  readonly found: readonly Command[]
  readonly active: number
  readonly onPick: (command: Command) => void
}

const CommandList = ({ id, found, active, onPick }: ListProps) => {
  const { t } = useTranslation()
  if (found.length === 0) return <p className="text-secondary p-3 m-0">{t('palette.none')}</p>
  return (
    <div id={id} role="listbox" aria-label={t('palette.title')} className="t7-palette-list">
      {found.map((command, index) => (
        <div key={command.id}>
          {found[index - 1]?.group === command.group ? null : (
            <div className="t7-palette-group" role="presentation">
              {command.group}
            </div>
          )}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: the input above holds the focus and its keys choose an option */}
          <div
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === active}
            className={`t7-palette-option${index === active ? ' active' : ''}`}
            ref={index === active ? showOption : undefined}
            onClick={() => onPick(command)}
          >
            {command.label}
          </div>
        </div>
      ))}
    </div>
  )
}

/** Ctrl/Cmd+K: type a few letters, choose with the arrows, Enter goes. */
export const CommandPalette = ({ onClose, onShortcuts }: Props) => {
  const { t } = useTranslation()
  const listId = useId()
  const field = useRef<HTMLInputElement>(null)
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const found = filterCommands(useCommands(onShortcuts), typed)
  const pick = (command: Command | undefined): void => {
    if (!command) return
    if (command.id !== 'keys') onClose()
    command.run()
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0 && found.length > 0) {
      event.preventDefault()
      setActive((active + step + found.length) % found.length)
    }
    if (event.key === 'Enter') {
      event.preventDefault()
      pick(found[active])
    }
  }
  return (
    <Modal
      show
      onHide={onClose}
      // The modal may take the focus for itself after its children did.
      onEntered={() => field.current?.focus()}
      animation={false}
      aria-label={t('palette.title')}
      dialogClassName="t7-palette"
    >
      <input
        ref={field}
        type="text"
        role="combobox"
        className="form-control form-control-lg t7-palette-input"
        // biome-ignore lint/a11y/noAutofocus: a dialog takes the focus, and this is its one field
        autoFocus
        aria-label={t('palette.placeholder')}
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={found.length > 0 ? `${listId}-${active}` : undefined}
        placeholder={t('palette.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setActive(0)
        }}
        onKeyDown={onKeyDown}
      />
      <CommandList id={listId} found={found} active={active} onPick={pick} />
      <div className="visually-hidden" role="status">
        {t('palette.count', { count: found.length })}
      </div>
    </Modal>
  )
}
