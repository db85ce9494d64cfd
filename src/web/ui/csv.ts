import type { Cell, ResultColumn } from '#contracts/result.ts'

const quoteCsv = (text: string): string => (/[";\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

// A spreadsheet would run a cell that starts like a formula: such texts are kept as texts.
const harmless = (text: string): string => (/^[=+@\t\r]|^-[^\d]/.test(text) ? `'${text}` : text)

const cellText = (value: Cell, decimalComma: boolean): string => {
  if (value === null) return ''
  if (typeof value === 'number') return decimalComma ? String(value).replace('.', ',') : String(value)
  return typeof value === 'boolean' ? String(value) : harmless(value)
}

type Shape = Pick<ResultColumn, 'label'>

/** Semicolons and decimal commas, as a Spanish spreadsheet opens it; with a byte order mark so that accents are read. */
export const toCsv = (columns: readonly Shape[], rows: readonly (readonly Cell[])[], decimalComma: boolean): string => {
  const lines = [
    columns.map((column) => quoteCsv(column.label)),
    ...rows.map((row) => row.map((value) => quoteCsv(cellText(value, decimalComma)))),
  ]
  return `\ufeff${lines.map((line) => line.join(';')).join('\r\n')}\r\n`
}

/** Tabs between cells, for pasting into a spreadsheet or a mail. */
export const toTsv = (columns: readonly Shape[], rows: readonly (readonly Cell[])[], decimalComma: boolean): string =>
  [
    columns.map((column) => column.label),
    ...rows.map((row) => row.map((value) => cellText(value, decimalComma).replaceAll(/[\t\n\r]+/g, ' '))),
  ]
    .map((line) => line.join('\t'))
    .join('\n')

/** Hands a text to the browser as a file. */
export const downloadText = (name: string, text: string, type = 'text/csv;charset=utf-8'): void => {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
