import { IconSearch } from '@tabler/icons-react'
import { useEffect, useId, useRef, useState } from 'react'

type Props = { readonly label: string; readonly value: string; readonly onChange: (value: string) => void; readonly delay?: number }

/** A search box that tells what was typed once the typing pauses. */
export const SearchField = ({ label, value, onChange, delay = 250 }: Props) => {
  const fieldId = useId()
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const tell = useRef(onChange)
  tell.current = onChange
  useEffect(() => {
    // The address changed by itself (back, "remove the filter"): the box follows it.
    if (value !== told.current) {
      told.current = value
      setTyped(value)
    }
  }, [value])
  useEffect(() => {
    if (typed === told.current) return
    const timer = setTimeout(() => {
      told.current = typed
      tell.current(typed)
    }, delay)
    return () => clearTimeout(timer)
  }, [typed, delay])
  return (
    <div className="t7-search">
      <label htmlFor={fieldId} className="visually-hidden">
        {label}
      </label>
      <IconSearch size={18} aria-hidden="true" />
      <input
        id={fieldId}
        type="search"
        className="form-control"
        placeholder={label}
        value={typed}
        maxLength={200}
        onChange={(event) => setTyped(event.target.value)}
      />
    </div>
  )
}
