import { IconMapQuestion } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { PageHeader } from '../ui/page-header.tsx'
import { Empty } from '../ui/states.tsx'

export const NotFound = () => {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('notFound.title')} />
      <Empty title={t('notFound.title')} text={t('notFound.text')} icon={<IconMapQuestion size={40} stroke={1.5} />}>
        <Link to="/" className="btn btn-primary">
          {t('notFound.action')}
        </Link>
      </Empty>
    </>
  )
}
