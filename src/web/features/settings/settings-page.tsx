import '../../ui/styles/pages.css'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contracts/plan.ts'
import type { SettingsView } from '../../api.ts'
import { useApi } from '../../app/context.tsx'
import { queries } from '../../app/queries.ts'
import { addTexts, chooseLanguage, useLanguage } from '../../i18n.ts'
import { settings as english } from '../../locales/en/settings.ts'
import { settings as spanish } from '../../locales/es/settings.ts'
import { formatNumber } from '../../ui/format.ts'
import { PageHeader } from '../../ui/page-header.tsx'
import { Failure, Skeleton } from '../../ui/states.tsx'
import { chooseTheme, type Theme, useTheme } from '../../ui/theme.ts'
import { ChoiceGroup } from './choice-group.tsx'
import { DemoReset } from './demo-reset.tsx'

addTexts('settings', spanish, english)

const languages: readonly { readonly value: Language; readonly label: string }[] = [
  { value: 'es', label: 'Español' },
  { value: 'en', label: 'English' },
]

const Appearance = () => {
  const { t } = useTranslation('settings')
  const language = useLanguage()
  const theme = useTheme()
  const themes: readonly Theme[] = ['system', 'light', 'dark']
  return (
    <section className="card t7-section">
      <ChoiceGroup legend={t('language')} help={t('languageHelp')} value={language} options={languages} onChange={chooseLanguage} />
      <ChoiceGroup
        legend={t('theme')}
        value={theme}
        options={themes.map((value) => ({ value, label: t(`themes.${value}`) }))}
        onChange={chooseTheme}
      />
    </section>
  )
}

const Running = ({ view }: { readonly view: SettingsView }) => {
  const { t } = useTranslation('settings')
  const { t: tc } = useTranslation()
  const language = useLanguage()
  const count = (value: number) => ({ count: value, value: formatNumber(value, language) })
  const facts = [
    [t('version'), view.version],
    [t('database'), `${t(`databaseKind.${view.database.kind}`)}, ${view.database.version}`],
    [t('location'), view.database.location],
    [t('workspace'), `${tc('tables', count(view.workspace.tables))}, ${tc('rows', count(view.workspace.rows))}`],
    [t('engine'), view.engine.name],
    [t('model'), view.engine.model ?? t('noModel')],
    [t('node'), view.node],
  ] as const
  return (
    <section className="card t7-section" aria-labelledby="running">
      <h2 id="running">{t('running')}</h2>
      <dl className="t7-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Ajustes: language, theme, what runs, the demo, the API. */
export const SettingsPage = () => {
  const { t } = useTranslation('settings')
  const { data, error, refetch } = useQuery(queries(useApi()).settings)
  return (
    <div className="t7-narrow">
      <PageHeader title={t('title')} />
      <Appearance />
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <Running view={data} />
      ) : (
        <Skeleton lines={6} height={280} />
      )}
      {data ? <DemoReset demo={data.workspace.demo} /> : null}
      <section className="card t7-section" aria-labelledby="api">
        <h2 id="api">{t('api')}</h2>
        <p className="mb-2">{t('apiText')}</p>
        <a href="/docs" className="btn align-self-start">
          {t('apiLink')}
        </a>
      </section>
    </div>
  )
}
