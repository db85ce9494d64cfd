import type { Language } from '#contracts/plan.ts'
import type { Cell, ResultColumn } from '#contracts/result.ts'

const widest = 40

const wide = /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE4F\uFF00-\uFF60\uFFE0-\uFFE6]|\p{Extended_Pictographic}/u

/** Columns of a terminal that a text takes. */
const width = (text: string): number => {
  let total = 0
  for (const character of text) total += /\p{M}/u.test(character) ? 0 : wide.test(character) ? 2 : 1
  return total
}

const clip = (text: string): string => {
  const line = text.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}/gu, '·')
  return width(line) <= widest ? line : `${[...line].slice(0, widest - 1).join('')}…`
}

const isNumeric = (column: ResultColumn): boolean => column.type === 'integer' || column.type === 'number'

const keepsDigits = (column: ResultColumn): boolean =>
  column.format.startsWith('period_') || /(^|_)(id|año|year|cod|codigo)($|_)/i.test(column.name)

/** A cell as people of that language read it. Control characters never reach the terminal. */
export const formatCell = (value: Cell, column: ResultColumn, language: Language): string => {
  if (value === null) return ''
  if (typeof value === 'boolean') return language === 'es' ? (value ? 'sí' : 'no') : value ? 'yes' : 'no'
  if (typeof value === 'number' && !keepsDigits(column)) {
    const options: Intl.NumberFormatOptions =
      column.format === 'percent'
        ? { style: 'percent', maximumFractionDigits: 1 }
        : { maximumFractionDigits: column.format === 'money' ? 2 : 4, minimumFractionDigits: column.format === 'money' ? 2 : 0 }
    return new Intl.NumberFormat(language === 'es' ? 'es-ES' : 'en-GB', { useGrouping: 'always', ...options }).format(
      column.format === 'percent' ? value / 100 : value,
    )
  }
  return clip(String(value))
}

const pad = (text: string, to: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, to - width(text)))
  return right ? space + text : text + space
}

/** Rows under their headings, numbers to the right. At most `maximumRows` rows are printed. */
export const textTable = (
  columns: readonly ResultColumn[],
  rows: readonly (readonly Cell[])[],
  language: Language,
  maximumRows = 50,
): string => {
  if (columns.length === 0) return ''
  const heads = columns.map((column) => clip(column.label))
  const body = rows.slice(0, maximumRows).map((row) => columns.map((column, index) => formatCell(row[index] ?? null, column, language)))
  const widths = heads.map((head, index) => Math.max(width(head), ...body.map((row) => width(row[index] ?? ''))))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, isNumeric(columns[index] ?? (columns[0] as ResultColumn))))
      .join('  ')
      .trimEnd()
  const lines = [line(heads), widths.map((size) => '─'.repeat(size)).join('  '), ...body.map(line)]
  const hidden = rows.length - body.length
  if (hidden > 0) lines.push(language === 'es' ? `… y ${hidden} filas más` : `… and ${hidden} more rows`)
  return lines.join('\n')
}
