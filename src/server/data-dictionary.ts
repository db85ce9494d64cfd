import type { Catalog, Column, Relation, Table } from '#contracts/catalog.ts'
import type { Language } from '#contracts/plan.ts'

const words = {
  es: {
    title: 'Diccionario de datos',
    made: 'Generado por T7 a partir de la estructura actual',
    tables: 'Tablas',
    views: 'Vistas',
    rows: 'Filas',
    column: 'Columna',
    type: 'Tipo',
    required: 'Obligatoria',
    yes: 'sí',
    no: 'no',
    byDefault: 'Por defecto',
    description: 'Descripción',
    key: 'clave',
    refersTo: 'se relaciona con',
    inferred: '(deducida de los datos)',
    values: 'valores',
    unique: 'Sin repetidos',
    rules: 'Reglas',
    indexes: 'Índices',
    relations: 'Relaciones',
    usedBy: 'La usan',
    definition: 'Definición',
    sensitive: 'sensible',
    none: 'Todavía no hay tablas.',
  },
  en: {
    title: 'Data dictionary',
    made: 'Made by T7 from the structure as it is',
    tables: 'Tables',
    views: 'Views',
    rows: 'Rows',
    column: 'Column',
    type: 'Type',
    required: 'Required',
    yes: 'yes',
    no: 'no',
    byDefault: 'Default',
    description: 'Description',
    key: 'key',
    refersTo: 'refers to',
    inferred: '(inferred from the data)',
    values: 'values',
    unique: 'No repeats',
    rules: 'Rules',
    indexes: 'Indexes',
    relations: 'Relations',
    usedBy: 'Used by',
    definition: 'Definition',
    sensitive: 'sensitive',
    none: 'There are no tables yet.',
  },
} as const

type Words = (typeof words)[Language]

/** Text of the database inside Markdown: its marks stay characters, its lines stay in their cell. */
const cell = (text: string): string => text.replace(/[\\`*_{}[\]<>|#]/g, '\\$&').replace(/\s*[\r\n]+\s*/g, ' ')

const code = (text: string): string => {
  const flat = text.replace(/[\r\n]+/g, ' ').replace(/\|/g, '\\|')
  return flat.includes('`') ? `\`\` ${flat} \`\`` : `\`${flat}\``
}

const anchor = (name: string): string => encodeURIComponent(name.toLowerCase().replace(/\s+/g, '-'))

const notes = (table: Table, column: Column, relations: readonly Relation[], say: Words): string => {
  const target = relations.find((one) => one.from.table === table.name && one.from.columns.includes(column.name))
  const parts = [
    ...(table.primaryKey.includes(column.name) ? [say.key] : []),
    ...(target
      ? [`${say.refersTo} [${cell(target.to.table)}](#${anchor(target.to.table)})${target.declared ? '' : ` ${say.inferred}`}`]
      : []),
    ...(column.allowedValues === null ? [] : [`${say.values}: ${column.allowedValues.map(cell).join(', ')}`]),
    ...(column.sensitive ? [say.sensitive] : []),
    ...(column.description === null ? [] : [cell(column.description)]),
  ]
  return parts.join('; ')
}

const columnLine = (table: Table, column: Column, relations: readonly Relation[], say: Words): string => {
  const byDefault = column.generated ? '' : column.default === null ? '' : code(column.default)
  const required = column.nullable ? say.no : say.yes
  return `| ${code(column.name)} | ${code(column.databaseType)} | ${required} | ${byDefault} | ${notes(table, column, relations, say)} |`
}

const listed = (title: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [] : ['', `**${title}**`, '', ...items.map((item) => `- ${item}`)]

const tableSection = (table: Table, { relations }: Catalog, say: Words, language: Language): readonly string[] => {
  const users = relations.filter((one) => one.to.table === table.name && one.from.table !== table.name)
  const count = table.rowCount === null ? [] : [`${say.rows}: ${new Intl.NumberFormat(language).format(table.rowCount)}`, '']
  return [
    `## ${cell(table.name)}`,
    '',
    ...(table.description === null ? [] : [cell(table.description), '']),
    ...count,
    `| ${say.column} | ${say.type} | ${say.required} | ${say.byDefault} | ${say.description} |`,
    '|---|---|---|---|---|',
    ...table.columns.map((column) => columnLine(table, column, relations, say)),
    ...listed(
      say.unique,
      table.uniques.map((one) => one.columns.map(code).join(', ')),
    ),
    ...listed(
      say.rules,
      table.checks.map((one) => `${code(one.name)}: ${code(one.expression)}`),
    ),
    ...listed(
      say.indexes,
      table.indexes.map((one) => `${code(one.name)} (${one.columns.map(code).join(', ')})`),
    ),
    ...listed(
      say.usedBy,
      users.map((one) => `[${cell(one.from.table)}](#${anchor(one.from.table)}) (${one.from.columns.map(code).join(', ')})`),
    ),
    ...(table.definition === null ? [] : ['', `**${say.definition}**`, '', '```sql', table.definition.replace(/```/g, '` ` `'), '```']),
    '',
  ]
}

/** The structure as a Markdown document. */
export const dataDictionary = (catalog: Catalog, language: Language, today: string): string => {
  const say = words[language]
  const tables = [...catalog.tables].sort((a, b) => a.name.localeCompare(b.name, language))
  const index = (kind: Table['kind']) => tables.filter((one) => one.kind === kind).map((one) => `[${cell(one.name)}](#${anchor(one.name)})`)
  return [
    `# ${say.title}`,
    '',
    `${say.made}. ${today}`,
    ...(tables.length === 0 ? ['', say.none] : []),
    ...listed(say.tables, index('table')),
    ...listed(say.views, index('view')),
    '',
    ...tables.flatMap((one) => tableSection(one, catalog, say, language)),
  ].join('\n')
}
