import { useTranslation } from 'react-i18next'

/** The name of a person; the one person of a T7 without accounts is "you". */
export const usePersonName = (): ((person: { readonly id: string; readonly name: string }) => string) => {
  const { t } = useTranslation()
  return (person) => (person.id === 'local' && person.name === 'local' ? t('you') : person.name)
}
