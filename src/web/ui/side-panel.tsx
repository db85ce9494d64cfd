import type { ReactNode } from 'react'
import Offcanvas from 'react-bootstrap/Offcanvas'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly title: string
  readonly open: boolean
  readonly onClose: () => void
  readonly children: ReactNode
  readonly placement?: 'start' | 'end'
}

/** A column beside the page where there is room (from 1200 px); below that, a drawer that `open` shows. */
export const SidePanel = ({ title, open, onClose, children, placement = 'start' }: Props) => {
  const { t } = useTranslation()
  return (
    <Offcanvas
      show={open}
      onHide={onClose}
      responsive="xl"
      placement={placement}
      {...(open ? { 'aria-label': title } : {})}
      className="t7-side-panel"
    >
      <div className="offcanvas-header d-xl-none">
        <h2 className="offcanvas-title">{title}</h2>
        <button type="button" className="btn-close" onClick={onClose} aria-label={t('close')} />
      </div>
      <div className="offcanvas-body">{children}</div>
    </Offcanvas>
  )
}
