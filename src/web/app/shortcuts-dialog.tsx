import { useTranslation } from 'react-i18next'
import { Dialog } from '../ui/dialog.tsx'

const shortcuts = [
  { keys: ['slash'], does: 'focus' },
  { keys: ['enter'], does: 'send' },
  { keys: ['shift', 'enter'], does: 'newline' },
  { keys: ['up'], does: 'edit' },
  { keys: ['escape'], does: 'stop' },
  { keys: ['control', 'k'], does: 'palette' },
  { keys: ['question'], does: 'help' },
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
                <kbd key={key}>{t(`keys.${key}`)}</kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  )
}
