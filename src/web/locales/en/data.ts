import type { data as spanish } from '../es/data.ts'
import type { Texts } from '../texts.ts'

export const data: Texts<typeof spanish> = {
  title: 'Data',
  tables: 'Tables',
  chooseTable: 'Choose a table',
  filterTables: 'Find a table',
  noTables: 'No tables yet',
  noTablesText: 'Ask for one in the chat: “create a table of suppliers with name and phone”.',
  goChat: 'Go to the chat',
  noMatch: 'No table has that name.',
  search: 'Search in {{table}}',
  noRows: 'This table is empty.',
  noMatchingRows: 'No row matches the search.',
  view: 'view',
  copy: 'Copy',
  copied_one: '{{value}} row copied',
  copied_many: '{{value}} rows copied',
  copied_other: '{{value}} rows copied',
  exporting: '{{done}} of {{total}}…',
  exportLimit: 'The file has the first {{value}} rows. Filter to take others.',
  structure: 'See structure',
  grid: 'Rows of {{table}}',
  missing: 'There is no table called {{table}}',
  missingText: 'It may have been dropped or renamed. Choose another from the list.',
}
