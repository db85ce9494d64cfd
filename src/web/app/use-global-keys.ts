import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

/** Where the question box is; `/` brings the focus here from any page. */
export const questionBoxId = 'question-box'

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName))

const isEmptyBox = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement && target.id === questionBoxId && target.value === ''

/** The keys that work on every page: Ctrl/Cmd+K, `/` and `?`. */
export const useGlobalKeys = (open: (dialog: 'palette' | 'shortcuts') => void): void => {
  const navigate = useNavigate()
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault()
        open('palette')
        return
      }
      if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector('.modal.show')) return
      // No question starts with it, so the empty box gives it up too.
      if (event.key === '?' && (!isWriting(event.target) || isEmptyBox(event.target))) {
        event.preventDefault()
        open('shortcuts')
      }
      if (event.key === '/' && !isWriting(event.target)) {
        event.preventDefault()
        const box = document.getElementById(questionBoxId)
        if (box) box.focus()
        else void navigate({ to: '/' })
      }
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate, open])
}
