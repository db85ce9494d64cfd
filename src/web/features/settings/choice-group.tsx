import { useId } from 'react'

type Option<T extends string> = { readonly value: T; readonly label: string }
type Props<T extends string> = {
  readonly legend: string
  readonly help?: string
  readonly value: T
  readonly options: readonly Option<T>[]
  readonly onChange: (value: T) => void
}

/** A few options of which one holds. */
export const ChoiceGroup = <T extends string>({ legend, help, value, options, onChange }: Props<T>) => {
  const name = useId()
  return (
    <fieldset className="t7-choice-group">
      <legend>{legend}</legend>
      <div>
        {options.map((option) => (
          <label key={option.value} className="form-check form-check-inline">
            <input
              type="radio"
              className="form-check-input"
              name={name}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
            />
            <span className="form-check-label">{option.label}</span>
          </label>
        ))}
      </div>
      {help ? <p className="text-secondary small m-0">{help}</p> : null}
    </fieldset>
  )
}
