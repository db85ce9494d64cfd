import { z } from 'zod'

/** reader: reads. editor: also creates, alters, inserts, updates. admin: also deletes, drops, truncates. */
export const role = z.enum(['reader', 'editor', 'admin'])
export type Role = z.infer<typeof role>

/** Classes of statement, in rising order of what they can destroy. */
export const statementClass = z.enum(['read', 'insert', 'update', 'create', 'alter', 'delete', 'drop', 'truncate', 'other'])
export type StatementClass = z.infer<typeof statementClass>

const readerClasses: readonly StatementClass[] = ['read']
const editorClasses: readonly StatementClass[] = [...readerClasses, 'insert', 'update', 'create', 'alter']
const adminClasses: readonly StatementClass[] = [...editorClasses, 'delete', 'drop', 'truncate']

export const allowedClasses: Readonly<Record<Role, readonly StatementClass[]>> = {
  reader: readerClasses,
  editor: editorClasses,
  admin: adminClasses,
}

/** How many times a person must say yes before a statement of this class runs. */
export const confirmationsFor = (statement: StatementClass): 0 | 1 | 2 => {
  switch (statement) {
    case 'read':
      return 0
    case 'insert':
    case 'update':
    case 'create':
    case 'alter':
      return 1
    case 'delete':
    case 'drop':
    case 'truncate':
    case 'other':
      return 2
  }
}
