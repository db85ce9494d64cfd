import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'

const Announce = createContext<(text: string) => void>(() => undefined)

/** Says a text to screen readers without moving the focus. */
export const useAnnounce = (): ((text: string) => void) => useContext(Announce)

/** Holds the one polite live region of the page. */
export const LiveRegion = ({ children }: { readonly children: ReactNode }) => {
  const [said, setSaid] = useState({ text: '', turn: 0 })
  const announce = useCallback((text: string) => setSaid((last) => ({ text, turn: last.turn + 1 })), [])
  return (
    <Announce value={announce}>
      {children}
      <div className="visually-hidden" role="status" aria-live="polite" aria-atomic="true">
        {/* A new element each time, so that the same words twice are said twice. */}
        <span key={said.turn}>{said.text}</span>
      </div>
    </Announce>
  )
}
