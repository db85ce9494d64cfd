import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'

const shortcuts = [
  { keys: ['/'], does: 'focus' },
  { keys: ['Enter'], does: 'send' },
  { keys: ['Shift', 'Enter'], does: 'newline' },
  { keys: ['↑'], does: 'edit' },
  { keys: ['Esc'], does: 'stop' },
  { keys: ['Ctrl', 'K'], does: 'palette' },
  { keys: ['?'], does: 'help' },
] as const

/** The list of shortcuts. */
export const ShortcutsDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const { t } = useTranslation()
  return (
    <Dialog title={t('shortcuts.title')} onClose={onClose}>
      <dl className="t7-shortcuts">
        {shortcuts.map(({ keys, does }) => (
          <div key={does}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
