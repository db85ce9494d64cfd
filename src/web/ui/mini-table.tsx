import { useTranslation } from 'react-i18next'
import type { Language } from '#contracts/plan.ts'
import type { ResultTable } from '#contracts/result.ts'
import { formatCell, isNumeric } from './format.ts'

type Props = { readonly result: ResultTable; readonly language: Language; readonly caption?: string }

/** A few rows as a plain table in the text. */
export const MiniTable = ({ result, language, caption }: Props) => {
  const { t } = useTranslation()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls sideways, and the keyboard must reach it
    <section className="t7-scroll-x" tabIndex={0} aria-label={caption ?? t('table')}>
      <table className="table table-sm t7-mini-table">
        {caption ? <caption className="visually-hidden">{caption}</caption> : null}
        <thead>
          <tr>
            {result.columns.map((column) => (
              <th key={column.name} scope="col" className={isNumeric(column) ? 'text-end' : ''}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {result.rows.map((row, index) => (
            <tr key={index}>
              {result.columns.map((column, at) => (
                <td key={column.name} className={isNumeric(column) ? 'text-end' : ''}>
                  {row[at] === null ? (
                    <span className="text-secondary" title={t('empty')}>
                      —
                    </span>
                  ) : (
                    formatCell(row[at] ?? null, column, language)
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
