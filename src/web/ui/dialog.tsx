import { type ReactNode, useId } from 'react'
import Modal from 'react-bootstrap/Modal'
import { useTranslation } from 'react-i18next'

type Props = {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
  readonly footer?: ReactNode
  readonly size?: 'sm' | 'lg'
}

/** A modal dialog: keeps the focus inside, gives it back when closed, closes with Esc. */
export const Dialog = ({ title, onClose, children, footer, size }: Props) => {
  const { t } = useTranslation()
  const titleId = useId()
  return (
    <Modal show onHide={onClose} aria-labelledby={titleId} animation={false} centered scrollable {...(size ? { size } : {})}>
      <div className="modal-header">
        <h2 id={titleId} className="modal-title">
          {title}
        </h2>
        <button type="button" className="btn-close" onClick={onClose} aria-label={t('close')} />
      </div>
      <div className="modal-body">{children}</div>
      {footer ? <div className="modal-footer">{footer}</div> : null}
    </Modal>
  )
}
