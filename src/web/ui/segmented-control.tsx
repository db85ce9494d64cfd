type Option<T extends string> = { readonly value: T; readonly label: string }
type Props<T extends string> = {
  readonly label: string
  readonly value: T
  readonly options: readonly Option<T>[]
  readonly onChange: (value: T) => void
}

/** Two or three views of the same thing, of which one is shown. */
export const SegmentedControl = <T extends string>({ label, value, options, onChange }: Props<T>) => (
  <fieldset className="btn-group t7-segmented" aria-label={label}>
    {options.map((option) => (
      <button
        key={option.value}
        type="button"
        className={`btn${option.value === value ? ' active' : ''}`}
        aria-pressed={option.value === value}
        onClick={() => onChange(option.value)}
      >
        {option.label}
      </button>
    ))}
  </fieldset>
)
