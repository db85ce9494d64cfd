import { useTranslation } from 'react-i18next'
import type { StructurePreview } from '#contracts/outcome.ts'
import type { Language } from '#contracts/plan.ts'
import { formatNumber } from '../../ui/format.ts'

type Props = { readonly preview: StructurePreview; readonly language: Language }

const signClass = { '+': 'added', '-': 'removed', '~': 'changed', ' ': 'same' } as const

/** What changes in the structure, line by line, what depends on it and the rows it holds. */
export const StructureDiff = ({ preview, language }: Props) => {
  const { t } = useTranslation('chat')
  return (
    <section className="t7-diff" aria-label={preview.object}>
      <h3 className="t7-diff-title">
        {t(`change.operation.${preview.operation}`)} <code>{preview.object}</code>
        {preview.rows !== null && preview.rows > 0 ? (
          <span className="text-secondary">
            {t('change.keptRows', { count: preview.rows, value: formatNumber(preview.rows, language) })}
          </span>
        ) : null}
      </h3>
      <ul className="t7-diff-lines">
        {preview.lines.map((line, index) => (
          <li key={index} className={`t7-line-${signClass[line.sign]}`}>
            <span className="t7-sign" aria-hidden="true">
              {line.sign === '-' ? '−' : line.sign}
            </span>
            <span className="visually-hidden">{t(`change.sign.${line.sign}`)}: </span>
            <span>{line.text}</span>
          </li>
        ))}
      </ul>
      {preview.dependents.length > 0 ? (
        <div className="t7-dependents">
          <h4>{t('change.dependents')}</h4>
          <ul>
            {preview.dependents.map((dependent) => (
              <li key={dependent}>{dependent}</li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  )
}
