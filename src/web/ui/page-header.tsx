import type { ReactNode } from 'react'

type Props = { readonly title: string; readonly subtitle?: ReactNode; readonly children?: ReactNode }

/** Page title with its main action at the right. The title takes the focus when the page changes. */
export const PageHeader = ({ title, subtitle, children }: Props) => (
  <header className="t7-page-header">
    <title>{`${title} · T7`}</title>
    <div className="t7-page-title">
      <h1 id="page-title" tabIndex={-1} title={title}>
        {title}
      </h1>
      {subtitle ? <div className="text-secondary small">{subtitle}</div> : null}
    </div>
    <div className="t7-page-actions">{children}</div>
  </header>
)
