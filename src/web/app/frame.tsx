import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand, IconSearch } from '@tabler/icons-react'
import { Link, Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LiveRegion } from '../ui/live-region.tsx'
import { useChatState } from './context.tsx'
import { pageOf, pages } from './pages.ts'
import { useGlobalKeys } from './use-global-keys.ts'

const CommandPalette = lazy(() => import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette })))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog.tsx').then((module) => ({ default: module.ShortcutsDialog })))

const foldedKey = 't7.menu-folded'

const useFolded = (): [boolean, () => void] => {
  const [folded, setFolded] = useState(() => localStorage.getItem(foldedKey) === 'yes')
  const toggle = (): void => {
    localStorage.setItem(foldedKey, folded ? 'no' : 'yes')
    setFolded(!folded)
  }
  return [folded, toggle]
}

/** When the page changes, screen readers and the keyboard start at its title; the chat starts in its box. */
const useFocusOnPageChange = (): void => {
  // The page that is drawn, not the one still on its way.
  const page = useRouterState({ select: (state) => pageOf((state.resolvedLocation ?? state.location).pathname) })
  const last = useRef(page)
  useEffect(() => {
    if (last.current === page) return
    last.current = page
    if (page !== 'chat') requestAnimationFrame(() => document.getElementById('page-title')?.focus({ preventScroll: true }))
  }, [page])
}

const MenuLinks = ({ page }: { readonly page: string }) => {
  const { t } = useTranslation()
  const openId = useChatState().conversation.id
  return (
    <ul className="t7-menu">
      {pages.map(({ key, to, icon: Icon }) => (
        <li key={key}>
          <Link
            {...(key === 'chat' && openId !== null ? { to: '/c/$conversationId' as const, params: { conversationId: openId } } : { to })}
            className={`t7-menu-link${page === key ? ' active' : ''}`}
            {...(page === key ? { 'aria-current': 'page' as const } : {})}
          >
            <Icon size={20} stroke={1.75} aria-hidden="true" />
            <span className="t7-menu-word">{t(`pages.${key}`)}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

const Brand = () => (
  <Link to="/" className="t7-brand" aria-label="T7">
    <img src="/icon.svg" width={28} height={28} alt="" />
    <span className="t7-menu-word">T7</span>
  </Link>
)

type SidebarProps = { readonly page: string; readonly folded: boolean; readonly onFold: () => void; readonly onPalette: () => void }

const Sidebar = ({ page, folded, onFold, onPalette }: SidebarProps) => {
  const { t } = useTranslation()
  const FoldIcon = folded ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav className="t7-sidebar" aria-label={t('navigation')}>
      <Brand />
      <button type="button" className="t7-menu-link t7-palette-button" onClick={onPalette} aria-label={t('palette.open')}>
        <IconSearch size={20} stroke={1.75} aria-hidden="true" />
        <span className="t7-menu-word">{t('search')}</span>
        <kbd className="t7-menu-word">Ctrl K</kbd>
      </button>
      <MenuLinks page={page} />
      <button
        type="button"
        className="t7-menu-link t7-fold"
        onClick={onFold}
        aria-label={t(folded ? 'expand' : 'collapse')}
        aria-expanded={!folded}
      >
        <FoldIcon size={20} stroke={1.75} aria-hidden="true" />
        <span className="t7-menu-word">{t('collapse')}</span>
      </button>
    </nav>
  )
}

/** The one frame: menu at the left (a bar below on a phone), page at the right. */
export const Frame = () => {
  const { t } = useTranslation()
  const page = pageOf(useRouterState({ select: (state) => state.location.pathname }))
  const [folded, toggleFolded] = useFolded()
  const [dialog, setDialog] = useState<'palette' | 'shortcuts' | null>(null)
  useFocusOnPageChange()
  useGlobalKeys(setDialog)
  const close = (): void => setDialog(null)
  return (
    <LiveRegion>
      <a href="#main" className="t7-skip btn btn-primary">
        {t('skip')}
      </a>
      <div className={`t7-frame${folded ? ' folded' : ''}`}>
        <Sidebar page={page} folded={folded} onFold={toggleFolded} onPalette={() => setDialog('palette')} />
        <main id="main" tabIndex={-1} className={`t7-main t7-page-${page}`}>
          <Outlet />
        </main>
      </div>
      <Suspense>
        {dialog === 'palette' ? <CommandPalette onClose={close} onShortcuts={() => setDialog('shortcuts')} /> : null}
        {dialog === 'shortcuts' ? <ShortcutsDialog onClose={close} /> : null}
      </Suspense>
    </LiveRegion>
  )
}
