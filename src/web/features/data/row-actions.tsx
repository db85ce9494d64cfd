import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Table } from '#contracts/catalog.ts'
import type { ResultTable } from '#contracts/result.ts'
import type { Api } from '../../api.ts'
import { useApi } from '../../app/context.tsx'
import { useLanguage } from '../../i18n.ts'
import { downloadText, toCsv, toTsv } from '../../ui/csv.ts'
import { useErrorWords } from '../../ui/error-words.ts'
import { fileName } from '../../ui/file-name.ts'
import { formatNumber } from '../../ui/format.ts'
import { useAnnounce } from '../../ui/live-region.tsx'
import { writeClipboard } from '../../ui/write-clipboard.ts'
import type { Row, ShownQuery } from './rows-source.ts'

const page = 500
const mostRows = 50_000

/** All shown rows, page by page, up to `mostRows`. */
const readAll = async (
  api: Pick<Api, 'rows'>,
  table: string,
  query: ShownQuery,
  onProgress: (done: number) => void,
): Promise<ResultTable> => {
  const first = await api.rows(table, { ...query, offset: 0, limit: page })
  const rows = [...first.result.rows]
  const wanted = Math.min(first.total, mostRows)
  while (rows.length < wanted) {
    onProgress(rows.length)
    const { result } = await api.rows(table, { ...query, offset: rows.length, limit: page })
    if (result.rows.length === 0) break
    rows.push(...result.rows)
  }
  return { ...first.result, rows }
}

type Props = { readonly table: Table; readonly total: number; readonly query: () => ShownQuery; readonly selected: () => readonly Row[] }

/** Copy (the marked rows, or the first ones shown) and CSV (all of them). */
export const RowActions = ({ table, total, query, selected }: Props) => {
  const { t } = useTranslation('data')
  const { t: tc } = useTranslation()
  const api = useApi()
  const language = useLanguage()
  const announce = useAnnounce()
  const words = useErrorWords()
  const [said, setSaid] = useState('')
  const say = (text: string): void => {
    setSaid(text)
    announce(text)
  }
  const attempt = (work: () => Promise<void>) => () =>
    void work().catch((error: unknown) => say(`${words(error).title}. ${words(error).way}`))
  const download = attempt(async () => {
    const result = await readAll(api, table.name, query(), (done) =>
      setSaid(t('exporting', { done: formatNumber(done, language), total: formatNumber(Math.min(total, mostRows), language) })),
    )
    downloadText(`${fileName(table.name)}.csv`, toCsv(result.columns, result.rows, language === 'es'))
    setSaid(total > mostRows ? t('exportLimit', { value: formatNumber(mostRows, language) }) : '')
  })
  const copy = attempt(async () => {
    const columns = table.columns.map((column) => ({ label: column.name }))
    const marked = selected().map((row) => table.columns.map((column) => row[column.name] ?? null))
    const rows = marked.length > 0 ? marked : (await api.rows(table.name, { ...query(), offset: 0, limit: page })).result.rows
    const worked = await writeClipboard(toTsv(columns, rows, language === 'es'))
    say(worked ? t('copied', { count: rows.length, value: formatNumber(rows.length, language) }) : tc('copyFailed'))
  })
  return (
    <div className="t7-toolbar-end">
      <span className="text-secondary small">{said}</span>
      <button type="button" className="btn" onClick={copy} disabled={total === 0}>
        <IconCopy size={18} aria-hidden="true" /> <span>{t('copy')}</span>
      </button>
      <button type="button" className="btn" onClick={download} disabled={total === 0} title={tc('csvTitle')}>
        <IconDownload size={18} aria-hidden="true" /> <span>{tc('csv')}</span>
      </button>
    </div>
  )
}
