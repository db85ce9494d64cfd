import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAnnounce } from './live-region.tsx'
import { writeClipboard } from './write-clipboard.ts'

type Props = { readonly text: () => string; readonly label?: string; readonly className?: string }

/** A button that copies a text and says so. */
export const CopyButton = ({ text, label, className = 't7-quiet' }: Props) => {
  const { t } = useTranslation()
  const announce = useAnnounce()
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), 2000)
    return () => clearTimeout(timer)
  }, [done])
  const copy = async (): Promise<void> => {
    const worked = await writeClipboard(text())
    setDone(worked)
    announce(t(worked ? 'copied' : 'copyFailed'))
  }
  return (
    <button type="button" className={className} onClick={() => void copy()}>
      {done ? <IconCheck size={16} aria-hidden="true" /> : <IconCopy size={16} aria-hidden="true" />}
      <span>{done ? t('copied') : (label ?? t('copy'))}</span>
    </button>
  )
}
