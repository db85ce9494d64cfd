import type { Choice } from '#contracts/outcome.ts'
import { useChat } from '../../app/context.tsx'

type Chip = Pick<Choice, 'label' | 'text'> & Partial<Pick<Choice, 'overrides'>>

/** Texts to ask at a press. `labelledBy` is the id of the words above them. */
export const AskChips = ({ chips, labelledBy }: { readonly chips: readonly Chip[]; readonly labelledBy: string }) => {
  const chat = useChat()
  return (
    <ul className="t7-chips" aria-labelledby={labelledBy}>
      {chips.map(({ label, text, overrides }) => (
        <li key={label}>
          <button type="button" className="t7-chip" onClick={() => chat.ask(text, overrides)}>
            {label}
          </button>
        </li>
      ))}
    </ul>
  )
}
