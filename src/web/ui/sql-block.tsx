import { CopyButton } from './copy-button.tsx'
import { layOutSql, sqlPieces } from './sql-layout.ts'

/** SQL to read and copy. */
export const SqlBlock = ({ sql }: { readonly sql: string }) => {
  const text = layOutSql(sql)
  return (
    <div className="t7-sql">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long SQL scrolls, and the keyboard must reach it */}
      <section tabIndex={0} aria-label="SQL">
        <pre>
          <code>
            {sqlPieces(text).map((piece, index) => (
              <span key={index} className={piece.kind === 'plain' ? undefined : `t7-sql-${piece.kind}`}>
                {piece.text}
              </span>
            ))}
          </code>
        </pre>
      </section>
      <CopyButton text={() => text} className="t7-quiet t7-sql-copy" />
    </div>
  )
}
