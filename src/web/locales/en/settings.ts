import type { settings as spanish } from '../es/settings.ts'
import type { Texts } from '../texts.ts'

export const settings: Texts<typeof spanish> = {
  title: 'Settings',
  language: 'Language of the page',
  languageHelp: 'T7 answers in the language you ask in.',
  theme: 'Appearance',
  themes: { light: 'Light', dark: 'Dark', system: 'Like the system' },
  running: 'What is running',
  version: 'T7 version',
  node: 'Node',
  database: 'Database',
  databaseKind: { embedded: 'PostgreSQL that comes with T7', external: 'External PostgreSQL' },
  location: 'Where it is',
  workspace: 'Data',
  engine: 'Engine',
  model: 'Model',
  noModel: 'None: T7 answers by itself and sends nothing out',
  demo: 'Example data',
  demoText: 'Puts the example data back as it was on the first day.',
  demoNone: 'This workspace has data of its own: there is nothing to reset.',
  reset: 'Reset the example data',
  resetTitle: 'Reset the example data?',
  resetText:
    'The example tables are as on the first day again, and changes made in them are lost. Tables that you created are kept. It cannot be undone.',
  resetConfirm: 'Reset',
  resetting: 'Resetting…',
  resetDone: 'The example data is as on the first day.',
  api: 'For programs',
  apiText: 'Everything this page does can also be asked through the API.',
  apiLink: 'API documentation',
}
